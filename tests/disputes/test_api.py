"""Disputes over REST: the same rights, the same refusals."""

import pytest

from disputes.models import Dispute
from disputes.workflow import Status
from station.models import RecordLink, reference
from tests.factories import DisputeFactory, PartyFactory, ResidentFactory, VisitFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/disputes/"


@pytest.fixture
def api(client, wang):
    client.force_login(wang)
    return client


def post(api, url, **data):
    return api.post(url, data, content_type="application/json")


def said(village, **more):
    facts = {
        "area": village.pk,
        "source": "visit",
        "field": "land_boundary",
        "summary": "地界",
    }
    return {**facts, **more}


class TestCreate:
    def test_with_parties_and_origin(self, api, village, household):
        visit = VisitFactory(household=household)
        resident = ResidentFactory(household=household, name="李四")
        parties = [
            {"side": "one", "name": "张三", "phone": "13800138000"},
            {"side": "other", "resident": resident.pk},
        ]

        answer = post(
            api,
            URL,
            **said(
                village,
                parties=parties,
                origin=reference(visit),
                household=household.pk,
            ),
        )

        assert answer.status_code == 201, answer.content
        row = answer.json()
        assert [party["name"] for party in row["parties"]] == ["张三", "李四"]
        assert row["parties"][0]["phone_masked"] == "138****8000"
        assert RecordLink.objects.get().origin == reference(visit)

    def test_twice_with_one_key_is_once(self, api, village):
        answers = [
            api.post(
                URL,
                said(village),
                content_type="application/json",
                headers={"Idempotency-Key": "one"},
            )
            for _ in range(2)
        ]

        assert [answer.status_code for answer in answers] == [201, 201], answers[
            0
        ].content
        assert Dispute.objects.count() == 1

    @pytest.mark.parametrize("origin", ["households.visit:99999", "nonsense"])
    def test_refuses_an_unknown_origin(self, api, village, origin):
        answer = post(api, URL, **said(village, origin=origin))

        assert answer.status_code == 400
        assert "origin" in answer.json()["errors"]


class TestVerbs:
    def test_the_whole_life(self, api, wang, household):
        dispute = DisputeFactory(household=household)
        url = f"{URL}{dispute.pk}/"

        taken = post(api, f"{url}take-up/", assigned_to=wang.pk, version=1).json()
        ended = post(
            api,
            f"{url}end/",
            outcome="withdrawn",
            result="和好",
            version=taken["version"],
        ).json()
        again = post(
            api, f"{url}reopen/", reason="未履行", version=ended["version"]
        ).json()

        assert (taken["status"], ended["status"], again["status"]) == (
            Status.TAKEN_UP,
            Status.ENDED,
            Status.TAKEN_UP,
        )

    def test_a_refused_move_is_409(self, api, household):
        dispute = DisputeFactory(household=household)

        answer = post(api, f"{URL}{dispute.pk}/reopen/", reason="x", version=1)

        assert (answer.status_code, answer.json()["code"]) == (409, "open")

    def test_a_stale_version_is_412(self, api, wang, household):
        dispute = DisputeFactory(household=household)

        answer = post(
            api, f"{URL}{dispute.pk}/take-up/", assigned_to=wang.pk, version=9
        )

        assert answer.status_code == 412

    def test_a_foreign_party_is_not_found(self, api, household):
        dispute = DisputeFactory(household=household)
        other = PartyFactory()

        answer = post(
            api, f"{URL}{dispute.pk}/remove-party/", party=other.pk, version=1
        )

        assert answer.status_code == 400
        assert "party" in answer.json()["errors"]
