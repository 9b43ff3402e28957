"""Could two counts of cases differ by chance alone?"""

from math import exp, lgamma, log

USUAL_LEVEL = 0.05


def within_chance(before: int, after: int) -> bool:
    """Two counts that chance alone would part as far at least once in twenty times.

    The conditional binomial test of two Poisson counts (J. Przyborowski and
    H. Wilenski, Biometrika 31, 1940): of all cases the later ones fall like coins,
    one side as likely as the other, as both spans are equally long. Two-sided, twice
    the smaller tail.
    """
    total = before + after
    if total == 0:
        return True
    low = sum(_chance_of(k, total) for k in range(after + 1))
    high = sum(_chance_of(k, total) for k in range(after, total + 1))
    return 2 * min(low, high) > USUAL_LEVEL


def _chance_of(k: int, total: int) -> float:
    """So many heads of so many throws."""
    ways = lgamma(total + 1) - lgamma(k + 1) - lgamma(total - k + 1)
    return exp(ways - total * log(2))
