from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from households.models import Household, Housing, Resident
from station.models import AccessRecord, Event, reference
from station.registry import Panel, registry
from station.roles import Role
from tests.factories import (
    CommunityFactory,
    FollowUpFactory,
    GridFactory,
    HouseholdFactory,
    ResidentFactory,
    VisitFactory,
    person,
)

pytestmark = pytest.mark.django_db
NUMBER = "62072419500813049X"


@pytest.fixture
def household(village):
    return HouseholdFactory(community=village)


def rows(page):
    return page.context["page"].rows


class TestList:
    url = "/households/"

    def test_shows_only_the_own_area(self, signed_in, household):
        HouseholdFactory()

        assert rows(signed_in.get(self.url)) == [household]

    def test_narrows_to_the_never_visited(self, signed_in, household, village):
        visited = HouseholdFactory(community=village)
        visited.standing.last_visited_at = timezone.now()
        visited.standing.save()

        assert rows(signed_in.get(self.url, {"visited": "never"})) == [household]

    def test_narrows_to_those_not_seen_for_long(self, signed_in, village):
        long_ago, lately = HouseholdFactory.create_batch(2, community=village)
        for one, days in ((long_ago, 100), (lately, 10)):
            one.standing.last_visited_at = timezone.now() - timedelta(days=days)
            one.standing.save()

        assert rows(signed_in.get(self.url, {"visited": "90"})) == [long_ago]

    def test_narrows_to_those_without_a_card(self, signed_in, household, village):
        with_card = HouseholdFactory(community=village)
        with_card.standing.card_handed_at = timezone.now()
        with_card.standing.save()

        assert rows(signed_in.get(self.url, {"has_card": "false"})) == [household]
        assert rows(signed_in.get(self.url, {"has_card": "true"})) == [with_card]

    def test_narrows_to_the_cared_for(self, signed_in, household, village):
        HouseholdFactory(community=village)
        ResidentFactory(household=household, care_kinds=["elderly_alone"])

        asked = {"care_kind": "elderly_alone"}
        assert rows(signed_in.get(self.url, asked)) == [household]

    def test_an_auxiliary_is_not_told_who_is_cared_for(self, client, household):
        ResidentFactory(household=household, care_kinds=["disabled"])
        client.force_login(person(Role.AUXILIARY_OFFICER, household.area))

        page = client.get(self.url, {"care_kind": "disabled"})

        assert "care_kind" not in page.context["filterset"].form.fields

    def test_leaves_out_who_moved_away(self, signed_in, household, village):
        gone = HouseholdFactory(community=village, left_on=timezone.localdate())

        assert rows(signed_in.get(self.url)) == [household]
        assert rows(signed_in.get(self.url, {"state": "left"})) == [gone]

    def test_a_personal_number_never_stands_in_the_address(self, signed_in):
        for number in ("13912345678", NUMBER):
            page = signed_in.get(self.url, {"search": number})

            assert page.context["filterset"].form.errors["search"]

    def test_finds_by_initials_and_writes_the_search_down(self, signed_in, household):
        living = ResidentFactory(household=household)
        living.write_name("张大爷")
        living.save()

        assert rows(signed_in.get(self.url, {"search": "zdy"})) == [household]
        assert AccessRecord.objects.filter(act="search").count() == 1

    def test_sorts_by_the_last_visit_over_two_pages(self, signed_in, village):
        for day in range(60):
            one = HouseholdFactory(community=village)
            one.standing.last_visited_at = timezone.now() - timedelta(days=day)
            one.standing.save()

        first = signed_in.get(self.url, {"ordering": "visited"})
        second = signed_in.get(self.url + first.context["page"].next_url)

        seen = [row.standing.last_visited_at for row in rows(first) + rows(second)]
        assert len(seen) == 60
        assert seen == sorted(seen)

    def test_asks_the_same_number_of_questions_for_12_rows_as_for_1(
        self, signed_in, village
    ):
        signed_in.get(self.url)

        asked = []
        for more in (1, 11):
            HouseholdFactory.create_batch(more, community=village)
            with CaptureQueriesContext(connection) as questions:
                signed_in.get(self.url)
            asked.append(len(questions))

        assert asked[0] == asked[1]


class TestExport:
    def test_holds_what_the_list_shows_and_is_written_down(
        self, signed_in, household, village
    ):
        HouseholdFactory(community=village, left_on=timezone.localdate())
        url = reverse("households:export")

        answer = signed_in.get(url, {"visited": "never"})

        book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
        lines = book.get_sheet_by_index(0).to_python()
        assert [line[0] for line in lines[1:]] == [household.number]
        assert AccessRecord.objects.get(act="export").reason == (
            "as=xlsx&rows=1&state=present&visited=never"
        )

    def test_residents_leave_masked(self, signed_in, household):
        living = ResidentFactory(household=household)
        living.write_id_number(NUMBER)
        living.write_phone("13912345678")
        living.save()

        answer = signed_in.get(reverse("households:resident_export"))

        book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
        line = book.get_sheet_by_index(0).to_python()[1]
        assert NUMBER not in line
        assert "139****5678" in line

    def test_is_not_for_auxiliaries(self, client, household):
        client.force_login(person(Role.AUXILIARY_OFFICER, household.area))

        assert client.get(reverse("households:export")).status_code == 404


class TestPage:
    def test_shows_what_is_owed_and_writes_the_look_down(
        self, signed_in, household, wang
    ):
        living = ResidentFactory(household=household, relation="head")
        living.write_phone("13912345678")
        living.save()
        VisitFactory(household=household)
        FollowUpFactory(household=household, assigned_to=wang, matter="送身份证")

        page = signed_in.get(household.get_absolute_url())

        text = page.content.decode()
        assert "送身份证" in text
        assert "139****5678" in text
        assert "13912345678" not in text
        assert AccessRecord.objects.get(act="view").subject == reference(household)

    def test_of_the_next_village_does_not_exist(self, signed_in):
        stranger = HouseholdFactory()

        assert signed_in.get(stranger.get_absolute_url()).status_code == 404
        assert not AccessRecord.objects.filter(act="view").exists()

    def test_an_auxiliary_reads_but_edits_nothing(self, client, household):
        client.force_login(person(Role.AUXILIARY_OFFICER, household.area))

        page = client.get(household.get_absolute_url())

        assert page.context["may_visit"]
        assert not page.context["may_edit"]
        edit = reverse("households:edit", args=[household.pk])
        assert client.get(edit).status_code == 404

    def test_asks_the_same_number_of_questions_for_12_residents_as_for_1(
        self, signed_in, household
    ):
        url = household.get_absolute_url()
        signed_in.get(url)

        asked = []
        for more in (1, 11):
            for _number in range(more):
                ResidentFactory(household=household)
                VisitFactory(household=household)
                FollowUpFactory(household=household)
            with CaptureQueriesContext(connection) as questions:
                signed_in.get(url)
            asked.append(len(questions))

        assert asked[0] == asked[1]

    def test_other_apps_put_panels_on_it(self, signed_in, household, monkeypatch):
        panel = Panel(
            key="test",
            template="components/badge.html",
            context=lambda _request, _household: {
                "label": "三级纠纷", "tone": "red", "icon": "",
            },
        )  # fmt: skip
        monkeypatch.setitem(registry.panels, "household", [panel])

        page = signed_in.get(household.get_absolute_url())

        assert "三级纠纷" in page.content.decode()


class TestCreate:
    def said(self, area, **more):
        return {
            "once": str(uuid4()),
            "area": area.pk,
            "group_name": "三社",
            "door": "12号",
            "head_name": "李秀英",
            **more,
        }

    def test_adds_door_household_and_head(self, signed_in, village):
        said = self.said(village, head_id_number="６２０７２４ 19500813 049x")

        answer = signed_in.post(reverse("households:create"), said)

        made = Household.objects.get()
        head = made.residents.get()
        assert answer.url == made.get_absolute_url()
        assert made.address.text == f"{village.name}三社12号"
        assert made.head_name == "李秀英"
        assert made.standing.resident_count == 1
        assert head.id_number == NUMBER
        assert head.sex == "male"
        assert made.number.startswith("L")

    def test_sent_twice_adds_one(self, signed_in, village):
        said = self.said(village)

        for _time in range(2):
            signed_in.post(reverse("households:create"), said)

        assert Household.objects.count() == 1

    def test_a_wrong_id_number_stands_at_its_field_and_adds_nothing(
        self, signed_in, village
    ):
        said = self.said(village, head_id_number="620724195008130490")

        page = signed_in.post(reverse("households:create"), said)

        assert "head_id_number" in page.context["form"].errors
        assert not Household.objects.exists()

    def test_a_number_is_given_once(self, signed_in, village, household):
        said = self.said(village, number=household.number)

        page = signed_in.post(reverse("households:create"), said)

        assert "number" in page.context["form"].errors

    def test_not_in_the_next_village(self, signed_in):
        page = signed_in.post(
            reverse("households:create"), self.said(CommunityFactory())
        )

        assert "area" in page.context["form"].errors


class TestEdit:
    def said(self, household, **more):
        return {
            "once": str(uuid4()),
            "version": household.version,
            "area": household.area_id,
            "group_name": household.address.group_name,
            "door": household.address.door,
            "number": household.number,
            **more,
        }

    def test_another_door_takes_the_residents_along(
        self, signed_in, household, village
    ):
        grid = GridFactory(parent=village)
        living = ResidentFactory(household=household)
        url = reverse("households:edit", args=[household.pk])

        signed_in.post(url, self.said(household, area=grid.pk, door="99号"))

        household.refresh_from_db()
        living.refresh_from_db()
        assert household.address.door == "99号"
        assert household.area == living.area == grid

    def test_a_stale_save_shows_both(self, signed_in, household):
        url = reverse("households:edit", args=[household.pk])
        signed_in.post(url, self.said(household, note="门口有狗"))

        page = signed_in.post(url, self.said(household, note="没有狗"))

        assert page.status_code == 409
        assert "门口有狗" in [value for _label, value in page.context["stale"]]
        assert page.context["form"]["note"].value() == "没有狗"

    def test_says_how_the_house_is_used(self, signed_in, household):
        url = reverse("households:housing_edit", args=[household.pk])

        signed_in.post(url, {"version": 0, "tenure": "rented", "owner_name": "赵六"})

        assert Housing.objects.get().tenure == "rented"
        assert Event.objects.get(kind="housing.described").changes["owner_name"] is None

    def test_a_corrected_door_is_corrected_for_all_behind_it(
        self, signed_in, household
    ):
        url = reverse("households:address_edit", args=[household.pk])
        address = household.address
        said = {
            "version": address.version,
            "area": address.area_id,
            "group_name": "五社",
            "door": address.door,
        }

        signed_in.post(url, said)

        address.refresh_from_db()
        assert address.text == f"{address.community.name}五社{address.door}"

    def test_a_household_that_left_takes_everybody_along(self, signed_in, household):
        living = ResidentFactory(household=household)
        url = reverse("households:leave", args=[household.pk])
        today = timezone.localdate()

        signed_in.post(url, {"version": household.version, "left_on": today})

        household.refresh_from_db()
        living.refresh_from_db()
        assert household.left_on == living.left_on == today
        assert living.past_residences.get().household == household
        assert not Resident.objects.present().exists()
