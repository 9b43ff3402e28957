"""The inbox: every matter of a resident until it ends somewhere."""

from urllib.parse import urlencode

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from households.filters.inbox import InboxFilterSet
from households.models import Message
from households.workflow_messages import MessageKind, MessageStatus
from station import policy, working_days
from station.actions.access import record_access
from station.models import AccessRecord
from station.paging import count_text, paginate
from station.sheets import download, workbook
from station.views.policy import PolicyMixin

LISTED = "households.message:list"
PREVIEW = 60
MOST_EXPORTED = 5000


class InboxRowsMixin:
    """The rows of the inbox as the address asks for them."""

    def read(self, visible):
        """The filters and what they leave; at first what waits for an answer."""
        self.params = self.request.GET or {"status": MessageStatus.NEW}
        self.filterset = InboxFilterSet(
            self.params, queryset=visible, request=self.request
        )
        return self.filterset.qs if self.filterset.is_valid() else visible.none()

    @property
    def order(self) -> tuple[str, str]:
        """What waits by its due time, the rest by when it came."""
        status = self.params.get("status")
        waits = status in {MessageStatus.NEW, MessageStatus.REFERRED}
        if waits or "overdue" in self.params:
            return ("due_at", "id")
        return ("-received_at", "-id")


class InboxListView(InboxRowsMixin, PolicyMixin, TemplateView):
    """What residents sent within one's scope; at first what waits for an answer."""

    permission_required = "inbox.view"
    template_name = "inbox/message_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        rows = self.read(Message.objects.visible_to(user))
        page = paginate(rows.for_list(), request=self.request, order=self.order)
        self._write_down(page)
        return super().get_context_data(
            filterset=self.filterset,
            page=page,
            lines=self._lines(page),
            count_text=count_text(rows),
            segments=self._segments(self.params),
            is_filtered=bool(self.request.GET),
            may_export=policy.can(user, "message.export"),
            query=self.params_query,
            **kwargs,
        )

    @property
    def params_query(self) -> str:
        wanted = self.request.GET.copy()
        wanted.pop("cursor", None)
        return wanted.urlencode() or urlencode(self.params)

    def _lines(self, page) -> list[dict]:
        """Each message, how it begins, the days left, and how many stand behind it."""
        calendar, today = working_days.calendar(), timezone.localdate()
        behind = _behind([row.pk for row in page.rows])
        return [
            {
                "message": row,
                "preview": preview(row),
                "days": calendar.days_between(
                    today, working_days.local_date(row.due_at)
                ),
                "behind": behind.get(row.pk, 0),
            }
            for row in page.rows
        ]

    def _write_down(self, page) -> None:
        """The list shows how messages begin: that is a look at them."""
        if any(not row.is_tip for row in page.rows):
            record_access(
                by=self.request.user,
                act=AccessRecord.Act.VIEW,
                subject=LISTED,
                fields="text",
                at=timezone.now(),
            )

    def _segments(self, params):
        """The looks people take most often."""
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


def preview(message: Message) -> str:
    """How it begins; of a tip nothing before it is opened."""
    if message.is_tip:
        return ""
    text = " ".join(message.text.split())
    return text if len(text) <= PREVIEW else f"{text[:PREVIEW]}…"


def _behind(ids: list[int]) -> dict[int, int]:
    """How many were joined to each, in one query."""
    rows = Message.objects.filter(merged_into__in=ids).order_by()
    return dict(
        rows.values_list("merged_into")
        .annotate(Count("pk"))
        .values_list("merged_into", "pk__count")
    )


class InboxExportView(InboxRowsMixin, PolicyMixin, View):
    """What the list shows, as a workbook; who took it is written down."""

    permission_required = "message.export"

    def get(self, request):
        rows = self.read(Message.objects.visible_to(request.user, "export"))
        record_access(
            by=request.user,
            act=AccessRecord.Act.EXPORT,
            subject="households.message",
            fields="number,kind,area,text,assigned_to,received_at,due_at,status",
            reason=request.GET.urlencode()[:200],
            at=timezone.now(),
            area=request.user.home_area,
        )
        rows = rows.for_list().order_by(*self.order)[:MOST_EXPORTED]
        body = workbook(_("Inbox"), self.head, map(self.line, rows))
        return download("inbox", body)

    @property
    def head(self) -> list[str]:
        return [
            _("Number"),
            _("Kind"),
            _("How it begins"),
            _("Area"),
            _("In charge"),
            _("Received"),
            _("Answer due"),
            _("State"),
            _("Settled"),
            _("Satisfaction"),
            _("Times reopened"),
        ]

    @staticmethod
    def line(row: Message) -> list:
        return [
            row.number,
            row.get_kind_display(),
            preview(row),
            row.area.name,
            row.assigned_to.name if row.assigned_to else "",
            row.received_at,
            row.due_at,
            row.get_status_display(),
            row.settled_at,
            row.get_satisfaction_display(),
            row.reopened_times,
        ]
