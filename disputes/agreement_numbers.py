"""The numbers of agreements as they stand on the paper."""

from datetime import datetime

from disputes.models import Dispute
from disputes.workflow.mediation import AgreementForm
from station import working_days
from station.actions.numbers import next_in
from station.models import Area

STATION_WORDS = ("派出所", "公安局", "分局")


def next_number(dispute: Dispute, form: str, *, at: datetime) -> str:
    """``（2026）平川人调字第12号``; public security has a series of its own."""
    year = working_days.local_date(at).year
    place = _place(dispute.area)
    if form in {AgreementForm.PEOPLE, AgreementForm.ORAL}:
        count = next_in(f"人调 {place} {year}")
        return f"（{year}）{place}人调字第{count}号"
    count = next_in(f"治调 {place} {year}")
    return f"{place}公（治）调字〔{year}〕{count}号"


def _place(area: Area) -> str:
    """The station, as papers call it for short; by its name, so that no two share one."""
    stations = Area.objects.above(area).filter(kind=Area.Kind.STATION)
    name = stations.values_list("name", flat=True).first() or area.name
    for word in STATION_WORDS:
        name = name.removesuffix(word)
    return name[:30]
