"""What early warning speaks of: what was done, and what a dispute can turn into."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sign(TextChoices):
    """The named signs; what each weighs is data of the office."""

    SAME_PARTIES = "same_parties", _("The same parties again")
    SAME_ADDRESS = "same_address", _("The same address again")
    FAILED_MEDIATION = "failed_mediation", _("A mediation failed")
    REFUSED = "refused", _("Mediation refused")
    THREAT = "threat", _("Threat")
    WEAPON = "weapon", _("Weapon")
    VIOLENCE = "violence", _("Violence")
    SELF_HARM = "self_harm", _("Self-harm")
    CROWD = "crowd", _("Crowd")
    DOMESTIC_VIOLENCE = "domestic", _("Domestic violence")
    CALLS_REPEATED = "calls", _("Calls again and again")
    OBLIGATION_LATE = "obligation_late", _("An obligation is late")
    OBLIGATION_BROKEN = "obligation_broken", _("An obligation was not kept")
    DUE_SOON = "due_soon", _("The deadline approaches")
    OVERDUE = "overdue", _("The deadline has passed")
    AMOUNT = "amount", _("Much money")
    LONG_OPEN = "long_open", _("Open for long")
    IN_AGREEMENT = "in_agreement", _("Agreement in effect")
    OBLIGATION_KEPT = "obligation_kept", _("An obligation was kept")
    CALM_FOLLOW_UP = "calm_follow_up", _("Calm at a follow-up")
    DEFUSED = "defused", _("The danger was taken away")


class Deed(TextChoices):
    """What was done about a warning."""

    VISIT = "visit", _("Went there")
    MOVED_UP = "moved_up", _("Mediation moved up")
    CHIEF_SPOKE = "chief_spoke", _("The chief spoke to them")
    OFFICERS_ADDED = "officers_added", _("More officers put on it")
    HANDED_OVER = "handed_over", _("Handed to another office")
    WARNED = "warned", _("Warned the person in writing")
    SEPARATED = "separated", _("Brought the sides apart")
    DISARMED = "disarmed", _("Firearms or knives removed")
    WATCH = "watch", _("Nothing for now, look again")
    OTHER = "other", pgettext_lazy("warning", "Something else")


DEFUSING = frozenset({Deed.SEPARATED, Deed.DISARMED})


class CriminalKind(TextChoices):
    """What a dispute turned into (民转刑)."""

    INJURY = "injury", _("Intentional injury")
    HOMICIDE = "homicide", _("Homicide")
    DAMAGE = "damage", _("Damage to property")
    PROVOCATION = "provocation", _("Picking quarrels")
    DETENTION = "detention", _("Unlawful detention")
    ARSON = "arson", _("Arson")
    ABUSE = "abuse", _("Abuse within the family")
    OTHER = "other", pgettext_lazy("crime", "Another crime")
