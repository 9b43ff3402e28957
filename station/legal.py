"""Limits of the law as they hold on a day, and until when they leave time."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from station import months, phrasing, working_days
from station.models import LegalRule, LegalUnit
from station.registry import registry

SINCE = date(2000, 1, 1)  # what ships holds for older cases too


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


def ensure() -> None:
    """Put what ships into the table; what the county changed stays."""
    known = set(LegalRule.objects.values_list("code", flat=True))
    LegalRule.objects.bulk_create(
        [_row(code) for code in registry.legal if code not in known],
        ignore_conflicts=True,
    )


def rule(code: str, *, on: date) -> LegalRule:
    """The rule in force on that day; the first look writes down what ships."""
    rows = LegalRule.objects.filter(code=code)
    found = rows.in_force(on=on).order_by("-from_on").first()
    if found is None and not rows.exists():
        LegalRule.objects.bulk_create([_row(code)], ignore_conflicts=True)
        found = rows.in_force(on=on).first()
    return found or rows.order_by("from_on").first()


def limit(code: str, start: date) -> Limit:
    """Until when something must be done that began on a day, which does not count."""
    found = rule(code, on=start)
    if found.unit == LegalUnit.WORKING_DAY:
        reckoning = working_days.calendar().explain(start, found.value)
        return Limit(reckoning.due_on, found, reckoning.text)
    due_on = _later(start, found)
    text = _("%(value)d %(unit)s after %(start)s") % {
        "value": found.value,
        "unit": found.get_unit_display(),
        "start": phrasing.date_in_full(start),
    }
    return Limit(due_on, found, text)


def _later(start: date, found: LegalRule) -> date:
    if found.unit != LegalUnit.MONTH:
        return start + timedelta(days=found.value)
    return months.later(start, found.value)


def _row(code: str) -> LegalRule:
    ships = registry.legal[code]
    return LegalRule(
        code=code,
        title_zh=ships.title_zh,
        title_en=ships.title_en,
        value=ships.value,
        unit=ships.unit,
        from_on=SINCE,
        article=ships.article,
        source=ships.source,
        mark=ships.mark,
    )
