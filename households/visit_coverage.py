"""How far visits reach, by place and by officer; shares of households, never counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q

from households import kinds, visit_thresholds
from households.metrics.visits import DUE, MET, PRESENT
from households.models import Campaign, Household, Visit
from households.places import WITH_DOORS
from station import policy
from station.metrics.declared import before_today, from_today, now
from station.metrics.sums import kept, wanted
from station.models import Area, User
from station.staffing import staffing_of

WEEK = timedelta(days=7)
BELOW_STATIONS = (Area.Kind.COMMUNITY, Area.Kind.GRID)
LEVELS = (Area.Kind.STATION, *BELOW_STATIONS)
KEPT = {"total": now(PRESENT), "reached": from_today(MET), "overdue": before_today(DUE)}


@dataclass
class Tally:
    """Households of a place: how many in time, late, never seen."""

    total: int = 0
    reached: int = 0
    overdue: int = 0
    never: int = 0
    soon: int = 0

    def add(self, other: "Tally") -> None:
        for name in ("total", "reached", "overdue", "never", "soon"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def percent(self) -> int | None:
        """Rounded down: 100 only when nobody is left out."""
        return 100 * self.reached // self.total if self.total else None

    def is_behind(self, goal: int) -> bool:
        return self.total > 0 and 100 * self.reached < goal * self.total


@dataclass
class Line:
    """A place or an officer with the figures."""

    tally: Tally
    area: Area | None = None
    officer: User | None = None
    people: tuple = ()
    is_behind: bool = False

    @property
    def has_list(self) -> bool:
        """The list of households can be narrowed to this place."""
        return self.officer is None and self.area.kind in WITH_DOORS


def by_place(
    user: User,
    *,
    on: date,
    kind: str = "",
    campaign: Campaign | None = None,
    goal: int | None = None,
) -> list[Line]:
    """Each station, village and grid of one's scope, in a fixed number of queries.

    Without a goal each place is held against its own.
    """
    book = visit_thresholds.Book()
    areas = list(_areas(user).select_related("parent").in_tree_order())
    tallies = tallies_of(user, on=on, kind=kind, campaign=campaign)
    lines = []
    for area, staffing in zip(areas, staffing_of(areas, on=on), strict=True):
        tally = _sum(t for path, t in tallies.items() if path.startswith(area.path))
        if tally.total:
            people = tuple(post.user for post in staffing.officers)
            line = Line(tally, area=area, people=people)
            line.is_behind = tally.is_behind(goal or book.at(area.path).goal)
            lines.append(line)
    return lines


@dataclass(frozen=True)
class Behind:
    """Villages and grids behind their goal, and what is overdue in all villages."""

    places: int
    overdue: int


def behind(user: User, *, on: date) -> Behind:
    """As ``by_place`` says it, from the figures that are kept."""
    areas = _areas(user).filter(kind__in=BELOW_STATIONS).only("kind", "path")
    areas = {area.pk: area for area in areas}
    if not areas:
        return Behind(0, 0)
    wants = [wanted(term, None, on) for term in KEPT.values()]
    names, tallies = list(KEPT), {pk: Tally() for pk in areas}
    for number, pk, _value, n in kept(wants, list(areas)):
        setattr(tallies[pk], names[number], n)
    book = visit_thresholds.Book()
    villages = [pk for pk, area in areas.items() if area.kind == Area.Kind.COMMUNITY]
    return Behind(
        sum(tallies[pk].is_behind(book.at(areas[pk].path).goal) for pk in areas),
        sum(tallies[pk].overdue for pk in villages),
    )


def by_officer(
    user: User,
    *,
    on: date,
    kind: str = "",
    campaign: Campaign | None = None,
    goal: int | None = None,
) -> list[Line]:
    """What each community officer answers for, whoever made the visits."""
    book = visit_thresholds.Book()
    tallies = tallies_of(user, on=on, kind=kind, campaign=campaign)
    areas = list(Area.objects.filter(path__in=tallies))
    lines: dict[int, Line] = {}
    for area, staffing in zip(areas, staffing_of(areas, on=on), strict=True):
        for post in staffing.officers[:1]:
            line = lines.setdefault(post.user_id, Line(Tally(), officer=post.user))
            line.area = post.area
            line.tally.add(tallies[area.path])
    for line in lines.values():
        line.is_behind = line.tally.is_behind(goal or book.at(line.area.path).goal)
    return sorted(
        lines.values(), key=lambda line: (line.tally.percent, line.officer.pk)
    )


def tallies_of(
    user: User, *, on: date, kind: str = "", campaign: Campaign | None = None
) -> dict[str, Tally]:
    """The figures by the path of the smallest area; one query however many rows."""
    rows = Household.objects.present().order_by()
    scope = policy.scope(user, "coverage.view")
    if not scope.everything:
        rows = rows.filter(area__among=scope.keys)
    if kind:
        rows = rows.filter(kinds.condition(kind, on=on))
    if campaign is not None:
        rows = rows.filter(
            kinds.any_of(campaign.kinds, on=on),
            area__path__startswith=campaign.area.path,
        )
    late = Q(standing__next_due_on__lt=on)
    never = Q(standing__last_visited_at__isnull=True)
    reached = _seen_in(campaign) if campaign else ~late & ~never
    figures = rows.values_list("area__path").annotate(
        total=Count("pk"),
        reached=Count("pk", filter=reached),
        overdue=Count("pk", filter=late),
        never=Count("pk", filter=never),
        soon=Count("pk", filter=Q(standing__next_due_on__range=(on, on + WEEK))),
    )
    return {path: Tally(*numbers) for path, *numbers in figures}


def _seen_in(campaign: Campaign) -> Q:
    """Somebody was met there while the campaign ran."""
    visits = Visit.objects.confirmed().somebody_came_to_the_door()
    return Q(
        Exists(
            visits.filter(
                household=OuterRef("pk"),
                visited_at__date__range=(campaign.from_on, campaign.until_on),
            )
        )
    )


def _areas(user: User):
    scope = policy.scope(user, "coverage.view")
    areas = Area.objects.filter(is_active=True, kind__in=LEVELS)
    return areas if scope.everything else areas.filter(pk__among=scope.keys)


def _sum(tallies: Iterable[Tally]) -> Tally:
    found = Tally()
    for tally in tallies:
        found.add(tally)
    return found


def whole(lines: list[Line], *, is_by_officer: bool) -> Tally:
    """All lines together, nobody counted twice: places lie within each other."""
    if is_by_officer:
        return _sum(line.tally for line in lines)
    paths = {line.area.path for line in lines}
    tops = [
        line
        for line in lines
        if not any(
            line.area.path[:end] in paths for end in range(8, len(line.area.path), 8)
        )
    ]
    return _sum(line.tally for line in tops)
