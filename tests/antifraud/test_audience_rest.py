"""Audiences and the alliance over REST."""

import json

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from station.roles import Role
from tests import factories as make

pytestmark = pytest.mark.django_db
PHONE = "13800001234"


@pytest.fixture
def rest(wang):
    client = APIClient()
    client.force_login(wang)
    return client


@pytest.fixture
def group(village, wang):
    return make.AudienceFactory(area=village, owner=wang, size=300)


@pytest.fixture
def person(village):
    home = make.HouseholdFactory(address__community=village)
    resident = make.ResidentFactory.build(household=home, name="")
    resident.write_name("段淑珍")
    resident.area, resident.station = home.area, home.station
    resident.save()
    return resident


def api(name, *args):
    return reverse(f"api:{name}", args=args)


def filled(village, wang, **changes):
    return {
        "name": "花源骑手群",
        "kind": "courier",
        "area": village.pk,
        "size": 186,
        "channel": "wechat",
        "owner": wang.pk,
        **changes,
    }


class TestRest:
    def test_does_all_that_the_page_does(self, rest, village, wang, person):
        other = make.AudienceFactory(area=village, size=100)
        said = filled(village, wang, channel="sms", address="列表一")
        del said["owner"]

        made = rest.post(api("audiences-list"), said, format="json")
        pk = made.data["id"]
        edited = rest.patch(
            api("audiences-detail", pk),
            {**said, "size": 200, "version": 1},
            format="json",
        )
        steps = (
            ("estimate", {"other": other.pk, "people": 30}),
            ("add-member", {"resident": person.pk}),
            ("remove-member", {"resident": person.pk}),
            ("add-residents", {"area": village.pk}),
        )
        for verb, data in steps:
            answer = rest.post(f"/api/v1/audiences/{pk}/{verb}/", data, format="json")
            assert answer.status_code == 200, (verb, answer.data)
        one = rest.get(api("audiences-detail", pk)).data
        found = rest.get(f"/api/v1/audiences/{pk}/members/").data
        people = rest.get(f"/api/v1/audiences/people/?ids={pk},{other.pk}").data

        assert (made.status_code, edited.data["size"]) == (201, 200)
        assert one["known_members"] == 1
        assert [row["people"] for row in one["overlaps"]] == [30]
        assert [row["resident"]["name"] for row in found["results"]] == ["段淑珍"]
        assert people == {"audiences": 2, "people": 300, "people_once": 270}
        assert "列表一" not in json.dumps(one, ensure_ascii=False, default=str)

    def test_reveals_for_a_purpose_to_whom_the_policy_says(self, rest, village, wang):
        group = make.AudienceFactory(
            area=village, owner=wang, channel="mail", address="a@example.com"
        )
        helper = APIClient()
        helper.force_login(make.person(Role.AUXILIARY_OFFICER, village))
        address = f"/api/v1/audiences/{group.pk}/reveal/"

        mine = rest.post(address, {"purpose": "service"}, format="json")
        theirs = helper.post(address, {"purpose": "service"}, format="json")

        assert mine.data["value"] == "a@example.com"
        assert theirs.status_code == 403

    def test_tells_the_leader_only_to_whoever_edits(self, rest, village):
        group = make.AudienceFactory(area=village, led_by="王老师")
        helper = APIClient()
        helper.force_login(make.person(Role.AUXILIARY_OFFICER, village))

        shown = rest.get(api("audiences-detail", group.pk)).data["led_by"]
        hidden = helper.get(api("audiences-detail", group.pk)).data["led_by"]

        assert (shown, hidden) == ("王老师", None)

    def test_a_member_of_the_alliance(self, rest, village, group):
        said = {
            "name": "陈晓",
            "kind": "student",
            "area": village.pk,
            "joined_on": "2026-05-01",
            "phone": PHONE,
            "audiences": [group.pk],
        }
        made = rest.post(api("allies-list"), said, format="json")
        pk = made.data["id"]
        less = {key: said[key] for key in ("name", "kind", "area", "joined_on")}
        edited = rest.patch(
            api("allies-detail", pk), {**less, "version": 1}, format="json"
        )
        left = rest.post(f"/api/v1/allies/{pk}/leave/", {"version": 2}, format="json")

        assert edited.data["audiences"] == [{"id": group.pk, "name": group.name}]
        assert edited.data["phone_masked"] == "138****1234"
        assert left.data["left_on"] is not None
        assert PHONE not in json.dumps(left.data, default=str)
