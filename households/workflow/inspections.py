"""The lives of hazards and of what an inspection finds, on one screen."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Risk(TextChoices):
    LOW = "low", pgettext_lazy("risk", "Low")
    MEDIUM = "medium", pgettext_lazy("risk", "Medium")
    HIGH = "high", pgettext_lazy("risk", "High")


class Result(TextChoices):
    OK = "ok", _("In order")
    FAULT = "fault", _("Fault")
    NOT_APPLICABLE = "none", _("Does not apply")


class Severity(TextChoices):
    MINOR = "minor", pgettext_lazy("hazard", "Ordinary")
    SERIOUS = "serious", pgettext_lazy("hazard", "Serious")
    MAJOR = "major", pgettext_lazy("hazard", "Major")


class InspectionOutcome(TextChoices):
    PASSED = "passed", _("Without fault")
    FAULTS = "faults", _("Faults found")


class Unsigned(TextChoices):
    """Why the person in charge did not sign."""

    ABSENT = "absent", _("Person in charge not there")
    REFUSED = "refused", _("Refused to sign")


class HazardStatus(TextChoices):
    FOUND = "found", pgettext_lazy("hazard", "Found")
    NOTIFIED = "notified", _("Notice served")
    REPORTED = "reported", _("Reported as put right")
    UNRESOLVED = "unresolved", _("Not put right")
    TRANSFERRED = "transferred", _("Transferred")
    ANSWERED = "answered", pgettext_lazy("hazard", "Answered by the office")
    CLOSED = "closed", pgettext_lazy("hazard", "Closed")


class RoundState(TextChoices):
    OPEN = "open", _("Under way")
    DONE = "done", pgettext_lazy("round", "Finished")


H = HazardStatus
TRANSITIONS = {
    H.FOUND: {H.NOTIFIED, H.CLOSED, H.UNRESOLVED, H.TRANSFERRED},
    H.NOTIFIED: {H.REPORTED, H.CLOSED, H.UNRESOLVED, H.TRANSFERRED},
    H.REPORTED: {H.CLOSED, H.UNRESOLVED, H.TRANSFERRED},
    H.UNRESOLVED: {H.REPORTED, H.CLOSED, H.UNRESOLVED, H.TRANSFERRED},
    H.TRANSFERRED: {H.ANSWERED},
    H.ANSWERED: {H.CLOSED},
    H.CLOSED: set(),
}
SETTLED = (H.ANSWERED, H.CLOSED)
WITH_US = (H.FOUND, H.NOTIFIED, H.REPORTED, H.UNRESOLVED)


def allows(current: str, target: str) -> bool:
    """May a hazard in this status become the other?"""
    return HazardStatus(target) in TRANSITIONS[HazardStatus(current)]
