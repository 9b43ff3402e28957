"""On-the-spot mediation in one short form (程序规定 art. 178)."""

import pytest

from disputes.models import Agreement, Dispute, Mediation
from disputes.workflow import Status
from disputes.workflow.intake import Track
from tests.factories import officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(client, wang):
    client.force_login(wang)
    return client


def spot(village, **said) -> dict:
    facts = {
        "one_name": "蔡涛",
        "other_name": "丁刚",
        "summary": "因停车堵门发生争吵",
        "agreed": "丁刚当场挪车并道歉",
        "conditions": [
            "is_clear",
            "no_compensation_disputed",
            "both_agree",
            "is_performed",
            "is_impartial",
        ],
        "act": "none",
        "field": "parking",
        "area": village.pk,
    }
    return {**facts, **said}


@pytest.mark.usefixtures("row_by_row")
class TestOnTheSpot:
    URL = "/disputes/on-the-spot/"

    def test_art_178_a_quarrel_is_settled_in_one_form(self, mine, village, wang):
        assert mine.get(self.URL).status_code == 200

        answer = mine.post(self.URL, spot(village))

        assert answer.status_code == 302, answer.context["form"].errors
        dispute = Dispute.objects.get()
        assert (dispute.status, dispute.track) == (Status.SETTLED, Track.PEOPLE)
        assert Mediation.objects.get().kind == "on_the_spot"
        assert Agreement.objects.get().form == "oral"
        assert dispute.follow_ups.exists()

    def test_art_178_a_light_violation_with_recording_and_two_officers(
        self, mine, village, wang
    ):
        said = {
            "act": "fight",
            "recording": "YJ-20260302-01",
            "colleague": officer(village).pk,
        }

        answer = mine.post(self.URL, spot(village, **said))

        assert answer.status_code == 302, answer.context["form"].errors
        dispute = Dispute.objects.get()
        assert (dispute.status, dispute.track) == (
            Status.SETTLED,
            Track.PUBLIC_SECURITY,
        )
        assert Agreement.objects.get().form == "on_the_spot"

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"conditions": ["is_clear", "both_agree", "is_performed"]}, "conditions"),
            ({"act": "fight"}, "recording"),
            ({"act": "fight", "recording": "YJ-1"}, "colleague"),
        ],
    )
    def test_art_178_refuses_what_the_article_does_not_allow(
        self, mine, village, said, field
    ):
        page = mine.post(self.URL, spot(village, **said))

        assert field in page.context["form"].errors
        assert not Dispute.objects.exists()
