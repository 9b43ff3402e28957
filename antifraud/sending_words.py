"""How a sending is told of: its state, its colour, when it goes or went."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from antifraud.models import AlertSending
from antifraud.workflow.sendings import INTERRUPTED, SendingStatus

TONES = {
    SendingStatus.PLANNED: "blue",
    SendingStatus.TO_HAND: "amber",
    SendingStatus.SENT: "green",
    SendingStatus.HELD: "amber",
    SendingStatus.FAILED: "red",
    SendingStatus.UNSURE: "red",
    SendingStatus.CANCELLED: "grey",
}


def state_of(row: AlertSending) -> str:
    """Its state; what only waits for its hour says so."""
    if row.is_held and row.status == SendingStatus.PLANNED:
        return pgettext("sending", "Waits for its hour")
    return row.get_status_display()


def tone_of(row: AlertSending) -> str:
    """Its colour."""
    if row.is_held:
        return "amber"
    return TONES[SendingStatus(row.status)]


def cause_of(row: AlertSending) -> str:
    """What the other side said; that a worker stopped needs no words of its own."""
    return "" if row.last_error == INTERRUPTED else row.last_error


def reason_of(row: AlertSending) -> str:
    """Why it is where it is: held back, gone all the same, not taken."""
    if row.is_held:
        return row.held_why or str(row.get_held_by_display())
    if row.status == SendingStatus.UNSURE:
        return _("It broke off while it was sent. Look into the group, then say so.")
    if row.status == SendingStatus.FAILED:
        return _("Not taken: %(cause)s") % {"cause": row.last_error}
    return row.override_reason
