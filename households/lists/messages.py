"""The inbox as a declared list, and what can be done to many messages at once."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.actions import messages
from households.filters.inbox import InboxFilterSet
from households.models import Message
from households.workflow.messages import MessageStatus
from station.bulk import BulkAction
from station.forms.bulk import BulkForm
from station.lists import ListColumn, ListKind
from station.models import User
from station.registry import registry

KEY = "households.message"
PREVIEW = 60
WAITS = frozenset({MessageStatus.NEW, MessageStatus.REFERRED})


def preview(message: Message) -> str:
    """How it begins; of a tip nothing before it is opened."""
    if message.is_tip:
        return ""
    text = " ".join(message.text.split())
    return text if len(text) <= PREVIEW else f"{text[:PREVIEW]}…"


def order_of(params) -> tuple[str, str]:
    """What waits by its due time, the rest by when it came."""
    waits = params.get("status") in WAITS or bool(params.get("overdue"))
    return ("due_at", "id") if waits else ("-received_at", "-id")


registry.add_list(
    ListKind(
        key=KEY,
        label=_("Inbox"),
        icon="inbox",
        model=Message,
        permission="inbox.view",
        url_name="inbox:list",
        filterset=InboxFilterSet,
        defaults={"status": MessageStatus.NEW},
        only_bare=True,
        prepare=lambda rows: rows.for_list(),
        orders={"due": ("due_at", "id"), "-received": ("-received_at", "-id")},
        order_for=order_of,
        columns=(
            ListColumn("matter", _("How it begins"), preview, is_fixed=True),
            ListColumn(
                "number",
                _("Number"),
                lambda row: row.number,
                on_page=False,
                is_fixed=True,
            ),
            ListColumn(
                "kind", _("Kind"), lambda row: row.get_kind_display(), on_page=False
            ),
            ListColumn("area", _("Area"), lambda row: row.area.name),
            ListColumn(
                "who",
                _("In charge"),
                lambda row: row.assigned_to.name if row.assigned_to else "",
            ),
            ListColumn("received", _("Received"), lambda row: row.received_at),
            ListColumn("due", _("Answer due"), lambda row: row.due_at),
            ListColumn(
                "state", _("State"), lambda row: row.get_status_display(), on_page=False
            ),
            ListColumn(
                "settled", _("Settled"), lambda row: row.settled_at, on_page=False
            ),
            ListColumn(
                "satisfaction",
                _("Satisfaction"),
                lambda row: row.get_satisfaction_display(),
                on_page=False,
            ),
            ListColumn(
                "reopened",
                _("Times reopened"),
                lambda row: row.reopened_times,
                on_page=False,
            ),
        ),
        export_permission="message.export",
        export_name="inbox:export",
        bulk_name="inbox:bulk",
        file_name="inbox",
    )
)


class MessageReassignForm(BulkForm):
    """Who takes them; only those who could have every one of them."""

    to = forms.ModelChoiceField(
        label=_("Who takes it"), queryset=User.objects.none(), empty_label=_("Choose")
    )
    reason = forms.CharField(label=_("Why"), max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        able, seen = User.objects.active(), set()
        for row in self.rows.for_list().defer("text", "place"):
            alike = (row.area_id, row.is_tip, row.is_about_police, row.about_officer_id)
            if alike not in seen:
                seen.add(alike)
                others = messages.may_own(row, at=timezone.now())
                able = able.filter(pk__in=others.values("pk"))
        self.fields["to"].queryset = able.order_by("name_sort", "pk")


def _reassign(row, *, data, by, at):
    messages.assign(message=row, to=data["to"], reason=data["reason"], by=by, at=at)


registry.add_bulk(
    KEY,
    BulkAction(
        key="reassign",
        label=_("Hand over"),
        icon="arrows-exchange",
        permission="message.reassign",
        form_class=MessageReassignForm,
        run=_reassign,
    ),
)
