"""The pages of the coverage: picture, table, map, gaps; what they show and make."""

import re
from datetime import UTC, datetime, timedelta

import lxml.html
import pytest
import time_machine
from django.utils.html import escape

from patrols.coverage import figures, picture
from patrols.coverage.asking import Show
from patrols.models import Shift
from station.roles import Role
from tests import factories as make
from tests.factories.clock import NOW
from tests.patrols.coverage_cases import (
    SLOT,
    THURSDAY_EVENING,
    asked,
    call_at,
    walked,
)

pytestmark = pytest.mark.django_db
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


def numbers_in(page) -> list[int | None]:
    """The figures of the table, row by row."""
    cells = re.findall(r'<td class="fq-heat[^"]*">(?:<a [^>]*>)?(\d*)', page.text)
    return [int(cell) if cell else None for cell in cells]


def typed_in(html: str) -> dict:
    """What a browser would send of the page's form, nothing changed."""
    form = lxml.html.fromstring(html).xpath("//main//form[@method='post']")[-1]
    return dict(form.form_values())


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

    def test_a_gap_opens_the_form_filled_in_and_one_press_makes_it(
        self, client, chief, villages
    ):
        make.NeedWeightFactory(area=villages[0], weekdays=[4], minutes=150)
        team = make.TeamFactory(area=villages[0])
        client.force_login(chief)
        page = client.get("/patrols/coverage/?view=gaps")
        ((_gap, url),) = page.context["gaps"]
        assert f'href="{escape(url)}"' in page.text

        sent = typed_in(client.get(url).text)
        answer = client.post(url.partition("?")[0], sent)

        shift = Shift.objects.get()
        assert answer.url == shift.get_absolute_url()
        assert (shift.team, shift.area) == (team, villages[0])
        assert (shift.needed, shift.place) == (3, "夜市")
        assert shift.starts_at == datetime(2026, 11, 27, 11, 0, tzinfo=UTC)
        assert shift.ends_at == datetime(2026, 11, 27, 14, 0, tzinfo=UTC)
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

    @pytest.mark.parametrize(
        ("said", "field"),
        [("area=%00", "area"), ("weeks=1e9", "weeks"), ("show=%27", "show")],
    )
    def test_what_cannot_be_is_said_at_its_field(self, said, field, client, chief):
        client.force_login(chief)

        page = client.get(f"/patrols/coverage/?{said}&view=nothing")
        answer = client.get(f"/api/v1/patrol-coverage/?{said}")

        assert list(page.context["form"].errors) == [field]
        assert page.context["view"] == "heat"
        assert answer.status_code in {200, 400}

    def test_the_county_sees_its_stations(self, client, station, villages):
        county = make.person(Role.COUNTY_SUPERVISOR, station.parent)
        other = make.StationFactory(parent=station.parent)
        call_at(villages[0])
        client.force_login(county)

        page = client.get("/patrols/coverage/")

        assert page.context["asked"].area == station.parent
        assert [line["place"].area for line in page.context["lines"]] == [
            station,
            other,
        ]

    def test_places_to_go_on_to_lie_near(self, client, chief, villages):
        grid = make.GridFactory(parent=villages[0])
        client.force_login(chief)

        page = client.get(f"/patrols/coverage/?area={villages[1].pk}")

        offered = [pk for pk, _name in page.context["form"].fields["area"].choices]
        assert villages[0].pk in offered
        assert grid.pk not in offered

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
