"""How a row shape is written as SQL: once for all whose rights reach equally far.

Who reads and in which areas are parameters with a name. So the text is the same for
the next reader, need not be written again, and PostgreSQL plans it once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from station import policy
from station.prepared import Given

READER = "%(reader)s::bigint"


def quote(name: str) -> str:
    """A name of our own code as SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text, an office's own words too, as SQL that goes through substitution."""
    return "'" + str(text).replace("'", "''").replace("%", "%%") + "'"


def integers(numbers: Iterable[int]) -> str:
    """Row ids as an SQL array."""
    return "'{" + ",".join(str(int(number)) for number in numbers) + "}'::bigint[]"


def display(sql: str, choices) -> str:
    """The reader's word for a code."""
    whens = " ".join(f"WHEN {literal(c)} THEN {literal(label)}" for c, label in choices)
    return f"CASE {sql} {whens} ELSE {sql}::text END" if whens else f"{sql}::text"


@dataclass(frozen=True)
class Reach:
    """How far a permission reaches; ``areas`` names the parameter that says where."""

    everything: bool
    own: bool
    assigned: bool
    areas: str


@dataclass
class Reader:
    """Whose eyes: how far each permission reaches, and the values of the parameters."""

    reaches: tuple[tuple[str, Reach], ...]
    values: dict[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, user, permissions: Iterable[str]) -> "Reader":
        names: dict[str, str] = {}
        reaches = []
        for permission in permissions:
            scope = policy.scope(user, permission)
            areas = ""
            if scope.area_ids:
                areas = names.setdefault(str(scope.keys), f"areas{len(names)}")
            reach = Reach(scope.everything, scope.own, scope.assigned, areas)
            reaches.append((permission, reach))
        where = {name: Given(keys) for keys, name in names.items()}
        return cls(tuple(reaches), {"reader": user.pk, **where})


class Writing:
    """One compilation: how far the reader's rights reach, and the next free alias."""

    def __init__(self, reaches: Iterable[tuple[str, Reach]]) -> None:
        self._reaches = dict(reaches)
        self._aliases = 0

    def alias(self) -> str:
        self._aliases += 1
        return f"t{self._aliases}"

    def guarded(self, sql: str, needs: tuple[str, ...], model, alias: str) -> str:
        """The expression where the reader's rights reach this row, else NULL."""
        condition = self.reached(needs, model, alias)
        if condition in {"TRUE", "FALSE"}:
            return sql if condition == "TRUE" else "NULL"
        return f"CASE WHEN {condition} THEN {sql} END"

    def reached(self, needs: tuple[str, ...], model, alias: str) -> str:
        """The condition under which the reader's rights reach a row."""
        reaches = [self._reaches[permission] for permission in needs]
        if not needs or any(reach.everything for reach in reaches):
            return "TRUE"
        tests = [test for reach in reaches for test in self._tests(reach, model, alias)]
        return f"({' OR '.join(dict.fromkeys(tests))})" if tests else "FALSE"

    def _tests(self, reach: Reach, model, alias: str) -> Iterator[str]:
        place = getattr(model, "scope_area", None)
        if reach.areas and place:
            column = self._followed(model, place, alias)
            # A county has a thousand areas: looked up in a table of them, not searched.
            among = f"SELECT unnest(%({reach.areas})s::bigint[])"
            yield f"({column} IN ({among})) IS TRUE"
        for wanted, attribute in (
            (reach.own, "scope_own"),
            (reach.assigned, "scope_assigned"),
        ):
            lookup = getattr(model, attribute, None)
            if wanted and lookup:
                yield f"{self._followed(model, lookup, alias)} = {READER}"

    def _followed(self, model, lookup: str, alias: str) -> str:
        """The value of a look-up such as ``dispute__area_id`` of a row as SQL."""
        name, _separator, rest = lookup.partition("__")
        if not rest:
            column = model._meta.pk.column if name == "pk" else name
            return f"{alias}.{quote(column)}"
        relation = model._meta.get_field(name)
        other, inner = relation.related_model, self.alias()
        return (
            f"(SELECT {self._followed(other, rest, inner)} "
            f"FROM {quote(other._meta.db_table)} {inner} WHERE "
            f"{inner}.{quote(other._meta.pk.column)} = "
            f"{alias}.{quote(relation.column)})"
        )


def select_list(fields, alias: str, writing: Writing, *, only=frozenset()) -> str:
    """``SQL AS "name", …`` of the wanted fields; the id is always among them."""
    wanted = only | {"id"} if only else None
    return ", ".join(
        f"{sql} AS {quote(name)}"
        for field in fields
        for name, sql in field.columns(alias, writing)
        if wanted is None or name in wanted
    )
