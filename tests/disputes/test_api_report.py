"""What comes on file over REST, what it resembles, and what is settled at once."""

import pytest

from disputes.models import Agreement, Dispute
from disputes.workflow import Status
from tests.factories import (
    NOW,
    AgreementFactory,
    CommunityFactory,
    DisputeFactory,
    DisputeFollowUpFactory,
    PartyFactory,
    officer,
)

pytestmark = pytest.mark.django_db
URL = "/api/v1/disputes/"
SPOT = f"{URL}on-the-spot/"
MET = (
    "is_clear",
    "no_compensation_disputed",
    "both_agree",
    "is_performed",
    "is_impartial",
)
SIDES = [{"side": "one", "name": "蔡涛"}, {"side": "other", "name": "丁刚"}]


@pytest.fixture
def api(client, wang):
    client.force_login(wang)
    return client


def post(api, url, **data):
    return api.post(url, data, content_type="application/json")


def spot(village, **more):
    facts = {
        "area": village.pk,
        "source": "walk_in",
        "field": "parking",
        "summary": "因停车堵门发生争吵",
        "agreed": "丁刚当场挪车并道歉",
        "parties": SIDES,
    }
    return {**facts, **dict.fromkeys(MET, True), **more}


@pytest.mark.usefixtures("row_by_row")
class TestOnTheSpot:
    def test_is_settled_in_one_go(self, api, village):
        answer = post(api, SPOT, **spot(village))

        assert answer.status_code == 201, answer.content
        assert answer.json()["status"] == Status.SETTLED
        assert answer["Location"].endswith(f"{URL}{Dispute.objects.get().pk}/")
        assert Agreement.objects.get().form == "oral"

    def test_a_light_violation_with_recording_and_two_officers(self, api, village):
        said = spot(
            village,
            act="fight",
            easier=["relation"],
            recording="YJ-1",
            colleague=officer(village).pk,
        )

        answer = post(api, SPOT, **said)

        assert answer.json()["track"] == "public_security", answer.content

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"is_performed": False}, "condition"),
            ({"act": "fight"}, "no_recording"),
            ({"parties": [SIDES[0], SIDES[0]]}, "no_name"),
        ],
    )
    def test_is_refused_as_on_the_page(self, api, village, more, code):
        answer = post(api, SPOT, **spot(village, **more))

        assert (answer.status_code, answer.json()["code"]) == (409, code)
        assert not Dispute.objects.exists()

    @pytest.mark.parametrize(
        "more",
        [{"parties": SIDES[:1]}, {"act": "other"}, {"easier": []}, {"agreed": ""}],
    )
    def test_needs_both_sides_and_what_they_agreed(self, api, village, more):
        answer = post(api, SPOT, **spot(village, **more))

        assert answer.status_code == 400
        assert {name.split(".")[0] for name in answer.json()["errors"]} == set(more)


class TestAlike:
    URL = f"{URL}alike/"

    def test_tells_what_the_people_had_before(self, api, village, household):
        dispute = DisputeFactory(household=household)
        PartyFactory(dispute=dispute, name="蔡涛")
        PartyFactory(dispute=DisputeFactory(), name="蔡涛")  # at another station

        answer = post(api, self.URL, area=village.pk, parties=[{"name": "蔡涛"}])

        row = answer.json()["results"][0]
        assert (row["id"], row["number"]) == (dispute.pk, dispute.number)
        assert row["why"]
        assert answer.json()["count"] == 1

    def test_counts_the_times_by_what_is_sure(self, api, village, household):
        DisputeFactory(household=household)

        answer = post(api, self.URL, area=village.pk, household=household.pk)

        assert answer.json()["times"] == 2

    def test_knows_nothing_of_nobody(self, api, village):
        answer = post(api, self.URL, area=village.pk)

        assert answer.json() == {"times": 1, "count": 0, "results": []}

    def test_writes_nothing(self, api, village):
        post(api, self.URL, area=village.pk, parties=[{"name": "蔡涛"}])

        assert not Dispute.objects.exists()

    def test_looks_only_where_one_serves(self, api):
        answer = post(api, self.URL, area=CommunityFactory().pk)

        assert answer.status_code == 400


class TestStanding:
    def test_a_dispute_tells_its_steps_and_what_is_open(self, api, wang, household):
        dispute = DisputeFactory(household=household)
        taken = post(api, f"{URL}{dispute.pk}/take-up/", assigned_to=wang.pk, version=1)

        row = api.get(f"{URL}{dispute.pk}/").json()

        assert taken.status_code == 200
        assert [step["step"] for step in row["steps"]]
        assert row["assignments"] == []
        assert isinstance(row["still_open"], list)

    def test_a_follow_up_is_still_open(self, api, household):
        dispute = DisputeFactory(household=household)
        DisputeFollowUpFactory(dispute=dispute)

        row = api.get(f"{URL}{dispute.pk}/").json()

        assert row["still_open"][0]["kind"]
        assert row["still_open"][0]["due_at"]

    def test_the_score_is_made_of_named_signs(self, api, household):
        dispute = DisputeFactory(household=household)
        dispute.readings.create(
            at=NOW, score=20, signs=[{"code": "weapon", "points": 20, "times": 1}]
        )

        row = api.get(f"{URL}{dispute.pk}/").json()

        assert row["warning_signs"] == [{"code": "weapon", "points": 20, "times": 1}]

    def test_a_draft_says_what_it_lacks(self, api, household):
        agreement = AgreementFactory(dispute__household=household)

        row = api.get(f"/api/v1/agreements/{agreement.pk}/").json()

        assert {"code", "text", "article"} == set(row["lacking"][0])
