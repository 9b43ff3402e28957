"""The life of a dispute from the first hint to its end, on one screen."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    REPORTED = "reported", _("Reported")
    TAKEN_UP = "taken_up", _("In mediation")
    SETTLED = "settled", _("Agreement reached")
    FAILED = "failed", _("No agreement")
    ENDED = "ended", _("Concluded")


class Outcome(TextChoices):
    """How a dispute can end; every one ends somewhere."""

    SETTLED = "settled", _("Settled by mediation")
    FAILED = "failed", _("Not settled, told of other ways")
    WITHDRAWN = "withdrawn", _("Withdrawn by the parties")
    PASSED_ON = "passed_on", _("Handed to another office")
    HANDLED = "handled", _("Handled as a public-security case")
    CRIMINAL = "criminal", _("Became a criminal case")
    NO_DISPUTE = "no_dispute", _("No dispute after all")


class Step(TextChoices):
    """The five steps (排查介入联调评晒回访); each is dated and signed."""

    SCREENING = "screening", _("Screening")
    INTERVENTION = "intervention", _("Intervention")
    JOINT_MEDIATION = "joint_mediation", _("Joint mediation")
    REVIEW = "review", _("Review and publication")
    FOLLOW_UP = "follow_up", _("Follow-up")


TRANSITIONS = {
    Status: {
        Status.REPORTED: {Status.TAKEN_UP, Status.ENDED},
        Status.TAKEN_UP: {Status.SETTLED, Status.FAILED, Status.ENDED},
        # A broken agreement and a second attempt take it up again.
        Status.SETTLED: {Status.TAKEN_UP, Status.ENDED},
        Status.FAILED: {Status.TAKEN_UP, Status.ENDED},
        Status.ENDED: {Status.TAKEN_UP},
    },
}
OPEN = frozenset({Status.REPORTED, Status.TAKEN_UP, Status.SETTLED, Status.FAILED})
IN_MEDIATION = frozenset({Status.REPORTED, Status.TAKEN_UP})

# From where each end can be reached: nothing is called settled without an agreement.
ENDS_FROM = {
    Outcome.SETTLED: {Status.SETTLED},
    Outcome.FAILED: {Status.FAILED},
    Outcome.WITHDRAWN: {Status.REPORTED, Status.TAKEN_UP, Status.FAILED},
    Outcome.PASSED_ON: {Status.REPORTED, Status.TAKEN_UP, Status.FAILED},
    Outcome.HANDLED: {Status.REPORTED, Status.TAKEN_UP, Status.FAILED},
    Outcome.CRIMINAL: {Status.REPORTED, Status.TAKEN_UP, Status.FAILED, Status.SETTLED},
    Outcome.NO_DISPUTE: {Status.REPORTED, Status.TAKEN_UP},
}


def allows(current: str, target: TextChoices) -> bool:
    """May a record in this status become the other?"""
    return target in TRANSITIONS[type(target)][type(target)(current)]
