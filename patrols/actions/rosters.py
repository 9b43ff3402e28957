"""Rosters: a period of a team, filled from its weekly shifts, then published."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from patrols.actions import places, shifts
from patrols.models import RosterPeriod, RosterTemplate, Shift, Team
from patrols.workflow.rosters import PeriodStatus, ShiftStatus
from station import working_days
from station.actions import reminders
from station.actions.events import record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import User

PUBLISHED = "roster.published"
LONGEST = timedelta(days=62)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Filled:
    """How many shifts were made, and how many are out of season or over."""

    made: int
    out_of_season: int


@transaction.atomic
def create(
    *, team: Team, from_on: date, until_on: date, by: User, at: datetime
) -> RosterPeriod:
    """A roster for some days; single shifts of these days already belong to it."""
    if team.dissolved_on is not None:
        raise RuleError(_("This team was dissolved."), code="dissolved")
    if until_on < from_on:
        raise RuleError(_("It cannot end before it begins."), code="order")
    if until_on - from_on > LONGEST:
        raise RuleError(_("A roster covers two months at the most."), code="too_long")
    if until_on < working_days.local_date(at):
        raise RuleError(_("These days are over."), code="past")
    period = RosterPeriod(team=team, from_on=from_on, until_on=until_on)
    overlap = _("The team has a roster for some of these days.")
    with refusing_twins(patrols_rosterperiod_no_overlap=overlap):
        period.save()
    loose = Shift.objects.filter(team=team, period=None, starts_at__gte=_begin(from_on))
    loose.filter(starts_at__lt=_begin(until_on + DAY)).update(
        period=period, updated_at=at
    )
    _note("roster.created", period, by=by, at=at)
    return period


@transaction.atomic
def fill(*, period: RosterPeriod, by: User, at: datetime) -> Filled:
    """One shift for each weekly one on each of its days; twice does no harm."""
    period = lock(period)
    _expect_draft(period)
    templates = RosterTemplate.objects.filter(team=period.team_id, is_active=True)
    made = [
        shift
        for template in templates.select_related("kind", "route").order_by("pk")
        for shift in _of_template(template, period, at=at)
    ]
    in_season = [shift for shift in made if _is_in_season(shift)]
    before = period.shifts.count()
    Shift.objects.bulk_create(in_season, ignore_conflicts=True)
    found = Filled(period.shifts.count() - before, len(made) - len(in_season))
    period.version += 1
    period.save()
    _note("roster.filled", period, by=by, at=at)
    return found


@transaction.atomic
def publish(
    *, period: RosterPeriod, version: int, by: User, at: datetime
) -> RosterPeriod:
    """The team can sign up; who was put down is asked; everybody is told once."""
    period = lock(period, version=version)
    _expect_draft(period)
    keys = period.shifts.filter(status=ShiftStatus.PLANNED).values_list("pk", flat=True)
    locked = places.lock_shifts(keys).values()
    found = [shift for shift in locked if shift.status == ShiftStatus.PLANNED]
    if not found:
        raise RuleError(_("There is no shift to publish."), code="empty")
    shifts.open_up(found, by=by, at=at)
    period.status = PeriodStatus.PUBLISHED
    period.published_at, period.published_by = at, by
    period.version += 1
    period.save()
    _note("roster.published", period, by=by, at=at)
    reminders.schedule(kind=PUBLISHED, subject=period, due_at=at, area=period.team.area)
    return period


@transaction.atomic
def discard(*, period: RosterPeriod, version: int, by: User, at: datetime) -> Team:
    """A draft nobody has seen goes, with its shifts; nobody may stand on them."""
    period = lock(period, version=version)
    _expect_draft(period)
    team = period.team
    places.lock_shifts(period.shifts.values_list("pk", flat=True))
    if period.shifts.exclude(sign_ups=None).exists():
        raise RuleError(
            _("People are put down for shifts of this roster. Publish it, or take "
              "them off first."),
            code="has_people",
        )  # fmt: skip
    record(
        kind="roster.discarded", subject=period, by=by, at=at, also=[team],
        area=team.area,
    )  # fmt: skip
    period.shifts.exclude(status=ShiftStatus.PLANNED).update(period=None, updated_at=at)
    period.shifts.all().delete()
    period.delete()
    return team


def _of_template(template: RosterTemplate, period: RosterPeriod, *, at: datetime):
    """Its shifts that still lie ahead in the period."""
    day = period.from_on
    while day <= period.until_on:
        starts = working_days.at_clock(day, template.starts)
        if day.weekday() == template.weekday and starts > at:
            yield Shift(
                team=period.team,
                area=period.team.area,
                kind=template.kind,
                route=template.route,
                place=template.place,
                starts_at=starts,
                ends_at=starts + timedelta(minutes=template.minutes),
                needed=template.needed,
                skills=template.skills,
                period=period,
                template=template,
            )
        day += DAY


def _is_in_season(shift: Shift) -> bool:
    on = working_days.local_date(shift.starts_at)
    return shift.kind.is_active and shift.kind.is_in_season(on=on)


def _expect_draft(period: RosterPeriod) -> None:
    if period.status != PeriodStatus.DRAFT:
        raise RuleError(_("This roster is published already."), code="published")


def _begin(day: date) -> datetime:
    return working_days.at_clock(day, datetime.min.time())


def _note(kind: str, period: RosterPeriod, *, by: User, at: datetime) -> None:
    team = period.team
    record(kind=kind, subject=period, by=by, at=at, also=[team], area=team.area)
