"""One day's watch: what rises anew, what goes on, what has become calm."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from antifraud.waves import method
from antifraud.waves.method import Expected, Rise
from antifraud.waves.rules import USUAL, RuleBook
from antifraud.waves.series import Days, History, Leaf, Season, Series

MOST_OF_IT = 0.6  # of a rise: where so much comes from, that is named


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


class Watch:
    """The watch over one station."""

    def __init__(self, history: History, book: RuleBook) -> None:
        self.history, self.book = history, book
        self._least = min(
            (book.at(path).least for path in history.areas), default=USUAL.least
        )
        # The past moves on every Monday only.
        self._levels: dict[tuple, Expected | None] = {}
        self._seasons: dict[tuple[int, date], Season] = {}

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
        return self._judged(wave.series, on, without=frozenset()) is not None

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
        watched = lively = self.history.lively(type_id, on, least=self._least)
        found: list[Found] = []
        while watched:
            out = frozenset(taken)
            judged = (self._judged(series, on, without=out) for series in watched)
            rises = [one for one in judged if one is not None]
            if not rises:
                break
            clearest = min(rises, key=_order)
            watched = [one.series for one in rises if one is not clearest]
            found.append(self._named(clearest, lively, out))
            taken = taken | self.history.leaves(found[-1].series)
        return found

    def _named(self, found: Found, lively: list[Series], out: frozenset) -> Found:
        """The nearest place and group that most of the rise comes from."""
        most = MOST_OF_IT * (found.rise.observed - found.rise.expected)
        within = [s for s in lively if found.series.holds(s)]
        for series in sorted(within, key=_nearness, reverse=True):
            one = self._looked(series, found, out)
            if one and one.rise.observed - one.rise.expected >= most:
                return one
        return found

    def _looked(self, series: Series, found: Found, out: frozenset) -> Found | None:
        """Another series over the same days, as far as it has enough cases."""
        days = self.history.days(series, without=out)
        cases, span = days.looks(found.on)[found.rise.days], found.rise.days
        expected = self._expected(series, days, found.on, out)
        if expected is None or cases < self.book.at(series.path).least:
            return None
        season = self._season(series.type_id, found.on).at(_middle(found.on))
        mean = expected.over(span * season)
        chance = expected.chance(cases, span * season)
        return Found(series, found.on, Rise(span, cases, mean, chance), expected)

    def _judged(self, series: Series, on: date, *, without: frozenset) -> Found | None:
        rules = self.book.at(series.path)
        days = self.history.days(series, without=without)
        looks = days.looks(on)
        if max(looks.values()) < rules.least:
            return None
        expected = self._expected(series, days, on, without)
        if expected is None:
            return None
        season = self._season(series.type_id, on).at(_middle(on))
        rise = method.judge(
            looks, expected, rare=rules.rare, least=rules.least, season=season
        )
        return Found(series, on, rise, expected) if rise else None

    def _expected(
        self, series: Series, days: Days, on: date, out: frozenset
    ) -> Expected | None:
        """Nothing where too little is known of the past."""
        key = series, out, self.history.end(on)
        if key not in self._levels:
            counts, starts = self.history.weeks(days, on)
            season = self._season(series.type_id, on)
            known = len(counts) >= method.LEAST_WEEKS
            factors = [season.at(start) for start in starts]
            self._levels[key] = method.level(counts, factors) if known else None
        return self._levels[key]

    def _season(self, type_id: int, on: date) -> Season:
        key = type_id, self.history.end(on)
        if key not in self._seasons:
            self._seasons[key] = self.history.season(*key)
        return self._seasons[key]


def _middle(on: date) -> date:
    """The middle of what is looked back over."""
    return on - timedelta(days=max(method.WINDOWS) // 2)


def _nearness(series: Series) -> tuple:
    return len(series.path), series.group != ""


def _order(found: Found) -> tuple:
    """By how clear it is; of equals the nearest place and the named group."""
    series = found.series
    return found.rise.chance, *(-n for n in _nearness(series))
