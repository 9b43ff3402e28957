"""Where and when patrols are needed, planned and seen; gaps become shifts."""

from datetime import date, timedelta

import pytest

from patrols.actions import gaps as actions
from patrols.coverage import figures
from patrols.coverage.asking import Show
from patrols.coverage.gaps import gaps
from station.errors import RuleError
from station.roles import Role
from tests import factories as make
from tests.factories.clock import NOW
from tests.patrols.coverage_cases import (
    SLOT,
    THURSDAY_EVENING,
    WEEK,
    asked,
    call_at,
    walked,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def station():
    return make.TownshipFactory().parent


@pytest.fixture
def villages(station):
    township = station.children.get()
    return [make.CommunityFactory(parent=township) for _village in range(2)]


@pytest.fixture
def chief(station):
    return make.person(Role.STATION_CHIEF, station)


class TestGrid:
    def test_counts_the_weeks_until_yesterday(self, chief, villages, station):
        call_at(villages[0])
        call_at(villages[0], at=THURSDAY_EVENING - 3 * WEEK)
        call_at(villages[0], at=THURSDAY_EVENING - 4 * WEEK)
        call_at(villages[0], at=NOW)

        grid = figures.grid(asked(chief, station))

        cell = grid.whole.cells[SLOT]
        assert cell.calls == 2
        assert cell.need == 2 * 60 / 4

    def test_shows_the_villages_of_a_single_township(self, chief, villages, station):
        call_at(villages[0])
        walked(villages[1])

        grid = figures.grid(asked(chief, station))

        first, second = grid.places
        assert [first.area, second.area] == sorted(villages, key=lambda v: v.path)
        assert {p.area: p.total.calls for p in grid.places} == {
            villages[0]: 1, villages[1]: 0,
        }  # fmt: skip

    def test_what_lies_below_counts_for_the_village(self, chief, villages):
        grid = make.GridFactory(parent=villages[0])
        call_at(grid)

        found = figures.grid(asked(chief, villages[0]))

        assert [place.area for place in found.places] == [grid]
        assert found.whole.total.calls == 1

    def test_what_hangs_at_no_village_is_shown_with_the_place(
        self, chief, villages, station
    ):
        call_at(station)

        found = figures.grid(asked(chief, station))

        rest = found.places[-1]
        assert (rest.area, rest.is_rest, rest.total.calls) == (station, True, 1)

    def test_minutes_fall_into_their_hours(self, chief, villages):
        walked(villages[0], minutes=65)

        cells = figures.grid(asked(chief, villages[0])).whole.cells

        assert cells[SLOT].minutes == 50 / 4
        assert cells[SLOT + 1].minutes == 15 / 4

    def test_minutes_are_where_the_patrol_was_seen(self, chief, villages, station):
        patrol = walked(villages[0], minutes=50)
        for village, after in ((villages[1], 10), (villages[0], 30)):
            make.CheckInFactory(
                patrol=patrol,
                point=make.PatrolPointFactory(area=village),
                at=THURSDAY_EVENING + timedelta(minutes=after),
            )

        found = figures.grid(asked(chief, station))

        minutes = {place.area: place.total.minutes * 4 for place in found.places}
        assert minutes == {villages[1]: 30, villages[0]: 20}

    def test_too_many_here_do_not_make_up_for_there(self, chief, villages, station):
        for village in villages:
            call_at(village)
        walked(villages[0], minutes=50)

        found = figures.grid(asked(chief, station))

        assert found.whole.cells[SLOT].shown(Show.SHARE) == 41  # 12.5 of 30
        assert found.whole.percent == 41

    def test_is_the_same_wherever_it_is_looked_at_from(self, chief, villages, station):
        """The share of a village, on its own page and on those above."""
        one, two = (make.GridFactory(parent=villages[0]) for _grid in range(2))
        call_at(one)
        call_at(two, at=THURSDAY_EVENING + timedelta(hours=1))
        call_at(villages[1])
        walked(two, minutes=100)  # the grid next to it counts, the next village not
        walked(villages[0], minutes=20)

        county, town = station.parent, station.children.get()
        grids = [figures.grid(asked(chief, area)) for area in (county, station, town)]
        own = figures.grid(asked(chief, villages[0]))
        of_village = [
            place.percent
            for grid in grids
            for place in grid.places
            if place.area == villages[0]
        ]

        assert [grid.whole.percent for grid in grids] == [61, 61, 61]  # 27.5 of 45
        assert {*of_village, own.whole.percent} == {91}  # 27.5 of 30

    def test_what_is_planned_is_people_times_minutes(self, chief, villages):
        team = make.TeamFactory(area=villages[0])
        make.ShiftFactory(
            team=team, needed=3, starts_at=THURSDAY_EVENING,
            ends_at=THURSDAY_EVENING + timedelta(minutes=30),
        )  # fmt: skip

        cells = figures.grid(asked(chief, villages[0])).whole.cells

        assert cells[SLOT].planned == 90 / 4


class TestNeed:
    def test_phone_fraud_and_deeds_are_no_need(self, chief, villages):
        call_at(villages[0], proposed_kind="fraud", proposed_field="")
        make.FindingFactory(
            area=villages[0], kind="talk", found_at=THURSDAY_EVENING, owner=None,
            status="closed", closed_at=NOW, closed_by=chief, due_at=None,
        )  # fmt: skip

        assert figures.grid(asked(chief, villages[0])).whole.total.need == 0

    def test_a_finding_weighs_less_than_a_call(self, chief, villages):
        call_at(villages[0])
        make.FindingFactory(area=villages[0], found_at=THURSDAY_EVENING)

        cell = figures.grid(asked(chief, villages[0])).whole.cells[SLOT]

        assert cell.need == (60 + 30) / 4

    def test_the_figure_of_the_nearest_area_holds(self, chief, villages, station):
        for area, minutes in ((station, 100), (villages[0], 20)):
            make.NeedWeightFactory(
                area=area, source="call", title="", weekdays=[], from_hour=0,
                until_hour=24, minutes=minutes,
            )  # fmt: skip
        for village in villages:
            call_at(village)

        found = figures.grid(asked(chief, station))

        needs = {place.area: place.total.need for place in found.places}
        assert needs == {villages[0]: 20 / 4, villages[1]: 100 / 4}

    def test_the_chiefs_hours_count_each_week_while_they_hold(self, chief, villages):
        make.NeedWeightFactory(area=villages[0], weekdays=[3], from_hour=20)
        make.NeedWeightFactory(
            area=villages[0], weekdays=[3], from_hour=20, until_hour=21,
            minutes=40, from_on=date(2026, 11, 12),
        )  # fmt: skip

        cells = figures.grid(asked(chief, villages[0])).whole.cells

        assert cells[SLOT].need == 60 + 40 * 2 / 4
        assert cells[SLOT + 1].need == 60

    def test_too_many_on_monday_do_not_make_up_for_thursday(self, chief, villages):
        call_at(villages[0])
        walked(villages[0], minutes=300, at=THURSDAY_EVENING - timedelta(days=3))

        assert figures.grid(asked(chief, villages[0])).whole.percent == 0


class TestQueries:
    @pytest.mark.parametrize("count", [1, 12])
    def test_their_number_does_not_grow(
        self, count, chief, station, django_assert_num_queries
    ):
        township = station.children.get()
        for _village in range(count):
            call_at(make.CommunityFactory(parent=township))
        make.CommunityFactory(parent=township)

        with django_assert_num_queries(4):
            figures.grid(asked(chief, station))


class TestGaps:
    def test_hours_after_each_other_make_one(self, chief, villages):
        make.NeedWeightFactory(area=villages[0], weekdays=[4], title="夜市")

        (gap,) = gaps(figures.grid(asked(chief, villages[0])))

        assert (gap.day, gap.from_hour, gap.until_hour) == (date(2026, 11, 27), 19, 22)
        assert (gap.missing, gap.people, gap.place) == (180, 2, "夜市")

    def test_none_is_longer_than_three_hours(self, chief, villages):
        make.NeedWeightFactory(
            area=villages[0], weekdays=[4], from_hour=18, until_hour=24, minutes=150
        )

        found = gaps(figures.grid(asked(chief, villages[0])))

        assert [(gap.from_hour, gap.hours, gap.people) for gap in found] == [
            (18, 3, 3), (21, 3, 3),
        ]  # fmt: skip

    def test_a_shift_of_the_coming_week_closes_it(self, chief, villages):
        make.NeedWeightFactory(area=villages[0], weekdays=[4])
        grid = figures.grid(asked(chief, villages[0]))
        team = make.TeamFactory(area=villages[0])
        made = actions.fill(
            gaps=gaps(grid), teams=[team], kind=make.PatrolKindFactory(),
            by=chief, at=NOW,
        )  # fmt: skip

        assert gaps(grid) == []
        assert made[0].team == team
        assert made[0].ends_at - made[0].starts_at == timedelta(hours=3)

    def test_the_nearest_team_gets_it_or_nobody(self, chief, villages, station):
        make.NeedWeightFactory(area=villages[0], weekdays=[4])
        found = gaps(figures.grid(asked(chief, station)))
        town = make.TownTeamFactory(area=station.children.get())
        village = make.TeamFactory(area=villages[0])
        next_door = make.TeamFactory(area=villages[1])

        assert actions.team_for(found[0], [town, village, next_door]) == village
        assert actions.team_for(found[0], [town, next_door]) == town
        assert actions.team_for(found[0], [next_door]) is None
        with pytest.raises(RuleError) as refused:
            actions.fill(
                gaps=found, teams=[next_door], kind=make.PatrolKindFactory(),
                by=chief, at=NOW,
            )  # fmt: skip
        assert refused.value.code == "no_team"
