"""Whom volunteers concern: applications to vet, insurance and trainings that end."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.dues import Dues
from patrols.actions import volunteer_facts, volunteers
from patrols.models import Insurance, Training, Volunteer
from patrols.workflow.people import VolunteerStatus
from station import legal, working_days
from station.places import name_of
from station.registry import WorkItem

VET_WITHIN = "volunteer.vet_within"
SERVING = (VolunteerStatus.ACTIVE, VolunteerStatus.RESTING)
SEALED = ("phone", "vetting_note", "guardian_phone")


def _applied(rows):
    return rows.filter(status=VolunteerStatus.APPLIED)


def _insurance_ends(rows):
    """While no later policy has been noted."""
    until = timezone.localdate() + volunteer_facts.AHEAD
    later = Insurance.objects.filter(volunteer=OuterRef("pk"), until_on__gt=until)
    return rows.filter(~Exists(later), status__in=SERVING)


def _training_ends(rows):
    """While one is about to end."""
    until = timezone.localdate() + volunteer_facts.AHEAD
    ending = Training.objects.filter(volunteer=OuterRef("pk"), expires_on__lte=until)
    return rows.filter(Exists(ending), status__in=SERVING)


def _dues(kind: str, label, still) -> Dues:
    return Dues(
        model=Volunteer,
        labels={kind: label},
        still=still,
        title=lambda row: row.name,
        icon="walk",
        defer=SEALED,
    )


KINDS = [
    *_dues(
        volunteers.APPLIED, gettext_lazy("Application of a volunteer"), _applied
    ).kinds(),
    *_dues(
        volunteer_facts.INSURANCE_ENDS,
        gettext_lazy("Insurance of a volunteer ends soon"),
        _insurance_ends,
    ).kinds(),
    *_dues(
        volunteer_facts.TRAINING_ENDS,
        gettext_lazy("A training is to be renewed"),
        _training_ends,
    ).kinds(),
]


def owed(user, now: datetime):
    """Applications this person may decide on."""
    rows = Volunteer.objects.visible_to(user, "vet").for_list()
    applied = list(_applied(rows).order_by("applied_at", "pk"))
    if not applied:
        return
    days = legal.rule(VET_WITHIN, on=working_days.local_date(now)).value
    for row in applied:
        due_on = working_days.local_date(row.applied_at) + timedelta(days=days)
        yield WorkItem(
            title=row.name,
            url=row.get_absolute_url(),
            due_at=working_days.at_clock(due_on, volunteer_facts.EVENING),
            kind_label=_("Vet a volunteer"),
            icon="walk",
            area_name=name_of(row.area),
        )
