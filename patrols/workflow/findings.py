"""What patrols find and do, and the life of what is passed on."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FindingKind(TextChoices):
    HAZARD = "hazard", pgettext_lazy("finding", "Hazard")
    DISPUTE = "dispute", pgettext_lazy("finding", "Quarrel")
    TALK = "talk", _("Prevention talk")
    LOST_PERSON = "lost_person", _("Lost person")
    LOST_THING = "lost_thing", _("Lost or found property")
    SCHOOL_GUARD = "school_guard", _("School-run guard")
    SUSPECT = "suspect", _("Suspect handed over")
    HELP = "help", _("People helped")
    OTHER = "other", pgettext_lazy("finding", "Something else")


# These stay open until somebody has put them right; the others are deeds.
TO_SETTLE = frozenset(
    {
        FindingKind.HAZARD,
        FindingKind.DISPUTE,
        FindingKind.LOST_PERSON,
        FindingKind.LOST_THING,
        FindingKind.OTHER,
    }
)
# Everybody on duty is told of these at once.
TOLD_TO_ALL = frozenset({FindingKind.LOST_PERSON, FindingKind.LOST_THING})
# Deeds that an officer hears of at once all the same.
OFFICER_HEARS = frozenset({FindingKind.SUSPECT})
# Told with how many people they reached.
COUNTED = frozenset({FindingKind.TALK, FindingKind.SCHOOL_GUARD, FindingKind.HELP})
ICONS = {
    FindingKind.HAZARD: "alert-triangle",
    FindingKind.DISPUTE: "scale",
    FindingKind.TALK: "speakerphone",
    FindingKind.LOST_PERSON: "user-off",
    FindingKind.LOST_THING: "search",
    FindingKind.SCHOOL_GUARD: "school",
    FindingKind.SUSPECT: "hand-stop",
    FindingKind.HELP: "heart-handshake",
    FindingKind.OTHER: "dots",
}


class FindingStatus(TextChoices):
    OPEN = "open", pgettext_lazy("finding", "To be settled")
    PASSED_ON = "passed_on", pgettext_lazy("finding", "Passed on")
    CLOSED = "closed", pgettext_lazy("finding", "Settled")


TRANSITIONS = {
    FindingStatus.OPEN: {FindingStatus.PASSED_ON, FindingStatus.CLOSED},
    FindingStatus.PASSED_ON: {FindingStatus.OPEN, FindingStatus.CLOSED},
    # Back to whoever had it, where the record it became is taken up again.
    FindingStatus.CLOSED: {FindingStatus.OPEN, FindingStatus.PASSED_ON},
}


def allows(current: str, target: FindingStatus) -> bool:
    """May a finding in this status become the other?"""
    return target in TRANSITIONS[current]
