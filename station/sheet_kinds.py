"""Excel in for any list: which columns a workbook has and what a row becomes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise

from station.errors import RuleError

Text = str | Promise
KINDS = ("text", "date", "moment", "choice", "phone", "id", "number")


class RowRefused(RuleError):
    """A row that is not taken in; ``column`` is the key of the one at fault."""

    def __init__(self, message: str, *, column: str = "") -> None:
        super().__init__(message, code="row_refused")
        self.column = column


@dataclass(frozen=True)
class SheetColumn:
    """A column of the workbook, known by its head or one of its other names.

    ``choices`` are ``(code, label)`` pairs, or a function of the owner giving them.
    """

    key: str
    header: Text
    aliases: tuple[str, ...] = ()
    kind: str = "text"
    required: bool = False
    choices: Any = ()
    help: Text = ""
    longest: int = 200


@dataclass
class SheetContext:
    """Who sends the workbook in, and what the kind remembers between rows."""

    owner: Any  # User
    area: Any  # the station
    today: date
    source: Any = None  # the SheetImport, where there is one
    memory: dict = field(default_factory=dict)


@dataclass(frozen=True)
class RowPlan:
    """What a row would become: ``new``, ``changed`` or ``unchanged``."""

    state: str
    title: str  # what the row is, in words
    changes: tuple[tuple[str, str, str], ...] = ()  # label, before, after
    key: str = ""  # two rows of one key are one too many


@dataclass(frozen=True)
class SheetKind:
    """A kind of workbook.

    ``check_row(values, context)`` gives a RowPlan or raises RowRefused; nothing is
    written. ``commit_row(values, context, by=, at=)`` calls the action for one row and
    gives its state; a row that stands there already is ``unchanged``, so that a repeat
    changes nothing. ``values`` hold text, date, datetime, int or None by column key.
    ``prepare(rows, context)`` may look up what all rows need in a few queries.
    """

    key: str
    label: Text
    icon: str
    permission: str
    columns: tuple[SheetColumn, ...]
    check_row: Callable[[dict, SheetContext], RowPlan]
    commit_row: Callable[..., str]
    list_key: str = ""
    url_name: str = ""
    prepare: Callable[[Iterable[dict], SheetContext], None] | None = None
    hints: tuple[Text, ...] = ()
    takes_text: bool = False  # CSV as well, where no number can lose its noughts
