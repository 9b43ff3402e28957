"""Papers from the application to the evidence."""

from disputes.models import DisputePaper
from disputes.papers import sheets
from disputes.papers.case import Case
from disputes.workflow.intake import Source, Track
from disputes.workflow.papers import PaperKind

# How a mediation began, as the form of 2010 asks (law.md b3).
BEGUN = ("当事人申请", "人民调解委员会主动调解", "公安机关移交", "法院委托", "政府指定")
# How a case of the police came in.
POLICE_WAYS = {
    Source.CALL: "110报警",
    Source.WALK_IN: "群众来所报案",
    Source.VISIT: "工作中发现",
    Source.INSPECTION: "工作中发现",
    Source.FINDING: "工作中发现",
    Source.PARTNER: "其他单位移送",
}
FROM_POLICE = {Source.CALL, Source.INSPECTION, Source.FINDING}


def application(case: Case, row: DisputePaper | None) -> dict:
    """Who asks whom for what, and why (申请书)."""
    one = sheets.party_of(case, row) if row else None
    return {
        "applicants": [one] if one else sheets.ones(case),
        "respondents": (
            sheets.other_side_of(case, row) if row else sheets.others(case)
        ),
        "request": row.matter if row else "",
        "facts": row.text if row else "",
        "date": sheets.day(row.happened_at) if row else "",
        "hands": sheets.hands(case, row),
    }


def acceptance(case: Case, row: DisputePaper | None) -> dict:
    """What came in, how and when (受理登记表)."""
    dispute = case.dispute
    begun = BEGUN[0] if case.of(PaperKind.APPLICATION) else BEGUN[1]
    if begun == BEGUN[1] and dispute.source in FROM_POLICE:
        begun = BEGUN[2]
    is_police = dispute.track == Track.PUBLIC_SECURITY
    officer = case.dossier.accepted_by.name if case.dossier else ""
    return {
        "begun": POLICE_WAYS.get(dispute.source, "其他") if is_police else begun,
        "ways": list(dict.fromkeys([*POLICE_WAYS.values(), "其他"]))
        if is_police
        else list(BEGUN),
        "people": sheets.people(case),
        "field": str(dispute.get_field_display()),
        "reported": sheets.moment(dispute.reported_at),
        "place": case.place(dispute.place),
        "summary": dispute.summary,
        "accepted_on": _accepted_on(case, is_police=is_police),
        "registrar": officer or dispute.reported_by.name,
        "mediator": case.mediator,
        "hands": sheets.hands(case, row),
    }


def _accepted_on(case: Case, *, is_police: bool) -> str:
    """The committee's day; the police accept what somebody takes up."""
    if case.dossier is not None:
        return sheets.day(case.dossier.accepted_on)
    return sheets.day(case.dispute.taken_up_at) if is_police else ""


def rights(case: Case, row: DisputePaper | None) -> dict:
    """What the parties may and must do (人民调解法 art. 23, 24)."""
    one = sheets.party_of(case, row) if row else None
    return {
        "to": one["name"] if one else "、".join(who.name for who in case.people),
        "rights": list(sheets.RIGHTS),
        "duties": list(sheets.DUTIES),
        "more": row.text if row else "",
        "date": sheets.day(row.happened_at) if row else "",
        "hands": sheets.hands(case, row),
    }


def identity(case: Case, row: DisputePaper | None) -> dict:
    """Who the parties are, by the register (身份证明)."""
    return {
        "people": [
            found | {"is_registered": who.is_registered}
            for found, who in zip(sheets.people(case), case.people, strict=True)
        ],
        "checked_by": row.made_by.name if row else "",
        "date": sheets.day(row.happened_at) if row else "",
        "hands": sheets.hands(case, row),
    }


def authority(case: Case, row: DisputePaper | None) -> dict:
    """Whom a party sends instead, and for what (授权委托书)."""
    return {
        "principal": sheets.party_of(case, row) if row else None,
        "agent": row.person if row else "",
        "about_agent": row.text if row else "",
        "scope": row.matter if row else "",
        "date": sheets.day(row.happened_at) if row else "",
        "hands": sheets.hands(case, row),
    }


def investigation(case: Case, row: DisputePaper | None) -> dict:
    """What somebody was asked and said (调查记录)."""
    one = sheets.party_of(case, row) if row else None
    return {
        "when": sheets.moment(row.happened_at) if row else "",
        "place": case.place(row.place) if row else "",
        "asked": (row.person or (one["name"] if one else "")) if row else "",
        "about": one,
        "asker": row.made_by.name if row else "",
        "matter": row.matter if row else "",
        "text": row.text if row else "",
        "hands": sheets.hands(case, row),
    }


def evidence(case: Case, row: DisputePaper | None) -> dict:
    """What was handed in, thing by thing (证据材料清单)."""
    lines = row.text.splitlines() if row else []
    return {
        "things": [_thing(line) for line in lines if line.strip()],
        "giver": (row.person or (row.party.name if row.party else "")) if row else "",
        "date": sheets.day(row.happened_at) if row else "",
        "taker": row.made_by.name if row else "",
        "hands": sheets.hands(case, row),
    }


def _thing(line: str) -> list[str]:
    """Name, copies and origin, parted by a bar."""
    parts = [part.strip() for part in line.replace("｜", "|").split("|")]
    return [*parts, "", ""][:3]
