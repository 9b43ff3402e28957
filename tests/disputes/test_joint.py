"""Joint mediations: planned with others, moved, held once, and what was undertaken."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections

from disputes.actions import (
    invitations,
    joint,
    joint_consents,
    joint_templates,
    undertakings,
)
from disputes.actions.invitations import Invitee
from disputes.actions.joint_sittings import Sitting
from disputes.actions.undertakings import Promise
from disputes.models import DisputeStep, Invitation, JointMediation, JointTemplate
from disputes.notices import joint as notices
from disputes.notices import joint_work as work
from disputes.workflow import Step
from disputes.workflow.joint import Answer, Attendance, JointStatus
from disputes.workflow.mediation import MediationKind
from station import crypto
from station.closings import open_things
from station.errors import RuleError, StaleVersion
from station.models import Event, Reminder, reference
from tests.factories import (
    NOW,
    DisputeFactory,
    InvitationFactory,
    JointMediationFactory,
    JointTemplateFactory,
    OfficeFactory,
    PartyFactory,
    UndertakingFactory,
)

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=3)
COURT = Invitee(kind="court", organisation="平川人民法庭", phone="0936-2718899")
LAWYER = Invitee(kind="lawyer", organisation="正信律所", name="赵律师")


@pytest.fixture
def dispute(household, wang):
    return DisputeFactory(
        household=household,
        status="taken_up",
        taken_up_at=NOW,
        assigned_to=wang,
        track="people",
    )


@pytest.fixture
def template():
    return JointTemplateFactory()


def words(**said) -> joint.Plan:
    facts = {
        "planned_at": LATER,
        "place_kind": "station",
        "place": "一楼调解室",
        "subject": "两户地界纠纷",
    }
    return joint.Plan(**{**facts, **said})


@pytest.fixture
def planned(dispute, template, wang):
    return joint.plan(
        dispute=dispute,
        template=template,
        plan=words(),
        invitees=(COURT,),
        by=wang,
        at=NOW,
    )


def hold(planned, wang, came=None, **said):
    facts = {"held_at": LATER, "outcome": "not_agreed", "record": "双方各执一词"}
    return joint.hold(
        joint=planned,
        sitting=Sitting(**{**facts, **said}),
        came=tuple(planned.invitations.all()) if came is None else came,
        version=planned.version,
        by=wang,
        at=LATER + timedelta(hours=2),
    )


class TestPlan:
    def test_asks_those_named_and_reminds_the_chair(self, planned, wang):
        invited = planned.invitations.get()

        assert (planned.status, planned.chair) == (JointStatus.PLANNED, wang)
        assert invited.who == "平川人民法庭"
        assert invited.phone_masked != "0936-2718899"
        kinds = Reminder.objects.about(reference(planned)).values_list("kind")
        assert {kind for (kind,) in kinds} == {"joint.tomorrow", "joint.unnoted"}

    def test_stands_on_the_timeline_of_the_dispute(self, planned, dispute):
        assert Event.objects.about(dispute).get().kind == "joint.planned"

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"planned_at": NOW}, "past"),
            ({"place": " "}, "no_place"),
            ({"subject": ""}, "no_subject"),
            ({"subject": "张三 13812345678 的纠纷"}, "personal"),
            ({"agenda": "身份证620724195008130019"}, "personal"),
            ({"place_kind": "moon"}, "unknown_choice"),
        ],
    )
    def test_refuses(self, dispute, template, wang, said, code):
        with pytest.raises(RuleError) as refused:
            joint.plan(
                dispute=dispute, template=template, plan=words(**said), by=wang, at=NOW
            )

        assert refused.value.code == code

    def test_is_one_at_a_time(self, planned, dispute, template, wang):
        with pytest.raises(RuleError) as refused:
            joint.plan(
                dispute=dispute, template=template, plan=words(), by=wang, at=NOW
            )

        assert refused.value.code == "disputes_jointmediation_one_planned"

    def test_needs_a_dispute_that_was_taken_up(self, household, template, wang):
        with pytest.raises(RuleError) as refused:
            joint.plan(
                dispute=DisputeFactory(household=household),
                template=template,
                plan=words(),
                by=wang,
                at=NOW,
            )

        assert refused.value.code == "not_taken_up"


class TestMove:
    def test_asks_everybody_anew(self, planned, wang):
        invited = planned.invitations.get()
        sent, _code = invitations.send(invitation=invited, by=wang, at=NOW)
        invitations.answer(invitation=sent, answer="accepted", by=None, at=NOW)

        moved = joint.move(
            joint=planned,
            plan=words(planned_at=LATER + timedelta(days=7)),
            version=planned.version,
            by=wang,
            at=NOW,
        )

        invited.refresh_from_db()
        assert (invited.answer, invited.answered_at) == (Answer.PENDING, None)
        assert invited.expires_at > moved.planned_at

    def test_leaves_answers_alone_where_only_words_change(self, planned, wang):
        invited = planned.invitations.get()
        invitations.answer(invitation=invited, answer="accepted", by=wang, at=NOW)

        joint.move(
            joint=planned,
            plan=words(agenda="带台账"),
            version=planned.version,
            by=wang,
            at=NOW,
        )

        invited.refresh_from_db()
        assert invited.answer == Answer.ACCEPTED

    def test_tells_a_stale_version(self, planned, wang):
        with pytest.raises(StaleVersion):
            joint.move(joint=planned, plan=words(), version=9, by=wang, at=NOW)


class TestCallOff:
    def test_ends_it_and_its_reminders(self, planned, wang):
        joint.call_off(
            joint=planned, reason="双方和好", version=planned.version, by=wang, at=NOW
        )

        planned.refresh_from_db()
        assert planned.status == JointStatus.CALLED_OFF
        assert not Reminder.objects.about(reference(planned)).pending().exists()

    def test_is_not_held_afterwards(self, planned, wang):
        called_off = joint.call_off(
            joint=planned, reason="双方和好", version=planned.version, by=wang, at=NOW
        )

        with pytest.raises(RuleError) as refused:
            hold(called_off, wang)

        assert refused.value.code == "called_off"


class TestHold:
    def test_is_a_sitting_and_signs_the_step(self, planned, dispute, wang):
        held = hold(planned, wang)

        assert held.mediation.kind == MediationKind.JOINT
        assert held.mediation.others_present == "平川人民法庭"
        assert held.invitations.get().attendance == Attendance.CAME
        step = DisputeStep.objects.get(dispute=dispute, step=Step.JOINT_MEDIATION)
        assert (step.done_at, step.signed_by) == (LATER, wang)

    def test_is_held_once(self, planned, wang):
        held = hold(planned, wang)

        with pytest.raises(RuleError) as refused:
            hold(held, wang)

        assert refused.value.code == "held"

    def test_does_not_lie_ahead(self, planned, wang):
        with pytest.raises(RuleError) as refused:
            hold(planned, wang, held_at=LATER + timedelta(days=1))

        assert refused.value.code == "in_future"

    def test_needs_somebody_who_came(self, planned, wang):
        with pytest.raises(RuleError) as refused:
            hold(planned, wang, came=())

        assert refused.value.code == "nobody_came"

    def test_takes_nobody_from_another_sitting(self, planned, wang):
        with pytest.raises(RuleError) as refused:
            hold(planned, wang, came=(InvitationFactory(),))

        assert refused.value.code == "not_invited"

    def test_article_20_of_the_peoples_mediation_law(self, planned, dispute, wang):
        """A lawyer sits in only with the consent of both sides."""
        one = PartyFactory(dispute=dispute, side="one")
        other = PartyFactory(dispute=dispute, side="other")
        invitations.invite(joint=planned, invitee=LAWYER, by=wang, at=NOW)
        joint_consents.record_consents(
            joint=planned, said=((one, True),), by=wang, at=NOW
        )

        with pytest.raises(RuleError) as refused:
            hold(planned, wang)
        assert refused.value.code == "no_consent"

        joint_consents.record_consents(
            joint=planned, said=((other, True),), by=wang, at=NOW
        )
        assert hold(planned, wang).mediation.others_agreed

    def test_article_182_needs_no_consent_before_the_police(
        self, planned, dispute, wang
    ):
        PartyFactory(dispute=dispute, side="one")
        dispute.track = "public_security"
        dispute.save()
        known = invitations.invite(
            joint=planned,
            invitee=Invitee(kind="acquaintance", name="邻居老王"),
            by=wang,
            at=NOW,
        )
        planned.dispute.refresh_from_db()

        assert not joint_consents.needs_consent(planned, known)


class TestInvitations:
    def test_keeps_only_the_fingerprint_of_the_link(self, planned, wang):
        sent, code = invitations.send(
            invitation=planned.invitations.get(), by=wang, at=NOW
        )

        assert len(code) >= 22
        assert bytes(sent.token_hash) == crypto.fingerprint(code)
        stored = Invitation.objects.values().get(pk=sent.pk)
        assert code not in str(stored)
        assert (sent.expires_at - planned.planned_at).days >= 30

    def test_a_new_link_ends_the_one_before(self, planned, wang):
        invited = planned.invitations.get()
        _sent, first = invitations.send(invitation=invited, by=wang, at=NOW)
        again, second = invitations.send(invitation=invited, by=wang, at=NOW)

        assert first != second
        assert bytes(again.token_hash) == crypto.fingerprint(second)

    def test_silence_is_reminded_of_after_a_working_day(self, planned, wang):
        """Sent on Friday 20 November: called for on Monday."""
        sent, _code = invitations.send(
            invitation=planned.invitations.get(), by=wang, at=NOW
        )

        due = Reminder.objects.about(reference(sent)).get()
        assert due.kind == "invitation.unanswered"
        assert due.due_at.date().isoformat() == "2026-11-23"
        told = notices.INVITATIONS.recipients([due], due.due_at)
        assert told == {due.pk: [wang.pk]}

    def test_the_same_answer_twice_is_one(self, planned):
        invited = planned.invitations.get()
        for _ in range(2):
            invitations.answer(
                invitation=invited, answer="declined", words="开庭", by=None, at=NOW
            )

        kinds = [event.kind for event in Event.objects.about(invited)]
        assert kinds.count("invitation.answered") == 1

    def test_another_time_needs_words(self, planned):
        with pytest.raises(RuleError) as refused:
            invitations.answer(
                invitation=planned.invitations.get(),
                answer="other_time",
                by=None,
                at=NOW,
            )

        assert refused.value.code == "no_words"

    def test_taken_back_is_neither_answered_nor_sent(self, planned, wang):
        invited = planned.invitations.get()
        taken = invitations.revoke(
            invitation=invited, version=invited.version, by=wang, at=NOW
        )

        assert taken.token_hash is None
        for act in (invitations.send, invitations.answer):
            extra = {"answer": "accepted"} if act is invitations.answer else {}
            with pytest.raises(RuleError) as refused:
                act(invitation=taken, by=wang, at=NOW, **extra)
            assert refused.value.code == "revoked"

    def test_takes_only_offices_of_the_station(self, planned, wang):
        with pytest.raises(RuleError) as refused:
            invitations.invite(
                joint=planned,
                invitee=Invitee(kind="department", office=OfficeFactory()),
                by=wang,
                at=NOW,
            )

        assert refused.value.code == "office_elsewhere"

    def test_who_came_is_put_right_afterwards(self, planned, wang):
        invited = hold(planned, wang).invitations.get()

        invitations.attend(
            invitation=invited,
            attendance="absent",
            version=invited.version,
            by=wang,
            at=LATER,
        )

        invited.refresh_from_db()
        assert invited.attendance == Attendance.ABSENT

    def test_nobody_came_before_the_day(self, planned, wang):
        invited = planned.invitations.get()

        with pytest.raises(RuleError) as refused:
            invitations.attend(
                invitation=invited,
                attendance="came",
                version=invited.version,
                by=wang,
                at=NOW,
            )

        assert refused.value.code == "not_yet"


class TestUndertakings:
    @pytest.fixture
    def held(self, planned, wang):
        return hold(planned, wang)

    def undertake(self, held, wang, **said):
        facts = {"what": "丈量地界", "due_on": LATER.date() + timedelta(days=40)}
        who = {"invitation": held.invitations.get()}
        promise = Promise(**{**facts, **(said or who)})
        return undertakings.undertake(joint=held, promise=promise, by=wang, at=LATER)

    def test_keep_the_link_alive_and_are_reminded_of(self, held, wang, chief):
        invitations.send(invitation=held.invitations.get(), by=wang, at=LATER)
        before = held.invitations.get().expires_at

        made = self.undertake(held, wang)

        assert held.invitations.get().expires_at > before
        rows = Reminder.objects.about(reference(made)).order_by("due_at")
        kinds = [row.kind for row in rows]
        assert kinds == ["undertaking.due", "undertaking.late", "undertaking.chief"]
        told = notices.UNDERTAKINGS.recipients(list(rows), rows[0].due_at)
        assert list(told.values()) == [[wang.pk], [wang.pk], [chief.pk]]

    def test_are_promised_by_exactly_one(self, held, wang):
        with pytest.raises(RuleError) as refused:
            self.undertake(held, wang, invitation=held.invitations.get(), officer=wang)

        assert refused.value.code == "who"

    def test_wait_for_the_sitting(self, planned, wang):
        with pytest.raises(RuleError) as refused:
            self.undertake(planned, wang)

        assert refused.value.code == "not_held"

    def test_are_done_once_by_the_link(self, held, wang):
        made = self.undertake(held, wang)
        for _ in range(2):
            undertakings.finish(undertaking=made, result="已办", by=None, at=LATER)

        made.refresh_from_db()
        assert (made.status, made.settled_by) == ("done", None)
        pending = Reminder.objects.about(reference(made)).pending()
        assert [row.kind for row in pending] == ["undertaking.told"]

    def test_not_kept_says_why(self, held, wang):
        made = self.undertake(held, wang)

        with pytest.raises(RuleError) as refused:
            undertakings.fail(
                undertaking=made, result=" ", version=made.version, by=wang, at=LATER
            )

        assert refused.value.code == "no_result"

    def test_keep_the_dispute_from_being_closed_quietly(self, held, dispute, wang):
        made = self.undertake(held, wang)

        assert made.get_absolute_url() in {
            item.url for item in open_things(dispute, user=wang)
        }


class TestTemplates:
    def test_a_station_makes_one_its_own(self, template, village, chief):
        station = village.parent.parent
        own = joint_templates.adapt(
            template=template,
            station=station,
            words=joint_templates.Words(title_zh="四方联调", invites=("court",)),
            version=template.version,
            by=chief,
            at=NOW,
        )

        kinds = {row.kind: row for row in JointTemplate.objects.of_station(station)}
        assert kinds[template.kind] == own
        template.refresh_from_db()
        assert template.title_zh == "四方对接"


class TestMyDay:
    def test_names_what_the_chair_owes(self, planned, wang):
        hold_me = InvitationFactory(
            joint=planned, sent_at=NOW - timedelta(days=4), organisation="司法所"
        )
        UndertakingFactory(
            invitation=InvitationFactory(
                joint=JointMediationFactory(
                    dispute=planned.dispute,
                    chair=wang,
                    status="called_off",
                    called_off_at=NOW,
                )
            ),
        )

        kinds = [str(item.kind_label) for item in work.owed(wang, NOW)]

        assert len(kinds) == 3
        assert hold_me.get_absolute_url() == planned.get_absolute_url()


@pytest.mark.django_db(transaction=True)
class TestTogether:
    def race(self, *acts):
        barrier, said = Barrier(len(acts)), []

        def run(act):
            barrier.wait()
            try:
                act()
                said.append("done")
            except (RuleError, StaleVersion) as error:
                said.append(getattr(error, "code", "") or "stale")
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(acts)) as pool:
            list(pool.map(run, acts))
        return sorted(said)

    def test_is_held_once_though_two_say_so(self, planned, wang):
        said = self.race(lambda: hold(planned, wang), lambda: hold(planned, wang))

        assert said.count("done") == 1
        assert planned.dispute.mediations.count() == 1

    def test_two_answers_leave_one_that_somebody_gave(self, planned):
        invited = planned.invitations.get()
        self.race(
            *(
                lambda answer=answer: invitations.answer(
                    invitation=invited, answer=answer, by=None, at=NOW
                )
                for answer in ("accepted", "declined")
            )
        )

        invited.refresh_from_db()
        assert invited.answer in {"accepted", "declined"}
        assert invited.version == 3

    def test_two_plans_are_one(self, dispute, template, wang):
        act = lambda: joint.plan(  # noqa: E731
            dispute=dispute, template=template, plan=words(), by=wang, at=NOW
        )
        said = self.race(act, act)

        assert said.count("done") == 1
        assert JointMediation.objects.count() == 1
