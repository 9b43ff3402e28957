"""Joint mediation (联合调解): who is asked to it, what they answer and take upon them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class JointKind(TextChoices):
    """The ways in which stations sit down together with others."""

    FOUR_PARTY = "four_party", _("Four parties")
    MULTI_DEPARTMENT = "departments", _("Several departments")
    COURT = "court", _("Court and station")
    MEDIATORS = "mediators", _("People's mediators in the station")
    LAWYERS = "lawyers", _("Lawyers in the station")
    COMMITTEE = "committee", _("The station's own committee")


class PartnerKind(TextChoices):
    """Who can be asked to come."""

    COURT = "court", _("Court")
    JUSTICE = "justice", _("Justice office")
    LAWYER = "lawyer", _("Lawyer")
    VILLAGE = "village", _("Village or residents' committee")
    DEPARTMENT = "department", _("Department")
    COMMITTEE = "committee", _("Member of the mediation committee")
    MEDIATOR = "mediator", _("People's mediator")
    PROPERTY = "property", _("Property manager")
    ACQUAINTANCE = "acquaintance", _("Somebody both sides know")
    OTHER = "other", _("Other")


# Whom one may ask only with the consent of the parties (People's Mediation Law, art. 20):
# relatives, neighbours and colleagues, people with special knowledge, and what is
# neither a state office nor the committee itself.
WITH_CONSENT = frozenset(
    {
        PartnerKind.LAWYER,
        PartnerKind.PROPERTY,
        PartnerKind.ACQUAINTANCE,
        PartnerKind.OTHER,
    }
)


class JointStatus(TextChoices):
    PLANNED = "planned", pgettext_lazy("mediation", "Planned")
    HELD = "held", pgettext_lazy("mediation", "Held")
    CALLED_OFF = "called_off", pgettext_lazy("mediation", "Called off")


class Answer(TextChoices):
    PENDING = "pending", _("No answer yet")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "Comes")
    DECLINED = "declined", pgettext_lazy("invitation", "Cannot come")
    OTHER_TIME = "other_time", _("Proposes another time")


class Attendance(TextChoices):
    UNKNOWN = "unknown", _("Not noted")
    CAME = "came", _("Came")
    ABSENT = "absent", _("Did not come")


class UndertakingStatus(TextChoices):
    OPEN = "open", pgettext_lazy("undertaking", "To be done")
    DONE = "done", pgettext_lazy("undertaking", "Done")
    NOT_KEPT = "not_kept", pgettext_lazy("undertaking", "Not kept")
