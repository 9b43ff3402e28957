"""Observed against expected for small counts: is this a wave, or chance?

The method is a prospective scan over the last one, two and three weeks (Kulldorff 2001,
J. R. Statist. Soc. A 164:61-72) against what the weeks before let expect, as Farrington
et al. (1996, J. R. Statist. Soc. A 159:547-563) do it for outbreaks of disease, with the
negative-binomial limits and the weights for past outbreaks of Noufaily et al. (2013,
Statist. Med. 32:1206-1222). A trend counts as far as the series shows one, drawn towards
none; a season comes in as a factor for each month.

How rare a count must be follows from the false alarms a series may raise in a year;
``bench/waves.py`` measures that it raises no more, and what it finds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf, log1p, sqrt

WINDOWS = (7, 14, 21)  # days looked back over, every day anew
# How the false alarms are shared out: most to the surest look.
SHARES = (0.2, 0.3, 0.5)
WEEKS = 104  # looked back over for what is to be expected
LEAST_WEEKS = 26  # before so many are known nothing is judged
GUARD = 28  # days before the day judged that do not count as past
YEAR = 52
AHEAD = 2.5  # weeks from the last past week to the middle of what is judged
TREND = 0.15  # rise or fall a year that is common, as a share
UNUSUAL = 2.58  # standard deviations from which a past week counts as a wave
DRIFT = 0.05  # by which a level may have shifted unseen, as a share of it
COMMON_SPREAD, SPREAD_WEEKS = 1.1, 26
HALF_A_CASE = 0.5  # nobody knows that a fraud cannot happen here


@dataclass(frozen=True)
class Expected:
    """The level of a series: cases a week, how they scatter, and how sure it is."""

    a_week: float
    spread: float  # the variance of a week's count, by its mean
    doubt: float  # of the level: its relative error, squared

    def over(self, days: float) -> float:
        """Cases to be expected in so many days of an average season."""
        return self.a_week * days / 7

    def chance(self, count: int, days: float) -> float:
        """How likely so many or more are, if nothing has changed."""
        mean = self.over(days)
        return tail(count, mean, self.spread * mean + self.doubt * mean * mean)


@dataclass(frozen=True)
class Rise:
    """More cases in the last days than chance brings."""

    days: int
    observed: int
    expected: float
    chance: float


def tail(count: int, mean: float, variance: float) -> float:
    """The chance of ``count`` or more: negative binomial, Poisson without spread."""
    if count <= 0:
        return 1.0
    odds = max(variance / mean, 1.0 + 1e-6)
    size = mean / (odds - 1)
    share = 1 - 1 / odds
    term = exp(-size * log1p(odds - 1))
    less = term
    for number in range(1, count):
        term *= share * (size + number - 1) / number
        less += term
    return max(0.0, 1.0 - less)


def level(counts: Sequence[int], season: Sequence[float] | None = None) -> Expected:
    """What past weeks, the oldest first, let expect of the next in an average season.

    ``season`` tells of each week how much of an average week's it brings.
    """
    weeks = len(counts)
    factors = list(season or [1.0] * weeks)
    flat = _mean(counts, factors)
    trust = [_trust(n, flat * f) for n, f in zip(counts, factors, strict=True)]
    factors = [t * f for t, f in zip(trust, factors, strict=True)]
    counts = [t * n for t, n in zip(trust, counts, strict=True)]
    flat = _mean(counts, factors)
    known = sum(trust) ** 2 / sum(t * t for t in trust)
    means = [flat * f for f in factors]
    spread = _spread(counts, means, known)
    slope, unsure = _slope(counts, means, spread)
    ahead = (weeks / 2 + AHEAD) / YEAR
    return Expected(
        a_week=flat * exp(slope * ahead),
        spread=spread,
        doubt=spread / sum(means) + unsure * ahead * ahead + DRIFT**2,
    )


def _mean(counts, factors) -> float:
    return (sum(counts) + HALF_A_CASE) / sum(factors)


def _slope(counts, means, spread) -> tuple[float, float]:
    """Rise a year, as a share, drawn towards none; and the variance of that."""
    middle = (len(counts) - 1) / 2
    years = [(n - middle) / YEAR for n in range(len(counts))]
    off = [(n - m) * t for n, m, t in zip(counts, means, years, strict=True)]
    known = sum(m * t * t for m, t in zip(means, years, strict=True)) / spread
    known += 1 / TREND**2
    return sum(off) / spread / known, 1 / known


def _trust(count: int, mean: float) -> float:
    """Less for a week far above the others: an old wave is no measure."""
    if count <= mean:
        return 1.0
    far = 1.5 * (count ** (2 / 3) - mean ** (2 / 3)) / mean ** (1 / 6)
    far /= sqrt(COMMON_SPREAD)
    return 1.0 if far <= UNUSUAL else (UNUSUAL / far) ** 2


def _spread(counts, means, known) -> float:
    """Variance by mean, drawn towards what is common where little is known."""
    pairs = zip(counts, means, strict=True)
    own = sum((n - m) ** 2 / m for n, m in pairs) / max(known - 2, 1)
    drawn = (known * own + SPREAD_WEEKS * COMMON_SPREAD) / (known + SPREAD_WEEKS)
    return max(1.0, drawn)


def limits(a_year: float) -> dict[int, float]:
    """How rare a count must be for each look, by the false alarms allowed a year.

    Looked at every day, but neighbouring days see nearly the same cases: shared out by
    week it stays below what is allowed (measured).
    """
    shares = zip(WINDOWS, SHARES, strict=True)
    return {days: a_year / 52 * share for days, share in shares}


def judge(
    seen: dict[int, int],
    expected: Expected,
    *,
    rare: dict[int, float],
    least: int,
    season: float = 1.0,
) -> Rise | None:
    """The clearest rise in the last days, if one is beyond chance.

    ``seen`` tells the cases in each window; fewer than ``least`` are no wave.
    """
    clearest, ratio = None, inf
    for days, count in seen.items():
        mean = expected.over(days * season)
        if count < least or count <= mean:
            continue
        chance = expected.chance(count, days * season)
        if chance <= rare[days] and chance / rare[days] < ratio:
            clearest, ratio = Rise(days, count, mean, chance), chance / rare[days]
    return clearest
