"""A kind of record the search knows, and what was found of it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from operator import or_
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import (
    Case,
    Count,
    IntegerField,
    Model,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.utils.functional import Promise

from station import policy
from station.searching.asked import Asked
from station.searching.marks import Marked
from station.searching.ways import PART, VIEW, Way

Text = str | Promise
CANDIDATES = 1000  # looked at of one kind; more than anybody reads
TO_OPEN = 100  # sealed texts opened for one question


@dataclass(frozen=True)
class Hit:
    """One thing found, and why."""

    source: str
    pk: int
    title: Marked
    url: str
    icon: str
    detail: Marked
    why: Text
    found: Marked  # what fitted, where neither title nor detail shows it
    grade: int


@dataclass(frozen=True)
class Group:
    """The hits of one kind, the best first, and how many there are in all."""

    source: "SearchSource"
    hits: list[Hit]
    count: int
    list_url: str = ""

    @property
    def is_capped(self) -> bool:
        """There are more than were counted."""
        return self.count >= CANDIDATES

    @property
    def has_more(self) -> bool:
        return self.count > len(self.hits)

    @property
    def grade(self) -> int:
        return min(hit.grade for hit in self.hits)


@dataclass(frozen=True)
class SearchSource:
    """A kind of record: its name and icon, by what it is found and how it is told.

    ``title`` and ``detail`` take the row; ``prepare`` joins what they read, ``narrow``
    leaves out what nobody looks for.
    ``list_key`` names the declared list of this kind; its own search takes the words.
    """

    key: str
    label: Text
    icon: str
    model: type[Model]
    ways: tuple[Way, ...]
    title: Callable[[Any], Text] = str
    detail: Callable[[Any], Text] = lambda _row: ""
    prepare: Callable[[QuerySet], QuerySet] = lambda rows: rows
    narrow: Callable[[QuerySet], QuerySet] = lambda rows: rows
    order: tuple[str, ...] = ("-pk",)
    list_key: str = ""
    permission: str = ""  # where it is not “view” of the model's resource
    icon_of: Callable[[Any], str] | None = None
    place: int = 100  # among kinds that were found equally well

    def may_be_seen(self, user) -> bool:
        """Is there anything of this kind for this person at all?"""
        resource = getattr(self.model, "policy_resource", "")
        return policy.can(user, self.permission or f"{resource}.{VIEW}")

    def rows(self, user, action: str = VIEW) -> QuerySet:
        return self.narrow(self.model._default_manager.all().visible_to(user, action))

    def matching(self, words: str) -> Q:
        """The rows these words find, for the list of the kind: it shows the same."""
        asked = Asked.of(words, is_patient=True)
        fitting = Q(pk__in=[])
        for way in self.ways:
            if way.action == VIEW:
                fitting |= way.condition(asked) or Q(pk__in=[])
        return fitting

    def parts(self, user, asked: Asked) -> list["Part"]:
        """What has to be asked for these words: each one query of its own."""

        def together(way: Way) -> tuple[str, str]:
            return way.action, str(way.label) if way.apart else ""

        found = []
        for (action, _apart), ways in groupby(self.ways, key=together):
            fits = [(way, way.condition(asked)) for way in ways]
            fits = [(way, fit) for way, fit in fits if fit is not None]
            if fits:
                fitting = reduce(or_, (fit for _way, fit in fits))
                rows = self.rows(user, action).filter(fitting).order_by()
                found.append(Part(self, rows, [way for way, _fit in fits]))
        return found

    def group(self, parts: list["Part"], asked: Asked, most: int) -> Group | None:
        """The best hits of the parts in which there are any."""
        hits: dict[int, Hit] = {}
        count = 0
        for part in parts:
            found, all_of_them = part.hits(asked, most)
            count += all_of_them
            for hit in found:
                hits.setdefault(hit.pk, hit)
        if not hits:
            return None
        best = sorted(hits.values(), key=lambda hit: hit.grade)[:most]
        return Group(self, best, max(count, len(hits)))

    def told(self, row) -> tuple[str, str, str]:
        """Title, detail and icon of a row, as things stand."""
        icon = self.icon_of(row) if self.icon_of else self.icon
        return str(self.title(row)), str(self.detail(row)), icon

    def hit(self, row, reason: tuple[Text, Marked]) -> Hit:
        title, detail, icon = self.told(row)
        why, found = reason
        title, detail = _marked(title, found), _marked(detail, found)
        is_shown = bool(title.marks or detail.marks)
        return Hit(
            source=self.key,
            pk=row.pk,
            title=title,
            url=row.get_absolute_url(),
            icon=icon,
            detail=detail,
            why=why,
            found=Marked("") if is_shown else found,
            grade=row.fits,
        )


@dataclass(frozen=True)
class Part:
    """Rows of one kind that fit in one of several ways, asked for together."""

    source: SearchSource
    rows: QuerySet
    ways: list[Way]

    def exists(self, number: int) -> tuple[str, tuple]:
        """A statement that has one row with this number where there is any.

        For one row the planner would read a table from its beginning where it expects
        many to fit, and of keyed figures it cannot know how many: then all that fit are
        looked for in a step of their own, which ends with the first one.
        """
        rows = self.rows.values_list(Value(number, output_field=IntegerField()))
        if all(way.is_sure for way in self.ways):
            return rows[:1].query.sql_with_params()
        sql, params = rows.query.sql_with_params()
        return f"WITH fitting AS MATERIALIZED ({sql}) TABLE fitting LIMIT 1", params

    def hits(self, asked: Asked, most: int) -> tuple[list[Hit], int]:
        """The best, and how many there are."""
        rows = self._best(asked, most)
        read = [(row, _reason(row, asked, self.ways)) for row in rows]
        hits = [self.source.hit(row, why) for row, why in read if why is not None]
        return hits, rows[0].all_found - (len(rows) - len(hits)) if rows else 0

    def _best(self, asked: Asked, most: int) -> list:
        """Rows out of a bounded number of them, whole before beginning before part."""
        source = self.source
        candidates = self.rows.values("pk")[:CANDIDATES]
        grades = [grade for way in self.ways for grade in way.grades(asked)]
        rows = source.prepare(source.model._default_manager.filter(pk__in=candidates))
        rows = rows.annotate(fits=_graded(grades), all_found=Window(Count("*")))
        if not all(way.is_sure for way in self.ways):
            rows, most = rows.defer(None), TO_OPEN
        return list(rows.order_by("fits", *source.order)[:most])


def having_rows(parts: list[Part]) -> list[Part]:
    """The parts of which there is anything, all asked in one statement."""
    statements, values = [], []
    for number, part in enumerate(parts):
        with suppress(EmptyResultSet):  # nothing of this kind is in the scope
            statement, params = part.exists(number)
            statements.append(f"({statement})")
            values += params
    if not statements:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements), values)
        there = {number for (number,) in cursor.fetchall()}
    return [part for number, part in enumerate(parts) if number in there]


def _graded(grades: list[tuple[Q, int]]):
    """The best grade a row reaches."""
    best_first = sorted(grades, key=lambda found: found[1])
    cases = [When(condition, then=Value(grade)) for condition, grade in best_first]
    return Case(*cases, default=Value(PART), output_field=IntegerField())


def _reason(row, asked: Asked, ways: list[Way]) -> tuple[Text, Marked] | None:
    """The first way the row can be found by, and what of it fitted.

    None where only opening a sealed text could tell, and it was none of it.
    """
    for way in ways:
        found = way.read(row, asked)
        if found is not None:
            return way.label, found
    return (ways[0].label, Marked("")) if all(way.is_sure for way in ways) else None


def _marked(text: str, found: Marked) -> Marked:
    """The text with what fitted marked, where it stands in it."""
    at = text.find(found.text) if found.text else -1
    if at < 0:
        return Marked(text)
    return Marked(text, tuple((a + at, b + at) for a, b in found.marks))
