"""Quarrels at every stage of their life, and the calls they came from."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from disputes.actions import mediations, tracks
from disputes.models import Dispute
from disputes.workflow.gate import Answers
from tests import factories as make
from tests.disputes import agreement_cases as cases

PARTNER = "token-of-the-village-cadre"
CALL = "报警人称邻居占用楼道停车，双方发生争吵，对方扬言要砸车，要求民警到场处理"


def build(officer, partner, *, village, home) -> dict[str, str]:
    """The addresses of what was screened, mediated, agreed and kept."""
    station = village.parent.parent
    people = _people(village, home)
    return (
        _calls(village, station)
        | people
        | _fresh(officer, home)
        | _in_mediation(officer, home)
        | _together(officer, partner, home)
        | _written(officer, home)
        | _kept(officer, home)
        | _warned(home)
        | _asked_to_close(officer, home)
        | _rules(station)
    )


def of_dispute(name: str, *args) -> str:
    return reverse(f"disputes:{name}", args=args)


def _calls(village, station) -> dict[str, str]:
    now = timezone.now()
    waiting = make.CallFactory(
        area=village,
        called_at=now - timedelta(hours=3),
        summary=CALL,
        proposed_field="parking",
        proposed_dangers=["threat"],
    )
    make.CallFactory(area=village, called_at=now - timedelta(hours=4))
    term = make.TermFactory(area=station)
    return {
        "call": waiting.get_absolute_url(),
        "term_edit": reverse("station:term_edit", args=[term.pk]),
    }


def _people(village, home) -> dict[str, str]:
    """Mediators with what is known of them, and their committee."""
    mediator = make.MediatorFactory(
        name="杨老五", type="copper", area=village, fields=["land_boundary"]
    )
    make.MediatorFactory(name="马翠兰", type="silver", area=village)
    make.TrainingFactory(mediator=mediator)
    make.AbsenceFactory(mediator=mediator, from_on=timezone.localdate())
    make.TieFactory(mediator=mediator)
    committee = make.CommitteeFactory(name="天城村人民调解委员会", area=village)
    make.CommitteeMemberFactory(committee=committee, name="赵淑芬", sex="female")
    return {
        "mediator": mediator.get_absolute_url(),
        "mediator_edit": of_dispute("mediator_edit", mediator.pk),
        "mediator_absence": of_dispute("mediator_absence", mediator.pk),
        "committee": committee.get_absolute_url(),
        "seat_add": of_dispute("seat_add", committee.pk),
    }


def _fresh(officer, home) -> dict[str, str]:
    """Heard of today: a child is among them, and somebody threatened."""
    dispute = make.DisputeFactory(
        household=home,
        assigned_to=officer,
        is_domestic_violence=True,
        dangers=["threat"],
        people_count=6,
        reported_at=timezone.now(),
        due_at=timezone.now() + timedelta(days=1),
    )
    party = make.PartyFactory(dispute=dispute, name="李建军")
    make.PartyFactory(dispute=dispute, side="other", name="周桂英")
    make.PartyAgentFactory(party=party)
    first = make.MediatorFactory(name="陈和平", type="gold", area=home.area)
    return {
        "dispute_fresh": dispute.get_absolute_url(),
        "facts_edit": of_dispute("facts_edit", dispute.pk),
        "party_edit": of_dispute("party_edit", dispute.pk, party.pk),
        "agent_add": of_dispute("agent_add", dispute.pk, party.pk),
        "safeguard": of_dispute("safeguard", dispute.pk, "mediation_note"),
        "take_up": of_dispute("take_up", dispute.pk),
        "tier_raise": of_dispute("escalate", dispute.pk),
        "mediator_choice": of_dispute("mediator_choice", dispute.pk),
        "mediator_assign": of_dispute("mediator_assign", dispute.pk, first.pk),
        "track": of_dispute("track", dispute.pk),
    }


def _quarrel(officer, home, **facts) -> Dispute:
    """Taken up, and through the gate to people's mediation."""
    now = timezone.now()
    dispute = cases.dispute_of(home, officer, at=now - timedelta(days=2), **facts)
    tracks.assess(dispute=dispute, answers=Answers(), by=officer, at=now)
    return Dispute.objects.get(pk=dispute.pk)


def _in_mediation(officer, home) -> dict[str, str]:
    """A sitting is planned, the clocks run, the first papers are written."""
    dispute, now = _quarrel(officer, home, field="land_boundary"), timezone.now()
    sitting = mediations.plan(
        dispute=dispute,
        plan=mediations.Plan(now - timedelta(hours=1), place_kind="police_room"),
        by=officer,
        at=now,
    )
    paper = make.PaperFactory(dispute=dispute, made_by=officer, happened_at=now)
    clock = dispute.clocks.first()
    return {
        "dispute_mediated": dispute.get_absolute_url(),
        "clock_pause": of_dispute("clock_pause", clock.pk),
        "sitting": sitting.get_absolute_url(),
        "sitting_hold": of_dispute("mediation_hold", sitting.pk),
        "papers": of_dispute("papers", dispute.pk),
        "paper": paper.get_absolute_url(),
        "paper_new": of_dispute("paper_add", dispute.pk, "investigation"),
        "paper_sign": of_dispute("paper_sign", paper.pk),
    }


def _together(officer, partner, home) -> dict[str, str]:
    """The village is invited by its own link and has promised to measure."""
    dispute, now = _quarrel(officer, home, tier="major"), timezone.now()
    make.JointTemplateFactory(kind="departments", title_zh="多部门联调")
    joint = make.JointMediationFactory(
        dispute=dispute, chair=officer, planned_at=now + timedelta(days=1)
    )
    invitation = make.InvitationFactory(
        joint=joint,
        kind="village",
        user=partner,
        code=PARTNER,
        sent_at=now,
        expires_at=now + timedelta(days=30),
    )
    promise = make.UndertakingFactory(invitation=invitation)
    return {
        "sitting_plan": of_dispute("mediation_plan", dispute.pk),
        "joint_pick": of_dispute("joint_pick", dispute.pk),
        "joint_new": of_dispute("joint_create", dispute.pk, joint.template_id),
        "joint": joint.get_absolute_url(),
        "joint_hold": of_dispute("joint_hold", joint.pk),
        "invitation_new": of_dispute("invitation_create", joint.pk),
        "undertaking": of_dispute("undertaking_detail", promise.pk),
        "invited": of_dispute("invited_detail", invitation.pk),
        "partner": reverse("partner:invitation", args=[PARTNER]),
    }


def _written(officer, home) -> dict[str, str]:
    """An agreement that everybody has still to sign."""
    dispute, now = _quarrel(officer, home), timezone.now()
    due = cases.duty(dispute, timezone.localdate() + timedelta(days=5))
    agreement = cases.drafted(dispute, officer, at=now, duties=[due])
    empty = _quarrel(officer, home)
    return {
        "agreement_new": of_dispute("agreement_create", empty.pk),
        "agreement_draft": agreement.get_absolute_url(),
        "agreement_sign": of_dispute("agreement_sign", agreement.pk),
        "agreement_effect": of_dispute("agreement_effect", agreement.pk),
    }


def _kept(officer, home) -> dict[str, str]:
    """In effect: one thing is owed, somebody goes back tomorrow, the court is asked."""
    dispute, now = _quarrel(officer, home), timezone.now()
    due = cases.duty(dispute, timezone.localdate() + timedelta(days=5))
    agreement = cases.effective(dispute, officer, at=now, duties=[due])
    promise = dispute.follow_ups.get().follow_up
    court = make.ConfirmationFactory(agreement__dispute=_quarrel(officer, home))
    pk = agreement.obligations.get().pk
    return {
        "dispute_settled": dispute.get_absolute_url(),
        "agreement": agreement.get_absolute_url(),
        "agreement_in_court": court.agreement.get_absolute_url(),
        "obligation_keep": of_dispute("obligation_keep", pk),
        "obligation_break": of_dispute("obligation_break", pk),
        "confirmation_apply": of_dispute("confirmation_apply", agreement.pk),
        "confirmation_rule": of_dispute("confirmation_rule", court.pk),
        "dispute_follow_up": promise.get_absolute_url(),
        "follow_up_record": of_dispute("follow_up_record", promise.pk),
        "review": of_dispute("review", dispute.pk),
        "dispute_end": of_dispute("end", dispute.pk),
    }


def _warned(home) -> dict[str, str]:
    """Above the line: what was done about it, and whether it was right."""
    warning = make.DisputeWarningFactory(
        dispute__household=home, dispute__warning_score=60
    )
    pk = warning.dispute_id
    make.WarningActionFactory(dispute=warning.dispute)
    return {
        "dispute_warned": warning.dispute.get_absolute_url(),
        "warning_answer": of_dispute("warning_answer", pk),
        "turned_criminal": of_dispute("turned_criminal", pk),
    }


def _asked_to_close(officer, home) -> dict[str, str]:
    asked = make.ClosingRequestFactory(dispute__household=home, asked_by=officer)
    return {
        "dispute_to_close": asked.dispute.get_absolute_url(),
        "closing_approve": of_dispute("closing_approve", asked.pk),
        "closing_send_back": of_dispute("closing_send_back", asked.pk),
    }


def _rules(station) -> dict[str, str]:
    """What a chief sets: tiers, signs, kinds, templates."""
    rule = make.TierRuleFactory(area=station)
    template = make.JointTemplateFactory(station=station, kind="court")
    return {
        "tier_rule_edit": of_dispute("tier_rule_edit", rule.pk),
        "tier_rule_new": of_dispute("tier_rule_create", station.pk),
        "sign_edit": of_dispute("warning_sign_edit", station.pk, "threat"),
        "template_edit": of_dispute("joint_template_edit", template.pk),
    }
