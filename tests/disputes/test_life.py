"""The life of disputes, walked at random by everybody who has a say in it.

Ten thousand steps: each is taken by a person who may take it, some are refused by the
workflow or the law; after each the record must stand where both allow it to stand.
"""

from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from disputes import closings
from disputes.actions import (
    agreement_signing,
    agreements,
    breaches,
    closing,
    disputes,
    follow_ups,
    mediations,
    obligations,
    parties,
    reviews,
    tiers,
    tracks,
    warnings,
)
from disputes.models import Agreement, Dispute, Obligation
from disputes.workflow import ENDS_FROM, TRANSITIONS, Outcome, Status
from disputes.workflow.closing import Channel, Performance, Satisfaction
from disputes.workflow.gate import Answers
from disputes.workflow.intake import Side, Tier, Track
from disputes.workflow.mediation import AgreementForm, MediationOutcome
from households.workflow import FollowUpStatus
from station import policy, working_days
from station.errors import RuleError
from station.roles import Role
from tests.factories import NOW, CommunityFactory, officer, person

PARTS, EXAMPLES, STEPS = 4, 25, 100  # ten thousand steps in all
FORMS = (AgreementForm.ORAL, AgreementForm.ON_THE_SPOT)
RUNNING = ("draft", "effective")
STANDING_THERE = {f"agreement {status}" for status in (*RUNNING, "kept")}
UNTIL = (
    "reported",
    "withdrawn",
    "taken_up",
    "tried",
    "failed",
    "settled",
    "given_up",
    "kept",
)
GATES = st.sampled_from(
    [
        Answers(),
        Answers(by_committee=True),
        Answers(act="beating", easier=("relation",)),
        Answers(act="beating", easier=("relation",), exclusion="gang"),
        Answers(act="beating", is_light=False),
        Answers(is_in_court=True),
        Answers(is_willing=False),
    ]
)


class World:
    """A village and the people who work there, made once for all walks."""

    def __init__(self) -> None:
        self.village = CommunityFactory()
        station = self.village.parent.parent
        self.officer = officer(self.village)
        self.people = [
            self.officer,
            person(Role.STATION_CHIEF, station),
            person(Role.AUXILIARY_OFFICER, self.village),
            person(Role.MEDIATOR, self.village),
            officer(CommunityFactory()),
        ]


class Life(RuleBasedStateMachine):
    """One dispute and everything that can be done to it."""

    world: World
    walked: set[tuple[str, str]]

    def __init__(self) -> None:
        super().__init__()
        self.around = ExitStack()
        self.around.enter_context(transaction.atomic())
        self.around.callback(transaction.set_rollback, True)
        self.around.enter_context(warnings.once())
        self.at = NOW
        self.pk, self.there = None, frozenset()

    def teardown(self) -> None:
        self.around.close()

    @initialize(
        grade=st.integers(1, 5),
        days_ago=st.sampled_from([0, 3, 400]),
        dangers=st.sampled_from([(), ("threat",), ("weapon", "crowd")]),
        until=st.sampled_from(UNTIL),
    )
    def report(self, grade, days_ago, dangers, until):
        intake = disputes.Intake(
            source="walk_in",
            field="neighbour",
            summary="院墙滴水",
            grade=grade,
            dangers=dangers,
            event_on=(NOW - timedelta(days=days_ago)).date(),
            parties=(
                parties.PartyFacts(side=Side.ONE, name="张三"),
                parties.PartyFacts(side=Side.OTHER, name="李四"),
            ),
        )
        made = disputes.report(
            area=self.world.village, intake=intake, by=self.world.officer, at=NOW
        )
        self.pk = made.pk
        self.look()
        self.go_straight(until)

    def go_straight(self, until: str) -> None:
        """So far the officer goes as the book has it; chance takes over there."""
        if until in ("reported", "withdrawn"):
            if until == "withdrawn":
                self.give_up(who=1)
            return
        self.take_up(who=0, grade=2)
        if until == "taken_up":
            return
        self.answer_the_gate(who=0, answers=Answers())
        self.plan_a_sitting(who=0, because="")
        agreed, told = until in ("settled", "kept"), until in ("failed", "given_up")
        self.hold_the_sitting(who=0, agreed=agreed, told=told)
        if agreed:
            self.write_an_agreement(who=0, form="fitting", duty=True)
            self.sign_and_put_into_effect(who=0)
        if until == "kept":
            self.settle_an_obligation(who=0, is_kept=True)
        if until in ("given_up", "kept"):
            self.time_passes(days=1)
            performance = Performance.KEPT if agreed else Performance.NOTHING_OWED
            self.go_back(who=0, performance=performance)
            self.review(who=0)
            self.end(who=1, outcome="fitting", ask=False)

    # -- the steps -------------------------------------------------------------

    @property
    def dispute(self) -> Dispute:
        return Dispute.objects.get(pk=self.pk)

    def look(self) -> None:
        """What there is to be acted on, so that few steps go into the void."""
        dispute = self.dispute
        found = {f"agreement {row.status}" for row in dispute.agreements.all()}
        found |= {f"sitting {row.outcome}" for row in dispute.mediations.all()}
        if Obligation.objects.filter(
            agreement__dispute=self.pk, status="open", agreement__status="effective"
        ).exists():
            found.add("obligation")
        if dispute.follow_ups.filter(recorded_at=None).exists():
            found.add("follow-up")
        if dispute.closing_requests.filter(decided_at=None).exists():
            found.add("closing")
        self.there = found | {dispute.status}

    def step(self, who: int, permission: str, act, **said) -> bool:
        """Let somebody do it if they may; a refusal must change nothing."""
        by, dispute = self.world.people[who], self.dispute
        if not policy.can(by, permission, dispute):
            return False
        try:
            with transaction.atomic():
                act(by=by, at=self.at, **said)
        except RuleError:
            assert self.dispute.version == dispute.version
            return False
        self.moved(dispute.status, by)
        self.look()
        return True

    def moved(self, before: str, by) -> None:
        """Only along the ways of the workflow, and at the end with nothing owed."""
        after = self.dispute
        if before == after.status:
            return
        self.walked.add((before, after.status))
        assert after.status in TRANSITIONS[Status][Status(before)], (
            before,
            after.status,
        )
        if after.status != Status.ENDED:
            return
        assert before in ENDS_FROM[Outcome(after.outcome)]
        if after.tier == Tier.MAJOR:
            assert policy.can(by, "dispute.approve", after)
        if after.outcome in disputes.MEDIATED:
            assert closings.owed(after, user=by) == []

    WHO = st.sampled_from([0, 1, 0, 1, 0, 2, 3, 4])

    @rule(days=st.integers(1, 25))
    def time_passes(self, days):
        self.at += timedelta(days=days)

    @precondition(lambda self: Status.TAKEN_UP not in self.there)
    @rule(who=WHO, grade=st.integers(1, 5))
    def take_up(self, who, grade):
        dispute = self.dispute
        self.step(
            who,
            "dispute.edit",
            disputes.take_up,
            dispute=dispute,
            assigned_to=self.world.officer,
            grade=grade,
            version=dispute.version,
        )

    @precondition(lambda self: self.there & {Status.REPORTED, Status.TAKEN_UP})
    @rule(who=WHO, answers=GATES)
    def answer_the_gate(self, who, answers):
        said = {"answers": answers, "reason": "当事人要求"}
        self.step(who, "dispute.edit", tracks.assess, dispute=self.dispute, **said)

    @rule(who=WHO, tier=st.sampled_from(Tier.values))
    def raise_it(self, who, tier):
        said = {"tier": tier, "reason": "涉及人数多"}
        self.step(who, "dispute.edit", tiers.escalate, dispute=self.dispute, **said)

    @rule(who=WHO, tier=st.sampled_from(Tier.values))
    def lower_it(self, who, tier):
        said = {"tier": tier, "reason": "已缓和"}
        self.step(who, "dispute.edit", tiers.lower, dispute=self.dispute, **said)

    @precondition(lambda self: Status.TAKEN_UP in self.there)
    @rule(who=WHO, because=st.sampled_from(["", "police", "party"]))
    def plan_a_sitting(self, who, because):
        plan = mediations.Plan(
            held_at=self.at + timedelta(hours=1),
            officers=(self.world.people[0], self.world.people[1]),
            facts="双方因滴水争吵",
            second_because=because,
            is_fully_recorded=True,
            is_impartial=True,
        )
        self.step(
            who, "mediation.create", mediations.plan, dispute=self.dispute, plan=plan
        )

    @precondition(lambda self: "sitting planned" in self.there)
    @rule(who=WHO, agreed=st.booleans(), told=st.booleans())
    def hold_the_sitting(self, who, agreed, told):
        sitting = self.dispute.mediations.get(outcome="planned")
        self.at = max(self.at, sitting.held_at + timedelta(hours=2))
        result = mediations.Result(
            outcome=MediationOutcome.AGREED if agreed else MediationOutcome.NOT_AGREED,
            record="双方陈述",
            recording="LX-1",
            rights_told=True,
            told_on=working_days.local_date(self.at) if told and not agreed else None,
        )
        said = {"mediation": sitting, "result": result}
        self.step(who, "mediation.edit", mediations.hold, **said)

    @precondition(lambda self: Status.TAKEN_UP in self.there)
    @rule(who=WHO, form=st.sampled_from([*FORMS, "fitting"]), duty=st.booleans())
    def write_an_agreement(self, who, form, duty):
        dispute = self.dispute
        if form == "fitting":
            is_police = dispute.track == Track.PUBLIC_SECURITY
            form = AgreementForm.PUBLIC_SECURITY if is_police else AgreementForm.PEOPLE
        party = dispute.parties.first()
        due_on = working_days.local_date(self.at) + timedelta(days=10)
        owed = (obligations.Duty(party=party, what="拆除雨搭", due_on=due_on),)
        content = agreements.Content(
            form=form,
            facts="院墙滴水",
            responsibility="雨搭外伸",
            terms="拆除雨搭",
            performance="十日内",
            body="平川派出所",
            chair="老杨",
            place="调解室",
            obligations=owed if duty else (),
        )
        sitting = dispute.mediations.filter(outcome="agreed").last()
        self.step(
            who,
            "agreement.create",
            agreements.draft,
            dispute=dispute,
            content=content,
            mediation=sitting,
        )

    @precondition(lambda self: "agreement draft" in self.there)
    @rule(who=WHO)
    def sign_and_put_into_effect(self, who):
        agreement = Agreement.objects.get(dispute=self.pk, status="draft")
        signings = [
            agreement_signing.Signing(signer="party", way="fingerprint", party=party)
            for party in agreement.dispute.parties.all()
        ]
        signings += [
            agreement_signing.Signing(
                signer="mediator", way="fingerprint", name="老杨"
            ),
            agreement_signing.Signing(signer="officer", way="fingerprint"),
            agreement_signing.Signing(signer="seal", way="seal", name="平川镇调委会"),
        ]
        for signing in signings:
            said = {"agreement": agreement, "signing": signing}
            self.step(who, "agreement.edit", agreement_signing.sign, **said)
        agreement.refresh_from_db()
        self.step(
            who,
            "agreement.edit",
            agreements.make_effective,
            agreement=agreement,
            version=agreement.version,
        )

    @precondition(lambda self: "obligation" in self.there)
    @rule(who=WHO, is_kept=st.booleans())
    def settle_an_obligation(self, who, is_kept):
        rows = Obligation.objects.filter(agreement__dispute=self.pk, status="open")
        row = rows.filter(agreement__status="effective").first()
        today = working_days.local_date(self.at)
        said = {"obligation": row, "version": row.version}
        if is_kept:
            self.step(who, "obligation.edit", obligations.keep, kept_on=today, **said)
        else:
            said |= {"broken_on": today, "reason": "拒不拆除"}
            self.step(who, "obligation.edit", breaches.break_, **said)

    @precondition(lambda self: "agreement broken" in self.there)
    @rule(who=WHO, again=st.booleans())
    def answer_a_breach(self, who, again):
        agreement = Agreement.objects.filter(dispute=self.pk, status="broken").last()
        said = {"agreement": agreement, "version": agreement.version}
        if again:
            said |= {"reason": "未履行"}
            self.step(who, "dispute.edit", breaches.take_up_again, **said)
        else:
            said |= {"told_on": working_days.local_date(self.at)}
            self.step(who, "dispute.edit", breaches.tell_of_court, **said)

    @precondition(lambda self: self.there & STANDING_THERE and self.at.day % 4 == 0)
    @rule(who=WHO)
    def set_the_agreement_aside(self, who):
        rows = Agreement.objects.filter(dispute=self.pk)
        agreement = rows.filter(status__in=(*RUNNING, "kept")).last()
        said = {"agreement": agreement, "version": agreement.version}
        self.step(
            who, "agreement.edit", agreements.set_aside, reason="违反意愿", **said
        )

    @precondition(lambda self: "follow-up" in self.there)
    @rule(who=WHO, performance=st.sampled_from(Performance.values))
    def go_back(self, who, performance):
        row = self.dispute.follow_ups.filter(recorded_at=None).last()
        found = follow_ups.Found(
            performance=performance,
            satisfaction=Satisfaction.SATISFIED,
            met=tuple(self.dispute.parties.all()),
            no_briefing_reason="已宣传",
        )
        said = {"row": row, "found": found, "version": row.version}
        self.step(who, "dispute.edit", follow_ups.record, **said)

    @rule(who=WHO)
    def review(self, who):
        dispute = self.dispute
        said = {"words": "早介入", "channel": Channel.NOT_PUBLISHED}
        said |= {"dispute": dispute, "version": dispute.version}
        self.step(who, "dispute.edit", reviews.review, **said)

    @rule(
        who=WHO,
        outcome=st.sampled_from([*Outcome.values, *["fitting"] * 7]),
        ask=st.booleans(),
    )
    def end(self, who, outcome, ask):
        dispute = self.dispute
        if outcome == "fitting":
            is_settled = dispute.status == Status.SETTLED
            outcome = Outcome.SETTLED if is_settled else Outcome.FAILED
        said = {"outcome": outcome, "result": "结案", "version": dispute.version}
        act = closing.ask if ask else disputes.end
        self.step(who, "dispute.edit", act, dispute=dispute, **said)

    @precondition(lambda self: "closing" in self.there)
    @rule(who=WHO, yes=st.booleans())
    def decide_the_closing(self, who, yes):
        asked = self.dispute.closing_requests.get(decided_at=None)
        said = {"request": asked, "version": asked.version}
        if yes:
            self.step(who, "dispute.approve", closing.approve, **said)
        else:
            said |= {"reason": "缺凭证"}
            self.step(who, "dispute.approve", closing.send_back, **said)

    @rule(who=WHO)
    def reopen(self, who):
        dispute = self.dispute
        said = {"reason": "又起争执", "version": dispute.version}
        self.step(who, "dispute.edit", disputes.reopen, dispute=dispute, **said)

    def give_up(self, who) -> None:
        self.end(who=who, outcome=Outcome.WITHDRAWN, ask=False)

    # -- what must hold after every step ---------------------------------------

    @invariant()
    def stands_where_it_may(self):
        if self.pk is None:
            return
        dispute = self.dispute
        rows = list(dispute.agreements.all())
        assert len([row for row in rows if row.status in RUNNING]) <= 1
        if dispute.status == Status.SETTLED:
            assert {row.status for row in rows} & {"effective", "kept", "broken"}
        if dispute.status == Status.FAILED:
            assert dispute.told_of_court_on is not None
        if dispute.status == Status.ENDED:
            assert not dispute.follow_ups.filter(
                follow_up__status=FollowUpStatus.OPEN
            ).exists()

    @invariant()
    def keeps_the_number_of_sessions(self):
        """One, and a second within seven working days (程序规定 art. 183)."""
        if self.pk is None:
            return
        rows = self.dispute.mediations.held().filter(track=Track.PUBLIC_SECURITY)
        since = self.dispute.taken_up_at
        held = [row.held_at for row in rows.order_by("held_at") if row.held_at >= since]
        assert len(held) <= 2
        if len(held) == 2:
            first, second = map(working_days.local_date, held)
            assert second <= working_days.calendar().add_days(first, 7)


def walk_through(world: World) -> type[Life]:
    """A walk of its own, which notes the ways it went."""
    return type("Walk", (Life,), {"world": world, "walked": set()})


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_ten_thousand_random_steps_reach_nothing_forbidden(part):
    walk = seed(part)(walk_through(World()))

    run_state_machine_as_test(
        walk,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.django_db
def test_every_way_of_the_workflow_is_walked():
    """The straight ways, given up half-way or taken up again at their end."""
    walk = walk_through(World())

    for until in UNTIL:
        for turn in ("reopen", "give_up"):
            life = walk()
            life.report(dangers=(), days_ago=0, grade=2, until=until)
            getattr(life, turn)(who=1)
            life.teardown()

    ways = {(start, end) for start, ends in TRANSITIONS[Status].items() for end in ends}
    assert walk.walked == ways
