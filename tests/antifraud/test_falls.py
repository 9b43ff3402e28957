"""Months of fall in a row, with the season and without."""

from datetime import date

import pytest

from antifraud import falls

LAST = date(2026, 10, 1)


def counts(values, last=LAST) -> dict:
    return dict(zip(falls.months_before(last, len(values)), values, strict=True))


class TestMonths:
    def test_go_back_over_the_year(self):
        found = falls.months_before(date(2026, 2, 1), 3)

        assert found == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]


class TestRun:
    @pytest.mark.parametrize(
        ("values", "months"),
        [([5, 4, 3], 2), ([5, 4, 4], 0), ([3, 5, 4], 1), ([5], 0), ([9, 8, 9, 7, 6], 2)],
    )  # fmt: skip
    def test_counts_back_from_the_last_month(self, values, months):
        at = falls.months_before(LAST, len(values))

        assert falls.run_of(at, values).months == months

    def test_names_its_first_and_last_month(self):
        run = falls.run_of(falls.months_before(LAST, 3), [5, 4, 3])

        assert (run.first, run.last) == (date(2026, 9, 1), LAST)

    def test_the_longest_may_be_over(self):
        values = [9, 8, 7, 6, 8, 7]

        run = falls.longest_of(falls.months_before(LAST, 6), values)

        assert run.months == 3


class TestSeason:
    def test_is_even_where_the_past_is(self):
        past = falls.months_before(date(2025, 9, 1), 24)
        index = falls.seasonal_index(dict.fromkeys(past, 10), past)

        assert index == pytest.approx((1.0,) * 12)

    def test_needs_a_whole_year(self):
        past = falls.months_before(date(2025, 9, 1), 11)

        assert falls.seasonal_index(dict.fromkeys(past, 10), past) is None

    def test_of_a_small_station_stays_near_one(self):
        past = falls.months_before(date(2025, 9, 1), 12)
        one = falls.seasonal_index({past[0]: 1}, past)

        assert max(one) < 2  # of twelve


class TestJudge:
    def test_sees_a_fall_behind_the_season(self):
        """A usual rise every September hides that each month is better."""
        season = [40] * 10 + [120, 80]  # Nov … Oct
        year = [round(v * f) for v, f in zip(season, _shrink(12), strict=True)]

        found = falls.judge(
            counts([*season, *season, *year]), last=LAST, known_from=_first(36)
        )

        assert found.counted.months == 1
        assert found.without_season.months >= 5
        assert found.to_last_year.months >= 5

    def test_calls_no_season_a_fall(self):
        """After every New Year there are fewer, this year as always."""
        season = [30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8]

        found = falls.judge(
            counts([*season, *season, *season]), last=LAST, known_from=_first(36)
        )

        assert found.counted.months == 11
        assert found.without_season.months <= 2
        assert found.to_last_year.months == 0

    def test_says_when_the_past_is_too_short(self):
        found = falls.judge(counts([5] * 10), last=LAST, known_from=_first(10))

        assert found.without_season is None
        assert found.to_last_year is None
        assert found.is_few

    def test_knows_no_past_at_all(self):
        found = falls.judge({}, last=LAST, known_from=None)

        assert (found.counted.months, found.without_season) == (0, None)


def _shrink(months: int) -> list[float]:
    return [1.0] * (months - 6) + [0.85**n for n in range(1, 7)]


def _first(months: int) -> date:
    return falls.months_before(LAST, months)[0]
