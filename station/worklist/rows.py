"""Rows whose statement is written once, for everybody with the same rights.

Django writes the SQL of a query anew each time; for the few rows of a day that costs
more than reading them. A function that only says which rows, by the person and the
moment, is asked once with somebody who stands in; after that only the gaps are filled.
"""

from collections.abc import Callable, Hashable, Iterator
from datetime import datetime
from functools import wraps

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models.query import get_related_populators

from station import prepared
from station.worklist.asked import LOST, MOST, unasked, with_gaps
from station.worklist.gaps import Gaps
from station.worklist.stand_in import StandIn, UnknownValue, shape

Rows = Callable[[object, datetime], models.QuerySet]


class Written:
    """One statement, and how its rows become records."""

    def __init__(self, rows: Rows, user) -> None:
        one, other = (self._with_gaps(rows, StandIn(user, n)) for n in (0, 1))
        if one != other:
            raise UnknownValue(rows)
        self.text, self.gaps = one[0], Gaps(one[1])

    def _with_gaps(self, rows: Rows, stand_in: StandIn):
        with connection.execute_wrapper(unasked):
            query = rows(stand_in.person, stand_in.now).query
        compiler = query.get_compiler(connection=connection)
        found = with_gaps(*compiler.as_sql(), stand_in)
        self._read(compiler)
        return found

    def _read(self, compiler) -> None:
        """The columns of the record itself, and of those it is joined with."""
        info, select = compiler.klass_info, compiler.select
        own = info["select_fields"]
        self.model, self.own = info["model"], slice(own[0], own[-1] + 1)
        self.names = [column.target.attname for column, *_ in select[self.own]]
        self.joined = get_related_populators(info, select, connection.alias)
        self.converters = compiler.get_converters([column for column, *_ in select])

    def fetch(self, user, now: datetime) -> Iterator[models.Model]:
        for row in prepared.fetched(self.text, self.gaps.filled(user, now)):
            found = list(row)
            for place, (converters, column) in self.converters.items():
                for convert in converters:
                    found[place] = convert(found[place], column, connection)
            record = self.model.from_db(connection.alias, self.names, found[self.own])
            for joined in self.joined:
                joined.populate(found, record)
            yield record


_kept: dict[Hashable, Written | None] = {}


def written_once(rows: Rows) -> Callable[[object, datetime], list]:
    """Of records without annotations; where the rows cannot be told, asked each time."""

    @wraps(rows)
    def read(user, now: datetime) -> list:
        name = rows, shape(user)
        if name not in _kept:
            if len(_kept) >= MOST:
                _kept.clear()
            _kept[name] = _learnt(rows, user)
        written = _kept[name]
        return list(written.fetch(user, now) if written else rows(user, now))

    return read


def _learnt(rows: Rows, user) -> Written | None:
    try:
        return Written(rows, user)
    except (*LOST, EmptyResultSet):
        return None
