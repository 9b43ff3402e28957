"""Alerts: the list, and which field a refusal belongs to."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from antifraud.workflow.alerts import TONES, AlertStatus
from households.views.ledger import Button, LedgerView
from station import policy

FIELD_OF = {
    "title": "title",
    "body": "body",
    "video": "video_url",
    "picture": "photos",
    "audiences": "fitting",
    "send_at": "send_at",
    "urgent": "urgent_reason",
    "no_reason": "reason",
    "too_large": "photos",
    "wrong_type": "photos",
    "broken": "photos",
}


def to(name: str, *args) -> str:
    """An address of this app."""
    return reverse(f"antifraud:{name}", args=args)


class AlertListView(LedgerView):
    """What was written and sent, newest first."""

    permission_required = "alert.view"
    list_key = "antifraud.alert"
    empty_icon = "speakerphone"

    def tabs(self):
        current = self.listing.params.get("status") or ""
        rest = self.request.GET.copy()
        rest.pop("cursor", None)
        looks = [
            ("", _("All")),
            (AlertStatus.SUBMITTED.value, pgettext("alert", "Waiting")),
            (AlertStatus.DRAFT.value, pgettext("alert", "Drafts")),
            (AlertStatus.DONE.value, AlertStatus.DONE.label),
        ]
        found = []
        for value, label in looks:
            rest["status"] = value
            found.append((label, f"?{rest.urlencode()}", value == current))
        return found

    def buttons(self):
        if not policy.can(self.request.user, "alert.create"):
            return []
        return [
            Button(_("Write an alert"), "plus", to("alert_create"), "primary"),
        ]

    def note(self, row):
        return f"{row.number} · {row.area.short_name}"

    def tone(self, key, row):
        return TONES[row.status] if key == "status" else ""

    def empty(self):
        return (
            _("Nothing was written yet"),
            _(
                "Write an alert once; it goes to the groups it fits, and each is counted."
            ),
        )
