"""What the gate of questions knows: kinds of acts, what excludes, what clocks do."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LawText(TextChoices):
    """Which text of the law a case is judged by: that of the day of its event."""

    OLD = "2012", _("Public Security Law as in force until 2025")
    NEW = "2025", _("Public Security Law of 2025")


class Act(TextChoices):
    """What was done, as the procedure regulation lists it (art. 178)."""

    NONE = "none", _("No violation, only a quarrel")
    FIGHT = "fight", _("Fight or beating")
    INJURY = "injury", _("Deliberate injury")
    INSULT = "insult", _("Insult")
    SLANDER = "slander", _("Slander")
    FALSE_CHARGE = "false_charge", _("False accusation")
    DAMAGE = "damage", _("Damage to property")
    DISTURBING = "disturbing", _("Disturbing the life of others")
    PRIVACY = "privacy", _("Violation of privacy")
    INTRUSION = "intrusion", _("Intrusion into a home")
    NOISE = "noise", _("Noise in the neighbourhood")
    BULLYING = "bullying", _("Bullying at school")
    OTHER = "other", _("Another violation")


MEDIATED = frozenset(Act.values) - {Act.NONE, Act.OTHER}


class Easier(TextChoices):
    """The second part of the gate: one of these must be so (art. 178)."""

    RELATION = "relation", _("They are kin, friends, neighbours, colleagues, students")
    FAULT = "fault", _("The victim was at fault first")
    OTHER = "other", _("Mediation otherwise resolves it more easily")


class Appraisal(TextChoices):
    """Are injuries or losses appraised?"""

    NONE = "none", pgettext_lazy("appraisal", "Not needed")
    UNDER_WAY = "under_way", pgettext_lazy("appraisal", "Under way")
    DONE = "done", pgettext_lazy("appraisal", "Done")


class Exclusion(TextChoices):
    """The seven cases that are never mediated by the police (art. 179)."""

    HIRED = "hired", _("Somebody was hired to injure")
    GANG = "gang", _("Gang fight or other picking of quarrels")
    REPEATED = "repeated", _("Violated the law several times")
    UNWILLING = "unwilling", _("A party clearly does not want mediation")
    AGAIN = "again", _("Violated the law again during mediation")
    FLED = "fled", _("The suspect fled during mediation")
    UNSUITABLE = "unsuitable", _("Otherwise unsuitable")


class ClockState(TextChoices):
    RUNNING = "running", pgettext_lazy("clock", "Running")
    PAUSED = "paused", pgettext_lazy("clock", "Standing still")
    STOPPED = "stopped", pgettext_lazy("clock", "Stopped")
    MET = "met", pgettext_lazy("clock", "Kept")
    MISSED = "missed", pgettext_lazy("clock", "Missed")


GOING = frozenset({ClockState.RUNNING, ClockState.PAUSED})


class ClockReason(TextChoices):
    """What a clock began from."""

    TAKEN_UP = "taken_up", pgettext_lazy("clock", "from the acceptance")
    APPRAISED = "appraised", pgettext_lazy("clock", "from the end of the appraisal")
    FIRST_SITTING = "first_sitting", pgettext_lazy("clock", "from the first sitting")
    FILED = "filed", pgettext_lazy("clock", "from the filing of the case")
    NOT_AGREED = "not_agreed", pgettext_lazy("clock", "from the failed mediation")
    NOT_KEPT = "not_kept", pgettext_lazy("clock", "from the broken agreement")
    COURT = "court", pgettext_lazy("clock", "from the court's side")


class PauseReason(TextChoices):
    """What time does not count."""

    APPRAISAL = "appraisal", _("Appraisal of injuries or losses")
    HEARING = "hearing", _("Hearing")
    OTHER = "other", pgettext_lazy("pause", "Other time the law does not count")


class SecondBecause(TextChoices):
    """Why there is a second session (art. 183)."""

    POLICE = "police", _("The police find it necessary")
    PARTY = "party", _("A party asks for it")
