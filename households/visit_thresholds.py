"""The thresholds that hold at a place: what the office set, else what ships."""

from dataclasses import asdict, dataclass

from households.models import VisitThreshold
from station.models import Area, User
from station.models.area import STEP


@dataclass(frozen=True)
class Thresholds:
    """From which figure on one asks, and the goal; as long as nobody set another."""

    burst: int = 10  # calls in an hour that one can hardly make
    apart: int = 500  # metres between doors that lie apart
    far: int = 3000  # metres between the door and where the visit was written
    spot_doors: int = 3
    same_texts: int = 4
    night_from: int = 22
    night_until: int = 6
    look_bits: int = 4  # of 64 that may differ between two copies of a photo
    kept_days: int = 60  # in which the same photo strikes
    goal: int = 90  # per cent, unless a campaign says otherwise


SHIPPED = Thresholds()


@dataclass(frozen=True)
class Reach:
    """Where some thresholds hold: below these paths, but not below those."""

    thresholds: Thresholds
    under: tuple[str, ...] = ("",)
    but: tuple[str, ...] = ()


class Book:
    """Everything that was set, read once."""

    def __init__(self) -> None:
        rows = VisitThreshold.objects.select_related("area")
        self.rows = {row.area.path: _of(row) for row in rows}

    def at(self, path: str) -> Thresholds:
        """What holds at a place: set there, or nearest above."""
        for end in range(len(path), 0, -STEP):
            if path[:end] in self.rows:
                return self.rows[path[:end]]
        return SHIPPED

    def reaches(self) -> list[Reach]:
        """Each place that set some without those below it that set their own."""
        found = [Reach(SHIPPED, but=tuple(self.rows))]
        for path, thresholds in self.rows.items():
            below = tuple(p for p in self.rows if p != path and p.startswith(path))
            found.append(Reach(thresholds, under=(path,), but=below))
        return found


def at(area: Area) -> Thresholds:
    """What holds at one place."""
    return Book().at(area.path)


def goal_of(user: User) -> int:
    """The goal where a person serves."""
    home = user.home_area
    return Book().at(home.path).goal if home else SHIPPED.goal


def _of(row: VisitThreshold) -> Thresholds:
    return Thresholds(**{name: getattr(row, name) for name in asdict(SHIPPED)})
