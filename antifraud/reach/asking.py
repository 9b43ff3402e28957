"""What is asked: where, when, and of which way of fraud."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from antifraud.models import ScamType
from station import policy
from station.models import Area, User

PERMISSION = "reach.view"
USUAL = timedelta(days=364)  # whole weeks, so that before and after fit
LONGEST = timedelta(days=3 * 366)


@dataclass(frozen=True)
class Asked:
    """A person's question: told from a day to a day, in an area, of a type."""

    user: User
    since: date
    until: date
    today: date
    area: Area | None = None
    scam_type: ScamType | None = None

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1

    @cached_property
    def told(self) -> tuple[datetime, datetime]:
        """From the first moment to that after the last."""
        return morning_of(self.since), morning_of(self.until + timedelta(days=1))

    def here(self, lookup: str = "area") -> Q:
        """The rows in the person's scope, and in the area that was asked for."""
        scope = policy.scope(self.user, PERMISSION)
        found = Q() if scope.everything else Q(**{f"{lookup}__in": scope.area_ids})
        if self.area is not None:
            found &= Q(**{f"{lookup}__path__startswith": self.area.path})
        return found


def usual(user: User, *, today: date, since=None, until=None, **more) -> Asked:
    """What was said, in order and not too long; else the last 52 weeks."""
    until = min(until or today, today)
    since = min(since or until - USUAL + timedelta(days=1), until)
    since = max(since, until - LONGEST)
    return Asked(user, since, until, today, **more)


def of_weeks(weeks: int, *, today: date) -> tuple[date, date]:
    """Told for so many weeks that as many have passed since."""
    until = today - timedelta(weeks=weeks)
    return until - timedelta(weeks=weeks) + timedelta(days=1), until


def places(user: User):
    """Stations, towns, villages and communities one can ask about."""
    kinds = (Area.Kind.STATION, Area.Kind.TOWNSHIP, Area.Kind.COMMUNITY)
    scope = policy.scope(user, PERMISSION)
    rows = Area.objects.filter(kind__in=kinds, is_active=True)
    if not scope.everything:
        rows = rows.filter(pk__in=scope.area_ids)
    return rows.in_tree_order()


def morning_of(day: date) -> datetime:
    """Its first moment here."""
    return timezone.make_aware(datetime.combine(day, time.min))
