"""A whole mediation to draw papers of, and what is read out of a PDF."""

import io
import re
import shutil
import subprocess
from datetime import timedelta

import pikepdf
import pytest

from disputes.actions import dossiers
from disputes.actions import papers as actions
from disputes.models import Agreement, Dispute, Mediation, Obligation
from disputes.papers import completeness, draw
from disputes.papers.case import gather
from station.actions import attachments
from tests.factories import (
    NOW,
    DisputeFactory,
    PartyFactory,
    ResidentFactory,
)
from tests.households.test_api_writes import picture

LONG_NAME = "甘肃省高台县骆驼城镇永胜村农业机械服务专业合作社联合社第三生产小组暨家庭农场联合经营管理委员会驻村办事处筹备组临时负责单"
LONG = ("双方因院墙滴水多次发生口角，八月以来矛盾升级，邻里多次劝解未果。" * 200)[:3990]


def scan():
    return attachments.store_picture(picture().read())


def whole_case(household, officer, *, name="丁刚", text="院墙排水管向邻家滴水。"):
    """Accepted, one sitting, an agreement in effect, all papers written and signed."""
    dispute = DisputeFactory(
        household=household,
        track="people",
        status="settled",
        mediated_at=NOW,
        taken_up_at=NOW,
        assigned_to=officer,
        summary=text,
    )
    one = ResidentFactory(household=household, name="蔡涛")
    first = PartyFactory(dispute=dispute, name=one.name, resident=one)
    second = PartyFactory(dispute=dispute, name=name[:60], side="other")
    step = {"by": officer, "at": NOW}
    dossiers.accept(dispute=dispute, **step)
    sitting = held(dispute, officer, record=text + "（记录完）")
    agreement = agreed(dispute, officer, sitting, facts=text, terms=text + "（协议完）")
    Obligation.objects.create(
        agreement=agreement,
        party=first,
        kind="repair",
        what=text[:900],
        due_on=NOW.date() + timedelta(days=7),
    )
    for kind, content in papers_of(first, second, sitting, text).items():
        scans = [scan()] if kind in {"identity", "confirmation"} else []
        paper = actions.write(
            dispute=dispute, kind=kind, content=content, scans=scans, **step
        )
        if kind not in {"identity", "confirmation", "evidence"}:
            sign(paper, officer)
    return Dispute.objects.get(pk=dispute.pk)


def held(dispute, officer, *, ordinal=1, **facts) -> Mediation:
    """A sitting that was held."""
    return Mediation.objects.create(
        **{
            "dispute": dispute,
            "ordinal": ordinal,
            "kind": "ordinary",
            "track": dispute.track or "people",
            "held_at": NOW,
            "place_kind": "police_room",
            "record": "双方各自陈述。",
            "outcome": "agreed",
            "written_by": officer,
            **facts,
        }
    )


def agreed(dispute, officer, sitting=None, **facts) -> Agreement:
    """An agreement in effect, written straight into the table."""
    return Agreement.objects.create(
        **{
            "dispute": dispute,
            "mediation": sitting,
            "number": f"（2026）骆驼城人调字第{dispute.pk}号",
            "form": "people",
            "status": "effective",
            "facts": "院墙排水管滴水，西墙受潮。",
            "responsibility": "蔡涛维护不善，承担主要责任。",
            "terms": "蔡涛七日内改造排水管。",
            "performance": "由村委会验收。",
            "reached_on": NOW.date(),
            "effective_on": NOW.date(),
            "written_by": officer,
            **facts,
        }
    )


def papers_of(first, second, sitting, text: str) -> dict:
    """One of each kind that somebody writes."""
    content = actions.Content
    return {
        "application": content(NOW, party=first, matter="请求修复", text=text),
        "rights": content(NOW, text="双方均已阅读。"),
        "identity": content(NOW, party=second),
        "authority": content(
            NOW, party=second, person="丁小刚", matter=text, text="系委托人之子。"
        ),
        "investigation": content(
            NOW, party=second, place="丁家", text="问：？\n" + text
        ),
        "evidence": content(NOW, text=f"受潮照片 | 4 | {second.name}\n报价单｜1"),
        "record": content(NOW, sitting=sitting),
        "performance": content(NOW, party=second, text=text),
        "confirmation": content(NOW, text=text),
        "note": content(NOW, text=text),
    }


def sign(paper, officer, *, role="party", name="丁刚"):
    return actions.sign(
        paper=paper,
        role=role,
        name=name,
        picture=scan(),
        version=paper.version,
        by=officer,
        at=NOW,
    )


def text_of(body: bytes) -> str:
    """What stands in a PDF, without blanks: lines break anywhere."""
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not installed here")
    found = subprocess.run(
        [tool, "-raw", "-", "-"], input=body, capture_output=True, check=True
    )
    return re.sub(r"\s", "", found.stdout.decode())


def archival_faults(body: bytes) -> list[str]:
    """What would keep the file out of an archive, as far as its structure tells."""
    faults = []
    with pikepdf.open(io.BytesIO(body)) as pdf:
        with pdf.open_metadata() as meta:
            if (meta.get("pdfaid:part"), meta.get("pdfaid:conformance")) != ("2", "U"):
                faults.append("does not say that it is PDF/A-2u")
        if "/OutputIntents" not in pdf.Root:
            faults.append("names no colours")
        if pdf.is_encrypted:
            faults.append("is encrypted")
        faults += [
            f"has {name}"
            for name in ("/OpenAction", "/AA", "/AcroForm")
            if name in pdf.Root
        ]
        faults += [
            f"page {number}: font {font} is not embedded"
            for number, page in enumerate(pdf.pages, 1)
            for font in _loose_fonts(page)
        ]
    return faults


def _loose_fonts(page) -> list[str]:
    resources = page.obj.get("/Resources", {})
    fonts = dict(resources.get("/Font", {}))
    return [name for name, font in fonts.items() if not _is_embedded(font)]


def _is_embedded(font) -> bool:
    below = font.get("/DescendantFonts")
    descriptor = (below[0] if below else font).get("/FontDescriptor", {})
    return any(name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3"))


def pages_in(body: bytes) -> int:
    with pikepdf.open(io.BytesIO(body)) as pdf:
        return len(pdf.pages)


def images_in(body: bytes) -> int:
    """How many pages hold a picture."""
    with pikepdf.open(io.BytesIO(body)) as pdf:
        return sum(bool(page.get_images()) for page in pdf.pages)


def quarrel(household, officer, **facts):
    """A dispute that somebody answers for, without a paper yet."""
    facts = {"status": "taken_up", "taken_up_at": NOW, "track": "people", **facts}
    dispute = DisputeFactory(household=household, assigned_to=officer, **facts)
    PartyFactory(dispute=dispute, name="蔡涛")
    PartyFactory(dispute=dispute, name="丁刚", side="other")
    return dispute


def words(dispute, kind, **more) -> str:
    return text_of(draw.render(gather(dispute), kind, **more))


def states(dispute) -> dict:
    check = completeness.check(gather(dispute))
    return {item.kind: item.state for item in check.items}
