"""Which weights and which line hold at a place: set there, nearest above, or shipped."""

from dataclasses import asdict, dataclass

from disputes.models import WarningLine, WarningSign
from disputes.warnings.shipped import SIGNS
from station.models.area import STEP


@dataclass(frozen=True)
class Line:
    """From where a dispute is warned of, and by which figures it is judged."""

    line: int = 50  # the score from which it is likely to turn criminal
    turn_days: int = 90
    back_days: int = 90
    few: int = 10


SHIPPED_LINE = Line()


def ensure() -> None:
    """Put what ships into the table; what an office set stays."""
    known = set(WarningSign.objects.filter(area=None).values_list("code", flat=True))
    missing = [WarningSign(**asdict(sign)) for sign in SIGNS if sign.code not in known]
    if missing:
        WarningSign.objects.bulk_create(missing, ignore_conflicts=True)


class Book:
    """Every sign and line that was set, read once."""

    def __init__(self) -> None:
        rows = _signs()
        if sum(row.area_id is None for row in rows) < len(SIGNS):
            ensure()
            rows = _signs()
        self._signs = {
            (row.area.path if row.area_id else "", row.code): row for row in rows
        }
        lines = WarningLine.objects.select_related("area")
        self._lines = {row.area.path: row for row in lines}

    def sign(self, code: str, path: str) -> WarningSign:
        """The row that decides on a sign at a place."""
        for end in range(len(path), 0, -STEP):
            if (path[:end], code) in self._signs:
                return self._signs[path[:end], code]
        return self._signs["", code]

    def signs(self, path: str) -> list[WarningSign]:
        """All that hold at a place, in the order in which they ship."""
        return [self.sign(shipped.code, path) for shipped in SIGNS]

    def line(self, path: str) -> Line:
        """The line and the figures that hold at a place."""
        row = self.line_row(path)
        if row is None:
            return SHIPPED_LINE
        return Line(row.line, row.turn_days, row.back_days, row.few)

    def line_row(self, path: str) -> WarningLine | None:
        """What was set there or nearest above; nothing where the shipped line holds."""
        ends = range(len(path), 0, -STEP)
        return next(
            (self._lines[path[:e]] for e in ends if path[:e] in self._lines), None
        )

    def is_line_set(self, path: str) -> bool:
        return path in self._lines


def _signs() -> list[WarningSign]:
    return list(WarningSign.objects.select_related("area"))
