"""The report on paper: what is signed on the first pages, all its figures behind."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from station import phrasing
from station.documents import compile_document
from station.metrics.reading import Amount
from station.models import Report
from station.reports import telling
from station.reports.kept import KeptFigure, KeptMetric, KeptParts, Shown
from station.reports.shown import shown

FIRST = 8  # of what is late on the pages that are signed; all of it stands behind


def pdf(report: Report, user) -> bytes:
    """The report as PDF/A, as this reader may see it and in the language in use."""
    return compile_document("report", data_of(shown(report, user)))


def data_of(told: Shown) -> dict:
    """All the template draws, as text."""
    report = told.report
    return {
        "lang": "zh" if telling.is_chinese() else "en",
        "title": telling.title(report),
        "span": telling.span_of(told.period),
        "issuer": telling.issuer(told),
        "is_draft": report.status != report.Status.SIGNED,
        "notes": telling.notes(told),
        "texts": [
            {"title": telling.numbered(number, label), "body": text}
            for number, (label, text) in enumerate(telling.texts(report), start=1)
        ],
        "main": [_row(figure) for figure in telling.main(told)],
        "late": _owed(told.late),
        "soon": _owed(told.soon),
        "first": FIRST,
        "groups": _groups(told),
        "nought": telling.nought(told),
        "places": _places(told),
        "parts": _parts(told),
        "definitions": _definitions(told),
        "made_by": telling.name_of(report.made_by) or _("by schedule"),
        "made_on": telling.day_of(told.at),
        "signed_by": telling.name_of(report.signed_by),
        "signed_on": telling.day_of(report.signed_at),
        "words": {**_words(), **_said_of(told)},
    }


def _row(figure: KeptFigure) -> dict:
    metric = figure.metric
    year = replace(figure, before=figure.year)
    return {
        "label": metric.label,
        "unit": "" if metric.is_rate else metric.unit,
        "is_of_period": metric.is_of_period,
        "now": _value(metric, figure.amount),
        "before": _value(metric, figure.before),
        "change": {"text": telling.change(figure.change), "tone": figure.tone},
        "year": _value(metric, figure.year),
        "change_year": {"text": telling.change(year.change), "tone": year.tone},
        "bars": _bars(figure),
    }


def _value(metric: KeptMetric, amount: Amount | None) -> dict:
    of = telling.made_of(metric, amount)
    is_told = amount is not None and not amount.is_hidden
    return {
        "text": telling.value(metric, amount),
        "of": of,
        "is_plain": not is_told or (metric.is_rate and not of),
    }


def _bars(figure: KeptFigure) -> list[dict]:
    """The months side by side, the last one that of the report."""
    values = [month.amount.value(month.metric) or 0 for month in figure.months]
    most = max(values, default=0)
    return [
        {"share": value / most, "is_own": place == len(values) - 1}
        for place, value in enumerate(values)
        if most
    ]


def _owed(figures: list[KeptFigure]) -> list[dict]:
    return [
        {
            "label": figure.metric.label,
            "unit": figure.metric.unit,
            "text": telling.value(figure.metric, figure.amount),
        }
        for figure in figures
    ]


def _told(told: Shown) -> list[tuple[str, list[KeptFigure]]]:
    """Under each heading what has something in it."""
    headed = [
        (group.label, [f for f in group.figures if telling.says(f)])
        for group in told.groups
    ]
    return [(label, figures) for label, figures in headed if figures]


def _groups(told: Shown) -> list[dict]:
    return [
        {"label": label, "rows": [_row(figure) for figure in figures]}
        for label, figures in _told(told)
    ]


def _places(told: Shown) -> dict:
    table = told.places
    return {
        "heads": [metric.label for metric in table.metrics],
        "lines": [
            {
                "name": place.short_name,
                "values": [_value(cell.metric, cell.amount) for cell in cells],
            }
            for place, cells in table.lines
        ],
    }


def _parts(told: Shown) -> list[dict]:
    found = [
        {
            "title": f"{figure.metric.label} · {parts.label}",
            "rows": [_part(parts, row) for row in parts.rows],
        }
        for group in told.groups
        for figure in group.figures
        for parts in figure.parts
    ]
    return [parts for parts in found if any(row["share"] for row in parts["rows"])]


def _part(parts: KeptParts, row: KeptFigure) -> dict:
    return {
        "label": row.label,
        "share": (row.amount.part or 0) / parts.most,
        "text": telling.value(row.metric, row.amount),
    }


def _definitions(told: Shown) -> list[list[str]]:
    """What stands in a table is explained."""
    rows = [figure for _label, figures in _told(told) for figure in figures]
    metrics = [figure.metric for figure in (*rows, *told.late, *told.soon)]
    return [[metric.label, metric.definition] for metric in metrics]


def _said_of(told: Shown) -> dict[str, str]:
    moment = {"time": phrasing.in_full(told.at)}
    rest = _(
        "Changes of rates are in percentage points. What is not of a period stands as "
        "it was when it was counted."
    )
    hidden = [telling.hidden()] if told.has_hidden else []
    return {
        "figures_of": _("Figures of %(time)s") % moment,
        "late_title": _("Late and soon due, as of %(time)s") % moment,
        "table_note": " ".join([telling.held_against(told), rest, *hidden]),
    }


def _words() -> dict[str, str]:
    return {
        "draft": pgettext("on paper", "DRAFT"),
        "page": pgettext("on paper", "Page {here} of {all}"),
        "figure": pgettext("table of figures", "Figure"),
        "now": _("This period"),
        "before": _("Period before"),
        "year": _("A year before"),
        "change": pgettext("table of figures", "Change"),
        "months": _("Month by month"),
        "main": _("Main figures"),
        "late": _("Late now"),
        "soon": _("Due within seven days"),
        "number": pgettext("table of figures", "Number"),
        "none": pgettext("table of figures", "none"),
        "rest": _("The rest stands in annex 1."),
        "place": _("Place"),
        "annex_figures": _("Annex 1: All figures"),
        "annex_places": _("Annex 2: Place by place"),
        "annex_parts": _("Annex 3: What the figures are made of"),
        "annex_words": _("Annex 4: What is counted"),
        "made_by": _("Drawn up by: "),
        "made_on": _("Figures counted on: "),
        "signed_by": _("Signed by: "),
        "signed_on": _("Signed on: "),
        "seal": pgettext("on paper", " (seal)"),
    }
