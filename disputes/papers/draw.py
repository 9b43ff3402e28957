"""One paper as PDF/A; and the hash of what it says."""

import hashlib
import json
from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.utils import timezone, translation

from disputes.models import DisputePaper
from disputes.papers import after, covers, middle, opening
from disputes.papers.case import Case, gather
from disputes.workflow.papers import TYPED, PaperKind
from station.documents import compile_document

K = PaperKind
COPIES = 3  # of a public-security agreement: both sides and the file (art. 184)
FACTS: dict[str, Callable] = {
    K.APPLICATION: opening.application,
    K.ACCEPTANCE: opening.acceptance,
    K.RIGHTS: opening.rights,
    K.IDENTITY: opening.identity,
    K.AUTHORITY: opening.authority,
    K.INVESTIGATION: opening.investigation,
    K.EVIDENCE: opening.evidence,
    K.AGREEMENT: middle.agreement,
    K.ORAL: middle.agreement,
    K.SECURITY_AGREEMENT: middle.agreement,
    K.SPOT_AGREEMENT: middle.agreement,
    K.END_NOTICE: middle.end_notice,
    K.PERFORMANCE: after.performance,
    K.CONFIRMATION: after.confirmation,
    K.NO_PENALTY: after.no_penalty,
    K.NOTE: after.note,
    K.CLOSING: after.closing,
}
# Drawn from the case alone, once; a row of them keeps only hands and scans.
IN_THREE = frozenset({K.SECURITY_AGREEMENT, K.SPOT_AGREEMENT})
OF_CASE = frozenset(FACTS) - TYPED


def render(case: Case, kind: str, *, draft: bool = False, copies: int = 1) -> bytes:
    """The paper as it is printed alone; it speaks Chinese whatever the screen does."""
    with translation.override(settings.LANGUAGE_CODE):
        on = timezone.localdate()
        return compiled(
            case, kind, sheets_of(case, kind, on=on), draft=draft, copies=copies
        )


def compiled(
    case: Case,
    kind: str,
    sheets: list[dict],
    *,
    draft: bool = False,
    copies: int = 1,
    first_page: int | None = None,
    tagged: bool = True,
) -> bytes:
    """These sheets in the layout of their kind; in a dossier with its page numbers."""
    data = {
        "sheets": sheets,
        "number": case.number,
        "committee": case.committee,
        "station": case.station,
        "bureau": case.bureau,
        "is_police": case.is_police,
        "draft": draft,
        "copies": copies,
        "first_page": first_page,
    }
    return compile_document(f"disputes/{kind}", data, tagged=tagged)


def sheets_of(case: Case, kind: str, *, on: date) -> list[dict]:
    """What the paper says; where nothing was written yet, an empty form."""
    if kind == K.COVER:
        return [covers.cover(case, on=on)]
    if kind == K.BACK:
        return [covers.back(case, pages=None, on=on)]
    if kind == K.CONTENTS:
        return [{"rows": []}]
    if kind == K.RECORD:
        return [sheet for _row, sheet in records(case)] or [
            middle.record(case, None, None)
        ]
    rows = case.of(kind)
    if kind == K.FOLLOW_UP:
        return visits(case) or [after.follow_up(case, None, None)]
    if kind not in TYPED:
        return [FACTS[kind](case, rows[-1] if rows else None)]
    return [FACTS[kind](case, row) for row in rows] or [FACTS[kind](case, None)]


def records(case: Case) -> list[tuple[DisputePaper | None, dict]]:
    """The records of the sittings held, each with the row that keeps its hands."""
    kept = {row.ordinal: row for row in case.of(K.RECORD)}
    return [
        (row := kept.get(sitting.ordinal), middle.record(case, row, sitting))
        for sitting in case.held()
    ]


def visits(case: Case) -> list[dict]:
    """The records of going back; hands and scans of all are kept by one row."""
    row = (case.of(K.FOLLOW_UP) or [None])[-1]
    return [after.follow_up(case, row, visit) for visit in case.visits]


def hash_of(paper: DisputePaper) -> str:
    """Of all that the paper says, without the hands under it."""
    with translation.override(settings.LANGUAGE_CODE):
        sheet = _sheet(gather(paper.dispute), paper)
    sheet.pop("hands", None)
    said = json.dumps([paper.kind, sheet], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def _sheet(case: Case, paper: DisputePaper) -> dict:
    if paper.kind == K.FOLLOW_UP:
        return {"visits": [visit | {"hands": []} for visit in visits(case)]}
    if paper.kind != K.RECORD:
        return FACTS[paper.kind](case, paper)
    found = [row for row in case.sittings if row.ordinal == paper.ordinal]
    return middle.record(case, paper, found[0] if found else None)
