"""Who takes part: committees, mediators, agents, schools; one test an article."""

from datetime import date

import pytest

from disputes import committees
from disputes.actions import agents, assignments
from disputes.actions import committees as committee_actions
from disputes.actions import disputes as actions
from disputes.actions.intake import Intake
from disputes.actions.parties import PartyFacts
from disputes.workflow.intake import Danger
from station.errors import RuleError
from tests.disputes.law_cases import A_QUARREL, NEW, OLD, gated, moment, planned
from tests.factories import (
    CommitteeFactory,
    CommitteeMemberFactory,
    MediatorFactory,
    PartyFactory,
    TieFactory,
)

pytestmark = pytest.mark.django_db
AROUND = pytest.mark.parametrize("day", [OLD, NEW, date(2026, 2, 14)])


class TestPeoplesMediationLaw:
    @AROUND
    @pytest.mark.parametrize(
        ("men", "women", "lacks"),
        [(1, 1, True), (2, 1, False), (8, 1, False), (9, 1, True), (3, 0, True)],
    )
    def test_art_8_three_to_nine_members_with_women(
        self, village, day, men, women, lacks
    ):
        committee = CommitteeFactory(area=village, from_on=date(2025, 12, 1))
        seated = {"committee": committee, "from_on": date(2025, 12, 1)}
        CommitteeMemberFactory.create_batch(men, **seated)
        CommitteeMemberFactory.create_batch(women, sex="female", **seated)

        assert bool(committees.findings(committee, on=day)) == lacks

    @pytest.mark.parametrize(
        ("from_on", "until_on"),
        [(OLD, date(2028, 12, 30)), (NEW, date(2028, 12, 31))],
    )
    def test_art_9_a_term_of_three_years(self, village, wang, from_on, until_on):
        facts = committee_actions.Facts(
            name="天城村调委会", kind="people", area=village, from_on=from_on
        )

        made = committee_actions.create(facts=facts, by=wang, at=moment(NEW))

        assert made.until_on == until_on

    @AROUND
    def test_art_19_the_parties_choose_the_mediator(self, village, wang, day):
        dispute = gated(village, wang, day, A_QUARREL)
        mediator = MediatorFactory(area=village, from_on=date(2025, 1, 1))

        made = assignments.choose_by_parties(
            dispute=dispute,
            mediator=mediator,
            version=dispute.version,
            by=wang,
            at=moment(day),
        )

        assert made.chosen_how == "parties"

    @AROUND
    def test_art_25_what_may_become_a_case_is_a_sign_of_danger(
        self, village, wang, day
    ):
        dispute = actions.report(
            area=village,
            intake=Intake(
                source="walk_in",
                field="neighbour",
                summary="扬言持刀报复",
                dangers=(Danger.THREAT,),
                parties=(PartyFacts(side="one", name="蔡涛"),),
            ),
            by=wang,
            at=moment(day),
        )

        assert dispute.dangers == [Danger.THREAT]
        assert dispute.assigned_to == wang


class TestProcedureRules:
    @AROUND
    @pytest.mark.parametrize(
        ("role", "code"), [("suspect", "suspect_agent"), ("victim", "")]
    )
    def test_art_181_a_victim_may_appoint_an_agent_a_suspect_may_not(
        self, village, wang, day, role, code
    ):
        dispute = gated(village, wang, day)
        party = PartyFactory(dispute=dispute, role=role, name="李四")
        said = {
            "dispute": dispute,
            "party": party,
            "name": "李律师",
            "power": "代为参加调解、签署协议",
            "granted_on": day,
            "version": dispute.version,
            "by": wang,
            "at": moment(day),
        }

        if code:
            with pytest.raises(RuleError) as refusal:
                agents.add_agent(**said)
            assert refusal.value.code == code
        else:
            assert agents.add_agent(**said).power == said["power"]


class TestPublicSecurityAct:
    @AROUND
    def test_art_60_bullying_keeps_the_day_the_school_was_told(
        self, village, wang, day
    ):
        dispute = actions.report(
            area=village,
            intake=Intake(
                source="walk_in",
                field="other",
                summary="同学之间推搡辱骂",
                event_on=day,
                is_school_bullying=True,
                school_told_on=day,
            ),
            by=wang,
            at=moment(day),
        )

        assert (dispute.is_school_bullying, dispute.school_told_on) == (True, day)

    @AROUND
    def test_art_95_who_is_kin_of_a_party_does_not_mediate(self, village, wang, day):
        dispute = gated(village, wang, day, A_QUARREL)
        mediator = MediatorFactory(area=village, from_on=date(2025, 1, 1))
        TieFactory(mediator=mediator, kind="kin", name="蔡涛")

        with pytest.raises(RuleError) as refusal:
            planned(dispute, wang, day, mediator=mediator)

        assert refusal.value.code == "conflict"
