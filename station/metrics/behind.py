"""The rows behind a figure: any list narrows to exactly what was counted.

A figure's address names it (``?figure=disputes.late&figure_area=12``), so its list
cannot count otherwise than the dashboard: both read the one declaration.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from station import phrasing
from station.metrics.counting import is_moment, rows_of
from station.metrics.declared import FIRST, LAST, Metric, Split, Term, book
from station.metrics.moment import Moment
from station.working_days import at_clock

DAY = timedelta(days=1)

NAMES = frozenset(
    {"figure", "figure_of", "figure_area", "figure_from", "figure_until", "figure_part"}
)


@dataclass(frozen=True)
class Behind:
    """One figure as an address names it."""

    metric: Metric
    term: Term
    area: Model | None
    from_on: date
    until_on: date
    split: Split | None = None
    value: str = ""

    def rows(self, *, moment: Moment) -> QuerySet:
        """What was counted: every row of it, whoever may see them."""
        counted = self.term.counted
        rows = rows_of(counted, moment=moment).filter(self._days())
        if self.area is not None:
            rows = rows.filter(**{f"{counted.area_path}__startswith": self.area.path})
        if self.split is not None:
            rows = rows.filter(self._part())
        return rows

    @property
    def words(self) -> str:
        """The figure, the place and the days, for who looks at the list."""
        said = [str(self.metric.label)]
        if self.metric.is_rate:
            of = "part" if self.term is self.metric.part else "whole"
            said.append(str(getattr(self.metric, f"{of}_label")))
        if self.split is not None:
            labels = self.split.words()
            said.append(str(labels.get(self.value) or self.value or _("not said")))
        if self.area is not None:
            said.append(self.area.name)
        days = [day for day in (self.from_on, self.until_on) if FIRST < day < LAST]
        if days:
            said.append(" – ".join(phrasing.date_in_full(day) for day in days))
        return " · ".join(said)

    def _days(self) -> Q:
        counted = self.term.counted
        if not (counted.at and counted.is_rolled):
            return Q()
        found = Q(**{f"{counted.at}__isnull": False})
        first, after = self.from_on, self.until_on + DAY
        if is_moment(counted):
            first, after = midnight(first), midnight(after)
        if self.from_on > FIRST:
            found &= Q(**{f"{counted.at}__gte": first})
        if self.until_on < LAST:
            found &= Q(**{f"{counted.at}__lt": after})
        return found

    def _part(self) -> Q:
        name = self.term.counted.split(self.split.key).field
        if self.value:
            return Q(**{name: self.value})
        return Q(**{f"{name}__isnull": True}) | _blank(self.term.counted.model, name)


def _blank(model, name: str) -> Q:
    """No text is as good as none; a number is never blank."""
    field = model._meta.get_field(name.split("__")[0])
    is_text = field.get_internal_type() in {"CharField", "TextField", "SlugField"}
    return Q(**{name: ""}) if is_text and "__" not in name else Q(pk__in=[])


def midnight(day: date) -> datetime:
    return at_clock(day, time.min)


def asked(params) -> Behind:
    """What an address asks for.

    Raises ValueError with the name of the parameter that makes no sense.
    """
    metric = book.metrics.get(params.get("figure", ""))
    of = params.get("figure_of") or "part"
    if metric is None or of not in {"part", "whole"} or not getattr(metric, of):
        raise ValueError("figure")
    term = getattr(metric, of)
    split, value = _asked_part(term, params.get("figure_part", ""))
    return Behind(
        metric,
        term,
        _asked_area(params.get("figure_area", "")),
        _asked_day(params, "figure_from", FIRST),
        _asked_day(params, "figure_until", LAST),
        split,
        value,
    )


def _asked_area(said: str):
    if not said:
        return None
    if not (said.isascii() and said.isdigit() and len(said) < 19):
        raise ValueError("figure_area")
    area = apps.get_model("station", "Area").objects.filter(pk=said).first()
    if area is None:
        raise ValueError("figure_area")
    return area


def _asked_day(params, name: str, otherwise: date) -> date:
    if not params.get(name):
        return otherwise
    try:
        found = parse_date(params[name])
    except ValueError:  # 31 February
        found = None
    if found is None or not FIRST <= found <= LAST:
        raise ValueError(name)
    return found


def _asked_part(term: Term, said: str) -> tuple[Split | None, str]:
    if not said:
        return None, ""
    key, _colon, value = said.partition(":")
    split = term.counted.split(key)
    if split is None or "\x00" in value:
        raise ValueError("figure_part")
    return split, value


def named(params) -> Behind | None:
    """The figure an address names, where it names a right one."""
    try:
        return asked(params) if "figure" in params else None
    except ValueError:
        return None


def narrowed(rows: QuerySet, params) -> QuerySet:
    """The rows of a list that a figure counted; none where the address is wrong."""
    if "figure" not in params:
        return rows
    try:
        return counted_among(rows, params)
    except ValueError:
        return rows.none()


def counted_among(rows: QuerySet, params) -> QuerySet:
    """The same; raises ValueError with the name of what is wrong in the address."""
    behind = asked(params)
    counted = behind.term.counted
    if counted.list_name != rows.model._meta.label_lower:
        raise ValueError("figure")
    try:
        found = behind.rows(moment=Moment(timezone.now()))
    except (ValueError, ValidationError):  # a code where a number or a day belongs
        raise ValueError("figure_part") from None
    return rows.filter(pk__in=found.values(counted.listed))
