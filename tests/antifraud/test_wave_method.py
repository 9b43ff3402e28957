"""The method by itself: what is usual, what is beyond chance."""

from datetime import date
from math import isclose

import pytest

from antifraud.waves import method
from antifraud.waves.series import Days, Season

STEADY = [4, 6, 5, 5] * 26


class TestTail:
    def test_is_poisson_without_spread(self):
        assert isclose(method.tail(3, 1.0, 1.0), 0.080301, abs_tol=1e-4)

    def test_spread_makes_much_likelier(self):
        assert method.tail(6, 2.0, 4.0) > method.tail(6, 2.0, 2.0)

    def test_nothing_or_more_is_certain(self):
        assert method.tail(0, 2.0, 2.0) == 1


class TestLevel:
    def test_of_a_steady_series_is_its_mean(self):
        assert method.level(STEADY).a_week == pytest.approx(5, abs=0.1)

    def test_follows_a_trend_part_of_the_way(self):
        rising = [4] * 35 + [5] * 35 + [6] * 34

        assert 5.2 < method.level(rising).a_week < 6.6

    def test_an_old_wave_counts_little(self):
        burst = [*STEADY[:50], 30, 30, 30, *STEADY[53:]]

        plain_mean = sum(burst) / len(burst)

        assert method.level(burst).a_week < (plain_mean + 5) / 2

    def test_a_season_comes_in(self):
        counts = [10 if week % 52 < 26 else 2 for week in range(104)]
        season = [10 / 6 if week % 52 < 26 else 2 / 6 for week in range(104)]

        assert method.level(counts, season).a_week == pytest.approx(6, abs=0.2)

    def test_knows_that_a_fraud_can_happen_anywhere(self):
        assert method.level([0] * 104).a_week > 0


class TestJudge:
    rare = method.limits(0.5)

    def judged(self, seen, counts=STEADY, least=3, **said):
        level = method.level(counts)
        return method.judge(seen, level, rare=self.rare, least=least, **said)

    def test_usual_weeks_are_no_rise(self):
        assert self.judged({7: 6, 14: 11, 21: 16}) is None

    def test_a_doubling_of_three_weeks_is_one(self):
        rise = self.judged({7: 10, 14: 20, 21: 31})

        assert (rise.days, rise.observed) == (21, 31)
        assert rise.chance <= self.rare[21]

    def test_a_sudden_burst_is_seen_in_one_week(self):
        assert self.judged({7: 18, 14: 22, 21: 27}).days == 7

    def test_two_cases_are_none_where_it_takes_three(self):
        assert self.judged({7: 2, 14: 2, 21: 2}, counts=[0] * 104) is None
        assert self.judged({7: 3, 14: 3, 21: 3}, counts=[0] * 104) is not None

    def test_what_the_season_brings_is_usual(self):
        seen = {7: 10, 14: 20, 21: 31}

        assert self.judged(seen, season=1.8) is None

    def test_a_lower_rate_asks_for_more(self):
        strict, usual = method.limits(0.1), method.limits(0.5)

        assert all(strict[days] < usual[days] for days in method.WINDOWS)
        assert sum(usual.values()) * 52 == pytest.approx(0.5)


class TestSeason:
    def test_is_learnt_from_whole_years(self):
        start, end = date(2022, 1, 1).toordinal(), date(2025, 1, 1)
        days = Days()
        for day in range(start, end.toordinal()):
            days += [day] * (4 if date.fromordinal(day).month == 7 else 1)

        season = Season(days, first=start, end=end)

        assert season.at(date(2025, 7, 10)) > 1.5 > season.at(date(2025, 1, 10))

    def test_is_none_before_two_years_are_known(self):
        start = date(2024, 1, 1).toordinal()

        season = Season(Days([start]), first=start, end=date(2025, 6, 1))

        assert season.at(date(2025, 7, 10)) == 1
