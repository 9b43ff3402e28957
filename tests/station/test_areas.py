from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from station.actions import areas
from station.errors import RuleError, StaleVersion
from station.models import Area, Event
from station.roles import Duty, Role
from station.staffing import chief_of, in_charge, staffing_of
from tests.factories import (
    NOW,
    TODAY,
    CommunityFactory,
    GridFactory,
    HouseholdFactory,
    PostFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db


class TestLoadDivisions:
    def test_loads_real_places_with_a_station_on_each_township(self):
        call_command("load_divisions", stdout=StringIO())

        village = Area.objects.get(code="620724108204")
        above = Area.objects.above(village)
        assert village.short_name == "天城村"
        assert [area.kind for area in above] == [
            "province",
            "prefecture",
            "county",
            "station",
            "township",
            "community",
        ]
        assert above.get(kind="station").name == "罗城派出所"

    def test_a_second_run_changes_nothing(self):
        call_command("load_divisions", stdout=StringIO())
        before = Area.objects.count()

        call_command("load_divisions", stdout=StringIO())

        assert Area.objects.count() == before


class TestCreate:
    def test_adds_a_grid_below_a_village_and_says_so(self, village, wang):
        grid = areas.create(
            parent=village, kind="grid", name="第一网格", by=wang, at=NOW
        )

        assert grid.path.startswith(village.path)
        assert Event.objects.about(grid).get().kind == "area.created"

    def test_refuses_a_village_below_a_village(self, village, wang):
        with pytest.raises(RuleError):
            areas.create(parent=village, kind="community", name="村", by=wang, at=NOW)

    def test_refuses_a_name_twice(self, village, wang):
        areas.create(parent=village, kind="grid", name="第一网格", by=wang, at=NOW)

        with pytest.raises(RuleError):
            areas.create(parent=village, kind="grid", name="第一网格", by=wang, at=NOW)


class TestEdit:
    def test_a_stale_save_is_told(self, village, wang):
        areas.edit(area=village, version=1, name="天城", by=wang, at=NOW)

        with pytest.raises(StaleVersion):
            areas.edit(area=village, version=1, name="天城二", by=wang, at=NOW)


class TestRetire:
    def test_refuses_while_households_belong_to_the_grid(self, village, wang):
        grid = GridFactory(parent=village)
        household = HouseholdFactory(community=village)
        household.area = grid
        household.save()

        with pytest.raises(RuleError):
            areas.retire(area=grid, by=wang, at=NOW, reason="合并")


class TestStaffing:
    def test_a_village_needs_officer_and_auxiliary(self, village):
        empty = staffing_of([village], on=TODAY)[0]
        PostFactory(area=village)
        PostFactory(area=village, role=Role.AUXILIARY_OFFICER)

        full = staffing_of([village], on=TODAY)[0]

        assert empty.lacks_officer
        assert empty.lacks_auxiliary
        assert full.is_complete

    def test_a_grid_needs_three_and_takes_the_officer_of_its_village(self, village):
        grid = GridFactory(parent=village)
        PostFactory(area=village)
        PostFactory(area=grid, role=Role.PARTNER, duty=Duty.COMMUNITY_WORKER)
        assert staffing_of([grid], on=TODAY)[0].lacks_grid_worker

        PostFactory(area=grid, role=Role.PARTNER, duty=Duty.GRID_WORKER)

        assert staffing_of([grid], on=TODAY)[0].is_complete

    @pytest.mark.parametrize("count", [1, 12])
    def test_asks_the_same_number_of_queries(
        self, count, village, django_assert_num_queries
    ):
        villages = [CommunityFactory(parent=village.parent) for _ in range(count)]
        for one in villages:
            PostFactory(area=one)

        with django_assert_num_queries(1):
            staffing_of(villages, on=TODAY)

    def test_the_nearest_officer_is_in_charge(self, village):
        PostFactory(area=village.parent.parent)
        own = PostFactory(area=village)

        assert in_charge(village, on=TODAY) == own

    def test_the_chief_of_the_station_comes_before_the_county(self, village):
        person(Role.COUNTY_SUPERVISOR, village.parent.parent.parent)
        chief = PostFactory(role=Role.STATION_CHIEF, area=village.parent.parent)

        assert chief_of(village, on=TODAY) == chief


class TestAreaPages:
    def test_the_station_page_shows_who_serves_and_what_lacks(self, signed_in, wang):
        station = wang.home_area.parent.parent

        page = signed_in.get(reverse("station:area_detail", args=[station.pk]))

        assert wang.name in page.content.decode()
        assert page.context["gaps"] == 1

    def test_another_station_does_not_exist(self, signed_in):
        other = CommunityFactory()

        page = signed_in.get(reverse("station:area_detail", args=[other.pk]))

        assert page.status_code == 404

    def test_an_officer_adds_a_grid_in_the_own_village(self, signed_in, village):
        address = reverse("station:grid_create", args=[village.pk])

        answer = signed_in.post(address, {"name": "第一网格"})

        assert answer.status_code == 302
        assert village.children.get().name == "第一网格"

    def test_an_officer_does_not_edit_the_next_village(self, signed_in, village):
        neighbour = CommunityFactory(parent=village.parent)

        page = signed_in.get(reverse("station:area_edit", args=[neighbour.pk]))

        assert page.status_code == 404

    def test_a_stale_form_keeps_what_was_typed(self, signed_in, village, wang):
        areas.edit(
            area=village, version=1, name="天城新村", by=officer(village), at=NOW
        )

        page = signed_in.post(
            reverse("station:area_edit", args=[village.pk]),
            {"name": "我的名字", "version": 1},
        )

        assert "我的名字" in page.content.decode()
        assert "天城新村" in page.content.decode()
        assert Area.objects.get(pk=village.pk).name == "天城新村"
