"""Figures as one person may read them: of an area, by area, by part, month by month."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from station import policy
from station.metrics import hiding
from station.metrics.addresses import address
from station.metrics.declared import Direction, Metric, Split, Term
from station.metrics.known import add_up, sums
from station.metrics.moment import Moment
from station.metrics.periods import Against, Period, recent_months
from station.metrics.sums import Sums, Want, wanted
from station.models import Area


@dataclass(frozen=True)
class Asked:
    """Who asks, about which days, held against which others."""

    user: object
    at: datetime
    period: Period
    against: str = Against.BEFORE
    ways: dict = field(default_factory=dict, repr=False, compare=False)  # to lists

    @cached_property
    def moment(self) -> Moment:
        """The same moment for all that is read of these figures."""
        return Moment(self.at)

    @property
    def today(self) -> date:
        return self.moment.today

    @cached_property
    def before(self) -> Period:
        """The days the figures are held against."""
        return self.period.held_against(self.against)

    @property
    def against_label(self) -> str:
        """What those days are called."""
        return str(Against(self.against).label)

    def over(self, period: Period) -> "Asked":
        """The same over other days."""
        return replace(self, period=period)


class Amount(NamedTuple):
    """How many, and of a rate out of how many; None where it is hidden."""

    part: int | None = 0
    whole: int | None = None
    is_hidden: bool = False
    rows: int | None = None  # of a sum: how many rows it is made of

    @property
    def percent(self) -> int | None:
        """Rounded down: 100 only when nothing is missing."""
        if self.is_hidden or not self.whole:
            return None
        return 100 * self.part // self.whole

    def value(self, metric: Metric) -> int | None:
        """The one number to draw or compare: per cent of a rate, else how many."""
        return self.percent if metric.is_rate else self.part


@dataclass(frozen=True)
class Figure:
    """A metric of one area (or one part of it), with what it is held against."""

    metric: Metric
    asked: Asked = field(repr=False)
    area: Area
    amount: Amount
    before: Amount | None = None
    split: Split | None = None
    value: str = ""  # the code of the part
    label: str = ""

    @cached_property
    def change(self) -> int | None:
        """More or fewer than in the days it is held against; points of a rate."""
        if self.before is None:
            return None
        now, then = (a.value(self.metric) for a in (self.amount, self.before))
        return None if now is None or then is None else now - then

    @property
    def change_percent(self) -> int | None:
        """The change of a count in per cent; none where there was nothing."""
        if self.change is None or self.metric.is_rate or not self.before.part:
            return None
        return round(100 * self.change / self.before.part)

    @cached_property
    def tone(self) -> str:
        """``good`` or ``bad`` where the direction says so, else nothing."""
        if not self.change or self.metric.direction == Direction.NONE:
            return ""
        is_good = (self.change > 0) == (self.metric.direction == Direction.MORE)
        return "good" if is_good else "bad"

    @cached_property
    def is_empty(self) -> bool:
        """A rate of nothing is no rate, and not zero."""
        return self.metric.is_rate and not self.amount.whole and not self.is_hidden

    @property
    def is_hidden(self) -> bool:
        return self.amount.is_hidden

    @cached_property
    def url(self) -> str:
        """The list behind it, for who may see its rows."""
        return self._address("part")

    @cached_property
    def whole_url(self) -> str:
        """The list of all it is a part of."""
        return self._address("whole") if self.metric.is_rate else ""

    def _address(self, of: str) -> str:
        return "" if self.is_hidden else address(self, of)


def areas_for(user, metric: Metric) -> policy.Scope:
    """Where this person may read the figure."""
    return _scope(user, metric.permission)


def _scope(user, permission: str) -> policy.Scope:
    """What is kept whole is read everywhere."""
    if user is hiding.Reader.KEEPER:
        return policy.Scope(everything=True)
    return policy.scope(user, permission)


def may_read(user, metric: Metric, area: Area) -> bool:
    """May this person read the figure of this area?"""
    scope = areas_for(user, metric)
    return scope.everything or area.pk in scope.area_ids


def readable(user, metrics: Iterable[Metric], area: Area) -> list[Metric]:
    """Those of the metrics this person may read of this area."""
    metrics = list(metrics)
    scopes = {name: _scope(user, name) for name in {m.permission for m in metrics}}
    within = {
        name
        for name, scope in scopes.items()
        if scope.everything or area.pk in scope.area_ids
    }
    return [metric for metric in metrics if metric.permission in within]


def read(asked: Asked, metrics: Iterable[Metric], area: Area) -> dict[str, Figure]:
    """By key: the figures of one area."""
    return read_by_area(asked, metrics, [area])[area.pk]


def read_by_area(
    asked: Asked,
    metrics: Iterable[Metric],
    areas: Iterable[Area],
    *,
    only_filled: bool = False,
) -> dict[int, dict[str, Figure]]:
    """By area and key. What one may not read of an area is left out.

    ``only_filled`` also leaves out what is nothing in all of them.
    """
    metrics, areas = list(metrics), list(areas)
    plans = _all_planned(tuple(metrics), asked.period, asked.before, asked.today)
    found = _summed(asked, plans.values(), areas)
    if only_filled:
        filled = {want for _area, want in found}
        metrics = [m for m in metrics if not filled.isdisjoint(_wants([plans[m.key]]))]
    lines = {
        area.pk: {
            metric.key: _figure(asked, metric, area, found, plans[metric.key])
            for metric in readable(asked.user, metrics, area)
        }
        for area in areas
    }
    return hiding.hide_by_area(asked.user, lines)


def read_ahead(asked: Asked, *wishes: tuple[Iterable[Metric], Iterable[Area]]) -> None:
    """All that a page will read, in as few statements as a single reading."""
    add_up(
        [
            (_wants(_plan(asked, m) for m in metrics), [area.pk for area in areas])
            for metrics, areas in wishes
        ],
        moment=asked.moment,
    )


def read_parts(asked: Asked, metric: Metric, split: Split, area: Area) -> list[Figure]:
    """The figure parted: by tier, by kind; empty where one may not read it."""
    return read_splits(asked, [(metric, split)], area)[0]


def read_splits(
    asked: Asked, wanted: Iterable[tuple[Metric, Split]], area: Area
) -> list[list[Figure]]:
    """Several figures parted, in the order asked for; as many queries as for one."""
    wanted = [(metric, split, _plan(asked, metric, split)) for metric, split in wanted]
    found = _summed(asked, [plan for _metric, _split, plan in wanted], [area])
    return [
        _parted(asked, metric, split, area, found, plan)
        if may_read(asked.user, metric, area)
        else []
        for metric, split, plan in wanted
    ]


def _parted(
    asked: Asked, metric: Metric, split: Split, area: Area, found: Sums, plan: "Plan"
) -> list[Figure]:
    words = {code: str(label) for code, label in split.words().items()}
    wants = _wants([plan])
    seen = {value for want in wants for value in found.get((area.pk, want), {})}
    codes = [code for code in words if code in seen] + sorted(seen - set(words))
    parts = [
        replace(
            _figure(asked, metric, area, found, plan, code),
            split=split,
            value=code,
            label=words.get(code) or code or str(_("not said")),
        )
        for code in codes
    ]
    return hiding.hide_parts(asked.user, parts)


def read_months(
    asked: Asked,
    metrics: Iterable[Metric],
    area: Area,
    count: int = 12,
    until: date | None = None,
) -> dict[str, list[Figure]]:
    """By key: so many whole months and the running one (that of ``until``).

    Only what has days.
    """
    metrics = [m for m in readable(asked.user, metrics, area) if m.is_of_period]
    months = [
        asked.over(period) for period in recent_months(until or asked.today, count)
    ]
    lines = [
        (metric, [(month, _plan(month, metric, held=False)) for month in months])
        for metric in metrics
    ]
    plans = [plan for _metric, line in lines for _month, plan in line]
    found = _summed(asked, plans, [area])
    return {
        metric.key: hiding.hide_parts(
            asked.user,
            [_figure(month, metric, area, found, plan) for month, plan in line],
        )
        for metric, line in lines
    }


def below(user, area: Area) -> QuerySet:
    """The areas directly below that a line can be drawn for: villages of a station."""
    kinds = [Area.Kind.STATION, Area.Kind.COMMUNITY, Area.Kind.GRID]
    rows = Area.objects.below(area).exclude(pk=area.pk).filter(is_active=True)
    level = next((k for k in kinds if kinds.index(k) > _level(kinds, area)), None)
    return rows.filter(kind=level).in_tree_order()


def _level(kinds: list, area: Area) -> int:
    return kinds.index(area.kind) if area.kind in kinds else -1


# -- from sums to figures ----------------------------------------------------------


NOTHING: dict[str, int] = {}
Row = tuple[Want, Want | None, Want | None]  # the part, the whole, how many rows
Plan = tuple[Row, ...]  # of the days chosen, and of those they are held against


def _plan(
    asked: Asked, metric: Metric, split: Split | None = None, *, held=True
) -> Plan:
    """The sums a figure is made of."""
    is_held = held and metric.is_of_period
    periods = (asked.period, asked.before) if is_held else (asked.period,)
    return _planned(metric, split, periods, asked.today)


@lru_cache(maxsize=128)
def _all_planned(
    metrics: tuple[Metric, ...], period: Period, before: Period, today: date
) -> dict[str, Plan]:
    """By key; the same all day long, as each of them."""
    return {
        metric.key: _planned(
            metric,
            None,
            (period, before) if metric.is_of_period else (period,),
            today,
        )
        for metric in metrics
    }


@lru_cache(maxsize=4096)
def _planned(
    metric: Metric, split: Split | None, periods: tuple[Period, ...], today: date
) -> Plan:
    """The same all day long."""
    terms = (metric.part, metric.whole, metric.rows_term)
    return tuple(
        tuple(term and _want(term, period, today, split) for term in terms)
        for period in periods
    )


def _want(term: Term, period: Period, today: date, split: Split | None) -> Want:
    own = term.counted.split(split.key) if split else None
    return wanted(term, period, today, own)


def _wants(plans: Iterable[Plan]) -> list[Want]:
    return [want for plan in plans for row in plan for want in row if want]


def _summed(asked: Asked, plans: Iterable[Plan], areas: list[Area]) -> Sums:
    return sums(_wants(plans), [area.pk for area in areas], moment=asked.moment)


def _figure(
    asked: Asked, metric: Metric, area: Area, found: Sums, plan: Plan, value: str = ""
) -> Figure:
    amounts = [
        Amount(
            _sum(found, area, part, value),
            _sum(found, area, whole, value),
            rows=_sum(found, area, rows, value),
        )
        for part, whole, rows in plan
    ]
    return Figure(metric, asked, area, *amounts)


def _sum(found: Sums, area: Area, want: Want | None, value: str) -> int | None:
    """One sum; the whole of a rate may not be parted the way the part is."""
    if want is None:
        return None
    return found.get((area.id, want), NOTHING).get(value if want.split else "", 0)
