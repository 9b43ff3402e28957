"""Records of sittings, agreements, and the notice that mediation ended."""

from disputes.models import DisputePaper, Mediation, Obligation
from disputes.papers import sheets
from disputes.papers.case import Case
from disputes.workflow.mediation import MediationPlace


def record(case: Case, row: DisputePaper | None, sitting: Mediation | None) -> dict:
    """One sitting: who, when, where, what was said, what came of it (调解记录)."""
    empty = sitting is None
    return {
        "ordinal": "" if empty else str(sitting.ordinal),
        "when": "" if empty else sheets.moment(sitting.held_at),
        "place": "" if empty else _place(case, sitting),
        "people": sheets.people(case),
        "others": "" if empty else sitting.others_present,
        "guardian": "" if empty else sitting.guardian_present,
        "chair": case.mediator if empty else _chair(case, sitting),
        "recording": "" if empty else sitting.recording,
        "is_public": not empty and sitting.is_public,
        "facts": "" if empty else sitting.facts,
        "text": "" if empty else sitting.record,
        "outcome": "" if empty else str(sitting.get_outcome_display()),
        "recorder": "" if empty else sitting.written_by.name,
        "hands": sheets.hands(case, row),
    }


def _place(case: Case, sitting: Mediation) -> str:
    kind, place = MediationPlace(sitting.place_kind), case.place(sitting.place)
    words = "" if kind == MediationPlace.OTHER and place else str(kind.label)
    return "，".join(part for part in (words, place) if part)


def _chair(case: Case, sitting: Mediation) -> str:
    if sitting.mediator is not None:
        return sitting.mediator.name
    if not case.is_police:
        return case.mediator
    officers = "、".join(officer.name for officer in sitting.officers.all())
    return officers or case.mediator


def agreement(case: Case, row: DisputePaper | None) -> dict:
    """What the agreement says, for each of its forms (art. 29; 程序规定 art. 184)."""
    found = case.agreement
    held = found.mediation if found and found.mediation else None
    held = held or (case.held()[-1] if case.held() else None)
    written = {
        name: getattr(found, name) if found else ""
        for name in ("facts", "responsibility", "terms", "performance")
    }
    return written | {
        "number": found.number if found else case.number,
        "people": sheets.people(case),
        "ones": sheets.ones(case),
        "rest": sheets.others(case),
        "body": (found.body if found else "") or _body(case),
        "chair": (found.chair if found else "")
        or (_chair(case, held) if held else case.mediator),
        "others": (found.others_present if found else "")
        or (held.others_present if held else ""),
        "held": sheets.moment(held.held_at) if held else "",
        "held_place": _place(case, held) if held else "",
        "recording": held.recording if held else "",
        "event_on": sheets.day(case.dispute.event_on),
        "event_place": case.place((found.place if found else "") or case.dispute.place),
        "obligations": [_owed(each) for each in case.obligations],
        "at_once": bool(found and found.is_performed_at_once),
        "date": sheets.day(found.effective_on or found.reached_on) if found else "",
        "recorder": found.written_by.name if found else "",
        "hands": [*agreement_hands(case), *sheets.hands(case, row)],
    }


def _body(case: Case) -> str:
    return case.station if case.is_police else case.committee


def agreement_hands(case: Case) -> list[dict]:
    """The hands and the seal under the agreement, as the agreement keeps them."""
    return [
        {
            "role": signature.signer,
            "name": signature.name,
            "date": sheets.day(signature.signed_at),
            "picture": sheets.picture(picture),
        }
        for signature, picture in case.hands
    ]


def _owed(each: Obligation) -> dict:
    return {
        "who": each.party.name,
        "what": each.what,
        "amount": f"{each.amount:.2f}" if each.amount is not None else "",
        "due": sheets.day(each.due_on),
        "status": str(each.get_status_display()),
        "settled": sheets.day(each.settled_on),
    }


def end_notice(case: Case, row: DisputePaper | None) -> dict:
    """Mediation ended; which other ways there are (人民调解法 art. 26)."""
    dispute = case.dispute
    return {
        "to": "、".join(who.name for who in case.people),
        "field": str(dispute.get_field_display()),
        "accepted_on": sheets.day(
            case.dossier.accepted_on if case.dossier else dispute.taken_up_at
        ),
        "sittings": len(case.held()),
        "is_police": case.is_police,
        "date": sheets.day(dispute.told_of_court_on or dispute.mediated_at),
        "mediator": case.mediator,
        "hands": sheets.hands(case, row),
    }
