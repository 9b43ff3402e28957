"""Rounds of briefings: planned onto the officer's days, ended, called off."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from antifraud.models import BriefingRound, BriefingStop, ScamType
from antifraud.reach import untold
from antifraud.reach.untold import Whom
from antifraud.workflow.briefing_rounds import RoundStatus
from households import way
from households.actions import round_days, rounds
from households.models import Household
from households.places import WITH_DOORS
from station import working_days
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, User

A_DAY, MOST_A_DAY = 6, 20
DAYS, MOST_DAYS = 3, 10
AHEAD = rounds.AHEAD


@dataclass(frozen=True)
class Plan:
    """Who goes to how many doors on how many days, and what is explained there."""

    officer: User
    area: Area
    first_on: date
    days: int = DAYS
    a_day: int = A_DAY
    whom: Whom = Whom()  # noqa: RUF009
    in_words: str = ""
    scam_types: tuple[ScamType, ...] = ()


@transaction.atomic
def plan(*, found: Plan, by: User, at: datetime) -> BriefingRound:
    """Put those never told, most at risk first, onto the rounds of the next days."""
    days = _check(found, at=at)
    _hold(found.area)
    homes = _homes(found, by=by, at=at)
    if not homes:
        raise RuleError(
            _("Nobody of this kind is left there who was never told."), code="nobody"
        )
    shares = list(_shared_out(homes, days, found.a_day))
    made = BriefingRound.objects.create(
        area=found.area,
        officer=found.officer,
        whom=found.in_words[:200],
        first_on=shares[0][0],
        last_on=shares[-1][0],
        planned_by=by,
        planned_at=at,
    )
    made.scam_types.set(found.scam_types)
    _put_on(made, dict(shares), by=by, at=at)
    record(kind="briefing_round.planned", subject=made, by=by, at=at)
    return made


def _hold(area: Area) -> None:
    """Two who plan there at once come one after the other, so no door is on twice."""
    rows = Area.objects.filter(path__in=area.path_above, kind__in=WITH_DOORS)
    list(rows.select_for_update(no_key=True).order_by("path"))


def _check(found: Plan, *, at: datetime) -> list[date]:
    if not 1 <= found.a_day <= MOST_A_DAY:
        raise RuleError(
            _("Between 1 and %(most)d doors a day.") % {"most": MOST_A_DAY},
            code="a_day",
        )
    if not 1 <= found.days <= MOST_DAYS:
        raise RuleError(
            _("Between 1 and %(most)d days.") % {"most": MOST_DAYS}, code="days"
        )
    today = timezone.localdate(at)
    days = _days(found)
    if found.first_on < today or days[-1] > today + AHEAD:
        raise RuleError(
            _("A round is planned for today or the coming two weeks."), code="first_on"
        )
    return days


def _days(found: Plan) -> list[date]:
    """The day asked for and the working days behind it."""
    calendar = working_days.calendar()
    days = [found.first_on]
    while len(days) < found.days:
        days.append(calendar.first_from(days[-1] + timedelta(days=1)))
    return days


def _homes(found: Plan, *, by: User, at: datetime) -> list[Household]:
    """Whom nobody told, on no other round of briefings, for both of them to see."""
    rows = untold.never_briefed(by, found.whom)
    rows = rows.filter(
        area__path__startswith=found.area.path,
        pk__in=Household.objects.visible_to(found.officer).values("pk"),
    )
    planned = BriefingStop.objects.filter(of_round__status=RoundStatus.OPEN)
    rows = rows.exclude(pk__in=planned.values("household"))
    ranked = untold.by_risk(rows, by, at=at).select_related("address", "area")
    return list(ranked.order_by("-risk", "pk")[: found.days * found.a_day])


def _shared_out(homes, days, a_day: int) -> Iterator[tuple[date, list[Household]]]:
    """By the short way, so many a day."""
    order = way.ordered([way.door_of(home.address) for home in homes])
    walked = [homes[index] for index in order]
    for number, on in enumerate(days):
        doors = walked[number * a_day : (number + 1) * a_day]
        if doors:
            yield on, doors


def _put_on(made: BriefingRound, days: dict, *, by: User, at: datetime) -> None:
    """On the officer's round of each day, which is made where there is none."""
    round_days.put_on(officer=made.officer, area=made.area, days=days, by=by, at=at)
    BriefingStop.objects.bulk_create(
        BriefingStop(of_round=made, household=home, on=on, order=number)
        for on, doors in days.items()
        for number, home in enumerate(doors, start=1)
    )


@transaction.atomic
def take_off(
    *,
    briefing_round: BriefingRound,
    stop: BriefingStop,
    version: int,
    by: User,
    at: datetime,
) -> BriefingRound:
    """This household is left in peace for now."""
    row = _open(briefing_round, version)
    found = row.stops.filter(pk=stop.pk).select_related("household").first()
    if found is None:
        raise RuleError(_("This door is not on the round."), code="not_there")
    _take_off_days(row, [found.household_id], by=by, at=at)
    found.delete()
    return _changed(row, "briefing_round.shortened", by=by, at=at)


@transaction.atomic
def end(
    *, briefing_round: BriefingRound, note: str, version: int, by: User, at: datetime
) -> BriefingRound:
    """Done; whom nobody was met at comes up again among those never told."""
    row = _open(briefing_round, version)
    return _over(row, RoundStatus.DONE, note, "briefing_round.ended", by=by, at=at)


@transaction.atomic
def call_off(
    *, briefing_round: BriefingRound, reason: str, version: int, by: User, at: datetime
) -> BriefingRound:
    """It does not take place; the doors nobody was at leave the days' rounds."""
    row = _open(briefing_round, version)
    if not reason.strip():
        raise RuleError(_("Say why it is called off."), code="no_reason")
    left = row.stops.left().values_list("household_id", flat=True)
    _take_off_days(row, list(left), by=by, at=at)
    kind = "briefing_round.called_off"
    return _over(row, RoundStatus.CALLED_OFF, reason, kind, by=by, at=at)


def _take_off_days(row: BriefingRound, homes: list[int], *, by, at) -> None:
    round_days.take_off(
        officer=row.officer,
        households=homes,
        since=max(timezone.localdate(at), row.first_on),
        until=row.last_on,
        by=by,
        at=at,
    )


def _over(row, status, note: str, kind: str, *, by, at) -> BriefingRound:
    row.status, row.ended_at, row.ended_by = status, at, by
    row.end_note = note.strip()
    return _changed(row, kind, by=by, at=at, note=row.end_note)


def _open(briefing_round: BriefingRound, version: int) -> BriefingRound:
    row = lock(briefing_round, version=version)
    if not row.is_open:
        raise RuleError(_("This round of briefings is over."), code="over")
    return row


def _changed(row, kind: str, *, by, at, note: str = "") -> BriefingRound:
    row.version += 1
    row.save()
    record(kind=kind, subject=row, by=by, at=at, note=note)
    return row
