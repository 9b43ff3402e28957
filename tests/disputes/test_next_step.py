"""What the page of a dispute says is next, at each stage of its life."""

from datetime import date, timedelta

import pytest

from disputes import next_step
from disputes.actions import disputes, moves
from disputes.models import Dispute
from disputes.panels.closing import steps
from disputes.workflow import Outcome, Step
from disputes.workflow.intake import Tier
from station.roles import Role
from tests.disputes import agreement_cases, law_cases
from tests.disputes.law_cases import A_QUARREL, moment
from tests.factories import NOW, DisputeFactory, person

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 4)
AT = moment(DAY)


def leads_to(dispute: Dispute, user, at=AT) -> str:
    """The last word of the address its button opens."""
    dispute = Dispute.objects.get(pk=dispute.pk)
    return next_step.of(dispute, user=user, at=at).url.rstrip("/").rpartition("/")[2]


class TestNextStep:
    def test_somebody_takes_it_up_first(self, household, wang):
        assert leads_to(DisputeFactory(household=household), wang) == "take-up"

    def test_the_legal_track_comes_before_any_sitting(self, village, wang):
        assert leads_to(law_cases.taken_up(village, wang, DAY), wang) == "track"

    def test_what_no_mediation_is_open_to_is_concluded(self, village, wang):
        dispute = law_cases.taken_up(village, wang, DAY)
        Dispute.objects.filter(pk=dispute.pk).update(track="none")

        assert leads_to(dispute, wang) == "end"

    def test_people_mediation_wants_a_mediator(self, village, wang):
        dispute = law_cases.gated(village, wang, DAY, A_QUARREL)

        assert leads_to(dispute, wang) == "mediator"

    def test_a_session_then_its_result_then_the_second(self, village, wang):
        dispute = law_cases.gated(village, wang, DAY)
        assert leads_to(dispute, wang) == "new"

        sitting = law_cases.planned(dispute, wang, DAY)
        assert leads_to(dispute, wang) == "hold"

        law_cases.held(sitting, wang)
        assert leads_to(dispute, wang) == "new"

    def test_a_major_one_is_mediated_jointly(self, village, wang):
        dispute = law_cases.gated(village, wang, DAY)
        Dispute.objects.filter(pk=dispute.pk).update(tier=Tier.MAJOR)

        assert "/joint/" in _url(dispute, wang)

    def test_what_was_agreed_is_written_down_and_signed(self, village, wang):
        dispute = law_cases.gated(village, wang, DAY)
        sitting = law_cases.planned(dispute, wang, DAY)
        law_cases.held(sitting, wang, outcome="agreed")
        assert "/agreements/" in _url(dispute, wang)

    def test_after_the_agreement_somebody_goes_back(self, household, wang):
        dispute = agreement_cases.dispute_of(household, wang, track="people")
        duty = agreement_cases.duty(dispute, NOW.date() + timedelta(days=20))
        agreement_cases.effective(dispute, wang, duties=[duty])

        owed = next_step.of(_now(dispute), user=wang, at=NOW + timedelta(days=1))
        assert "/follow-ups/" in owed.url

    def test_nothing_is_next_at_its_end(self, household, wang):
        dispute = DisputeFactory(household=household)
        disputes.end(
            dispute=dispute,
            outcome=Outcome.WITHDRAWN,
            result="双方撤回",
            version=dispute.version,
            by=wang,
            at=AT,
        )

        assert next_step.of(_now(dispute), user=wang, at=AT) is None

    def test_who_may_not_move_it_reads_it_without_a_button(self, village, household):
        auxiliary = person(Role.AUXILIARY_OFFICER, village)
        step = next_step.of(DisputeFactory(household=household), user=auxiliary, at=AT)

        assert step.says
        assert not step.url


def _now(dispute: Dispute) -> Dispute:
    return Dispute.objects.get(pk=dispute.pk)


def _url(dispute: Dispute, user) -> str:
    return next_step.of(_now(dispute), user=user, at=AT).url


class TestStepLine:
    def test_a_joint_session_without_agreement_leaves_its_step_open(
        self, village, wang
    ):
        dispute = law_cases.gated(village, wang, DAY)
        for step in (Step.SCREENING, Step.INTERVENTION, Step.JOINT_MEDIATION):
            moves.sign(dispute, step, by=wang, at=AT)

        line = {row["label"]: row["state"] for row in steps(None, dispute)["steps"]}

        assert line[Step.JOINT_MEDIATION.label] == "current"
        assert line[Step.REVIEW.label] == "waiting"
