"""What mediators hold and what comes out of it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MediationKind(TextChoices):
    ORDINARY = "ordinary", _("Mediation")
    ON_THE_SPOT = "on_the_spot", _("On-the-spot mediation")
    JOINT = "joint", _("Joint mediation")


class MediationPlace(TextChoices):
    """Where it is held; only a standard room allows one officer alone."""

    STANDARD_ROOM = "standard_room", _("Standard mediation room")
    STATION = "station", _("Elsewhere in the station")
    POLICE_ROOM = "police_room", _("Community police room")
    SCENE = "scene", _("On the spot")
    OTHER = "other", pgettext_lazy("place", "Elsewhere")


class MediationOutcome(TextChoices):
    PLANNED = "planned", pgettext_lazy("mediation", "Planned")
    AGREED = "agreed", pgettext_lazy("mediation", "Agreed")
    NOT_AGREED = "not_agreed", pgettext_lazy("mediation", "Not agreed")
    CANCELLED = "cancelled", pgettext_lazy("mediation", "Called off")


class AgreementForm(TextChoices):
    PEOPLE = "people", _("People's mediation agreement")
    PUBLIC_SECURITY = "public_security", _("Public-security mediation agreement")
    ON_THE_SPOT = "on_the_spot", _("On-the-spot mediation agreement")
    ORAL = "oral", _("Oral agreement")


class AgreementStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("agreement", "Being written")
    EFFECTIVE = "effective", pgettext_lazy("agreement", "In effect")
    KEPT = "kept", pgettext_lazy("agreement", "Kept")
    BROKEN = "broken", pgettext_lazy("agreement", "Broken")
    VOID = "void", pgettext_lazy("agreement", "Set aside")


class ObligationStatus(TextChoices):
    OPEN = "open", pgettext_lazy("obligation", "Owed")
    KEPT = "kept", pgettext_lazy("obligation", "Kept")
    BROKEN = "broken", pgettext_lazy("obligation", "Not kept")
    WAIVED = "waived", pgettext_lazy("obligation", "Waived by the other side")


class MediatorType(TextChoices):
    """Five tongues for five grades (五舌调解)."""

    GOLD = "gold", _("Gold: argues")
    SILVER = "silver", _("Silver: reasons")
    COPPER = "copper", _("Copper: smooths")
    IRON = "iron", _("Iron: steadies")
    TIN = "tin", _("Tin: calms")
