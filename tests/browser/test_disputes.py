"""Two quarrels of the seeds, from the first hint to the end, as an officer's day."""

import shutil
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from disputes.models import Agreement, Dispute, Mediation
from disputes.workflow import Status, Step
from disputes.workflow.papers import ITEMS, TITLES
from station.actions import sheet_imports
from station.models import CallRecord, SheetImport
from tests import factories as make
from tests.browser.desk import Desk, fill, in_days, moment, press
from tests.browser.pace import SLOW, Walk
from tests.disputes.paper_case import text_of

pytestmark = pytest.mark.slow

CALLS = "接警编号,报警时间,报警人,报警电话,警情类别,发生地点,简要案情,处警结果"
NUMBER = "620724202611220001"
# What the timeline says of the first days, and of the days after the agreement.
LOG = [
    "登记纠纷",
    "受理纠纷",
    "已指派调解员",
    "卷宗已建立",
    "办理结果：已安排 → 未达成协议",
    "层级：简易 → 重大复杂",
    "办理结果：已安排 → 达成协议",
    "协议生效",
]
PAPERS = ["acceptance", "rights", "identity", "record", "agreement", "follow_up"]
QUARREL = "天城村五社两户因地埂被移动发生争吵，双方都不让，要求派出所来看"


@pytest.fixture(scope="module")
def helpers(site):
    """A copper mediator for land, the justice office, and the templates that ship."""
    village = site.world.people["officer"].posts.get().area
    station = village.parent.parent
    mediator = make.MediatorFactory(
        name="杨老五", type="copper", area=village, fields=["land_boundary"]
    )
    make.OfficeFactory(station=station, kind="justice", title="罗城司法所")
    template = make.JointTemplateFactory(title_zh="四方对接")
    return mediator, template


def work() -> None:
    """What the worker does with a workbook that was sent in."""
    for job in SheetImport.objects.all():
        sheet_imports.run(pk=job.pk, at=timezone.now())


def screen_the_call(desk: Desk, folder) -> None:
    """The day's calls are read, and one key makes an intake of the quarrel."""
    at = moment(timezone.now()).replace("T", " ")
    row = f"{NUMBER},{at},陈大妈,13900003439,纠纷,罗城镇天城村五社,{QUARREL},到场处置"
    sheet = folder / "calls.csv"
    sheet.write_text(f"{CALLS}\n{row}\n", encoding="utf-8-sig")
    page = desk.page
    page.goto(reverse("station:sheet_create") + "?kind=station.callrecord")
    page.set_input_files("input[type=file]", sheet)
    page.locator("main form:has(input[type=file]) button[type=submit]").click()
    expect(page.locator("#job-progress")).to_be_visible()
    work()
    commit = page.locator("form[action$='/commit/'] button")
    expect(commit).to_be_visible()
    press(page, commit)
    work()
    expect(page.locator("main .fq-banner.is-green")).to_be_visible()
    call = CallRecord.objects.get(number=NUMBER)
    page.goto(reverse("station:screening") + f"?call={call.pk}")
    expect(page.locator("main mark").first).to_be_visible()
    page.keyboard.press("y")
    expect(page.locator("main [data-shortcut='u']")).to_be_visible()
    assert CallRecord.objects.get(number=NUMBER).kind == "dispute"
    desk.pk = Dispute.objects.get(call_number=NUMBER).pk


def take_it_up(desk: Desk, mediator) -> None:
    """Both sides, who answers, who mediates, and which law."""
    officer = desk.dispute.area.posts.get(role="community_officer").user
    desk.send("party_add", name="孙大姐", side="other")
    desk.send("take_up", assigned_to=officer.pk, grade=3)
    desk.send("mediator_assign", desk.pk, mediator.pk, reason="五社人，熟悉地界")
    desk.send("track", act="none", by_committee=True)
    desk.send("dossier_accept", committee="天城村人民调解委员会")
    assert (desk.dispute.mediator, desk.dispute.track) == (mediator, "people")
    page = desk.open("papers")
    expect(page.locator("main")).to_contain_text("受理")


def fail_once(desk: Desk) -> None:
    """Neither gives way; so it goes up a tier, with the reason."""
    began = timezone.now() - timedelta(minutes=40)
    desk.send("mediation_plan", held_at=moment(began), place_kind="police_room")
    first = Mediation.objects.get(dispute=desk.pk)
    said = {"outcome": "not_agreed", "record": "各执一词，未达成一致。"}
    desk.send("mediation_hold", first.pk, **said)
    desk.send("escalate", tier="major", reason="双方情绪对立，需村委会和司法所参加")


def sit_together(desk: Desk, template, partner) -> None:
    """The village answers by its own link and sees no names; then they agree."""
    at, place = moment(timezone.now() + timedelta(hours=1)), "社区警务室"
    plan = {"planned_at": at, "place": place, "subject": "两户耕地地界"}
    desk.send("joint_create", desk.pk, template.pk, **plan)
    joint = desk.dispute.joint_mediations.get()
    village = {"kind": "village", "organisation": "天城村村委会", "name": "赵主任"}
    desk.send("invitation_create", joint.pk, **village)
    sent = reverse(
        "disputes:invitation_send", args=[joint.invitations.get(name="赵主任").pk]
    )
    page = desk.open("joint_detail", joint.pk)
    press(page, page.locator(f"form[action='{sent}'] button"))
    link = page.locator("main .fq-mono").first.inner_text().strip()
    partner.goto(urlsplit(link).path)
    assert "孙大姐" not in partner.content()
    fill(partner, answer="accepted")
    desk.send(
        "joint_hold",
        joint.pk,
        outcome="agreed",
        held_at=moment(timezone.now() - timedelta(minutes=1)),
        record="现场丈量，双方同意恢复原界。",
    )


def agree(desk: Desk) -> Agreement:
    """Written, signed by both, by the mediator, sealed, and in effect."""
    desk.send(
        "agreement_create",
        form="people",
        facts="田埂被移动",
        responsibility="地界位置",
        terms="恢复原田埂，今后互不侵占。",
        performance="三日内恢复",
        first_party=desk.dispute.parties.get(name="孙大姐").pk,
        first_kind="do",
        first_what="恢复原田埂",
        first_due_on=in_days(3),
    )
    made = Agreement.objects.get(dispute=desk.pk)
    for row in desk.dispute.parties.all():
        desk.send("agreement_sign", made.pk, who=f"party-{row.pk}", way="fingerprint")
    hand = {"who": "mediator", "way": "fingerprint", "name": "杨老五"}
    desk.send("agreement_sign", made.pk, **hand)
    desk.send("agreement_sign", made.pk, who="seal", name="天城村调委会")
    desk.confirm("agreement_effect", made.pk)
    return made


def go_back(desk: Desk, agreement: Agreement) -> None:
    """Everybody met, the briefing given, the ridge back, the case reviewed."""
    desk.send(
        "follow_up_record",
        desk.dispute.follow_ups.get().follow_up.pk,
        met=[row.pk for row in desk.dispute.parties.all()],
        performance="kept",
        satisfaction="satisfied",
        scam_types="fake-order",
    )
    duty = agreement.obligations.get()
    desk.send("obligation_keep", duty.pk, kept_on=in_days(0))
    desk.send(
        "review",
        words="早介入、现场丈量。",
        channel="board",
        published="一起地界纠纷当天化解",
    )


def print_the_dossier(desk: Desk) -> None:
    """Thirteen items on the page; one PDF that names each that the case has."""
    desk.send("paper_add", desk.pk, "rights", text="双方均已阅读。")
    page = desk.open("papers")
    for number in range(1, len(ITEMS) + 1):
        title = page.locator(".fq-item-title", has_text=f"{number}. ")
        expect(title.first).to_be_visible()
    answer = desk.page.request.get(reverse("disputes:dossier", args=[desk.pk]))
    assert answer.headers["content-type"] == "application/pdf"
    body = answer.body()
    assert body.startswith(b"%PDF")
    if shutil.which("pdftotext"):
        text = text_of(body)
        assert [kind for kind in PAPERS if TITLES[kind] not in text] == []


def page_tells(desk: Desk, steps: int, *words: str) -> None:
    """The line of five steps, the clock and the log say what has happened."""
    main = desk.open().locator("main")
    expect(main.locator(".fq-steps .is-done")).to_have_count(steps)
    for found in words:
        expect(main).to_contain_text(found)


def test_seed_000_the_moved_ridge(site, helpers, tmp_path):
    mediator, template = helpers
    desk, chief = Desk(site, "officer"), Desk(site, "chief")
    screen_the_call(desk, tmp_path)
    chief.pk = desk.pk
    assert desk.dispute.field == "land_boundary"

    take_it_up(desk, mediator)
    fail_once(desk)
    sit_together(desk, template, site.visitor().new_page())
    expect(desk.open().locator("main")).to_contain_text("杨老五")
    page_tells(desk, 2, "剩 30 天", *LOG[:7])
    agreement = agree(desk)
    assert desk.dispute.status == Status.SETTLED
    go_back(desk, agreement)
    print_the_dossier(desk)
    page_tells(desk, 5, "按期完成", *LOG[7:])
    desk.send("end", outcome="settled", result="恢复原界，握手言和")
    asked = desk.dispute.closing_requests.get()
    chief.confirm("closing_approve", asked.pk)

    assert desk.dispute.status == Status.ENDED
    page_tells(desk, len(Step), "恢复原界，握手言和", "纠纷办结")


SPOT = {
    "one_name": "刘磊",
    "other_name": "王强",
    "summary": "小区停车位被占，双方争执，邻居报警。",
    "agreed": "王强当场挪车，双方互相道歉，今后不再占用。",
    "recording": "ZFJLY-20261122-01",
}


def settle_on_the_spot(walk: Walk) -> None:
    """From My day to the settled dispute, as an officer in the car park."""
    page = walk.page
    page.goto("/")
    walk.read("My day")
    walk.tap(page.locator(".fq-bottom summary").first)
    walk.read("what may be added")
    tile = page.locator(f".fq-bottom a[href='{reverse('disputes:on_the_spot')}']")
    with page.expect_navigation():
        walk.tap(tile)
    walk.read("the form")
    boxes = page.locator("main label:has(input[name=conditions])")
    for name, words in SPOT.items():
        if name == "recording":
            for box in boxes.all():
                walk.tap(box)
        walk.write(page.locator(f"main [name={name}]"), words)
    with page.expect_navigation():
        walk.tap(page.locator("main form button[type=submit]").last)
    walk.read("the dispute, settled")


@pytest.mark.usefixtures("row_by_row")  # every step of a mediation in one go
def test_seed_004_the_parking_quarrel_on_the_spot(site, helpers):
    """Both agree at the car park: under two minutes at a walking pace."""
    desk = Desk(site, "officer")
    walk = Walk(desk.page)

    settle_on_the_spot(walk)

    assert max(walk.seconds(), walk.seconds(SLOW)) < 120, walk.log
    dispute = Dispute.objects.get(pk=urlsplit(desk.page.url).path.split("/")[2])
    assert (dispute.field, dispute.status) == ("parking", Status.SETTLED)
    assert dispute.agreements.get().is_performed_at_once
    assert dispute.follow_ups.get().occasion == "next_day"
