"""Random histories of what is counted, and what each figure counts in plain Python.

Each app adds, in a module of its own, a ``History`` for every model that is counted and
a ``plain`` rule for every ``Counted``: written anew from the definition in words, not
from the declaration.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

HISTORIES: dict[type, "History"] = {}
PLAIN: dict[str, Callable] = {}


@dataclass(frozen=True)
class History:
    """What happens to rows of one model: made, changed, and perhaps removed.

    ``make(chance, area)`` makes a row with random facts, ``change(chance, row)`` gives
    the fields to set on it, by name.
    """

    model: type
    make: Callable[[Random, object], object]
    change: Callable[[Random, object], dict]
    may_go: bool = True


def add(history: History, **plain: Callable) -> None:
    """Rules by the key of what is counted, dots as ``__``: ``rule(row, at)``."""
    HISTORIES[history.model] = history
    PLAIN.update({key.replace("__", "."): rule for key, rule in plain.items()})
