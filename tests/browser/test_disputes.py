"""Two quarrels of the seeds, from the first hint to the end, as an officer's day."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from disputes.models import Agreement, Dispute, Mediation
from disputes.workflow import Status, Step
from station.actions import sheet_imports
from station.models import CallRecord, SheetImport
from tests import factories as make

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

CALLS = "接警编号,报警时间,报警人,报警电话,警情类别,发生地点,简要案情,处警结果"
QUARREL = "天城村五社两户因地埂被移动发生争吵，双方都不让，要求派出所来看"
SCREEN = {"width": 390, "height": 844}


def fill(page, /, **said) -> None:
    """Fill a form as a person would, by the names of its fields, and send it."""
    page.evaluate(
        "document.querySelectorAll('main details').forEach(d => d.open = true)"
    )
    for name, value in said.items():
        field = page.locator(f"main [name={name}]:not([type=hidden])")
        kind = field.first.evaluate("el => el.type")
        if kind in {"radio", "checkbox"}:
            for one in value if isinstance(value, list) else [value]:
                chosen = (
                    field
                    if one is True
                    else page.locator(f"main [name={name}][value='{one}']")
                )
                chosen.first.check(force=True)
        elif kind.startswith("select"):
            field.select_option(str(value))
        else:
            field.fill(str(value))
    form = page.locator(f"main form:has([name={next(iter(said))}])").first
    form.locator("button[type=submit]").last.click()
    page.wait_for_load_state()
    errors = page.locator("main .fq-error-summary, main [role=alert]")
    assert errors.count() == 0, errors.all_inner_texts()


def moment(at) -> str:
    return f"{timezone.localtime(at):%Y-%m-%dT%H:%M}"


def in_days(days: int) -> str:
    return f"{timezone.localdate() + timedelta(days=days):%Y-%m-%d}"


class Desk:
    """Somebody's browser, and the dispute in hand."""

    def __init__(self, site, who: str) -> None:
        self.context = site.visitor(who, viewport=SCREEN)
        self.page = self.context.new_page()
        self.page.on("response", self._notice)
        self.pk = None

    def _notice(self, response) -> None:
        assert response.status < 500, response.url

    def open(self, name: str = "detail", /, *args):
        self.page.goto(reverse(f"disputes:{name}", args=args or [self.pk]))
        return self.page

    def send(self, name: str, /, *args, **said):
        fill(self.open(name, *args), **said)
        return self.page

    @property
    def dispute(self) -> Dispute:
        return Dispute.objects.get(pk=self.pk)


@pytest.fixture(scope="module")
def helpers(site):
    """A copper mediator for land, the justice office, and the templates that ship."""
    village = site.world.people["officer"].posts.get().area
    station = village.parent.parent
    mediator = make.MediatorFactory(
        name="杨老五", type="copper", area=village, fields=["land_boundary"]
    )
    office = make.OfficeFactory(station=station, kind="justice", title="罗城司法所")
    template = make.JointTemplateFactory(title_zh="四方对接")
    make.ScamTypeFactory(code="brushing")
    return mediator, office, template


def work() -> None:
    """What the worker does with a workbook that was sent in."""
    for job in SheetImport.objects.all():
        sheet_imports.run(pk=job.pk, at=timezone.now())


def screen_the_call(desk: Desk, tmp_path) -> None:
    """The day's calls are read, and one key makes an intake of the quarrel."""
    row = f"620724202611220001,{moment(timezone.now())},陈大妈,13900003439,纠纷,罗城镇天城村五社,{QUARREL},民警到场处置"
    sheet = tmp_path / "calls.csv"
    sheet.write_text(f"{CALLS}\n{row.replace('T', ' ')}\n", encoding="utf-8-sig")
    page = desk.page
    page.goto(reverse("station:sheet_create") + "?kind=station.callrecord")
    page.set_input_files("input[type=file]", sheet)
    page.locator("main form:has(input[type=file]) button[type=submit]").click()
    page.wait_for_url(re.compile(r"/sheets/\d+/"))
    work()
    page.reload()
    page.locator("form[action$='/commit/'] button").click()
    page.wait_for_load_state()
    work()
    page.goto(reverse("station:screening"))
    expect(page.locator("main mark").first).to_be_visible()
    page.keyboard.press("y")
    expect(page.locator("main [data-shortcut='u']")).to_be_visible()
    desk.pk = Dispute.objects.get(call_number="620724202611220001").pk
    assert CallRecord.objects.get(number="620724202611220001").kind == "dispute"


def test_seed_000_the_moved_ridge(site, helpers, tmp_path):
    mediator, _office, template = helpers
    desk, chief = Desk(site, "officer"), Desk(site, "chief")
    screen_the_call(desk, tmp_path)
    chief.pk = desk.pk
    assert desk.dispute.field == "land_boundary"

    desk.send("party_add", name="孙大姐", side="other")
    desk.send("take_up", assigned_to=site.world.people["officer"].pk, grade=3)
    desk.send("mediator_assign", desk.pk, mediator.pk, reason="五社人，熟悉地界")
    desk.send("track", act="none", by_committee=True)
    assert (desk.dispute.mediator, desk.dispute.track) == (mediator, "people")

    began = timezone.now() - timedelta(minutes=40)
    desk.send("mediation_plan", held_at=moment(began), place_kind="police_room")
    first = Mediation.objects.get(dispute=desk.pk)
    desk.send(
        "mediation_hold",
        first.pk,
        outcome="not_agreed",
        record="各执一词，未达成一致。",
    )
    desk.send("escalate", tier="major", reason="双方情绪对立，需村委会和司法所参加")

    desk.send(
        "joint_create",
        desk.pk,
        template.pk,
        planned_at=moment(timezone.now() + timedelta(hours=1)),
        place="社区警务室",
        subject="两户耕地地界",
    )
    joint = desk.dispute.joint_mediations.get()
    desk.send(
        "invitation_create",
        joint.pk,
        kind="village",
        organisation="天城村村委会",
        name="赵主任",
    )
    invitation = joint.invitations.get(name="赵主任")
    page = desk.open("joint_detail", joint.pk)
    page.locator(
        f"form[action='{reverse('disputes:invitation_send', args=[invitation.pk])}'] button"
    ).click()
    link = page.locator("main .fq-mono").first.inner_text().strip()
    partner = site.visitor().new_page()
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
    expect(desk.open().locator("main")).to_contain_text("杨老五")

    party = desk.dispute.parties.get(name="孙大姐")
    desk.send(
        "agreement_create",
        form="people",
        facts="田埂被移动",
        responsibility="地界位置",
        terms="恢复原田埂，今后互不侵占。",
        performance="三日内恢复",
        first_party=party.pk,
        first_kind="do",
        first_what="恢复原田埂",
        first_due_on=in_days(3),
    )
    agreement = Agreement.objects.get(dispute=desk.pk)
    for row in desk.dispute.parties.all():
        desk.send(
            "agreement_sign", agreement.pk, who=f"party-{row.pk}", way="fingerprint"
        )
    desk.send(
        "agreement_sign", agreement.pk, who="mediator", way="fingerprint", name="杨老五"
    )
    desk.send(
        "agreement_sign", agreement.pk, who="seal", way="seal", name="天城村调委会"
    )
    desk.open("agreement_effect", agreement.pk).locator(
        "main form button[type=submit]"
    ).last.click()
    assert desk.dispute.status == Status.SETTLED

    promise = desk.dispute.follow_ups.get().follow_up
    desk.send(
        "follow_up_record",
        promise.pk,
        met=[row.pk for row in desk.dispute.parties.all()],
        performance="kept",
        satisfaction="satisfied",
        scam_types="brushing",
    )
    duty = agreement.obligations.get()
    desk.send("obligation_keep", duty.pk, kept_on=in_days(0))
    desk.send(
        "review",
        words="早介入、现场丈量。",
        channel="board",
        published="一起地界纠纷当天化解",
    )
    desk.send("end", outcome="settled", result="恢复原界，握手言和")
    asked = desk.dispute.closing_requests.get()
    chief.open("closing_approve", asked.pk).locator(
        "main form button[type=submit]"
    ).last.click()

    assert desk.dispute.status == Status.ENDED
    assert set(desk.dispute.steps.values_list("step", flat=True)) == set(Step.values)


def test_seed_004_the_parking_quarrel_on_the_spot(site, helpers):
    """Both agree at the car park: one form, one tap, and tomorrow somebody looks in."""
    desk = Desk(site, "officer")
    page = desk.page
    page.goto(reverse("disputes:on_the_spot"))
    ticks = page.locator("main input[name=conditions]").evaluate_all(
        "boxes => boxes.map(box => box.value)"
    )
    fill(
        page,
        one_name="刘磊",
        other_name="王强",
        summary="小区停车位被占，双方争执。",
        agreed="王强当场挪车，双方互相道歉。",
        conditions=ticks,
        field="parking",
        recording="ZFJLY-20261122-01",
    )

    dispute = Dispute.objects.get(field="parking")
    assert dispute.status == Status.SETTLED
    assert dispute.agreements.get().is_performed_at_once
    assert dispute.follow_ups.get().occasion == "next_day"
