"""A mediator over REST: how the disputes came out, and the volunteers' goal."""

from datetime import timedelta

import pytest

from disputes.proposals import station_of
from station.roles import Role
from tests.factories import (
    NOW,
    CommunityFactory,
    DisputeFactory,
    MediatorFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


def ended(mediator, outcome: str, days: int) -> None:
    at = NOW - timedelta(days=days)
    DisputeFactory(
        household__community=mediator.area,
        mediator=mediator,
        status="ended",
        outcome=outcome,
        mediated_at=at,
        ended_at=at,
        ended_by=officer(mediator.area),
    )


def told(client, mediator) -> dict:
    answer = client.get(f"/api/v1/mediators/{mediator.pk}/")
    assert answer.status_code == 200, answer.content
    return answer.json()


class TestResults:
    def test_say_how_many_agreed_and_how_sure_that_is(self, client, wang, village):
        mediator = MediatorFactory(area=village)
        for outcome, days in (("settled", 3), ("settled", 40), ("failed", 60)):
            ended(mediator, outcome, days)
        client.force_login(wang)

        results = told(client, mediator)["results"]

        assert (results["agreed"], results["cases"], results["in_hand"]) == (2, 3, 0)
        assert 0 <= results["low"] < results["estimate"] < results["high"] <= 100
        assert results["text"]

    def test_of_who_is_new_claim_nothing(self, client, wang, village):
        client.force_login(wang)

        results = told(client, MediatorFactory(area=village))["results"]

        assert results["cases"] == 0
        assert [results[name] for name in ("estimate", "low", "high")] == [None] * 3

    def test_are_the_mediators_own_to_read(self, client, village):
        own = person(Role.MEDIATOR, village)
        mediator = MediatorFactory(area=village, user=own)
        other = MediatorFactory(area=village)
        client.force_login(own)

        assert told(client, mediator)["results"]["cases"] == 0
        assert client.get(f"/api/v1/mediators/{other.pk}/").status_code == 404

    def test_are_not_there_for_another_station(self, client, village):
        mediator = MediatorFactory(area=village)
        client.force_login(officer(CommunityFactory()))

        assert client.get(f"/api/v1/mediators/{mediator.pk}/").status_code == 404

    def test_cost_the_same_however_many_disputes(
        self, client, wang, village, django_assert_max_num_queries
    ):
        few, many = MediatorFactory(area=village), MediatorFactory(area=village)
        for mediator, cases in ((few, 1), (many, 12)):
            for days in range(cases):
                ended(mediator, "settled", days)
        client.force_login(wang)
        told(client, few)

        with django_assert_max_num_queries(40) as first:
            told(client, few)
        with django_assert_max_num_queries(40) as second:
            told(client, many)

        assert len(first) == len(second)


class TestMonthGoal:
    def test_counts_what_was_settled_this_month(self, client, wang, village):
        mediator = MediatorFactory(area=village, is_volunteer=True)
        ended(mediator, "settled", 0)
        ended(mediator, "settled", 70)
        client.force_login(wang)

        goal = told(client, mediator)["month_goal"]

        assert (goal["settled"], goal["wanted"], goal["is_reached"]) == (1, 1, True)
        assert goal["ends_at"] > NOW.isoformat()

    def test_is_asked_of_volunteers_only(self, client, wang, village):
        client.force_login(wang)

        assert told(client, MediatorFactory(area=village))["month_goal"] is None

    def test_is_read_by_the_chief_of_the_station(self, client, village):
        mediator = MediatorFactory(area=village, is_volunteer=True)
        client.force_login(person(Role.STATION_CHIEF, station_of(village)))

        assert told(client, mediator)["month_goal"]["settled"] == 0
