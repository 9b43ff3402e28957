"""Sums for many areas, windows and metrics at once: one statement for what is kept in
rollups, one for what stands now, however many rows there are (``station.metrics.known``
asks them).
"""

# ruff: noqa: S608 - nothing in these statements comes from outside

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import BooleanField, Count, F, Func, QuerySet

from station import months, prepared
from station.metrics.counting import CELLS, LOOSE, measure, summed
from station.metrics.declared import LAST, Counted, Split, Term
from station.metrics.moment import Moment
from station.metrics.standing import statement
from station.prepared import Given

DAY = timedelta(days=1)

KEPT = f"""
WITH asked AS MATERIALIZED (
    SELECT * FROM unnest(%s::int[], %s::text[], %s::text[], %s::date[], %s::date[])
        AS p (number, measure, grain, first, last)
), whole AS MATERIALIZED (
    SELECT * FROM unnest(%s::int[], %s::text[], %s::date[], %s::date[])
        AS w (number, measure, first, last)
)
SELECT number, area_id, value, sum(n)::bigint FROM (
    SELECT p.number, c.area_id, c.value, c.n FROM asked p JOIN {CELLS} c
        ON c.area_id = ANY (%s::bigint[]) AND c.measure = p.measure
        AND c.grain = p.grain AND c.day BETWEEN p.first AND p.last
    UNION ALL
    SELECT w.number, top.id, l.value, l.n FROM {LOOSE} l
        JOIN whole w ON w.measure = l.measure AND l.day BETWEEN w.first AND w.last
        JOIN station_area a ON a.id = l.area_id
        JOIN station_area top ON top.id = ANY (%s::bigint[])
            AND starts_with(a.path, top.path)
) found GROUP BY 1, 2, 3
"""

BELOW = """
SELECT top.id, count(*), array_agg(a.id)::text FROM station_area top
JOIN station_area a ON a.path LIKE top.path || '%%' WHERE top.id = ANY (%s::bigint[])
GROUP BY 1
"""
MANY = 200  # areas: then all that stands is read, and what lies elsewhere left out

# Planned before anybody knows of which areas (station.prepared).
WITHIN = """
WITH within AS MATERIALIZED (
    SELECT * FROM unnest(%s::bigint[], %s::bigint[]) AS w (id, top_id)
)
"""
LIVE = """
SELECT number, top_id, value, sum(n)::bigint FROM ({}) found (number, area_id, value, n)
JOIN within ON within.id = found.area_id GROUP BY 1, 2, 3
"""
BY_PERSON = """
SELECT number, person, sum(n)::bigint FROM ({}) found (number, person, n) GROUP BY 1, 2
"""


@dataclass(frozen=True, eq=False)
class Want:
    """One sum: of what, on which days, parted how.

    Known by itself, not by what it says: it is looked for some thousand times for a
    page. ``wanted`` gives the same one for the same words.
    """

    counted: Counted
    from_on: date
    until_on: date
    split: Split | None = None


Sums = dict[tuple[int, "Want"], dict[str, int]]


def wanted(term: Term, period, today: date, split: Split | None = None) -> Want:
    """What a term asks for."""
    return _want(term.counted, *term.days(period, today), split)


_want = lru_cache(maxsize=16384)(Want)


def kept(wants: list[Want], areas: list[int]) -> list[tuple[int, int, str, int]]:
    """Of what is kept in rollups: number of the wish, area, value, how many."""
    if not wants:
        return []
    return prepared.fetched(KEPT, [*_pieces(tuple(wants)), areas, areas])


@lru_cache(maxsize=256)
def _pieces(wants: tuple[Want, ...]) -> list[Given]:
    """Which cells are asked for, and which days of those not folded in yet."""
    pieces = [
        (number, measure(want.counted, want.split), *piece)
        for number, want in enumerate(wants)
        for piece in pieces_of(want.from_on, want.until_on)
    ]
    wholes = [
        (number, measure(want.counted, want.split), want.from_on, want.until_on)
        for number, want in enumerate(wants)
    ]
    return [*_columns(5, pieces), *_columns(4, wholes)]


def _columns(count: int, rows: list[tuple]) -> list[Given]:
    """Rows as one array for each column."""
    columns = zip(*rows, strict=True) if rows else [()] * count
    return [Given.of(column) for column in columns]


def pieces_of(from_on: date, until_on: date) -> list[tuple[str, date, date]]:
    """Whole months as months, what is left at the ends as days."""
    if until_on < from_on:
        return []
    first = from_on if from_on.day == 1 else _next_month(from_on)
    after = LAST if until_on >= LAST else _month_after(until_on)
    if first >= after:
        return [("d", from_on, until_on)]
    pieces = [("m", first, after - DAY)]
    if from_on < first:
        pieces.append(("d", from_on, first - DAY))
    if after <= until_on < LAST:
        pieces.append(("d", after, until_on))
    return pieces


def _next_month(day: date) -> date:
    return months.later(day.replace(day=1), 1)


def _month_after(day: date) -> date:
    """The first day that is in no whole month until this day."""
    following = day + DAY
    return following if following.day == 1 else day.replace(day=1)


def live(
    wants: list[Want], areas: list[int], moment: Moment
) -> list[tuple[int, int, str, int]]:
    """The same of what stands now."""
    if not wants:
        return []
    inside = _below(areas, moment)
    ask = _anywhere if sum(below.count for below in inside) > MANY else _inside
    return _fetched(LIVE, [_stands(want, moment, ask) for want in wants], inside)


def by_person(
    kinds: list[Counted], area: int, *, moment: Moment
) -> list[tuple[int, int, int]]:
    """What stands in an area, by who answers for it: number of the kind, user, how many."""
    asked = [_with_people(counted, moment) for counted in kinds]
    return _fetched(BY_PERSON, asked, _below([area], moment)) if asked else []


@dataclass(frozen=True)
class Below:
    """How many areas lie in this one, itself among them, and which."""

    top: int
    count: int
    ids: str


def _below(areas: list[int], moment: Moment) -> list[Below]:
    """What lies in these; each is looked up once."""
    known = moment.once(_found_below)
    missing = [top for top in areas if top not in known]
    for row in prepared.fetched(BELOW, [missing]) if missing else ():
        known[row[0]] = Below(*row)
    return [known[top] for top in areas if top in known]


def _found_below(_moment: Moment) -> dict[int, Below]:
    return {}


def _fetched(
    whole: str, asked: list[tuple[str, list]], inside: list[Below]
) -> list[tuple]:
    """All of it at once; what is asked is known again by its number."""
    parts = " UNION ALL ".join(
        f"SELECT {number}, s.* FROM ({text}) s"
        for number, (text, _params) in enumerate(asked)
    )
    ids = Given.joined(below.ids for below in inside)
    tops = Given.of(top for below in inside for top in [below.top] * below.count)
    params = [param for _text, given in asked for param in given]
    return prepared.fetched(WITHIN + whole.format(parts), [ids, tops, *params])


def _stands(want: Want, moment: Moment, narrowed) -> tuple[str, list]:
    counted, split = want.counted, want.split

    def by_area(rows):
        rows = summed(counted, split, narrowed(counted, rows))
        return rows.values_list("m_area", "m_value", "m_n")

    key = (narrowed.__name__, split.key if split else "")
    return statement(counted, moment, by_area, *key)


def _with_people(counted: Counted, moment: Moment) -> tuple[str, list]:
    def with_people(rows):
        rows = _inside(counted, rows).filter(**{f"{counted.person}__isnull": False})
        people = rows.annotate(m_person=F(counted.person)).values("m_person")
        return people.annotate(m_n=Count("pk"))

    return statement(counted, moment, with_people, "with people")


def _inside(counted: Counted, rows: QuerySet) -> QuerySet:
    """Those in the areas that are asked about."""
    return rows.filter(Within(F(counted.area_id)))


def _anywhere(_counted: Counted, rows: QuerySet) -> QuerySet:
    """Those of all areas: it is less work than to look into each."""
    return rows


class Within(Func):
    """Is it an area that is asked about?"""

    template = "%(expressions)s = ANY (ARRAY(SELECT id FROM within))"
    output_field = BooleanField()
