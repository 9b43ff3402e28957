"""The numbers of agreements and dossiers as they stand on the paper."""

import re
from dataclasses import dataclass
from datetime import datetime

from disputes.models import Dispute, Dossier
from disputes.workflow.mediation import AgreementForm, AgreementStatus
from station import working_days
from station.actions.numbers import next_block, next_in
from station.models import Area

STATION_WORDS = ("派出所", "公安局", "分局")
OF_PEOPLE = frozenset({AgreementForm.PEOPLE, AgreementForm.ORAL})
FIGURE = re.compile(r"人调字第(\d+)号$")


@dataclass(frozen=True)
class Figure:
    """One number of the series of people's mediation."""

    series: str
    ordinal: int
    number: str


def next_number(dispute: Dispute, form: str, *, at: datetime) -> str:
    """``（2026）平川人调字第12号``; public security has a series of its own.

    The agreement bears the number of its dossier; a second one gets the next.
    """
    if form in OF_PEOPLE:
        return _of_dossier(dispute) or next_figure(dispute.area, at=at).number
    year, place = working_days.local_date(at).year, _place(dispute.area)
    count = next_in(f"治调 {place} {year}")
    return f"{place}公（治）调字〔{year}〕{count}号"


def figure_of(dispute: Dispute, *, at: datetime) -> Figure:
    """The number of the dossier: that of the agreement, if one was written before."""
    rows = dispute.agreements.filter(form__in=OF_PEOPLE)
    rows = rows.exclude(status=AgreementStatus.VOID).order_by("pk")
    number = rows.values_list("number", flat=True).first() or ""
    found = FIGURE.search(number)
    if found is None:
        return next_figure(dispute.area, at=at)
    return Figure(number[: found.start(1)], int(found[1]), number)


def next_figure(area: Area, *, at: datetime) -> Figure:
    """The next number of the station's year; none is ever given twice."""
    year, place = working_days.local_date(at).year, _place(area)
    count = next_in(f"人调 {place} {year}")
    series = f"（{year}）{place}人调字第"
    return Figure(series, count, f"{series}{count}号")


def block_of(area: Area, form: str, *, year: int, count: int) -> list[str]:
    """So many numbers of a year at once, for what is written down by the hundred."""
    place = _place(area)
    if form in OF_PEOPLE:
        figures = next_block(f"人调 {place} {year}", count)
        return [f"（{year}）{place}人调字第{figure}号" for figure in figures]
    figures = next_block(f"治调 {place} {year}", count)
    return [f"{place}公（治）调字〔{year}〕{figure}号" for figure in figures]


def _of_dossier(dispute: Dispute) -> str:
    """The dossier's number, while no agreement bears it."""
    rows = Dossier.objects.filter(dispute=dispute)
    number = rows.values_list("number", flat=True).first() or ""
    return "" if dispute.agreements.filter(number=number).exists() else number


def _place(area: Area) -> str:
    """The station, as papers call it for short; by its name, so that no two share one."""
    stations = Area.objects.above(area).filter(kind=Area.Kind.STATION)
    name = stations.values_list("name", flat=True).first() or area.name
    for word in STATION_WORDS:
        name = name.removesuffix(word)
    return name[:30]
