"""Who could mediate a dispute: a ranked list whose every point has its reason.

The list proposes, a person decides. Whoever is bound to a party, is away, or was
objected to stands below with the reason and cannot be chosen.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from disputes.conflicts import Conflicts
from disputes.mediator_results import Result, results_of
from disputes.models import Dispute, DisputeGrade, Mediator, MediatorAbsence
from disputes.words import of_field
from disputes.workflow.intake import Tier
from disputes.workflow.mediation import MediatorType
from station import phrasing, working_days
from station.models import Area

# What each reason counts at most; the page says the points beside the words.
WEIGHTS = {
    "field": 30,
    "type": 20,
    "area": 20,
    "dialect": 15,
    "full_time": 10,
    "load": -5,  # for each open dispute
    "result": 60,  # times the distance from the station's ordinary rate
}
MOST_LOAD = 4
MOST_RESULT = 15
OVER_SINCE = timedelta(days=365)  # whose term ended longer ago is not listed
TYPES = list(MediatorType)
WIDE = {Area.Kind.STATION, Area.Kind.TOWNSHIP}


@dataclass(frozen=True)
class Reason:
    """One point for or against, in words, with its figure."""

    key: str
    text: str
    points: int


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be chosen, and why at this place of the list."""

    mediator: Mediator
    reasons: list[Reason]
    result: Result
    rank: int = 0

    @property
    def points(self) -> int:
        return sum(reason.points for reason in self.reasons)


@dataclass(frozen=True)
class Excluded:
    """Somebody who cannot be chosen, and why."""

    mediator: Mediator
    code: str  # conflict, objected, absent, term_over
    text: str


@dataclass(frozen=True)
class Proposal:
    """The whole list, the best first."""

    candidates: list[Candidate] = field(default_factory=list)
    excluded: list[Excluded] = field(default_factory=list)

    def place_of(self, mediator: Mediator) -> int | None:
        """One is the first proposed; None stands for somebody not in the list."""
        return next(
            (row.rank for row in self.candidates if row.mediator.pk == mediator.pk),
            None,
        )

    def refusal_of(self, mediator: Mediator) -> Excluded | None:
        return next(
            (row for row in self.excluded if row.mediator.pk == mediator.pk), None
        )


def propose(dispute: Dispute, *, at: datetime, dialect: str = "") -> Proposal:
    """Rank the station's mediators for a dispute; as many questions for 5 as for 50."""
    on = working_days.local_date(at)
    station = station_of(dispute.area)
    mediators = list(_in_station(station, on=on))
    conflicts = Conflicts(dispute)
    objections = {
        row.mediator_id: row for row in dispute.objections.select_related("party")
    }
    excluded, free = [], []
    for mediator in mediators:
        found = _excluded(mediator, conflicts, objections.get(mediator.pk), on=on)
        if found is not None:
            excluded.append(found)
        else:
            free.append(mediator)
    results = results_of([row.pk for row in free], station=station, at=at)
    case = _Case(dispute, spoken=_spoken(conflicts, dialect))
    ranked = [Candidate(row, case.reasons(row, results[row.pk]), results[row.pk])
              for row in free]  # fmt: skip
    ranked.sort(key=lambda row: (-row.points, row.result.load, row.mediator.pk))
    placed = [
        Candidate(row.mediator, row.reasons, row.result, place)
        for place, row in enumerate(ranked, start=1)
    ]
    return Proposal(placed, excluded)


def conflict_of(mediator: Mediator, dispute: Dispute) -> str:
    """Why this person cannot mediate this dispute; empty where nothing binds them."""
    objection = dispute.objections.filter(mediator=mediator).first()
    if objection is not None:
        return _objected(objection)
    return _("; ").join(Conflicts(dispute).of(mediator))


def station_of(area: Area) -> Area:
    """The station an area lies in; above stations the area itself."""
    return Area.objects.above(area).filter(kind=Area.Kind.STATION).first() or area


def _in_station(station: Area, *, on: date):
    """Who serves there, and whose term ended not long ago."""
    rows = Mediator.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=on - OVER_SINCE),
        area__path__startswith=station.path,
    )
    away = MediatorAbsence.objects.filter(from_on__lte=on, until_on__gte=on)
    return (
        rows.select_related("area", "user", "resident__household__address")
        .prefetch_related(
            "areas",
            "ties__unit",
            Prefetch("absences", queryset=away, to_attr="away_now"),
        )
        .order_by("pk")
    )


def _excluded(mediator, conflicts, objection, *, on: date) -> Excluded | None:
    if not mediator.is_serving(on=on):
        over = mediator.until_on is not None and mediator.until_on < on
        text = _("the term of office ended") if over else _("the term has not begun")
        return Excluded(mediator, "term_over", text)
    if objection is not None:
        return Excluded(mediator, "objected", _objected(objection))
    bound = conflicts.of(mediator)
    if bound:
        return Excluded(mediator, "conflict", _("; ").join(bound))
    if mediator.away_now:
        until = max(row.until_on for row in mediator.away_now)
        text = _("absent until %(day)s") % {"day": phrasing.day(until, today=on)}
        return Excluded(mediator, "absent", text)
    return None


def _objected(objection) -> str:
    if objection.is_recusal:
        return _("stepped back from this dispute")
    if objection.party is None:
        return _("a party objected")
    return _("%(name)s objected") % {"name": objection.party.name}


def _spoken(conflicts: Conflicts, dialect: str) -> list[str]:
    """The languages asked for: as typed, and that of parties who are not Han."""
    peoples = {
        party.resident.ethnicity.removesuffix("族")
        for party in conflicts.parties
        if party.resident is not None
    }
    peoples -= {"", "汉", "回", "满"}  # who speak Chinese at home
    return [word for word in [dialect.strip(), *sorted(peoples)] if word]


class _Case:
    """What a dispute asks of whoever mediates it."""

    def __init__(self, dispute: Dispute, *, spoken: list[str]) -> None:
        self.dispute = dispute
        self.spoken = spoken
        grade = DisputeGrade.objects.filter(level=dispute.grade).first()
        ships = TYPES[len(TYPES) - dispute.grade]  # the gravest needs the gold tongue
        self.type = MediatorType(grade.mediator_type) if grade else ships

    def reasons(self, mediator: Mediator, result: Result) -> list[Reason]:
        """Every point, the strongest kinds first; nothing said, nothing counted."""
        found = [
            self._field(mediator),
            self._type(mediator),
            self._area(mediator),
            *self._dialects(mediator),
            self._full_time(mediator),
            self._load(result),
            self._result(result),
        ]
        return [reason for reason in found if reason is not None]

    def _field(self, mediator: Mediator) -> Reason | None:
        if self.dispute.field not in mediator.fields:
            return None
        words = {"field": of_field(self.dispute.field)}
        return Reason("field", _("knows %(field)s") % words, WEIGHTS["field"])

    def _type(self, mediator: Mediator) -> Reason | None:
        """The tongue of the grade; the next one counts half."""
        label = MediatorType(mediator.type).label
        away = abs(TYPES.index(self.type) - TYPES.index(MediatorType(mediator.type)))
        words = {"type": label, "grade": self.dispute.get_grade_display()}
        if away == 0:
            text = _("%(type)s: fits %(grade)s") % words
            return Reason("type", text, WEIGHTS["type"])
        if away == 1:
            text = _("%(type)s: near to %(grade)s") % words
            return Reason("type", text, WEIGHTS["type"] // 2)
        return None

    def _area(self, mediator: Mediator) -> Reason | None:
        served = [mediator.area, *mediator.areas.all()]
        path = self.dispute.area.path
        near = [area for area in served if path.startswith(area.path)]
        if not near:
            text = _("serves in %(area)s") % {"area": mediator.area.name}
            return Reason("area", text, 0)
        nearest = max(near, key=lambda area: len(area.path))
        points = WEIGHTS["area"]
        if nearest.kind in WIDE:
            points = points * 3 // 5
        return Reason("area", _("serves in %(area)s") % {"area": nearest.name}, points)

    def _dialects(self, mediator: Mediator) -> list[Reason]:
        found = []
        for word in self.spoken:
            stem = word.removesuffix("语").removesuffix("话")
            known = next((d for d in mediator.dialects if d.startswith(stem)), "")
            if known:
                text = _("speaks %(language)s") % {"language": known}
                found.append(Reason("dialect", text, WEIGHTS["dialect"]))
            else:
                text = _("speaks no %(language)s") % {"language": word}
                found.append(Reason("dialect", text, 0))
        return found

    def _full_time(self, mediator: Mediator) -> Reason | None:
        if self.dispute.tier != Tier.SIMPLE or not mediator.is_full_time:
            return None
        text = _("full-time: takes simple disputes")
        return Reason("full_time", text, WEIGHTS["full_time"])

    def _load(self, result: Result) -> Reason:
        points = WEIGHTS["load"] * min(result.load, MOST_LOAD)
        if not result.load:
            return Reason("load", _("no open dispute"), 0)
        return Reason("load", _("open disputes: %(n)d") % {"n": result.load}, points)

    def _result(self, result: Result) -> Reason:
        points = round(WEIGHTS["result"] * result.edge)
        return Reason(
            "result", result.text, max(-MOST_RESULT, min(points, MOST_RESULT))
        )
