"""The matters of a station over REST, and the guides that begin with them."""

import pytest
from rest_framework.test import APIClient

from households.models import ServiceGuide, ServiceMatter
from station.models import Event
from station.roles import Role
from tests.factories import CommunityFactory, MatterFactory, person

pytestmark = pytest.mark.django_db
URL = "/api/v1/service-matters/"


@pytest.fixture
def station(village):
    return village.parent.parent


@pytest.fixture
def chief(station):
    client = APIClient()
    client.force_login(person(Role.STATION_CHIEF, station))
    return client


def moving(station, **more) -> dict:
    facts = {"area": station.pk, "slug": "hukou-transfer", "title": "户口迁移"}
    return {**facts, "offers": ["proxy", "appointment"], **more}


class TestMatter:
    def test_is_added_with_the_draft_of_its_guide(self, chief, station):
        asked = moving(station, papers="身份证\n户口簿", working_days=5)

        answer = chief.post(URL, asked, format="json")

        assert answer.status_code == 201, answer.content
        made = answer.json()
        assert (made["offers"], made["working_days"]) == (["appointment", "proxy"], 5)
        guide = ServiceGuide.objects.get(pk=made["guides"][0]["id"])
        assert (guide.status, guide.papers) == ("draft", "身份证\n户口簿")
        assert Event.objects.filter(kind="guide.added").count() == 1

    def test_is_published_from_there(self, chief, station):
        made = chief.post(URL, moving(station, papers="身份证"), format="json").json()
        guide = made["guides"][0]

        url = f"/api/v1/service-guides/{guide['id']}/publish/"
        answer = chief.post(url, {"version": guide["version"]}, format="json")

        assert answer.json()["status"] == "published"

    def test_sent_twice_is_added_once(self, chief, station):
        for _time in range(2):
            answer = chief.post(
                URL, moving(station), format="json", HTTP_IDEMPOTENCY_KEY="guide-1"
            )

        assert answer.status_code == 201
        assert ServiceMatter.objects.count() == 1

    def test_of_an_address_that_is_taken_is_refused(self, chief, station):
        MatterFactory(area=station, slug="hukou-transfer")

        answer = chief.post(URL, moving(station), format="json")

        assert answer.status_code == 409
        assert ServiceMatter.objects.count() == 1

    @pytest.mark.parametrize(
        "fault",
        [
            {"slug": "户口"},
            {"title": ""},
            {"offers": []},
            {"offers": ["party"]},
            {"working_days": 0},
            {"colour": "red"},
        ],
    )
    def test_with_a_fault_is_refused(self, chief, station, fault):
        answer = chief.post(URL, moving(station, **fault), format="json")

        assert answer.status_code == 400
        assert set(answer.json()["errors"]) == set(fault)

    def test_belongs_to_a_station_one_leads(self, chief, village):
        elsewhere = CommunityFactory().parent.parent

        assert chief.post(URL, moving(village), format="json").status_code == 409
        assert chief.post(URL, moving(elsewhere), format="json").status_code == 400

    def test_is_not_for_officers(self, signed_in, station):
        answer = signed_in.post(URL, moving(station), content_type="application/json")

        assert answer.status_code == 403


class TestRules:
    def test_change_alone_what_is_named(self, chief, station):
        matter = MatterFactory(area=station, working_days=3, order=7)
        asked = {"working_days": 10, "version": 1}

        answer = chief.patch(f"{URL}{matter.pk}/", asked, format="json")

        assert answer.status_code == 200, answer.content
        assert (answer.json()["working_days"], answer.json()["order"]) == (10, 7)

    def test_of_a_stale_reader_are_refused(self, chief, station):
        matter = MatterFactory(area=station, version=4)
        asked = {"working_days": 10, "version": 3}

        answer = chief.patch(f"{URL}{matter.pk}/", asked, format="json")

        assert answer.status_code == 412
