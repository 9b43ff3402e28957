"""Many rows at once over REST: each done or refused by itself, as on the page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from config.api import RESOURCES
from households.models import FollowUp
from station.api.bulk import AT_ONCE, BulkMixin
from station.api.permissions import named
from station.api.viewsets import ShapeViewSet
from station.models import Event
from station.registry import registry
from station.roles import Role
from tests.factories import (
    CommunityFactory,
    FollowUpFactory,
    HouseholdFactory,
    UnitFactory,
    officer,
    person,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("row_by_row")]
URL = "/api/v1/follow-ups/bulk/"


@pytest.fixture
def li(village):
    """A second officer of the village."""
    return officer(village)


@pytest.fixture
def promised(village, wang):
    """Three follow-ups of the village's officer."""
    return FollowUpFactory.create_batch(
        3, household=HouseholdFactory(community=village), assigned_to=wang
    )


@pytest.fixture
def foreign():
    return FollowUpFactory(household=HouseholdFactory(community=CommunityFactory()))


def send(client, rows, action="reassign", *, url=URL, headers=None, **data):
    ids = [getattr(row, "pk", row) for row in rows]
    asked = {"action": action, "ids": ids, **data}
    return client.post(url, asked, content_type="application/json", headers=headers)


def outcomes(answer) -> list[tuple]:
    assert answer.status_code == 200, answer.content
    rows = answer.json()["results"]
    return [(row["id"], row["outcome"], row["code"]) for row in rows]


class TestBulk:
    def test_does_each_under_one_key(self, signed_in, promised, li):
        answer = send(signed_in, promised, to=li.pk, reason="休假")

        assert outcomes(answer) == [(row.pk, "done", "") for row in promised]
        told = answer.json()
        assert (told["done"], told["refused"], told["not_found"]) == (3, 0, 0)
        assert {row.assigned_to_id for row in FollowUp.objects.all()} == {li.pk}
        events = Event.objects.filter(kind="follow_up.reassigned")
        assert {e.changes["bulk"][1] for e in events} == {told["key"]}

    def test_row_that_refuses_holds_up_no_other(self, signed_in, promised, li):
        FollowUp.objects.filter(pk=promised[1].pk).update(assigned_to=li)

        answer = send(signed_in, promised, to=li.pk)

        found = {row["outcome"]: row for row in answer.json()["results"]}
        assert [row[1] for row in outcomes(answer)] == ["done", "refused", "done"]
        assert found["refused"]["code"]
        assert found["refused"]["detail"]

    def test_out_of_scope_is_as_if_it_were_not(self, signed_in, promised, foreign, li):
        answer = send(signed_in, [promised[0], foreign, 10**15], to=li.pk)

        assert [row[1] for row in outcomes(answer)] == ["done"] + ["not_found"] * 2
        [_done, out, absent] = answer.json()["results"]
        assert out | {"id": 0} == absent | {"id": 0}
        foreign.refresh_from_db()
        assert foreign.assigned_to != li

    def test_of_nothing_in_scope_does_nothing(self, signed_in, foreign, li):
        answer = send(signed_in, [foreign], to=li.pk)

        assert outcomes(answer) == [(foreign.pk, "not_found", "not_found")]
        assert not Event.objects.filter(kind="follow_up.reassigned").exists()

    def test_takes_a_row_named_twice_once(self, signed_in, promised, li):
        assert len(outcomes(send(signed_in, [promised[0]] * 3, to=li.pk))) == 1

    def test_reads_what_the_form_of_the_page_asks(self, signed_in, promised):
        day = timezone.localdate() + timedelta(days=9)
        asked = {"due_on": day.isoformat(), "due_time": None, "reason": "农忙"}

        answer = send(signed_in, promised, "move", **asked)

        assert answer.json()["done"] == 3
        due = {timezone.localdate(row.due_at) for row in FollowUp.objects.all()}
        assert due == {day}

    def test_sent_twice_is_done_once(self, signed_in, promised, li):
        headers = {"Idempotency-Key": "bulk-1"}

        first, again = (
            send(signed_in, promised, to=li.pk, headers=headers) for _n in range(2)
        )
        other = send(signed_in, promised[:1], to=li.pk, headers=headers)

        assert first.json() == again.json()
        assert other.status_code == 422
        assert Event.objects.filter(kind="follow_up.reassigned").count() == 3


class TestRefusals:
    @pytest.mark.parametrize(
        ("asked", "wrong"),
        [
            ({"action": "explode"}, "action"),
            ({"action": ""}, "action"),
            ({"ids": []}, "ids"),
            ({"ids": list(range(1, AT_ONCE + 2))}, "ids"),
            ({"ids": ["x"]}, "ids"),
            ({"ids": [0]}, "ids"),
            ({"ids": [2**63]}, "ids"),
            ({"ids": 7}, "ids"),
            ({"to": None}, "to"),
            ({"to": 10**15}, "to"),
            ({"to": {"id": 1}}, "to"),
            ({"to": [[1]]}, "to"),
            ({"to": True}, "to"),
            ({"to": 1.5}, "to"),
            ({"reason": "x" * 201}, "reason"),
            ({"reason": False}, "reason"),
            ({"reason": 7}, "reason"),
            ({"colour": "red"}, "colour"),
            ({"once": "7c9e6679-7425-40de-944b-e07fc1f90ae7"}, "once"),
        ],
    )
    def test_name_the_field(self, signed_in, promised, li, asked, wrong):
        sent = {"ids": [promised[0].pk], "action": "reassign", "to": li.pk, **asked}

        answer = signed_in.post(URL, sent, content_type="application/json")

        assert answer.status_code == 400
        assert {name.split(".")[0] for name in answer.json()["errors"]} == {wrong}
        assert not Event.objects.filter(kind="follow_up.reassigned").exists()

    def test_whoever_serves_elsewhere_cannot_be_chosen(self, signed_in, promised):
        stranger = officer(CommunityFactory())

        assert send(signed_in, promised, to=stranger.pk).status_code == 400

    def test_action_one_may_do_nowhere_does_not_exist(self, client, village, wang):
        """Auxiliaries move their own follow-ups and hand none to others."""
        helper = person(Role.AUXILIARY_OFFICER, village)
        own = FollowUpFactory(
            household=HouseholdFactory(community=village), assigned_to=helper
        )
        client.force_login(helper)
        day = (timezone.localdate() + timedelta(days=9)).isoformat()

        unknown = send(client, [own], "explode")
        handed = send(client, [own], to=wang.pk)
        moved = send(client, [own], "move", due_on=day, reason="农忙")

        assert handed.status_code == 400
        assert handed.json() == unknown.json()
        assert moved.json()["done"] == 1

    def test_without_any_right_it_is_forbidden(self, client, village, promised):
        for role in (Role.API_CLIENT, Role.SYSTEM_ADMIN, Role.VOLUNTEER):
            client.force_login(person(role, village))

            assert send(client, promised, "move").status_code == 403


class TestEveryList:
    def test_with_bulk_actions_has_them_over_rest(self):
        able = {v.list_key for v in RESOURCES.values() if issubclass(v, BulkMixin)}

        assert able == set(registry.bulk)

    def test_is_known_to_its_resource(self):
        shapes = [v for v in RESOURCES.values() if issubclass(v, ShapeViewSet)]
        known = {v.list_key: v.shape.model for v in shapes if v.list_key}

        assert known == {key: kind.model for key, kind in registry.lists.items()}

    def test_asks_for_the_rights_of_its_actions(self):
        for view in RESOURCES.values():
            if issubclass(view, BulkMixin):
                actions = registry.bulk[view.list_key].values()
                assert set(named(view, "bulk")) == {a.permission for a in actions}

    def test_closes_units(self, signed_in, village):
        unit = UnitFactory(address__community=village)
        today = timezone.localdate().isoformat()

        answer = send(
            signed_in, [unit], "close", url="/api/v1/units/bulk/", closed_on=today
        )

        assert outcomes(answer) == [(unit.pk, "done", "")]
        unit.refresh_from_db()
        assert unit.closed_on is not None
