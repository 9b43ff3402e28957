"""The whole dossier as one PDF/A: cover, contents, papers with their scans, back."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pikepdf
from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from disputes.models import DisputePaper
from disputes.papers import covers, draw, sheets
from disputes.papers.case import Case, agreement_kind
from disputes.papers.completeness import check
from disputes.workflow.papers import PaperKind, title_of
from households.papers.joining import joined
from station.models import Attachment

K = PaperKind
PAGES = "{http://ns.adobe.com/xap/1.0/t/pg/}NPages"
AT_ONCE = 12  # scans; a dossier with more of them is left to the worker


@dataclass(frozen=True)
class Part:
    """One paper in the dossier: its sheets, and the scans behind them."""

    kind: PaperKind
    name: str
    sheets: list[dict]
    scans: list[Attachment]


@dataclass
class Bound:
    """A paper that has its pages."""

    name: str
    first: int
    last: int
    files: list[bytes]
    scans: int

    @property
    def pages(self) -> str:
        return (
            f"{self.first}" if self.first == self.last else f"{self.first}—{self.last}"
        )

    @property
    def note(self) -> str:
        return f"含扫描件{self.scans}页" if self.scans else ""


def is_long(case: Case) -> bool:
    """Too much to draw while somebody waits."""
    kept = (case.scans, case.proofs, case.powers)
    scans = sum(len(found) for rows in kept for found in rows.values())
    return scans + len(case.signed_pages) > AT_ONCE


def render(
    case: Case, *, progress: Callable[[int, int], None] = lambda done, total: None
) -> bytes:
    """All of it in the order of the list; a draft as long as something lacks."""
    with translation.override(settings.LANGUAGE_CODE):
        draft = not check(case).is_complete
        parts = list(parts_of(case))
        bound: list[Bound] = []
        for done, part in enumerate(parts, 1):
            first = bound[-1].last + 1 if bound else 1
            bound.append(_bind(case, part, first=first, draft=draft))
            progress(done, len(parts))
        files = [*_front(case, bound, draft=draft)]
        files += [file for each in bound for file in each.files]
        files.append(_back(case, bound, draft=draft))
        return archived(joined(files), title=_title(case), author=case.committee)


def parts_of(case: Case) -> Iterator[Part]:
    """What lies in the dossier between contents and back."""
    for item in check(case).items:
        part = _part(case, item.kind)
        if part.sheets or part.scans:
            yield part
        if item.kind == K.CONFIRMATION:
            yield from _after_confirmation(case)


def _after_confirmation(case: Case) -> Iterator[Part]:
    """What is no item of the list, and belongs to the case all the same."""
    if case.reconciliation is not None and not check(case).item_of(K.NO_PENALTY):
        yield _part(case, K.NO_PENALTY)
    if case.dispute.ended_at:
        yield _part(case, K.CLOSING)


def _part(case: Case, kind: PaperKind) -> Part:
    """The signed scan stands for the sheet it was made of."""
    name = title_of(kind, case.dispute.track)
    if kind == K.BACK:
        return Part(kind, name, [], [])
    rows = case.of(kind)
    scans = [scan for row in rows for scan in case.scanned(row)]
    if kind == K.PERFORMANCE:
        scans += [scan for found in case.proofs.values() for scan in found]
    if case.agreement is not None and kind == agreement_kind(case):
        scans += case.signed_pages
    if kind == K.AUTHORITY:
        scans += [scan for found in case.powers.values() for scan in found]
    return Part(kind, name, _drawn(case, kind, rows), scans)


def _drawn(case: Case, kind: PaperKind, rows: list[DisputePaper]) -> list[dict]:
    """The sheets still worth drawing: what is signed on paper is there as a scan."""

    def is_on_paper(row: DisputePaper | None) -> bool:
        return bool(row and case.scanned(row) and not case.signed(row))

    if kind == K.RECORD:
        found = draw.records(case)
        return [sheet for row, sheet in found if not is_on_paper(row)]
    if kind == K.FOLLOW_UP:
        return [] if rows and is_on_paper(rows[-1]) else draw.visits(case)
    if kind in draw.OF_CASE:
        if not _is_there(case, kind) or (rows and is_on_paper(rows[-1])):
            return []
        return [draw.FACTS[kind](case, rows[-1] if rows else None)]
    return [
        draw.FACTS[kind](case, row)
        for row in rows
        if not (is_on_paper(row) and not row.text)
    ]


def _is_there(case: Case, kind: PaperKind) -> bool:
    """Is there anything of the case to draw it from?"""
    item = check(case).item_of(kind)
    if kind in {K.AGREEMENT, K.ORAL, K.SECURITY_AGREEMENT, K.SPOT_AGREEMENT}:
        return case.agreement is not None
    return item is None or not (item.kind == kind and item.state == "not_needed")


def _bind(case: Case, part: Part, *, first: int, draft: bool) -> Bound:
    """Lay a paper out from its page on."""
    files, page = [], first
    if part.sheets:
        files.append(
            draw.compiled(
                case,
                part.kind,
                part.sheets,
                draft=draft,
                first_page=page,
                tagged=False,
            )
        )
        page += pages_in(files[-1])
    for scan in part.scans:
        body = _scan(case, part, scan, page=page)
        if body is not None:
            files.append(body)
            page += 1
    scans = len(files) - bool(part.sheets)
    return Bound(part.name, first, page - 1, files, scans)


def _scan(case: Case, part: Part, scan: Attachment, *, page: int) -> bytes | None:
    """A scan as a page; one that is gone from the store is left out."""
    picture = sheets.picture(scan, whole=True)
    if picture is None:
        return None
    sheet = {"picture": picture, "name": part.name}
    return draw.compiled(case, "scan", [sheet], first_page=page, tagged=False)


def _front(case: Case, bound: list[Bound], *, draft: bool) -> Iterator[bytes]:
    """The cover, and the contents with the pages as they came out."""
    on = timezone.localdate()
    rows = [
        {"name": each.name, "pages": each.pages, "note": each.note}
        for each in bound
        if each.files
    ]
    for kind, sheet in (
        (K.COVER, covers.cover(case, on=on)),
        (K.CONTENTS, {"rows": rows}),
    ):
        yield draw.compiled(case, kind, [sheet], draft=draft, tagged=False)


def _back(case: Case, bound: list[Bound], *, draft: bool) -> bytes:
    pages = bound[-1].last if bound else 0
    sheet = covers.back(case, pages=pages, on=timezone.localdate())
    return draw.compiled(case, K.BACK, [sheet], draft=draft, tagged=False)


def pages_in(body: bytes) -> int:
    with pikepdf.open(io.BytesIO(body)) as pdf:
        return len(pdf.pages)


def _title(case: Case) -> str:
    return _("Dossier %(number)s") % {"number": case.number or case.dispute.number}


def archived(body: bytes, *, title: str, author: str) -> bytes:
    """The joined file says again what it is: its title, and that it is PDF/A-2u.

    The colours and the declaration come from the first part; every part was laid out
    as PDF/A by itself, so what they share still holds.
    """
    with pikepdf.open(io.BytesIO(body)) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
            meta["dc:title"] = title
            meta["dc:creator"] = [author]
            meta[PAGES] = str(len(pdf.pages))
            meta["pdfaid:part"] = "2"
            meta["pdfaid:conformance"] = "U"
        if "/OutputIntents" not in pdf.Root:
            raise RuntimeError("The parts name no colours.")
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()
