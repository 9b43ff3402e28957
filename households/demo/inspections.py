"""Venues with their kinds, a year of inspections, and hazards in every state."""

from datetime import datetime, time, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from households.actions import checklists, hazard_steps, venue_kinds
from households.actions import inspection_rounds as rounds
from households.actions import inspections as actions
from households.models import Hazard, Measure, Office, Unit, VenueKind
from households.workflow.inspections import Result, Risk, Unsigned
from households.workflow.messages import OfficeKind
from station.models import Area, Post
from station.roles import Role

SIZES = {
    "shop": (Measure.FLOOR_AREA, 30, 340),
    "restaurant": (Measure.SEATS, 16, 110),
    "hotel": (Measure.BEDS, 12, 54),
    "clinic": (Measure.BEDS, 2, 20),
    "kindergarten": (Measure.PUPILS, 30, 120),
    "beauty": (Measure.FLOOR_AREA, 20, 120),
}
OF_UNIT = {"school": "kindergarten"}  # what the demo calls a school is one
MOST = 60  # inspections by each officer
REMARKS = ("灭火器压力不足，限期更换。", "后门堆放纸箱。", "插线板私接。", "")


class InspectionMaker:
    """Lets each officer inspect the venues of the village."""

    def __init__(self, *, chance: Random, at: datetime) -> None:
        self.chance, self.at = chance, at
        self.made = 0

    def make(self) -> str:
        """Kinds and lists first, then village by village."""
        chief = Post.objects.for_role(Role.STATION_CHIEF).select_related("user").first()
        if chief is None:
            return "nobody to inspect"
        began = self.at - timedelta(days=400)
        venue_kinds.adopt_standard(by=chief.user, at=began)
        self._classify()
        posts = (
            Post.objects.valid(on=self.at.date())
            .for_role(Role.COMMUNITY_OFFICER)
            .filter(area__kind=Area.Kind.COMMUNITY)
            .select_related("user", "area")
        )
        for post in posts:
            self._village(post)
        return f"{self.made} inspections, {Hazard.objects.count()} hazards"

    def _classify(self) -> None:
        """Every unit of a small kind becomes a venue with its size and risk."""
        kinds = {kind.code: kind for kind in VenueKind.objects.all()}
        units = list(Unit.objects.filter(venue_kind=None))
        for unit in units:
            unit.venue_kind = kinds.get(OF_UNIT.get(unit.kind, unit.kind))
            unit.figures = self._size(unit.venue_kind)
            unit.risk = self.chance.choice(
                (Risk.LOW, Risk.LOW, Risk.MEDIUM, Risk.MEDIUM, Risk.HIGH)
            )
        Unit.objects.bulk_update(units, ["venue_kind", "figures", "risk"], 500)

    def _size(self, kind) -> dict[str, int]:
        if kind is None or kind.code not in SIZES:
            return {}
        measure, least, most = SIZES[kind.code]
        return {str(measure): self.chance.randint(least, most)}

    @transaction.atomic
    def _village(self, post: Post) -> None:
        """Most venues were inspected within the cycle, some long ago, a few never."""
        units = Unit.objects.venues().filter(area__path__startswith=post.area.path)
        chosen = list(units.select_related("area", "venue_kind")[:MOST])
        for unit in chosen:
            draw = self.chance.random()
            if draw < 0.1:
                continue
            self._inspect(unit, days=self.chance.randint(3, 170), by=post.user)
        if len(chosen) > 2:
            self._round(post)

    def _inspect(self, unit: Unit, *, days: int, by) -> None:
        on = self.at.date() - timedelta(days=days)
        clock = time(self.chance.randint(9, 17), self.chance.choice((0, 15, 30, 45)))
        at = timezone.make_aware(datetime.combine(on, clock))
        inspection = self._record(unit, by=by, at=at)
        for hazard in Hazard.objects.filter(inspection=inspection):
            self._follow(hazard, days=days, by=by, at=at)

    def _record(self, unit, *, by, at, stop=None):
        checklist = checklists.current_for(unit)
        has_fault = self.chance.random() < 0.25
        items = list(checklist.items.all())
        wrong = self.chance.sample(items, 1) if has_fault else []
        findings = [
            actions.Finding(
                item,
                Result.FAULT if item in wrong else Result.OK,
                self.chance.choice(REMARKS) if item in wrong else "",
            )
            for item in items
        ]
        self.made += 1
        return actions.record(
            unit=unit,
            checklist=checklist,
            report=actions.Report(
                started_at=at - timedelta(minutes=7),
                findings=findings,
                id_shown=True,
                person_in_charge=unit.contact_name,
                unsigned=Unsigned.ABSENT,
            ),
            by=by,
            at=at,
            stop=stop,
        )

    def _follow(self, hazard: Hazard, *, days: int, by, at: datetime) -> None:
        """Noted, looked at again, closed or handed over; the latest stay open."""
        hazard_steps.notify(
            hazards=[hazard], received_by=hazard.unit.contact_name or "店主",
            by=by, at=at + timedelta(minutes=5),
        )  # fmt: skip
        later = at + timedelta(days=self.chance.randint(1, 12))
        if later > self.at or self.chance.random() < 0.15:
            return
        gone = self.chance.random() < 0.75
        hazard_steps.reinspect(hazard=hazard, is_gone=gone, by=by, at=later)
        handed = later + timedelta(days=2)
        if gone or handed > self.at or self.chance.random() < 0.3:
            return
        hazard_steps.transfer(
            hazard=hazard, office=self._office(hazard.area), by=by, at=handed,
            reference=f"高公（罗）移字〔{handed.year}〕{self.chance.randint(1, 99)}号",
        )  # fmt: skip

    def _office(self, area: Area) -> Office:
        """The fire department the station works with."""
        station = Area.objects.above(area).get(kind=Area.Kind.STATION)
        found = Office.objects.filter(station=station, kind=OfficeKind.FIRE).first()
        return found or Office.objects.create(
            station=station, kind=OfficeKind.FIRE, title="消防救援大队", usual_days=15
        )

    def _round(self, post: Post) -> None:
        """A round left half way this morning."""
        if self.chance.random() > 0.3:
            return
        morning = self.at - timedelta(hours=3)
        round_ = rounds.start(area=post.area, by=post.user, at=morning)
        for stop in round_.stops.select_related("unit__area")[:2]:
            self._record(stop.unit, by=post.user, at=morning, stop=stop)


def make(*, chance: Random, at: datetime, scale: float) -> str:
    """Venues, inspections and hazards of the demo."""
    return InspectionMaker(chance=chance, at=at).make()
