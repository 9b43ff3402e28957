"""Sendings of alerts: the list, and one of them."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from antifraud import sending_words as words
from antifraud.filters.sendings import HELD_BACK, TROUBLE
from antifraud.models import AlertSending
from antifraud.workflow.alerts import PUBLISHED
from antifraud.workflow.sendings import SendingStatus
from households.views.ledger import Button, Item, LedgerView, RecordView, Section
from station import phrasing, policy


class SendingListView(LedgerView):
    """What went to whom, what waits, what is held back; the newest first."""

    permission_required = "alert.view"
    list_key = "antifraud.alertsending"
    empty_icon = "send"

    def tabs(self):
        current = self.listing.params.get("state") or ""
        rest = self.request.GET.copy()
        rest.pop("cursor", None)
        looks = [
            ("", _("All")),
            (SendingStatus.TO_HAND.value, pgettext("sending", "To hand over")),
            (HELD_BACK, pgettext("sending", "Held back")),
            (TROUBLE, pgettext("sending", "In trouble")),
            (SendingStatus.SENT.value, SendingStatus.SENT.label),
        ]
        found = []
        for value, label in looks:
            rest["state"] = value
            found.append((label, f"?{rest.urlencode()}", value == current))
        return found

    def note(self, row):
        return row.audience.area.name

    def tone(self, key, row):
        return words.tone_of(row) if key == "status" else ""

    def empty(self):
        return (
            _("Nothing was sent yet"),
            _("An alert that was let go out stands here, once for each group."),
        )


class SendingView(RecordView):
    """One alert on its way to one group."""

    permission_required = "alert.view"
    model = AlertSending

    def heading(self):
        return _("%(title)s → %(group)s") % {
            "title": self.record.alert.title,
            "group": self.record.audience.name,
        }

    def back(self):
        return reverse("antifraud:sending_list"), _("Sendings of alerts")

    def badge(self):
        return words.state_of(self.record), words.tone_of(self.record)

    def lead(self):
        return self.record.audience.get_channel_display()

    def banner(self):
        row = self.record
        is_told = row.is_held or row.status in {
            SendingStatus.FAILED,
            SendingStatus.UNSURE,
        }
        return words.reason_of(row) if is_told else ""

    def buttons(self):
        row, found = self.record, []
        if self.may("alert.send"):
            found += self._of_state()
        if row.is_held and self._is_out and self.may("alert.override"):
            found.append(_step(row, "override", _("Send all the same"), "urgent"))
        return found

    @cached_property
    def _is_out(self) -> bool:
        return self.record.alert.status in PUBLISHED

    def _of_state(self) -> list[Button]:
        row = self.record
        found = []
        if row.may_become(SendingStatus.CANCELLED):
            found.append(
                _step(row, "call_off", pgettext("sending", "Call off"), "ban", "quiet")
            )
        if row.status in {SendingStatus.FAILED, SendingStatus.UNSURE} and self._is_out:
            found.append(
                _step(row, "try_again", pgettext("sending", "Try again"), "refresh")
            )
        if row.status == SendingStatus.UNSURE:
            found.append(_step(row, "arrived", _("It arrived"), "checks", "primary"))
        if row.status == SendingStatus.TO_HAND:
            url = reverse("antifraud:alert_hand_over", args=[row.alert_id])
            found.append(
                Button(pgettext("sending", "Hand over"), "copy", url, "primary")
            )
        return found

    def facts(self):
        row = self.record
        return [
            (pgettext("sending", "Goes"), phrasing.in_full(row.due_at)),
            (_("Held back by"), row.get_held_by_display()),
            (_("Why it goes all the same"), row.override_reason),
            (pgettext("sending moment", "Sent"), _moment(row.sent_at)),
            (_("People when it was sent"), row.people or ""),
            (_("Handed over by"), row.handed_by.name if row.handed_by else ""),
            (_("Attempts"), row.attempts or ""),
            (_("What went wrong"), words.cause_of(row)),
            (_("Kept by"), row.audience.owner.name),
            (_("Area"), row.audience.area.name),
        ]

    def sections(self):
        """What is sent and to whom; each opens for whoever may see it."""
        row = self.record
        alert = Item(row.alert.title, row.alert.number, self._url(row.alert))
        people = _("%(n)s people") % {"n": phrasing.number(row.audience.size)}
        group = Item(row.audience.name, people, self._url(row.audience))
        return [
            Section(_("Alert"), "speakerphone", [alert]),
            Section(_("Audience"), "users-group", [group]),
        ]

    def _url(self, obj) -> str:
        may = policy.can(self.request.user, f"{obj.policy_resource}.view", obj)
        return obj.get_absolute_url() if may else ""

    def photos(self):
        return []


def _moment(at) -> str:
    return phrasing.in_full(at) if at else ""


def _step(row, name, label, icon, tone="") -> Button:
    return Button(
        label, icon, reverse(f"antifraud:sending_{name}", args=[row.pk]), tone
    )
