"""Merit points: a setting of the station, never for quantity alone."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.db.models.functions import TruncMonth

from patrols import hours
from patrols.models import CheckIn, Finding, MeritRule, Volunteer
from patrols.workflow.findings import TO_SETTLE, FindingStatus
from station.models import Area


@dataclass(frozen=True)
class Merits:
    """The points and what they are made of."""

    hours: int
    settled: int
    points: int


def rule_for(area: Area) -> MeritRule | None:
    """The nearest area's rule; nothing where none is set or it is off."""
    rows = MeritRule.objects.filter(area__in=Area.objects.above(area))
    found = rows.order_by("-area__path").first()
    return found if found is not None and found.is_on else None


def of(volunteer: Volunteer, *, from_on: date, until_on: date) -> Merits | None:
    """Nothing where the station counts no points."""
    rule = rule_for(volunteer.area)
    if rule is None:
        return None
    counted = _hours(volunteer, from_on, until_on, most=rule.most_hours)
    settled = _settled(volunteer, from_on, until_on)
    points = counted * rule.per_hour + settled * rule.per_settled
    return Merits(counted, settled, points)


def _hours(volunteer: Volunteer, from_on: date, until_on: date, *, most: int) -> int:
    """Whole hours a month, up to the limit, of patrols that were beyond doubt there."""
    sure = CheckIn.objects.filter(
        patrol=OuterRef("pk"), doubts=[], struck_at__isnull=True
    )
    rows = hours.walked(from_on=from_on, until_on=until_on)
    rows = rows.filter(Exists(sure), volunteer=volunteer)
    months: dict[date, int] = defaultdict(int)
    for month, minutes in rows.annotate(month=TruncMonth("started_at")).values_list(
        "month", "minutes"
    ):
        months[month] += minutes
    return sum(min(minutes // 60, most) for minutes in months.values())


def _settled(volunteer: Volunteer, from_on: date, until_on: date) -> int:
    """What was found and has been put right since."""
    if volunteer.user_id is None:
        return 0
    rows = Finding.objects.filter(
        reported_by=volunteer.user_id,
        kind__in=TO_SETTLE,
        status=FindingStatus.CLOSED,
        found_at__date__gte=from_on,
        found_at__date__lte=until_on,
    )
    return rows.count()
