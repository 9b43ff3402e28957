"""A visit sent from a phone, when the household was changed at the desk meanwhile."""

from datetime import timedelta

import pytest
from django.utils import timezone

from households.actions import cards, follow_ups, households, residents
from households.models import FollowUp, Household, Visit
from tests.factories import (
    AddressFactory,
    CommunityFactory,
    FollowUpFactory,
    HouseholdFactory,
    ResidentFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def household(village):
    return HouseholdFactory(community=village, head_name="武晓宇")


@pytest.fixture
def head(household):
    return ResidentFactory(household=household, relation="head", name="武晓宇")


def body(household, *people, **more):
    """What the phone sends; the version is the one it saw when it went offline."""
    return {
        "household": household.pk,
        "household_version": household.version,
        "purpose": "routine",
        "outcome": "met",
        "visited_at": timezone.now().isoformat(),
        "people_met": [person.pk for person in people],
        **more,
    }


def send(client, said, key="a-visit"):
    return client.post(
        "/api/v1/visits/",
        said,
        content_type="application/json",
        headers={"Idempotency-Key": key},
    )


class TestConflict:
    def test_nothing_changed_nothing_asked(self, signed_in, household, head):
        assert send(signed_in, body(household, head)).status_code == 201

    def test_who_was_added_meanwhile_is_no_conflict(self, signed_in, household, head):
        said = body(household, head)
        ResidentFactory(household=household, relation="son")

        assert send(signed_in, said).status_code == 201

    def test_another_door_shows_both(self, signed_in, household, head, wang, village):
        said = body(household, head)
        households.edit(
            household=household,
            address=AddressFactory(community=village),
            number=household.number,
            note="",
            version=household.version,
            by=wang,
            at=timezone.now(),
        )
        now = Household.objects.get()

        answer = send(signed_in, said)

        assert answer.status_code == 412
        problem = answer.json()
        assert problem["code"] == "stale"
        assert problem["current_version"] == now.version
        assert problem["current"]["address"] == now.address.text
        assert problem["current"]["residents"] == [{"id": head.pk, "name": "武晓宇"}]
        assert not Visit.objects.exists()

        said["household_version"] = now.version  # the officer has seen it
        assert send(signed_in, said).status_code == 201
        assert Visit.objects.count() == 1

    def test_moved_away_on_the_day_of_the_visit(self, signed_in, household, head, wang):
        said = body(household, head)
        households.leave(
            household=household,
            left_on=timezone.localdate(),
            version=household.version,
            by=wang,
            at=timezone.now(),
        )

        problem = send(signed_in, said).json()
        said["household_version"] = problem["current_version"]

        assert problem["current"]["left_on"] == timezone.localdate().isoformat()
        assert send(signed_in, said).status_code == 201
        assert Visit.objects.get().people_met.get() == head

    def test_moved_away_before_the_visit(self, signed_in, household, head, wang):
        said = body(household, head)
        households.leave(
            household=household,
            left_on=timezone.localdate() - timedelta(days=1),
            version=household.version,
            by=wang,
            at=timezone.now(),
        )
        said["household_version"] = send(signed_in, said).json()["current_version"]
        said |= {"people_met": [], "others_met": "武晓宇"}

        refused = send(signed_in, said)

        assert refused.status_code == 409
        assert refused.json()["code"] == "moved_away"

    def test_a_person_who_left_before(self, signed_in, household, head, wang):
        son = ResidentFactory(household=household, relation="son", name="武小满")
        said = body(household, head, son)
        residents.leave(
            resident=son,
            left_on=timezone.localdate() - timedelta(days=2),
            version=son.version,
            by=wang,
            at=timezone.now(),
        )

        problem = send(signed_in, said).json()

        assert problem["code"] == "stale"
        assert [one["id"] for one in problem["current"]["residents"]] == [head.pk]

    def test_a_person_who_moved_out_of_sight(self, signed_in, household, head):
        gone = ResidentFactory(household=HouseholdFactory(community=CommunityFactory()))

        answer = send(signed_in, body(household, head, gone))

        assert answer.status_code == 412
        assert answer.json()["current"]["version"] == household.version

    def test_without_a_version_a_stranger_stays_a_wrong_id(
        self, signed_in, household, head
    ):
        gone = ResidentFactory(household=HouseholdFactory(community=CommunityFactory()))
        said = body(household, head, gone)
        del said["household_version"]

        assert send(signed_in, said).status_code == 400

    def test_a_promise_a_colleague_has_kept(self, signed_in, household, head, wang):
        promise = FollowUpFactory(household=household, assigned_to=wang)
        said = body(household, head, settles=promise.pk)
        follow_ups.mark_done(follow_up=promise, by=wang, at=timezone.now())

        problem = send(signed_in, said).json()

        assert problem["code"] == "stale"
        assert problem["current"]["follow_ups"] == []
        assert problem["current"]["settled"]["settled_by"] == wang.name
        del said["settles"]
        assert send(signed_in, said).status_code == 201
        assert FollowUp.objects.get().done_in is None

    def test_a_card_that_was_replaced(self, signed_in, household, head, wang, village):
        now = timezone.now()
        card = cards.issue(area=village, by=wang, at=now)
        said = body(household, head, card={"card": card.pk, "received_by": "本人"})
        cards.replace(card=card, by=wang, at=now, reason="换新版")

        assert send(signed_in, said).json()["code"] == "stale"

    def test_a_conflict_does_not_use_up_the_key(self, signed_in, household, head):
        said = body(household, head) | {"household_version": household.version + 1}
        first = send(signed_in, said)

        assert first.status_code == 412
        said["household_version"] = household.version
        assert send(signed_in, said).status_code == 201
        assert send(signed_in, said).status_code == 201
        assert Visit.objects.count() == 1
