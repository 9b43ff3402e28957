"""How a report says things: the same on the page, on paper and in the workbook."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from station import phrasing
from station.metrics.reading import Amount
from station.models import Report
from station.models.area import Area
from station.reports.kept import Days, KeptFigure, KeptMetric, Shown

CHINESE = "一二三四五六七八九"
KEY = "wall"  # the board of the few figures that tell most


def title(report: Report) -> str:
    """What stands over it on paper."""
    is_monthly = report.kind == Report.Kind.MONTHLY
    return _("Monthly work report") if is_monthly else _("Weekly work report")


def period(report: Report) -> str:
    """Its days by the name people give them: October 2026, week 46 of 2026."""
    first, last = report.starts_on, report.ends_on
    if report.kind == Report.Kind.MONTHLY:
        return date_format(first, pgettext("a month, in date letters", "F Y"))
    year, week, _day = first.isocalendar()
    day = pgettext("a day of the year, in date letters", "j M")
    return _("Week %(week)d of %(year)d (%(first)s – %(last)s)") % {
        "week": week,
        "year": year,
        "first": date_format(first, day),
        "last": date_format(last, day),
    }


def span(first: date, last: date) -> str:
    """From the first day until the last."""
    return _("%(first)s – %(last)s") % {
        "first": phrasing.date_in_full(first),
        "last": phrasing.date_in_full(last),
    }


def span_of(days: Days) -> str:
    return span(days.from_on, days.until_on)


def issuer(told: Shown) -> str:
    """Whose report it is, as the offices were called then."""
    above = {area.kind: area.name for area in told.above}
    county = above.get(Area.Kind.COUNTY, "")
    bureau = _("%(county)s Public Security Bureau") % {"county": county}
    names = [bureau if county else "", above.get(Area.Kind.STATION, "")]
    if told.area.kind not in {Area.Kind.COUNTY, Area.Kind.STATION}:
        names.append(told.area.name)
    glue = "" if is_chinese() else " "
    return glue.join(name for name in names if name)


def is_chinese() -> bool:
    return (get_language() or "").startswith("zh")


def file_name(report: Report) -> str:
    """A name one finds again: place, kind and first day."""
    return f"{report.area.short_name}{title(report)}{report.starts_on:%Y-%m-%d}"


def numbered(number: int, label: str) -> str:
    """A heading as papers number them: 一、本期概况."""
    if is_chinese():
        return f"{CHINESE[number - 1]}、{label}"
    return f"{number}. {label}"


def day_of(at: datetime | None) -> str:
    """The day of a moment; empty where there is none."""
    return phrasing.date_in_full(timezone.localdate(at)) if at else ""


def name_of(user) -> str:
    return user.name if user else ""


def texts(report: Report) -> list[tuple[str, str]]:
    """Its parts in words, each under its heading."""
    return [(str(part.label), report.text_of(part)) for part in Report.Part]


def notes(told: Shown) -> list[str]:
    """What is said at its head: what it corrects, what replaced it."""
    report, found = told.report, []
    if report.supersedes_id:
        found.append(
            _("Corrects the report signed on %(day)s, because: %(reason)s")
            % {"day": day_of(report.supersedes.signed_at), "reason": report.reason}
        )
    if report.is_replaced:
        found.append(
            _("Replaced on %(day)s by a corrected report.")
            % {"day": day_of(report.replaced_at)}
        )
    return found


def hidden() -> str:
    """Why some numbers are not told."""
    return _("Numbers from one to four about people are not told outside the station.")


# -- figures ---------------------------------------------------------------------


def says(figure: KeptFigure) -> bool:
    """Is there anything in it, now or in the days it is held against?"""
    amounts = (figure.amount, figure.before, figure.year)
    return any(a and (a.is_hidden or a.part or a.whole) for a in amounts)


def value(metric: KeptMetric, amount: Amount | None) -> str:
    """The one number to read: per cent of a rate, else how many."""
    if amount is None:
        return "–"
    if amount.is_hidden:
        return _("fewer than 5")
    if metric.is_rate:
        return f"{amount.percent}%" if amount.whole else _("no data")
    return phrasing.number(amount.part)


def made_of(metric: KeptMetric, amount: Amount | None) -> str:
    """What a rate is made of: 17/19."""
    if not metric.is_rate or amount is None or not amount.whole:
        return ""
    return f"{phrasing.number(amount.part)}/{phrasing.number(amount.whole)}"


def change(by: int | None) -> str:
    """More or fewer; of a rate in points."""
    if by is None:
        return "–"
    return f"{'+' if by > 0 else '−'}{phrasing.number(abs(by))}" if by else "0"


def main(told: Shown) -> list[KeptFigure]:
    """The few that tell most; what is late has a table of its own."""
    rows = [figure for group in told.groups for figure in group.figures]
    return [f for f in rows if KEY in f.metric.board and says(f)]


def held_against(told: Shown) -> str:
    """Which days the figures are held against."""
    return _("Period before: %(before)s. A year before: %(year)s.") % {
        "before": span_of(told.before),
        "year": span_of(told.year),
    }


def nought(told: Shown) -> str:
    """What is nought in all periods: a sentence rather than rows."""
    rows = [figure for group in told.groups for figure in group.figures]
    labels = [figure.metric.label for figure in rows if not says(figure)]
    if not labels:
        return ""
    pattern = _("Nought in this period and in those it is held against: %(labels)s.")
    return pattern % {"labels": _(", ").join(labels)}


def state(report: Report) -> str:
    """Draft, signed, replaced."""
    if report.is_replaced:
        return pgettext("report", "Replaced")
    return str(report.get_status_display())
