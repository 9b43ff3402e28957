"""Limits of the law as they hold on a day and at a place, and until when they leave time.

The first day is not counted; where the last day of a limit of the law in days or months
is a holiday, the first working day after it is the last (程序规定 art. 35); what the
office set for itself is not moved. A rule of an area goes before that of the law there
and below; the nearest area's goes first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from station import months, phrasing, working_days
from station.models import Area, LegalRule, LegalUnit, Mark
from station.registry import LegalDefault, registry
from station.working_days import WorkingCalendar
from station.written_once import SideBySide

# As ``LegalRule.objects.in_force`` says; asked by nearly everything that has a limit.
IN_FORCE = SideBySide(
    LegalRule,
    rest="""FROM "station_legalrule"
LEFT JOIN station_area here ON here.id = station_legalrule.area_id
WHERE from_on <= %s AND (until_on IS NULL OR until_on >= %s) AND station_legalrule.code = ANY (%s)
AND (area_id IS NULL OR here.path = ANY (%s))
ORDER BY length(here.path) NULLS FIRST, from_on""",
)

COUNTED = frozenset({LegalUnit.WORKING_DAY, LegalUnit.CALENDAR_DAY, LegalUnit.MONTH})


@dataclass(frozen=True)
class Limit:
    """The last day, the rule it follows from, and how it came about."""

    due_on: date
    rule: LegalRule
    text: str

    @property
    def explained(self) -> str:
        return _("%(reckoning)s (%(article)s)") % {
            "reckoning": self.text,
            "article": self.rule.article,
        }


@dataclass(frozen=True)
class Book:
    """The rules in force on one day at one place, read once with the calendar."""

    rules: dict[str, LegalRule]
    calendar: WorkingCalendar

    def rule(self, code: str) -> LegalRule:
        return self.rules[code]

    def figure(self, code: str) -> int:
        """How many times, people or years of age the law says."""
        return self.rules[code].value

    def limit(self, code: str, start: date) -> Limit:
        """Until when something must be done that began on a day."""
        found = self.rules[code]
        if found.unit == LegalUnit.WORKING_DAY:
            reckoning = self.calendar.explain(start, found.value)
            return Limit(reckoning.due_on, found, reckoning.text)
        return self.until(later(start, found), found, start)

    def due_on(self, code: str, start: date) -> date:
        """The day of that limit, without the words: for who tries many days."""
        found = self.rules[code]
        if found.unit == LegalUnit.WORKING_DAY:
            return self.calendar.add_days(start, found.value)
        return self.last_day(later(start, found), found)

    def last_day(self, last: date, found: LegalRule) -> date:
        """After a holiday by law; what the office set itself stands as it is."""
        if found.mark == Mark.OFFICE:
            return last
        return self.calendar.first_from(last)

    def until(self, last: date, found: LegalRule, start: date) -> Limit:
        """The last day, or the first day after the holiday it falls on."""
        due_on = self.last_day(last, found)
        text = _("%(amount)s after %(start)s") % {
            "amount": found.amount,
            "start": phrasing.date_in_full(start),
        }
        sentences = [text]
        if due_on != last:
            sentences.append(moved(last))
        if self.calendar.is_expected(due_on):
            sentences.append(self.calendar.not_announced(due_on))
        return Limit(due_on, found, _("; ").join(sentences))


def moved(last: date) -> str:
    """Why the last day is not the one that was counted."""
    return _("%(day)s is a day off, so the first working day after it") % {
        "day": phrasing.date_in_full(last)
    }


def book(
    codes: Iterable[str],
    *,
    on: date,
    area: Area | None = None,
    calendar: WorkingCalendar | None = None,
) -> Book:
    """The rules of these codes for what happened on a day at a place.

    Who has the calendar at hand gives it along.
    """
    wanted = set(codes)
    rules = _found(wanted, on=on, area=area)
    if missing := wanted - rules.keys():
        _write_down(missing)
        rules |= _found(missing, on=on, area=area) or {}
        rules |= _oldest(missing - rules.keys())
    return Book(rules, calendar or working_days.calendar())


def limit(
    code: str, start: date, *, on: date | None = None, area: Area | None = None
) -> Limit:
    """Until when something must be done that began on a day, which does not count.

    ``on`` is the day of the event by whose law the case is judged.
    """
    return book([code], on=on or start, area=area).limit(code, start)


def rule(code: str, *, on: date, area: Area | None = None) -> LegalRule:
    """The rule in force on that day; the first look writes down what ships."""
    return book([code], on=on, area=area).rule(code)


def figure(code: str, *, on: date, area: Area | None = None) -> int:
    """How many times, people, days or years of age the rule of that day says."""
    return rule(code, on=on, area=area).value


def later(start: date, found: LegalRule) -> date:
    """So many days or months on, whatever day that is."""
    if found.unit not in COUNTED:
        raise ValueError(f"{found.code} counts no time.")
    if found.unit == LegalUnit.MONTH:
        return months.later(start, found.value)
    return start + timedelta(days=found.value)


def ensure() -> None:
    """Put what ships into the table; what the county changed stays."""
    _write_down(registry.legal)


def _found(codes: set[str], *, on: date, area: Area | None) -> dict[str, LegalRule]:
    """By code; of several the nearest area's, then the newest."""
    above = area.path_above if area is not None else []
    return {row.code: row for (row,) in IN_FORCE.fetch(on, on, list(codes), above)}


def _oldest(codes: set[str]) -> dict[str, LegalRule]:
    """What came first, for cases before every rule."""
    rows = LegalRule.objects.filter(code__in=codes, area=None) if codes else ()
    return {row.code: row for row in sorted(rows, key=_from_on, reverse=True)}


def _from_on(row: LegalRule) -> date:
    return row.from_on


def _write_down(codes: Iterable[str]) -> None:
    rows = LegalRule.objects.filter(code__in=list(codes), area=None)
    known = set(rows.values_list("code", flat=True))
    LegalRule.objects.bulk_create(
        [_row(ships) for code in set(codes) - known for ships in registry.legal[code]],
        ignore_conflicts=True,
    )


def _row(ships: LegalDefault) -> LegalRule:
    return LegalRule(
        code=ships.code,
        title_zh=ships.title_zh,
        title_en=ships.title_en,
        value=ships.value,
        unit=ships.unit,
        from_on=ships.from_on,
        until_on=ships.until_on,
        article=ships.article,
        source=ships.source,
        mark=ships.mark,
    )
