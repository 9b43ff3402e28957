"""The dossier is opened when a people's mediation is accepted; its number is for ever."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.actions import moves
from disputes.models import Dispute, Dossier
from disputes.workflow.intake import Track
from station import working_days
from station.actions.events import record
from station.actions.numbers import next_in
from station.errors import RuleError
from station.models import Area, User

SERIES = "人调 {place} {year}"  # the one series agreements are numbered in too
NUMBER = "（{year}）{place}人调字第{figure}号"
STATION_WORDS = ("派出所", "公安局", "分局")


def committee_of(dispute: Dispute) -> str:
    """The committee that files it, as it stands on the covers of this place."""
    return f"{_seat(dispute.area).name}人民调解委员会"


@transaction.atomic
def accept(*, dispute: Dispute, by: User, at: datetime, committee: str = "") -> Dossier:
    """Open the dossier; asked for twice, the first one stands."""
    dispute = moves.lock_open(dispute, None)
    known = Dossier.objects.filter(dispute=dispute).first()
    if known is not None:
        return known
    if dispute.track not in {Track.PEOPLE, ""}:
        raise RuleError(
            _("Only a people's mediation gets this number: answer the gate first."),
            code="not_people",
        )
    day, place = working_days.local_date(at), _place(dispute.area)
    series = SERIES.format(place=place, year=day.year)
    figure = next_in(series)
    dossier = Dossier.objects.create(
        dispute=dispute,
        series=series,
        year=day.year,
        ordinal=figure,
        number=NUMBER.format(place=place, year=day.year, figure=figure),
        committee=committee.strip() or committee_of(dispute),
        accepted_on=day,
        accepted_by=by,
    )
    record(kind="dossier.opened", subject=dispute, by=by, at=at, note=dossier.number)
    return dossier


@transaction.atomic
def agreement_number(dispute: Dispute, *, by: User, at: datetime) -> str:
    """The dossier's number; a second agreement of the same case says so."""
    dossier = accept(dispute=dispute, by=by, at=at)
    earlier = dispute.agreements.filter(number__startswith=dossier.number).count()
    return f"{dossier.number}之{earlier + 1}" if earlier else dossier.number


def _place(area: Area) -> str:
    """The station as papers call it for short; no two of a county share a name."""
    stations = Area.objects.above(area).filter(kind=Area.Kind.STATION)
    name = stations.values_list("name", flat=True).first() or area.name
    for word in STATION_WORDS:
        name = name.removesuffix(word)
    return name[:30]


def _seat(area: Area) -> Area:
    """Whose committee it is: the township's, or the station's where none is known."""
    above = {found.kind: found for found in Area.objects.above(area)}
    return above.get("township") or above.get("station") or area
