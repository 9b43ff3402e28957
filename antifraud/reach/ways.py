"""The ways people are told, each as a set of residents and of households.

A briefing and an alert say of which type they told; fraud advice at a visit and the
police school's lessons tell of fraud as such, so they count only where no type is
asked for. An alert reaches the members of a group who are known by name: whether they
read it nobody knows.
"""

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from antifraud.models import AlertSending, Attendee, AudienceMember, Briefing
from antifraud.workflow.alerts import NoticeKind
from antifraud.workflow.school import Topic
from antifraud.workflow.sendings import SendingStatus
from households.models import Advice, Resident, Visit

OF_FRAUD = (NoticeKind.WARNING, NoticeKind.CASE, NoticeKind.ADVICE)
MET = Visit.people_met.through


class Way(TextChoices):
    BRIEFING = "briefing", _("Briefed one to one")
    VISIT = "visit", _("Advised at a visit")
    COURSE = "course", _("Taught at the police school")
    ALERT = "alert", _("Member of a group an alert went to")


TYPED = (Way.BRIEFING, Way.ALERT)


def residents(way: str, told, scam_type=None):
    """The ids of the residents told in this way between two moments."""
    return PEOPLE[way](told, scam_type)


def households(way: str, told, scam_type=None):
    """The ids of the households in which somebody was told in this way."""
    since, until = told
    if way == Way.BRIEFING:
        rows = _briefings(told, scam_type).filter(household__isnull=False)
        return rows.order_by().values("household_id")
    if way == Way.VISIT and scam_type is None:
        rows = Visit.objects.confirmed().filter(
            advice__contains=[Advice.FRAUD],
            household__isnull=False,
            visited_at__gte=since,
            visited_at__lt=until,
        )
        return rows.order_by().values("household_id")
    ids = residents(way, told, scam_type)
    return Resident.objects.filter(pk__in=ids).order_by().values("household_id")


def reached(told, scam_type=None, *, lookup: str = "pk") -> Q:
    """Told in any way: each person fits once, however often they were told."""
    found = Q()
    for way in Way.values:
        found |= Q(**{f"{lookup}__in": residents(way, told, scam_type)})
    return found


def _briefings(told, scam_type):
    since, until = told
    rows = Briefing.objects.standing()
    rows = rows.filter(briefed_at__gte=since, briefed_at__lt=until)
    return rows.filter(scam_types=scam_type) if scam_type else rows


def _briefed(told, scam_type):
    rows = _briefings(told, scam_type).filter(resident__isnull=False)
    return rows.order_by().values("resident_id")


def _visited(told, scam_type):
    since, until = told
    rows = MET.objects.filter(
        visit__state=Visit.State.CONFIRMED,
        visit__advice__contains=[Advice.FRAUD],
        visit__visited_at__gte=since,
        visit__visited_at__lt=until,
    )
    return (rows.none() if scam_type else rows).values("resident_id")


def _taught(told, scam_type):
    since, until = told
    rows = Attendee.objects.came().filter(
        resident__isnull=False,
        session__course__topic=Topic.FRAUD,
        came_at__gte=since,
        came_at__lt=until,
    )
    return (rows.none() if scam_type else rows).order_by().values("resident_id")


def _alerted(told, scam_type):
    since, until = told
    sent = AlertSending.objects.filter(
        status=SendingStatus.SENT,
        alert__kind__in=OF_FRAUD,
        sent_at__gte=since,
        sent_at__lt=until,
    )
    if scam_type:
        sent = sent.filter(alert__scam_type=scam_type)
    groups = sent.order_by().values("audience_id")
    return AudienceMember.objects.filter(audience__in=groups).values("resident_id")


PEOPLE = {
    Way.BRIEFING: _briefed,
    Way.VISIT: _visited,
    Way.COURSE: _taught,
    Way.ALERT: _alerted,
}
