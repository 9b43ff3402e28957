"""The words a report begins with: plain sentences written from its figures.

They are written for readers one does not know, so no number that is hidden outside the
station stands in them, whoever reads them and whatever an officer adds.
"""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from station import phrasing, working_days
from station.metrics.hiding import Reader
from station.models.report import Report
from station.reports.kept import KeptFigure, Shown
from station.reports.shown import shown

MOST, MOVED = 8, 5
Part = Report.Part


def suggested(report: Report) -> dict[str, str]:
    """By part, in the language of the office."""
    with translation.override(settings.LANGUAGE_CODE):
        found = shown(report, Reader.ANYBODY)
        return {
            Part.OVERVIEW.value: _overview(found),
            Part.STOOD_OUT.value: _stood_out(found),
            Part.NEXT.value: _next(found),
        }


def _overview(found: Shown) -> str:
    told = [f for f in _of_days(found) if "wall" in f.metric.board]
    return _lines(
        _("%(area)s, %(from)s to %(until)s.")
        % {
            "area": found.area.name,
            "from": phrasing.date_in_full(found.period.from_on),
            "until": phrasing.date_in_full(found.period.until_on),
        },
        _sentence([_told(figure, found) for figure in told]),
    )


def _stood_out(found: Shown) -> str:
    late = [_standing(figure) for figure in found.late[:MOST]]
    day = phrasing.date_in_full(working_days.local_date(found.at))
    good, bad = _moved(found, "good"), _moved(found, "bad")
    return _lines(
        _("Late on %(day)s: %(kinds)s.") % {"day": day, "kinds": _list(late)}
        if late
        else _("Nothing was late on %(day)s.") % {"day": day},
        _("Most of it: %(places)s.") % {"places": _list(places)}
        if (places := _places(found))
        else "",
        _("Worse: %(figures)s.") % {"figures": _list(bad)} if bad else "",
        _("Better: %(figures)s.") % {"figures": _list(good)} if good else "",
    )


def _next(found: Shown) -> str:
    late = [figure.metric.label for figure in found.late[:MOST]]
    soon = [_standing(figure) for figure in found.soon[:MOST]]
    return _lines(
        _("First what is late: %(kinds)s.") % {"kinds": _list(late)} if late else "",
        _("Due within seven days: %(kinds)s.") % {"kinds": _list(soon)} if soon else "",
        "" if late or soon else _("Nothing falls due within seven days."),
    )


# -- figures in words --------------------------------------------------------------


def _of_days(found: Shown) -> list[KeptFigure]:
    """What tells of the days, and is told to everybody."""
    return [
        figure
        for group in found.groups
        for figure in group.figures
        if figure.metric.is_of_period and not (figure.is_hidden or figure.is_empty)
    ]


def _moved(found: Shown, tone: str) -> list[str]:
    """What went the right or the wrong way against the days before."""
    moved = [f for f in _of_days(found) if f.tone == tone]
    moved.sort(key=lambda f: -abs(f.change if f.metric.is_rate else _share(f)))
    return [_told(figure, found) for figure in moved[:MOVED]]


def _share(figure: KeptFigure) -> int:
    """A change in per cent; from nothing to something counts as all of it."""
    return figure.change_percent if figure.change_percent is not None else 100


def _told(figure: KeptFigure, found: Shown) -> str:
    """Arrears: 12 cases (the week before 9), a rate with what it is out of."""
    said = _number(figure)
    held = _held(figure, found)
    pattern = _("%(figure)s (%(held)s)") if held else "%(figure)s"
    return pattern % {"figure": said, "held": held}


def _number(figure: KeptFigure) -> str:
    amount = figure.amount
    if figure.metric.is_rate:
        return _("%(label)s %(percent)d%% (%(part)s of %(whole)s)") % {
            "label": figure.metric.label,
            "percent": amount.percent,
            "part": phrasing.number(amount.part),
            "whole": phrasing.number(amount.whole),
        }
    return _standing(figure)


def _standing(figure: KeptFigure) -> str:
    number = _("fewer than five") if figure.is_hidden else ""
    return _("%(label)s %(number)s %(unit)s") % {
        "label": figure.metric.label,
        "number": number or phrasing.number(figure.amount.part),
        "unit": figure.metric.unit,
    }


def _held(figure: KeptFigure, found: Shown) -> str:
    """What stood before and a year before, by their names."""
    is_month = found.report.kind == Report.Kind.MONTHLY
    before = _("the month before") if is_month else _("the week before")
    year = figure.year if figure.year and figure.year.part else None  # none was kept
    named = ((before, figure.before), (_("a year before"), year))
    return _list(
        [
            _("%(when)s %(number)s") % {"when": when, "number": number}
            for when, amount in named
            if (number := _before(figure, amount))
        ]
    )


def _before(figure: KeptFigure, amount) -> str:
    if amount is None or amount.is_hidden:
        return ""
    if not figure.metric.is_rate:
        return phrasing.number(amount.part)
    return "" if amount.percent is None else f"{amount.percent}%"


def _places(found: Shown) -> list[str]:
    """Where most is late: only where nothing of it is hidden."""
    lines = [
        (area, sum(figure.amount.part for figure in line))
        for area, line in found.late_places.lines
        if not any(figure.is_hidden for figure in line)
    ]
    most = sorted((row for row in lines if row[1]), key=lambda row: -row[1])[:3]
    return [
        _("%(place)s %(number)s")
        % {"place": area.short_name, "number": phrasing.number(number)}
        for area, number in most
    ]


def _list(words: list[str]) -> str:
    return _(", ").join(words)


def _sentence(words: list[str]) -> str:
    return _("%(words)s.") % {"words": _("; ").join(words)} if words else ""


def _lines(*sentences: str) -> str:
    return "\n".join(filter(None, sentences))
