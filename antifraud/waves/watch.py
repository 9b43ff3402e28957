"""One day's watch: what rises anew, what goes on, what has become calm."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from antifraud.waves import method
from antifraud.waves.method import Expected, Rise
from antifraud.waves.rules import RuleBook
from antifraud.waves.series import Days, History, Leaf, Season, Series

HALF = 2  # the middle of what is looked back over


@dataclass(frozen=True)
class Found:
    """A rise beyond chance."""

    series: Series
    on: date
    rise: Rise
    expected: Expected

    @property
    def from_on(self) -> date:
        return self.on - timedelta(days=self.rise.days - 1)


@dataclass
class Running:
    """A wave that is watched already."""

    series: Series
    seen_on: date


@dataclass
class Day:
    """What one day brings."""

    raised: list[Found] = field(default_factory=list)
    seen: list[Running] = field(default_factory=list)
    calm: list[Running] = field(default_factory=list)


@dataclass(frozen=True)
class Watch:
    """The watch over one station."""

    history: History
    book: RuleBook

    def day(self, on: date, running: Iterable[Running]) -> Day:
        """Judge every series at the end of this day."""
        found = Day()
        claimed: set[tuple[int, Leaf]] = set()
        for wave in running:
            if self._goes_on(wave, on):
                found.seen.append(wave)
            elif self._is_calm(wave, on):
                found.calm.append(wave)
                continue
            claimed |= self._claims(wave.series)
        for type_id in self.history.types:
            taken = {leaf for kind, leaf in claimed if kind == type_id}
            found.raised += self._rises(type_id, on, taken)
        return found

    def _goes_on(self, wave: Running, on: date) -> bool:
        season = self.history.season(wave.series.type_id, on)
        return self._judged(wave.series, on, season, without=()) is not None

    def _is_calm(self, wave: Running, on: date) -> bool:
        rules = self.book.at(wave.series.path)
        return (on - wave.seen_on).days > rules.quiet_days

    def _claims(self, series: Series) -> set[tuple[int, Leaf]]:
        return {(series.type_id, leaf) for leaf in self.history.leaves(series)}

    def _rises(self, type_id: int, on: date, taken: set[Leaf]) -> list[Found]:
        """The clearest first; the others are judged without what it accounts for.

        So a wave in one village is not raised again for its town, and one that runs
        through the town is not raised for each village.
        """
        least = min(self.book.at(path).least for path in self.history.areas)
        watched = self.history.lively(type_id, on, least=least)
        season = self.history.season(type_id, on) if watched else None
        found: list[Found] = []
        while watched:
            judged = (self._judged(s, on, season, without=taken) for s in watched)
            rises = [one for one in judged if one is not None]
            if not rises:
                break
            clearest = min(rises, key=_order)
            found.append(clearest)
            taken = taken | self.history.leaves(clearest.series)
            watched = [one.series for one in rises if one is not clearest]
        return found

    def _judged(
        self, series: Series, on: date, season: Season, *, without
    ) -> Found | None:
        rules = self.book.at(series.path)
        days = self.history.days(series, without=without)
        looks = days.looks(on)
        if max(looks.values()) < rules.least:
            return None
        expected = self._expected(days, on, season)
        if expected is None:
            return None
        middle = on - timedelta(days=max(method.WINDOWS) // HALF)
        rise = method.judge(
            looks,
            expected,
            rare=rules.rare,
            least=rules.least,
            season=season.at(middle),
        )
        return Found(series, on, rise, expected) if rise else None

    def _expected(self, days: Days, on: date, season: Season) -> Expected | None:
        """Nothing where too little is known of the past."""
        counts, starts = self.history.weeks(days, on)
        if len(counts) < method.LEAST_WEEKS:
            return None
        return method.level(counts, [season.at(start) for start in starts])


def _order(found: Found) -> tuple:
    """By how clear it is; of equals the nearest place and the named group."""
    series = found.series
    return found.rise.chance, -len(series.path), series.group == ""
