"""Where and when patrols are needed, planned and seen; gaps become shifts."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from patrols.actions import gaps as actions
from patrols.coverage import figures, picture
from patrols.coverage.asking import Asked, Show
from patrols.coverage.gaps import gaps
from patrols.models import Shift
from station.errors import RuleError
from station.roles import Role
from tests import factories as make
from tests.factories.clock import NOW

pytestmark = pytest.mark.django_db
# Thursday 19 November 2026, 20:10 in China, is within the four weeks until yesterday.
THURSDAY_EVENING = datetime(2026, 11, 19, 12, 10, tzinfo=UTC)
SLOT = 3 * 24 + 20
WEEK = timedelta(days=7)
ENGLISH = {"accept-language": "en"}


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


def asked(chief, area, **said):
    return Asked(chief, NOW, area, **said)


def call_at(area, at=THURSDAY_EVENING, **said):
    return make.CallFactory(area=area, called_at=at, **said)


def walked(area, minutes=60, at=THURSDAY_EVENING, **said):
    team = make.TeamFactory(area=area)
    return make.WalkedPatrolFactory(
        team=team, started_at=at, ended_at=at + timedelta(minutes=minutes), **said
    )


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

        assert found.places[0].area == station
        assert found.places[0].total.calls == 1

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


def numbers_in(page) -> list[int | None]:
    """The figures of the table, row by row."""
    cells = re.findall(r'<td class="fq-heat[^"]*">(?:<a [^>]*>)?(\d*)', page.text)
    return [int(cell) if cell else None for cell in cells]


@pytest.mark.usefixtures("villages")
class TestPage:
    @pytest.fixture(autouse=True)
    def _today(self):
        with time_machine.travel(NOW, tick=False):
            yield

    @pytest.mark.parametrize("show", Show.values)
    def test_picture_and_table_show_the_same(self, show, client, chief, villages):
        call_at(villages[0])
        walked(villages[0], minutes=20)
        make.CheckInFactory(
            patrol__team__area=villages[0], at=THURSDAY_EVENING, doubts=[]
        )
        make.NeedWeightFactory(area=villages[1])
        client.force_login(chief)

        table = client.get(f"/patrols/coverage/?view=table&show={show}")
        picture_page = client.get(f"/patrols/coverage/?view=heat&show={show}")

        places = picture_page.context["lines"]
        assert len(numbers_in(table)) == len(places) * 168
        told = iter(numbers_in(table))
        for line in places:
            drawn = {}
            for day, strip in enumerate(str(line["strips"]).split("</svg>")[:7]):
                for level, path in re.findall(r'is-(\d)" d="([^"]*)"', strip):
                    for hour in re.findall(r"M(\d+) ", path):
                        drawn[day * 24 + int(hour)] = int(level)
            most = picture.most_of(
                figures.grid(asked(chief, chief.home_area, show=show))
            )
            for slot in range(168):
                number = next(told)
                level = picture.level_of(number, most, show=show)
                assert drawn.get(slot, 0) == level

    def test_an_hour_leads_to_what_is_behind_it(self, client, chief, villages):
        call = call_at(villages[0])
        patrol = walked(villages[0], minutes=20)
        call_at(villages[0], at=THURSDAY_EVENING + timedelta(hours=1))
        client.force_login(chief)

        week = client.get("/patrols/coverage/")
        address = f"/patrols/coverage/{chief.home_area.pk}/{SLOT}/"
        assert address in week.text
        page = client.get(address, headers=ENGLISH)

        shown = {part.label: [row for _at, row, _n in part.rows] for part in
                 page.context["parts"]}  # fmt: skip
        assert shown["Calls"] == [call]
        assert shown["Patrols"] == [patrol]

    def test_the_officer_turns_a_gap_into_a_shift(self, client, chief, villages):
        make.NeedWeightFactory(area=villages[0], weekdays=[4])
        team = make.TeamFactory(area=villages[0])
        client.force_login(chief)
        page = client.get("/patrols/coverage/?view=gaps")
        ((gap, form_url),) = page.context["gaps"]
        assert client.get(form_url).status_code == 200

        answer = client.post(page.context["fill_url"], {"gap": gap.key})

        shift = Shift.objects.get()
        assert answer.url == shift.get_absolute_url()
        assert (shift.team, shift.needed, shift.place) == (team, 2, "夜市")
        assert client.get("/patrols/coverage/?view=gaps").context["gaps"] == []

    def test_nothing_ticked_makes_nothing(self, client, chief):
        client.force_login(chief)

        answer = client.post("/patrols/coverage/gaps/", follow=True, headers=ENGLISH)

        assert "Choose at least one gap" in answer.text
        assert not Shift.objects.exists()

    def test_the_map_draws_points_and_lists_them(self, client, chief, villages):
        village = villages[0]
        make.OutlineFactory(area=village)
        point = make.PatrolPointFactory(area=village, cell="8931aa42927ffff")
        lost = make.PatrolPointFactory(area=village, latitude=None, longitude=None)
        make.CheckInFactory(
            point=point, patrol__team__area=village, at=THURSDAY_EVENING
        )
        client.force_login(chief)

        page = client.get(f"/patrols/coverage/?view=map&area={village.pk}")

        assert page.text.count("<polygon") == 2
        assert page.text.count("<circle") == 1
        spots = {spot.point: spot.check_ins for spot in page.context["spots"]}
        assert spots == {point: 1, lost: 0}

    def test_an_area_out_of_scope_is_as_if_not_asked(self, client, chief):
        elsewhere = make.CommunityFactory()
        client.force_login(chief)

        page = client.get(f"/patrols/coverage/?area={elsewhere.pk}")

        assert page.context["asked"].area == chief.home_area
        assert client.get(f"/patrols/coverage/{elsewhere.pk}/3/").status_code == 404

    def test_the_workbook_holds_every_hour(self, client, chief, villages):
        call_at(villages[0])
        client.force_login(chief)

        answer = client.get("/patrols/coverage/export/")

        assert answer.status_code == 200
        assert answer["Content-Disposition"].endswith('"coverage.xlsx"')
