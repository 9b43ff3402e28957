"""The lives of shifts, of places on them, and of swaps."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]


class PeriodStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("roster", "Draft")
    PUBLISHED = "published", pgettext_lazy("roster", "Published")


class ProposalStatus(TextChoices):
    ASKED = "asked", pgettext_lazy("proposed roster", "Being worked out")
    READY = "ready", pgettext_lazy("proposed roster", "To be looked at")
    ACCEPTED = "accepted", pgettext_lazy("proposed roster", "Taken over")
    DROPPED = "dropped", pgettext_lazy("proposed roster", "Dropped")


class ShiftStatus(TextChoices):
    PLANNED = "planned", pgettext_lazy("shift", "Not yet published")
    OPEN = "open", pgettext_lazy("shift", "Published")
    CANCELLED = "cancelled", pgettext_lazy("shift", "Cancelled")


SHIFT_TRANSITIONS = {
    ShiftStatus.PLANNED: {ShiftStatus.OPEN, ShiftStatus.CANCELLED},
    ShiftStatus.OPEN: {ShiftStatus.CANCELLED},
    ShiftStatus.CANCELLED: set(),
}


class SignUpStatus(TextChoices):
    PROPOSED = "proposed", pgettext_lazy("shift", "Proposed, to be answered")
    REQUESTED = "requested", pgettext_lazy("shift", "Waiting for the captain")
    CONFIRMED = "confirmed", pgettext_lazy("shift", "On the shift")
    WAITING = "waiting", pgettext_lazy("shift", "On the waiting list")
    DECLINED = "declined", pgettext_lazy("shift", "Declined")
    REFUSED = "refused", pgettext_lazy("shift", "Not approved")
    WITHDRAWN = "withdrawn", pgettext_lazy("shift", "Withdrawn")
    SWAPPED = "swapped", pgettext_lazy("shift", "Given to another")
    CANCELLED = "cancelled", pgettext_lazy("shift", "Shift cancelled")


# These hold a place, and nobody holds two places at the same hour.
HOLDING = (SignUpStatus.PROPOSED, SignUpStatus.REQUESTED, SignUpStatus.CONFIRMED)
# These may still become something.
RUNNING = (*HOLDING, SignUpStatus.WAITING)

SIGN_UP_TRANSITIONS = {
    SignUpStatus.PROPOSED: {
        SignUpStatus.CONFIRMED,
        SignUpStatus.DECLINED,
        SignUpStatus.WITHDRAWN,
        SignUpStatus.CANCELLED,
    },
    SignUpStatus.REQUESTED: {
        SignUpStatus.CONFIRMED,
        SignUpStatus.REFUSED,
        SignUpStatus.WITHDRAWN,
        SignUpStatus.CANCELLED,
    },
    SignUpStatus.CONFIRMED: {
        SignUpStatus.WITHDRAWN,
        SignUpStatus.SWAPPED,
        SignUpStatus.CANCELLED,
    },
    SignUpStatus.WAITING: {
        SignUpStatus.REQUESTED,
        SignUpStatus.CONFIRMED,
        SignUpStatus.WITHDRAWN,
        SignUpStatus.CANCELLED,
    },
    SignUpStatus.DECLINED: set(),
    SignUpStatus.REFUSED: set(),
    SignUpStatus.WITHDRAWN: set(),
    SignUpStatus.SWAPPED: set(),
    SignUpStatus.CANCELLED: set(),
}


class Source(TextChoices):
    """How a name came onto a shift."""

    SELF = "self", pgettext_lazy("shift", "Signed up")
    ROSTER = "roster", pgettext_lazy("shift", "Proposed by the roster")
    CAPTAIN = "captain", pgettext_lazy("shift", "Put down by the captain")
    SWAP = "swap", pgettext_lazy("shift", "By a swap")


class Attendance(TextChoices):
    CAME = "came", pgettext_lazy("shift", "Came")
    ABSENT = "absent", pgettext_lazy("shift", "Did not come")
    EXCUSED = "excused", pgettext_lazy("shift", "Excused")


class SwapStatus(TextChoices):
    OFFERED = "offered", pgettext_lazy("swap", "Offered")
    TAKEN = "taken", pgettext_lazy("swap", "Taken, waiting for the captain")
    DONE = "done", pgettext_lazy("swap", "Swapped")
    REFUSED = "refused", pgettext_lazy("swap", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("swap", "Withdrawn")


SWAP_TRANSITIONS = {
    SwapStatus.OFFERED: {SwapStatus.TAKEN, SwapStatus.REFUSED, SwapStatus.WITHDRAWN},
    SwapStatus.TAKEN: {SwapStatus.DONE, SwapStatus.REFUSED, SwapStatus.WITHDRAWN},
    SwapStatus.DONE: set(),
    SwapStatus.REFUSED: set(),
    SwapStatus.WITHDRAWN: set(),
}

OF_CLASS = {
    ShiftStatus: SHIFT_TRANSITIONS,
    SignUpStatus: SIGN_UP_TRANSITIONS,
    SwapStatus: SWAP_TRANSITIONS,
}


def allows(current: str, target: TextChoices) -> bool:
    """May a shift, a place on it or a swap in this status become the other?"""
    return target in OF_CLASS[type(target)][current]
