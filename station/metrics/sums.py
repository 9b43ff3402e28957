"""Sums for many areas, windows and metrics at once: one statement for what is kept in
rollups, one for what stands now, however many rows there are.
"""

# ruff: noqa: S608 - nothing in these statements comes from outside

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import Count, F, QuerySet
from django.db.models.expressions import RawSQL

from station import months
from station.metrics.counting import CELLS, LOOSE, measure, summed
from station.metrics.declared import LAST, Counted, Split, Term
from station.metrics.moment import Moment
from station.metrics.standing import statement

DAY = timedelta(days=1)

KEPT = f"""
WITH asked AS MATERIALIZED (
    SELECT * FROM unnest(%(number)s::int[], %(measure)s::text[], %(grain)s::text[],
        %(first)s::date[], %(last)s::date[]) AS p (number, measure, grain, first, last)
), whole AS MATERIALIZED (
    SELECT * FROM unnest(%(w_number)s::int[], %(w_measure)s::text[],
        %(w_first)s::date[], %(w_last)s::date[]) AS w (number, measure, first, last)
)
SELECT number, area_id, value, sum(n)::bigint FROM (
    SELECT p.number, c.area_id, c.value, c.n FROM asked p JOIN {CELLS} c
        ON c.area_id = ANY (%(areas)s) AND c.measure = p.measure
        AND c.grain = p.grain AND c.day BETWEEN p.first AND p.last
    UNION ALL
    SELECT w.number, top.id, l.value, l.n FROM {LOOSE} l
        JOIN whole w ON w.measure = l.measure AND l.day BETWEEN w.first AND w.last
        JOIN station_area a ON a.id = l.area_id
        JOIN station_area top ON top.id = ANY (%(areas)s)
            AND starts_with(a.path, top.path)
) found GROUP BY 1, 2, 3
"""

WITHIN = """
WITH within AS MATERIALIZED (
    SELECT a.id, top.id AS top_id FROM station_area top
    JOIN station_area a ON a.path LIKE top.path || '%%'
    WHERE top.id = ANY (%(areas)s)
)
"""

LIVE = """
SELECT number, within.top_id, value, sum(n)::bigint FROM (%s) found
JOIN within ON within.id = found.area_id GROUP BY 1, 2, 3
"""


@dataclass(frozen=True)
class Want:
    """One sum: of what, on which days, parted how."""

    counted: Counted
    from_on: date
    until_on: date
    split: Split | None = None

    def __hash__(self):
        split = self.split.key if self.split else ""
        return hash((self.counted.key, self.from_on, self.until_on, split))


Sums = dict[tuple[int, "Want"], dict[str, int]]


def wanted(term: Term, period, today: date, split: Split | None = None) -> Want:
    """What a term asks for."""
    return Want(term.counted, *term.days(period, today), split)


def sums(wants: Iterable[Want], areas: Iterable[int], *, moment: Moment) -> Sums:
    """By area and wish: how many of each value; ``""`` where it is not parted."""
    wants, areas = list(dict.fromkeys(wants)), list(areas)
    found: Sums = defaultdict(dict)
    if not areas:
        return found
    kept = [want for want in wants if want.counted.is_rolled]
    live = [want for want in wants if not want.counted.is_rolled]
    for numbered, read in ((kept, _kept), (live, _live)):
        for number, area_id, value, n in read(numbered, areas, moment):
            found[area_id, numbered[number]][value] = n
    return found


def _kept(wants: list[Want], areas: list[int], _moment) -> list[tuple]:
    if not wants:
        return []
    pieces = [
        (number, measure(want.counted, want.split), *piece)
        for number, want in enumerate(wants)
        for piece in pieces_of(want.from_on, want.until_on)
    ]
    wholes = [
        (number, measure(want.counted, want.split), want.from_on, want.until_on)
        for number, want in enumerate(wants)
    ]
    params = {"areas": areas}
    names = ("number", "measure", "grain", "first", "last")
    params |= _columns(names, pieces)
    params |= _columns(("w_number", "w_measure", "w_first", "w_last"), wholes)
    with connection.cursor() as cursor:
        cursor.execute(KEPT, params)
        return cursor.fetchall()


def _columns(names: tuple[str, ...], rows: list[tuple]) -> dict[str, list]:
    """Rows as one list for each column."""
    return {name: [row[i] for row in rows] for i, name in enumerate(names)}


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


def _live(wants: list[Want], areas: list[int], moment: Moment) -> list[tuple]:
    if not wants:
        return []
    parts = " UNION ALL ".join(
        f"SELECT {number} AS number, m_area AS area_id, m_value AS value, m_n AS n "
        f"FROM ({_stands(want, moment)}) s"
        for number, want in enumerate(wants)
    )
    return _fetched(LIVE % parts, areas)


def _fetched(statement: str, areas: list[int]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(WITHIN + statement.replace("%", "%%"), {"areas": areas})
        return cursor.fetchall()


def by_person(
    kinds: list[Counted], area: int, *, moment: Moment
) -> list[tuple[int, int, int]]:
    """What stands in an area, by who answers for it: number of the kind, user, how many."""
    parts = [
        f"SELECT {number}, m_person, m_n FROM ({_with_people(counted, moment)}) s"
        for number, counted in enumerate(kinds)
    ]
    return _fetched(" UNION ALL ".join(parts), [area]) if parts else []


def _with_people(counted: Counted, moment: Moment) -> str:
    def with_people(rows):
        rows = _inside(counted, rows).filter(**{f"{counted.person}__isnull": False})
        people = rows.annotate(m_person=F(counted.person)).values("m_person")
        return people.annotate(m_n=Count("pk"))

    return statement(counted, moment, with_people, "with people")


def _inside(counted: Counted, rows: QuerySet) -> QuerySet:
    """Those in the areas that are asked about."""
    return rows.filter(
        **{f"{counted.area_id}__in": RawSQL("SELECT id FROM within", ())}
    )


def _stands(want: Want, moment: Moment) -> str:
    counted, split = want.counted, want.split

    def by_area(rows):
        return summed(counted, split, _inside(counted, rows))

    return statement(counted, moment, by_area, "by area", split.key if split else "")
