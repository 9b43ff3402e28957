"""What is due: last week's and last month's report of every station and county."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from station import policy, working_days
from station.actions import reports
from station.actions.locking import lock
from station.duty import Roster
from station.models import Area, Report, User
from station.reports.spans import last_day, last_over

FROM_CLOCK = timedelta(hours=6)  # of the Monday, of the first of the month
PERIODS = 2  # no more is made up for after the machine was off
AGAIN_AFTER = timedelta(hours=6)  # one that failed
KINDS = (Area.Kind.STATION, Area.Kind.COUNTY)
Due = tuple[str, date]


def make_due(*, at: datetime) -> list[int]:
    """Have made what is missing; returns the jobs to ring for.

    Each place in a transaction of its own: what a dead worker leaves undone is found
    missing at the next round.
    """
    areas = list(Area.objects.filter(kind__in=KINDS, is_active=True))
    roster = Roster({area.path for area in areas}, on=working_days.local_date(at))
    made = _made(at)
    found: list[int] = []
    for area in areas:
        missing = [due for due in _due(area, at=at) if (area.pk, *due) not in made]
        leader = _leader(roster, area) if missing else None
        if leader is not None:
            found += _make(area, missing, leader, at=at)
    return found


def _due(area: Area, *, at: datetime) -> Iterator[Due]:
    """The last periods that are over, none from before the place was put in."""
    today = working_days.local_date(at - FROM_CLOCK)
    since = working_days.local_date(area.created_at)
    for kind in Report.Kind.values:
        for back in range(PERIODS):
            first = last_over(kind, today, back)
            if last_day(kind, first) >= since:
                yield kind, first


def _made(at: datetime) -> set[tuple[int, str, date]]:
    """What there is, but for what failed a while ago."""
    today = working_days.local_date(at)
    rows = Report.objects.filter(starts_on__gte=last_over("monthly", today, PERIODS))
    return set(rows.exclude(_failed(at)).values_list("area_id", "kind", "starts_on"))


def _failed(at: datetime) -> Q:
    return Q(
        status=Report.Status.FAILED,
        made_by__isnull=True,
        updated_at__lt=at - AGAIN_AFTER,
    )


def _leader(roster: Roster, area: Area) -> User | None:
    """In whose name it is counted: who will sign it, else the county."""
    for user in User.objects.filter(pk__in=roster.leaders(area.path)).order_by("pk"):
        if policy.covers(user, "report.make", area):
            return user
    return None


@transaction.atomic
def _make(area: Area, missing: list[Due], leader: User, *, at: datetime) -> list[int]:
    lock(area)
    made = [_make_one(area, *due, leader, at=at) for due in missing]
    return [report.job_id for report in made if report is not None]


def _make_one(area, kind: str, starts_on: date, leader: User, *, at) -> Report | None:
    """None where somebody was quicker."""
    rows = Report.objects.filter(area=area, kind=kind, starts_on=starts_on)
    failed = rows.filter(_failed(at)).select_for_update(of=("self",)).first()
    if failed is not None:
        return reports.enqueue(failed, owner=leader, by=None, at=at)
    if rows.exists():
        return None
    return reports.make(
        area=area, kind=kind, starts_on=starts_on, owner=leader, by=None, at=at
    )
