"""What writing down a visit asks the database, and that it stays so."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from households.actions import visits
from households.models import HouseholdStanding
from tests.factories import (
    NOW,
    CarePlanFactory,
    HouseholdFactory,
    ResidentFactory,
    RoundFactory,
    RoundStopFactory,
    VisitFactory,
    VisitRuleFactory,
)

pytestmark = pytest.mark.django_db

# Who asks and where they may: 4. Of what was sent: 2. The visit itself: 8, and its two
# ends of a transaction. The answer: 1.
QUESTIONS = 18


@pytest.fixture
def household(village):
    return HouseholdFactory(community=village)


def said(household, *people, **more) -> dict:
    return {
        "household": household.pk,
        "purpose": "routine",
        "outcome": "met",
        "visited_at": timezone.now().isoformat(),
        "people_met": [person.pk for person in people],
        "others_met": "邻居",
        "learned": "家中添了新电动车，已提醒不要在屋内充电。",
        "asked_for": "换领身份证",
        "advice": ["fraud"],
        **more,
    }


def sent(client, body):
    return client.post("/api/v1/visits/", body, content_type="application/json")


def questions(client, body) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        assert sent(client, body).status_code == 201
    return [query["sql"] for query in asked]


class TestOverRest:
    def test_a_house_with_a_past_costs_no_more(self, signed_in, household, village):
        first = ResidentFactory(household=household)
        signed_in.get("/api/v1/visits/")  # who is there is noted once
        few = questions(signed_in, said(household, first))

        family = ResidentFactory.create_batch(5, household=household)
        for days in range(20):
            known = VisitFactory(
                household=household, visited_at=NOW - timedelta(days=days)
            )
            known.people_met.set(family)
        VisitRuleFactory.create_batch(3, area=village)

        many = questions(signed_in, said(household, first, *family))

        assert len(few) == len(many) <= QUESTIONS

    def test_the_answer_is_what_a_later_look_shows(self, signed_in, household):
        made = sent(signed_in, said(household, ResidentFactory(household=household)))

        seen = signed_in.get(f"/api/v1/visits/{made.json()['id']}/")

        assert made.json() == seen.json()
        assert made.json()["learned"] == said(household)["learned"]
        assert made.json()["asked_for"] == "换领身份证"


REPORT = visits.Report(
    purpose="care",
    outcome="met",
    visited_at=NOW - timedelta(hours=1),
    others_met="本人",
    next_visit_on=date(2027, 1, 8),
)


class TestStanding:
    def test_a_household_without_one_gets_it(self, household, wang):
        HouseholdStanding.objects.all().delete()

        visits.record(household=household, report=REPORT, by=wang, at=NOW)

        standing = HouseholdStanding.objects.get(household=household)
        assert standing.last_visited_at == REPORT.visited_at
        assert standing.agreed_on == standing.next_due_on == REPORT.next_visit_on

    def test_no_rule_asks_for_who_has_left(self, household, village, wang):
        VisitRuleFactory(area=village, every_days=7)
        household.left_on = timezone.localdate(NOW)
        household.save()

        visits.record(household=household, report=REPORT, by=wang, at=NOW)

        standing = HouseholdStanding.objects.get(household=household)
        assert standing.last_visited_at == REPORT.visited_at
        assert standing.next_due_on == REPORT.next_visit_on
        assert standing.due_rule is None


class TestWhatHangsOnIt:
    def test_care_of_who_lives_here_and_of_who_was_met_here(self, household, wang):
        here = CarePlanFactory(resident__household=household)
        moved = CarePlanFactory()
        VisitFactory(household=household).people_met.add(moved.resident)
        elsewhere = CarePlanFactory()

        visits.record(household=household, report=REPORT, by=wang, at=NOW)

        for plan in (here, moved, elsewhere):
            plan.refresh_from_db()
        assert here.last_contact_at == REPORT.visited_at
        assert moved.last_contact_at is not None
        assert elsewhere.last_contact_at is None

    def test_a_passed_door_is_ticked_and_the_round_begins(self, household, wang):
        tour = RoundFactory(officer=wang, area=household.area)
        stop = RoundStopFactory(
            round=tour, household=household, skipped_reason="没人应门"
        )

        visit = visits.record(household=household, report=REPORT, by=wang, at=NOW)

        stop.refresh_from_db()
        tour.refresh_from_db()
        assert (stop.visited, stop.skipped_reason) == (visit, "")
        assert tour.state == "started"
        assert tour.started_at == REPORT.visited_at
