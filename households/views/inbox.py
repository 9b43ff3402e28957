"""The inbox: every matter of a resident until it ends somewhere."""

from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from households.lists.messages import KEY, preview
from households.models import Message, Referral
from households.workflow.messages import MessageKind, MessageStatus
from station import working_days
from station.actions.access import record_access
from station.models import AccessRecord
from station.views.list import ListPageView

LISTED = "households.message:list"


class InboxListView(ListPageView):
    """What residents sent within one's scope; at first what waits for an answer."""

    permission_required = "inbox.view"
    list_key = KEY
    template_name = "inbox/message_list.html"

    def get_context_data(self, **kwargs):
        self._write_down()
        return super().get_context_data(
            lines=self._lines(), segments=self._segments(), **kwargs
        )

    def _lines(self) -> list[dict]:
        """Each message, how it begins, the days left, and how many stand behind it."""
        calendar, today = working_days.calendar(), timezone.localdate()
        ids = [row.pk for row in self.page.rows]
        behind, away = _behind(ids), _away(ids)
        return [
            {
                "message": row,
                "preview": preview(row),
                "days": calendar.days_between(
                    today, working_days.local_date(row.due_at)
                ),
                "behind": behind.get(row.pk, 0),
                "away_until": away.get(row.pk),
            }
            for row in self.page.rows
        ]

    def _write_down(self) -> None:
        """The list shows how messages begin: that is a look at them."""
        if any(not row.is_tip for row in self.page.rows):
            record_access(
                by=self.request.user,
                act=AccessRecord.Act.VIEW,
                subject=LISTED,
                fields="text",
                at=timezone.now(),
            )

    def _segments(self):
        """The looks people take most often."""
        params = self.listing.params
        current = {name: value for name, value in params.items() if value}
        current.pop("cursor", None)
        me = str(self.request.user.pk)
        looks = [
            (_("Waiting"), {"status": MessageStatus.NEW}),
            (_("Mine"), {"status": MessageStatus.NEW, "assigned_to": me}),
            (_("Late"), {"overdue": "true"}),
            (_("With others"), {"status": MessageStatus.REFERRED}),
            (_("Tips"), {"kind": MessageKind.TIP}),
            (_("All"), {}),
        ]
        for label, wanted in looks:
            yield label, f"?{urlencode(wanted) or 'status='}", current == wanted


def _behind(ids: list[int]) -> dict[int, int]:
    """How many were joined to each, in one query."""
    rows = Message.objects.filter(merged_into__in=ids).order_by()
    return dict(
        rows.values_list("merged_into")
        .annotate(Count("pk"))
        .values_list("merged_into", "pk__count")
    )


def _away(ids: list[int]) -> dict[int, datetime]:
    """Until when other offices owe their answers, in one query."""
    rows = Referral.objects.waiting().filter(message__in=ids)
    return dict(rows.values_list("message", "due_at"))
