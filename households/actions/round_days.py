"""Many doors onto somebody's rounds of several days, and off them again."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from households.actions import rounds
from households.models import Household, Reason, Round, RoundStop
from households.workflow.rounds import RoundState
from station.actions.events import record
from station.errors import RuleError
from station.models import Area, User


@transaction.atomic
def put_on(
    *,
    officer: User,
    area: Area,
    days: dict[date, list[Household]],
    by: User,
    at: datetime,
) -> list[Round]:
    """At the end of the rounds of these days; a round that is missing is made."""
    for on in days:
        rounds.check_plan(officer, area, on, 1, by=by, at=at)
    _make_missing(officer, area, days, by=by, at=at)
    rows = Round.objects.select_for_update(of=("self",)).of_days(officer, days)
    found = {row.on: row for row in rows.select_related("officer")}
    if not all(row.is_open for row in found.values()):
        raise RuleError(_("The round of one of these days is over."), code="finished")
    for on, doors in _new_doors(found, days).items():
        _write(found[on], doors, by=by, at=at)
    return list(found.values())


def _make_missing(officer: User, area: Area, days: Iterable[date], *, by, at) -> None:
    known = set(Round.objects.of_days(officer, days).values_list("on", flat=True))
    missing = [
        Round(officer=officer, on=on, area=officer.home_area or area, made_by=by)
        for on in days
        if on not in known
    ]
    Round.objects.bulk_create(missing)
    for made in missing:
        rounds.tell(made, by=by, at=at)


def _new_doors(found: dict[date, Round], days) -> dict[date, list[Household]]:
    """Those not on the round of the day already."""
    stops = RoundStop.objects.filter(round__in=found.values())
    known: dict[int, set[int]] = {}
    for row, home in stops.values_list("round_id", "household_id"):
        known.setdefault(row, set()).add(home)
    doors = {}
    for on, wanted in days.items():
        there = known.get(found[on].pk, set())
        doors[on] = [home for home in dict.fromkeys(wanted) if home.pk not in there]
        rounds.check_doors(found[on], doors[on], len(there) + len(doors[on]))
    return doors


def _write(row: Round, doors: list[Household], *, by: User, at: datetime) -> None:
    last = row.stops.aggregate(last=Max("order"))["last"] or 0
    RoundStop.objects.bulk_create(
        RoundStop(round=row, household=home, order=last + n, reasons=[Reason.CHOSEN])
        for n, home in enumerate(doors, start=1)
    )
    row.version += 1
    row.save()
    record(kind="round.added", subject=row, by=by, at=at, also=doors)


@transaction.atomic
def take_off(
    *,
    officer: User,
    households: Iterable[int],
    since: date,
    until: date,
    by: User,
    at: datetime,
) -> None:
    """Take doors nobody knocked at off the rounds of these days that are not over."""
    rows = Round.objects.select_for_update().filter(
        officer=officer, on__gte=since, on__lte=until
    )
    keys = [row.pk for row in rows.exclude(state=RoundState.DONE)]
    stops = RoundStop.objects.open().filter(round__in=keys, household__in=households)
    changed = set(stops.values_list("round_id", flat=True))
    stops.delete()
    Round.objects.filter(pk__in=changed).update(version=F("version") + 1, updated_at=at)
    for row in Round.objects.filter(pk__in=changed).select_related("area"):
        record(kind="round.removed", subject=row, by=by, at=at)
