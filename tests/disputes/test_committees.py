"""Committees as the law asks, and the register of mediators."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from disputes import committees, month_goal
from disputes.actions import committees as actions
from disputes.actions import mediators
from disputes.workflow.mediators import Seat, Sex
from station.errors import RuleError
from station.models import Reminder, reference
from tests.factories import (
    NOW,
    TODAY,
    CommitteeFactory,
    CommitteeMemberFactory,
    DisputeFactory,
    MediatorFactory,
)

pytestmark = pytest.mark.django_db


def codes(committee, on=TODAY) -> set[str]:
    return {row.code for row in committees.findings(committee, on=on)}


def seats(committee, men: int, women: int = 0, **said) -> None:
    CommitteeMemberFactory.create_batch(men, committee=committee, **said)
    CommitteeMemberFactory.create_batch(women, committee=committee, sex="female")


class TestArticle8:
    """人民调解法 art. 8: three to nine members, women, ethnic minorities."""

    @pytest.mark.parametrize(
        ("men", "women", "found"),
        [
            (1, 1, {"committee.fewest"}),
            (2, 1, set()),
            (3, 0, {"committee.women"}),
            (8, 1, set()),
            (9, 1, {"committee.most"}),
        ],
    )
    def test_counts_its_members(self, village, men, women, found):
        committee = CommitteeFactory(area=village)
        seats(committee, men, women)

        assert codes(committee) == found

    def test_minorities_where_several_groups_live_together(self, village):
        committee = CommitteeFactory(area=village, is_multi_ethnic=True)
        seats(committee, 2, 1)
        assert codes(committee) == {"committee.minorities"}

        seats(committee, 1, is_minority=True)
        assert codes(committee) == set()

    def test_who_left_no_longer_counts(self, village, wang):
        committee = CommitteeFactory(area=village)
        seats(committee, 2, 1)
        woman = committee.members.get(sex="female")

        actions.remove_member(member=woman, by=wang, at=NOW)

        tomorrow = TODAY + timedelta(days=1)
        assert codes(committee, on=tomorrow) == {"committee.fewest", "committee.women"}


class TestArticle9:
    """人民调解法 art. 9: a term of three years."""

    def facts(self, village, **said):
        said = {"name": "天城村调委会", "kind": "people", "area": village, **said}
        return actions.Facts(**{"from_on": date(2026, 3, 1), **said})

    def test_lasts_three_years_where_nobody_says_else(self, village, wang):
        made = actions.create(facts=self.facts(village), by=wang, at=NOW)

        assert made.until_on == date(2029, 2, 28)
        assert made.seal_name == made.name

    def test_a_longer_term_is_shown(self, village, wang):
        facts = self.facts(village, until_on=date(2029, 3, 1))
        made = actions.create(facts=facts, by=wang, at=NOW)

        assert "committee.term" in codes(made)

    def test_a_term_that_is_over_is_shown(self, village):
        made = CommitteeFactory(area=village, until_on=TODAY - timedelta(days=1))

        assert "committee.term" in codes(made)

    def test_reminds_before_it_ends(self, village, wang):
        made = actions.create(facts=self.facts(village), by=wang, at=NOW)

        rows = Reminder.objects.about(reference(made)).order_by("due_at")
        assert [row.kind for row in rows] == [
            "committee.term_warned",
            "committee.term_ends",
        ]

    def test_the_nearest_committee_answers(self, village):
        station = CommitteeFactory(area=village.parent.parent, kind="station")
        assert committees.of(village, on=TODAY) == station

        own = CommitteeFactory(area=village)
        assert committees.of(village, on=TODAY) == own


def test_one_chair_at_a_time(village, wang):
    committee = CommitteeFactory(area=village)
    said = {"seat": Seat.LAWYER, "sex": Sex.FEMALE, "is_chair": True}
    for name in ("甲", "乙"):
        facts = actions.MemberFacts(name=name, **said)
        step = {"committee": committee, "facts": facts, "by": wang, "at": NOW}
        if name == "甲":
            actions.add_member(**step)
    with pytest.raises(RuleError) as refusal:
        actions.add_member(**step)

    assert refusal.value.code == actions.TWIN_CHAIR


class TestRegister:
    def facts(self, village, **said):
        said = {"name": "李调", "area": village, "type": "copper", **said}
        return mediators.Facts(**{"from_on": TODAY, **said})

    def test_reminds_before_the_term_ends(self, village, wang):
        facts = self.facts(village, until_on=TODAY + timedelta(days=365))
        made = mediators.create(facts=facts, by=wang, at=NOW)

        assert Reminder.objects.about(reference(made)).count() == 2

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"name": " "}, "no_name"),
            ({"type": "lead"}, "unknown_choice"),
            ({"fields": ("weather",)}, "unknown_choice"),
            ({"until_on": TODAY - timedelta(days=1)}, "order"),
        ],
    )
    def test_refuses(self, village, wang, said, code):
        with pytest.raises(RuleError) as refusal:
            mediators.create(facts=self.facts(village, **said), by=wang, at=NOW)

        assert refusal.value.code == code

    def test_an_account_needs_the_post(self, village, wang):
        with pytest.raises(RuleError) as refusal:
            mediators.create(facts=self.facts(village, user=wang), by=wang, at=NOW)

        assert refusal.value.code == "not_mediator"

    def test_the_term_ends_with_empty_hands(self, village, wang):
        mediator = MediatorFactory(area=village)
        DisputeFactory(mediator=mediator)
        step = {"mediator": mediator, "on": TODAY, "reason": "搬走", "version": 1}

        with pytest.raises(RuleError) as refusal:
            mediators.end_term(**step, by=wang, at=NOW)

        assert refusal.value.code == "has_open"

    def test_training_lies_behind(self, village, wang):
        with pytest.raises(RuleError) as refusal:
            mediators.add_training(
                mediator=MediatorFactory(area=village),
                held_on=TODAY + timedelta(days=1),
                topic="调解技巧",
                hours=Decimal(2),
                by=wang,
                at=NOW,
            )

        assert refusal.value.code == "in_future"

    def test_a_tie_leads_to_one(self, village, wang):
        with pytest.raises(RuleError) as refusal:
            mediators.add_tie(
                mediator=MediatorFactory(area=village), kind="kin", by=wang, at=NOW
            )

        assert refusal.value.code == "no_name"

    def test_counts_the_month_of_a_volunteer(self, village):
        mediator = MediatorFactory(area=village, is_volunteer=True)
        for days in (2, 40):
            DisputeFactory(
                mediator=mediator,
                status="settled",
                mediated_at=NOW - timedelta(days=days),
            )

        goal = month_goal.of([mediator.pk], at=NOW)[mediator.pk]

        assert (goal.settled, goal.wanted, goal.is_reached) == (1, 1, True)
