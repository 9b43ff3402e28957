"""By what figures of disputes are parted: tier, grade, kind, track, state, outcome."""

from django.utils.translation import gettext_lazy as _

from disputes.models import DisputeField, DisputeGrade
from disputes.workflow import OPEN, Outcome, Status
from disputes.workflow.intake import Tier, Track
from station.metrics.declared import Split


def grades() -> dict[str, str]:
    """The five grades in the office's words."""
    return {str(level): word for level, word in DisputeGrade.objects.labels().items()}


def states() -> dict[str, str]:
    """Where an open dispute can stand."""
    return {code: label for code, label in Status.choices if code in OPEN}


def tracks() -> dict[str, str]:
    """The legal tracks, and none where the gate was not answered."""
    return dict(Track.choices) | {"": _("Not decided yet")}


TIER = Split("tier", "tier", _("Tier"), lambda: dict(Tier.choices))
GRADE = Split("grade", "grade", _("Grade"), grades)
FIELD = Split(
    "field", "field", _("Kind of quarrel"), lambda: DisputeField.objects.labels()
)
TRACK = Split("track", "track", _("Legal track"), tracks)
STATE = Split("state", "status", _("State"), states)
OUTCOME = Split(
    "outcome", "outcome", _("How it turned out"), lambda: dict(Outcome.choices)
)
