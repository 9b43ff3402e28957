"""The pages of disputes: from the first hint to the end, in the browser's way."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from disputes.models import Dispute
from disputes.workflow import Outcome, Status
from station.models import AccessRecord, RecordLink, reference
from station.roles import Role
from tests.factories import (
    DisputeFactory,
    HouseholdFactory,
    PartyFactory,
    ResidentFactory,
    VisitFactory,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, wang):
    client.force_login(wang)
    return client


@pytest.fixture
def dispute(household):
    return DisputeFactory(household=household)


def step(desk, dispute, verb: str, **data):
    url = reverse(f"disputes:{verb}", args=[dispute.pk])
    return desk.post(url, {"version": dispute.version, **data})


class TestReport:
    def test_from_a_visit_nothing_is_typed_twice(self, desk, household):
        visit = VisitFactory(household=household, asked_for="邻居院墙滴水")
        visit.people_met.add(ResidentFactory(household=household, name="蔡涛"))
        url = f"{reverse('disputes:create')}?from={reference(visit)}"

        form = desk.get(url).context["form"]
        sent = {name: said for name in form.fields if (said := form[name].value())}
        answer = desk.post(url, {**sent, "field": "neighbour"})

        dispute = Dispute.objects.get()
        assert answer.url == dispute.get_absolute_url()
        assert (dispute.summary, dispute.source) == ("邻居院墙滴水", "visit")
        assert (dispute.party_names, dispute.household) == ("蔡涛", household)
        assert dispute.parties.get().resident.name == "蔡涛"
        assert RecordLink.objects.get().origin == reference(visit)

    def test_both_ends_show_the_link(self, desk, household):
        visit = VisitFactory(household=household, asked_for="邻居院墙滴水")
        url = f"{reverse('disputes:create')}?from={reference(visit)}"
        sent = {"field": "land_boundary", "summary": "地界", "area": household.area_id}
        desk.post(url, {**sent, "source": "visit", "grade": 2})
        dispute = Dispute.objects.get()

        assert (
            dispute.get_absolute_url()
            in desk.get(visit.get_absolute_url()).content.decode()
        )
        assert (
            visit.get_absolute_url()
            in desk.get(dispute.get_absolute_url()).content.decode()
        )

    def test_a_foreign_origin_is_not_there(self, desk):
        foreign = reference(VisitFactory())

        url = f"{reverse('disputes:create')}?from={foreign}"

        assert desk.get(url).status_code == 404

    def test_says_what_lacks_and_keeps_what_was_typed(self, desk, household):
        sent = {
            "field": "land_boundary",
            "one_name": "张三",
            "one_phone": "12",
            "summary": "地界",
        }
        sent |= {"area": household.area_id, "source": "walk_in", "grade": 1}

        answer = desk.post(reverse("disputes:create"), sent)

        assert answer.context["form"].errors.keys() == {"one_phone"}
        assert "张三" in answer.content.decode()
        assert not Dispute.objects.exists()


class TestSteps:
    def test_taken_up_ended_and_taken_up_again(self, desk, dispute, wang):
        step(desk, dispute, "take_up", assigned_to=wang.pk, grade=2)
        dispute.refresh_from_db()
        step(desk, dispute, "end", outcome=Outcome.WITHDRAWN, result="和好")
        dispute.refresh_from_db()
        ended = dispute.status
        step(desk, dispute, "reopen", reason="未履行")
        dispute.refresh_from_db()

        assert (ended, dispute.status) == (Status.ENDED, Status.TAKEN_UP)

    def test_a_stale_form_is_told(self, desk, dispute, wang):
        dispute.version = 7

        answer = step(desk, dispute, "take_up", assigned_to=wang.pk, grade=2)

        assert answer.status_code in {200, 409}
        dispute.refresh_from_db()
        assert dispute.status == Status.REPORTED

    def test_parties_are_added_and_removed(self, desk, dispute):
        step(desk, dispute, "party_add", side="one", name="张三", phone="")
        dispute.refresh_from_db()
        party = dispute.parties.get()
        url = reverse("disputes:party_remove", args=[dispute.pk, party.pk])
        desk.post(url, {"version": dispute.version})

        assert not dispute.parties.exists()

    def test_a_party_of_another_dispute_is_not_there(self, desk, dispute):
        other = PartyFactory()

        url = reverse("disputes:party_remove", args=[dispute.pk, other.pk])

        assert desk.post(url, {"version": 1}).status_code == 404


class TestDetail:
    def test_masks_phones_and_writes_the_look_down(self, desk, dispute):
        party = PartyFactory(dispute=dispute)
        party.write_phone("13800138000")
        party.save()

        text = desk.get(dispute.get_absolute_url()).content.decode()

        assert "138****8000" in text
        assert "13800138000" not in text
        assert AccessRecord.objects.filter(subject=reference(dispute)).exists()

    def test_an_auxiliary_sees_it_but_moves_nothing(self, client, village, dispute):
        client.force_login(person(Role.AUXILIARY_OFFICER, village))

        page = client.get(dispute.get_absolute_url())

        assert page.status_code == 200
        assert not page.context["next"].url
        assert step(client, dispute, "end", outcome="withdrawn").status_code == 404


class TestList:
    def test_shows_what_is_open_first(self, desk, household):
        DisputeFactory(household=household, number="JF-1")
        assert "JF-1" in desk.get(reverse("disputes:list")).content.decode()

    def test_asks_as_often_for_many_as_for_one(self, desk, household):
        def queries():
            with CaptureQueriesContext(connection) as asked:
                desk.get(reverse("disputes:list"))
            return len(asked)

        DisputeFactory(household=household)
        queries()
        one = queries()
        for _ in range(12):
            DisputeFactory(household=HouseholdFactory(area=household.area))

        assert queries() == one

    def test_the_household_shows_its_disputes(self, desk, dispute):
        text = desk.get(dispute.household.get_absolute_url()).content.decode()

        assert dispute.get_absolute_url() in text
