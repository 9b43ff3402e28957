"""Visit rules: the chief says how often; the days that are due follow."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from households.models import VisitRule
from households.visit_plan_tasks import ring_due_dates
from station import policy
from station.actions.events import differences, record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, User


@dataclass(frozen=True)
class Terms:
    """What a rule says."""

    kind: str
    every_days: int
    from_on: date
    until_on: date | None = None
    season_from: str = ""
    season_until: str = ""
    who: str = VisitRule.Who.EITHER
    source: str = ""


@transaction.atomic
def create(*, area: Area, terms: Terms, by: User, at: datetime) -> VisitRule:
    """A rule that holds in an area and everything below it."""
    _check(terms)
    if not policy.covers(by, "visit_rule.create", area):
        raise RuleError(_("You make no rules for this area."), code="not_your_area")
    rule = VisitRule.objects.create(area=area, **asdict(terms))
    changes = {"every_days": [None, rule.every_days]}
    record(kind="visit_rule.created", subject=rule, by=by, at=at, changes=changes)
    _ring(rule)
    return rule


@transaction.atomic
def edit(
    *, rule: VisitRule, terms: Terms, version: int, by: User, at: datetime
) -> VisitRule:
    """Another number of days, another season, an end."""
    row = lock(rule, version=version)
    _check(terms)
    before = VisitRule(**{name: getattr(row, name) for name in asdict(terms)})
    for name, value in asdict(terms).items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    changes = differences(before, row, asdict(terms))
    record(kind="visit_rule.edited", subject=row, by=by, at=at, changes=changes)
    _ring(row)
    return row


@transaction.atomic
def end(
    *, rule: VisitRule, on: date, by: User, at: datetime, version: int | None = None
) -> VisitRule:
    """The rule holds until a day; what it made due by then stays readable."""
    row = lock(rule, version=version)
    if on < row.from_on:
        raise RuleError(_("The end lies before the beginning."), code="ends_too_early")
    before, row.until_on = row.until_on, on
    row.version += 1
    row.save()
    changes = {"until_on": [before and before.isoformat(), on.isoformat()]}
    record(kind="visit_rule.ended", subject=row, by=by, at=at, changes=changes)
    _ring(row)
    return row


def _check(terms: Terms) -> None:
    if not 1 <= terms.every_days <= 1100:
        raise RuleError(_("Between every day and every three years."), code="bad_days")
    if terms.until_on is not None and terms.until_on < terms.from_on:
        raise RuleError(_("The end lies before the beginning."), code="ends_too_early")
    if bool(terms.season_from) != bool(terms.season_until):
        raise RuleError(_("A season has a first and a last day."), code="half_a_season")


def _ring(rule: VisitRule) -> None:
    """The due days of thousands of households follow in the background."""
    ring_due_dates(rule.area_id)
