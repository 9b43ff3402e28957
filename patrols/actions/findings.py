"""Findings: what a patrol saw or did is written down and finds its officer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from households.numbering import number_in
from patrols import geo
from patrols.actions import finding_reminders
from patrols.models import (
    Finding,
    Membership,
    Patrol,
    PatrolPoint,
    Team,
    Volunteer,
)
from patrols.workflow.findings import COUNTED, TO_SETTLE, FindingKind, FindingStatus
from station import legal, policy, working_days
from station.actions import attachments
from station.actions.events import record
from station.duty import Roster
from station.errors import RuleError
from station.models import Area, Attachment, User

SERIES = "XF"
EVENING = time(18)
LATEST = timedelta(days=7)  # what was found longer ago belongs into other books
CLOCK = timedelta(minutes=10)  # by which a phone's clock may be ahead
MOST_PEOPLE = 9999


@dataclass(frozen=True)
class Facts:
    """What was found or done, where and when; on duty the patrol is known."""

    kind: str
    what: str
    area: Area | None = None
    place: str = ""
    point: PatrolPoint | None = None
    patrol: Patrol | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    people: int | None = None
    details: str = ""
    found_at: datetime | None = None


@transaction.atomic
def report(
    *,
    facts: Facts,
    by: User,
    at: datetime,
    photos: Sequence[attachments.StoredFile] = (),
) -> Finding:
    """Write down what was found; what is to be settled gets an owner and a day."""
    found_at = _check(facts, at=at)
    patrol = facts.patrol or _patrol_of(by, found_at)
    area = _area(facts, patrol, by)
    finding = Finding(
        number=number_in(SERIES, area, at=at),
        kind=facts.kind,
        area=area,
        point=facts.point,
        place=facts.place.strip(),
        patrol=patrol,
        team=_team(patrol, by),
        reported_by=by,
        found_at=found_at,
        what=facts.what.strip(),
        details=facts.details.strip(),
        people=facts.people,
    )
    _locate(finding, facts)
    open_(finding, at=at) if facts.kind in TO_SETTLE else _close(finding, at=at)
    finding.save()
    photograph(finding, photos, by=by, at=at)
    note("finding.reported", finding, by=by, at=at)
    finding_reminders.of_new(finding, by=by, at=at)
    return finding


def open_(finding: Finding, *, at: datetime) -> None:
    """Who sees to it, and until when."""
    finding.status = FindingStatus.OPEN
    finding.owner = finding.owner or _in_charge(finding, at=at)
    finding.due_at = due_at(finding, at=at)


def due_at(finding: Finding, *, at: datetime) -> datetime:
    """The evening of the last day the office leaves for this kind."""
    return working_days.at_clock(limit_of(finding, at=at).due_on, EVENING)


def limit_of(finding: Finding, *, at: datetime) -> legal.Limit:
    """The rule it follows from, in words."""
    start = working_days.local_date(at)
    return legal.limit(f"finding.{finding.kind}", start, area=finding.area)


def note(kind: str, finding: Finding, *, by, at, changes=None, words="") -> None:
    """Write it to the timelines of the finding, its patrol and its point."""
    also = [found for found in (finding.patrol, finding.point) if found is not None]
    record(
        kind=kind,
        subject=finding,
        by=by,
        at=at,
        also=also,
        changes=changes or {},
        note=words,
    )


def photograph(finding: Finding, photos, *, by, at) -> None:
    if photos:
        attachments.attach(
            files=list(photos),
            kind=Attachment.Kind.PHOTO,
            subject=finding,
            by=by,
            at=at,
        )


def check_people(kind: str, people: int | None) -> None:
    """A talk without a number of people tells nobody anything."""
    if kind in COUNTED and not people:
        raise RuleError(_("Say how many people it was."), code="no_people")
    if people is not None and not 0 <= people <= MOST_PEOPLE:
        raise RuleError(
            _("At most %(n)d people.") % {"n": MOST_PEOPLE}, code="no_people"
        )


def check_words(what: str) -> None:
    if not what.strip():
        raise RuleError(_("Say in a few words what it is."), code="no_what")


def _check(facts: Facts, *, at: datetime) -> datetime:
    """When it was found, if it can be true."""
    if facts.kind not in FindingKind.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    check_words(facts.what)
    check_people(facts.kind, facts.people)
    found_at = facts.found_at or at
    if not at - LATEST <= found_at <= at + CLOCK:
        raise RuleError(
            _("It must have been found within the last seven days."), code="found_at"
        )
    return min(found_at, at)


def _patrol_of(by: User, found_at: datetime) -> Patrol | None:
    """The patrol on which this person was out then; the phone may tell it later."""
    rows = Patrol.objects.filter(volunteer__user=by, started_at__lte=found_at)
    rows = rows.filter(Q(ended_at__isnull=True) | Q(ended_at__gte=found_at))
    return rows.for_list().order_by("-started_at", "-pk").first()


def _team(patrol: Patrol | None, by: User) -> Team | None:
    """The team of the patrol, else the one whoever reports belongs to."""
    if patrol is not None:
        return patrol.team
    rows = Membership.objects.current().filter(volunteer__user=by)
    first = rows.select_related("team").order_by("from_on", "pk").first()
    return first.team if first else None


def _area(facts: Facts, patrol: Patrol | None, by: User) -> Area:
    """As it was said, else where they patrol, else where the volunteer belongs."""
    if facts.point is not None:
        return facts.point.area
    if facts.area is not None:
        return facts.area
    if patrol is not None:
        return patrol.area
    volunteer = Volunteer.objects.of(by).select_related("area").first()
    if volunteer is not None:
        return volunteer.area
    raise RuleError(_("Say in which village it is."), code="no_area")


def _locate(finding: Finding, facts: Facts) -> None:
    """Where the phone stood, else where the point is."""
    finding.latitude, finding.longitude = facts.latitude, facts.longitude
    known = finding
    if facts.latitude is None and facts.point is not None:
        known = facts.point
    finding.cell = geo.cell_of(known.latitude, known.longitude)


def _close(finding: Finding, *, at: datetime) -> None:
    """A deed is done when it is told."""
    finding.status = FindingStatus.CLOSED
    finding.closed_at, finding.closed_by = at, finding.reported_by


def _in_charge(finding: Finding, *, at: datetime) -> User:
    """Whoever told of it, if it is theirs to settle; else the officer of the place."""
    by = finding.reported_by
    if policy.can(by, "finding.edit", finding):
        return by
    path = finding.area.path
    successor = Roster({path}, on=working_days.local_date(at)).successor(path)
    owner = User.objects.filter(pk__in=successor).order_by("pk").first()
    if owner is None:
        raise RuleError(
            _("Nobody serves in this village. Call the station."), code="nobody"
        )
    return owner
