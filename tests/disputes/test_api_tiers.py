"""Tiers, grades and their rules over REST."""

import pytest

from disputes.models import DisputeGrade, TierRule
from tests.factories import CommunityFactory, DisputeFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/tier-rules/"


@pytest.fixture
def station(village):
    return village.parent.parent


@pytest.fixture
def api(client, chief):
    client.force_login(chief)
    return client


def post(api, verb, area):
    return api.post(f"{URL}{verb}/", {"area": area.pk}, content_type="application/json")


class TestRulesOfAPlace:
    def test_a_station_takes_over_the_rules_above_it(self, api, station):
        answer = post(api, "adopt", station)

        own = TierRule.objects.filter(area=station, is_active=True)
        assert answer.json() == {"adopted": own.count()}
        assert own.exists()

    def test_only_once(self, api, station):
        post(api, "adopt", station)

        again = post(api, "adopt", station)

        assert (again.status_code, again.json()["code"]) == (409, "own_already")

    def test_and_goes_back_to_them(self, api, station):
        post(api, "adopt", station)

        answer = post(api, "drop", station)

        assert answer.status_code == 204
        assert not TierRule.objects.filter(area=station, is_active=True).exists()

    def test_has_none_to_drop(self, api, station):
        answer = post(api, "drop", station)

        assert (answer.status_code, answer.json()["code"]) == (409, "none_own")

    @pytest.mark.parametrize("verb", ["adopt", "drop"])
    def test_of_others_are_not_found(self, api, verb):
        answer = post(api, verb, CommunityFactory().parent.parent)

        assert answer.status_code == 400
        assert "area" in answer.json()["errors"]

    @pytest.mark.parametrize("verb", ["adopt", "drop"])
    def test_are_not_for_officers(self, client, wang, station, verb):
        client.force_login(wang)

        assert post(client, verb, station).status_code == 403

    def test_are_listed_for_a_place(self, api, station):
        post(api, "adopt", station)

        rows = api.get(URL, {"area": station.pk, "is_active": "true"}).json()

        assert {row["area"]["id"] for row in rows["results"]} == {station.pk}


class TestGrades:
    def test_are_named_in_the_words_of_the_county(self, client, wang, household):
        grade = DisputeGrade.objects.get(level=3)
        grade.title_zh = grade.title_en = "铜舌头"
        grade.save()
        DisputeFactory(household=household, grade=3)
        client.force_login(wang)

        row = client.get("/api/v1/disputes/").json()["results"][0]

        assert (row["grade"], row["grade_display"]) == (3, "铜舌头")

    def test_may_hold_any_sign(self, client, wang, household):
        """The county's words are written into the statement that draws the list."""
        words = "O'Neil's \\' 50%s %(x)s; --"
        DisputeGrade.objects.filter(level=3).update(title_zh=words)
        DisputeFactory(household=household, grade=3)
        client.force_login(wang)

        (row,) = client.get("/api/v1/disputes/").json()["results"]

        assert row["grade_display"] == words


class TestPlaces:
    def test_the_place_of_a_figure_counts_beside_the_chosen_one(
        self, client, wang, village, household
    ):
        dispute = DisputeFactory(household=household)
        client.force_login(wang)
        station = village.parent.parent

        def listed(**asked):
            rows = client.get("/api/v1/disputes/", asked).json()["results"]
            return [row["id"] for row in rows]

        assert listed(area=village.pk, below=station.pk) == [dispute.pk]
        assert listed(below=CommunityFactory().pk) == []
        assert listed(below=10**15) == []
