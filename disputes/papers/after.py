"""Papers of what came after: performance, going back, the court, the closing."""

from disputes.models import DisputeFollowUp, DisputePaper
from disputes.papers import sheets
from disputes.papers.case import Case
from disputes.papers.middle import agreement
from disputes.workflow.intake import Danger
from disputes.workflow.mediation import ObligationStatus


def performance(case: Case, row: DisputePaper | None) -> dict:
    """What was owed and done, with the receipt of who got it (履行凭证)."""
    found = agreement(case, None)
    return {
        "agreement": case.agreement.number if case.agreement else "",
        "obligations": found["obligations"],
        "text": row.text if row else "",
        "receiver": (row.person or (row.party.name if row.party else ""))
        if row
        else "",
        "date": sheets.day(row.happened_at) if row else "",
        "taker": row.made_by.name if row else "",
        "hands": sheets.hands(case, row),
    }


def follow_up(
    case: Case, row: DisputePaper | None, visit: DisputeFollowUp | None
) -> dict:
    """Is it kept, are they content, does it flare up again (回访记录)."""
    facts = {
        "people": "、".join(who.name for who in case.people),
        "agreement": case.agreement.number if case.agreement else "",
        "matter": str(case.dispute.get_field_display()),
        "hands": sheets.hands(case, row),
    }
    return facts | (_found(case, visit) if visit else dict.fromkeys(FOUND, ""))


FOUND = ("kept", "asked", "satisfied", "sued", "dangers", "text", "visitor", "when")


def _found(case: Case, visit: DisputeFollowUp) -> dict:
    """What the officer found at the parties'."""
    dangers = [str(Danger(code).label) for code in visit.dangers]
    return {
        "kept": "，".join(
            part for part in (visit.get_performance_display(), _kept(case)) if part
        ),
        "asked": "、".join(party.name for party in visit.met.all()),
        "satisfied": str(visit.get_satisfaction_display()),
        "sued": "已起诉" if visit.has_sued else "未起诉",
        "dangers": "、".join(dangers) or "无",
        "text": visit.words,
        "visitor": visit.recorded_by.name,
        "when": sheets.moment(visit.recorded_at),
    }


def _kept(case: Case) -> str:
    """How much of what is owed was done, in figures."""
    owed = case.obligations
    if not owed:
        return ""
    done = sum(each.status == ObligationStatus.KEPT for each in owed)
    return f"共{len(owed)}项，已履行{done}项"


def confirmation(case: Case, row: DisputePaper | None) -> dict:
    """The joint application to the court (人民调解法 art. 33)."""
    asked = case.confirmation
    return {
        "ones": sheets.ones(case),
        "rest": sheets.others(case),
        "agreement": case.agreement.number if case.agreement else "",
        "committee": case.committee,
        "effective": sheets.day(case.agreement.effective_on) if case.agreement else "",
        "terms": case.agreement.terms if case.agreement else "",
        "text": row.text if row else "",
        "court": asked.court if asked else "",
        "date": sheets.day(asked.applied_on if asked else None)
        or (sheets.day(row.happened_at) if row else ""),
        "status": str(asked.get_status_display()) if asked else "",
        "case_number": asked.case_number if asked else "",
        "hands": sheets.hands(case, row),
    }


def no_penalty(case: Case, row: DisputePaper | None) -> dict:
    """Settled, performed and asked for in writing (art. 9 ¶4; 程序规定 art. 186)."""
    found = case.reconciliation
    at_committee = bool(found and found.agreement_id and case.agreement)
    return {
        "people": sheets.people(case),
        "facts": case.dispute.summary,
        "event_on": sheets.day(case.dispute.event_on),
        "event_place": case.place(case.dispute.place),
        "at_committee": at_committee,
        "agreement": case.agreement.number if at_committee else "",
        "committee": case.committee if at_committee else "",
        "terms": (case.agreement.terms if at_committee else found.terms)
        if found
        else "",
        "reached_on": sheets.day(found.reached_on) if found else "",
        "performed_on": sheets.day(found.performed_on) if found else "",
        "article": found.article if found else "",
        "date": sheets.day(found.applied_on) if found else "",
        "answer": str(found.get_status_display()) if found else "",
        "is_accepted": bool(found and found.status == "accepted"),
        "reason": found.reason if found else "",
        "decided_on": sheets.day(found.decided_on) if found else "",
        "officer": case.dispute.assigned_to.name if case.dispute.assigned_to else "",
        "hands": sheets.hands(case, row),
    }


def note(case: Case, row: DisputePaper | None) -> dict:
    """What whoever opens the dossier later must know (卷宗情况说明)."""
    return {
        "text": row.text if row else "",
        "writer": row.made_by.name if row else "",
        "date": sheets.day(row.happened_at) if row else "",
        "hands": sheets.hands(case, row),
    }


def closing(case: Case, row: DisputePaper | None) -> dict:
    """The whole case on one sheet, for whoever approves its end (结案报告表)."""
    dispute, held = case.dispute, case.held()
    return {
        "people": sheets.people(case),
        "field": str(dispute.get_field_display()),
        "grade": str(dispute.get_grade_display()),
        "amount": f"{dispute.amount:.2f}" if dispute.amount is not None else "",
        "accepted_on": sheets.day(
            case.dossier.accepted_on if case.dossier else dispute.taken_up_at
        ),
        "ended_on": sheets.day(dispute.ended_at),
        "mediator": case.mediator,
        "summary": dispute.summary,
        "sittings": [
            {
                "when": sheets.moment(sitting.held_at),
                "outcome": str(sitting.get_outcome_display()),
            }
            for sitting in held
        ],
        "outcome": str(dispute.get_outcome_display()) if dispute.outcome else "",
        "result": dispute.result,
        "agreement": case.agreement.number if case.agreement else "",
        "terms": case.agreement.terms if case.agreement else "",
        "kept": _kept(case),
        "visits": [sheets.day(visit.recorded_at) for visit in case.visits],
        "hands": sheets.hands(case, row),
    }
