"""The papers in the browser and over REST: who may, what is written down."""

from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from disputes.actions import papers as actions
from disputes.models import DisputePaper, Dossier
from disputes.papers import completeness, dossier, draw, job
from disputes.papers.case import gather
from disputes.workflow.papers import PaperKind
from station.models import AccessRecord, Attachment, Event, Job
from station.roles import Role
from tests.disputes.paper_case import (
    agreed,
    held,
    pages_in,
    quarrel,
    scan,
    sign,
    text_of,
    whole_case,
)
from tests.factories import NOW, CommunityFactory, DisputeFactory, officer, person
from tests.households.test_api_writes import picture
from tests.station.test_scans import altered, pdf, script

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("row_by_row")]


@pytest.fixture(autouse=True)
def _store(settings, tmp_path, time_machine):
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def desk(client, wang):
    client.force_login(wang)
    return client


@pytest.fixture
def dispute(household, wang):
    return whole_case(household, wang)


def page(name, *args) -> str:
    return reverse(f"disputes:{name}", args=args)


class TestList:
    def test_shows_the_thirteen_and_what_lacks(self, desk, dispute):
        answer = desk.get(page("papers", dispute.pk))

        check = answer.context["check"]
        assert (answer.status_code, len(check.items)) == (200, 13)
        assert [item.kind for item in check.owed] == ["follow_up"]

    def test_leads_on_to_the_paper_that_is_half_done(self, desk, household, wang):
        dispute = quarrel(household, wang)
        content = actions.Content(NOW, text="已告知。")
        paper = actions.write(
            dispute=dispute, kind="rights", content=content, by=wang, at=NOW
        )

        answer = desk.get(page("papers", dispute.pk)).content.decode()

        assert answer.count(f'href="{paper.get_absolute_url()}"') == 2

    def test_does_not_ask_for_what_the_intake_knows(self, desk, household, wang):
        dispute = quarrel(household, wang)

        application = desk.get(page("paper_add", dispute.pk, "application"))
        inquiry = desk.get(page("paper_add", dispute.pk, "investigation"))

        assert application.context["form"]["text"].value() == dispute.summary
        assert inquiry.context["form"]["place"].value() == dispute.place

    def test_what_an_agreement_lacks_reads_as_one_line(self, desk, household, wang):
        dispute = quarrel(household, wang)
        agreed(dispute, wang, status="draft", effective_on=None)

        check = desk.get(page("papers", dispute.pk)).context["check"]

        lacks = check.item_of("agreement").lacks
        assert len(lacks) > 2
        assert not any(lack.endswith(("。", ".")) for lack in lacks)

    def test_is_on_the_page_of_the_dispute(self, desk, dispute):
        answer = desk.get(dispute.get_absolute_url())

        assert page("papers", dispute.pk) in answer.content.decode()

    def test_is_not_there_for_an_auxiliary(self, client, village, dispute):
        client.force_login(person(Role.AUXILIARY_OFFICER, village))

        assert client.get(page("papers", dispute.pk)).status_code == 404

    def test_a_stranger_finds_nothing(self, client, dispute):
        client.force_login(officer(CommunityFactory()))
        paper = dispute.papers.first()

        for url in (
            page("papers", dispute.pk),
            page("paper_print", dispute.pk, "agreement"),
            page("dossier", dispute.pk),
            paper.get_absolute_url(),
        ):
            assert client.get(url).status_code == 404, url


class TestWriting:
    def test_a_typed_paper_with_its_scans(self, desk, household):
        dispute = DisputeFactory(household=household, status="reported")
        url = page("paper_add", dispute.pk, "investigation")

        answer = desk.post(
            url,
            {
                "happened_at": "2026-11-20T09:00",
                "person": "李大妈",
                "text": "问：看见了吗？\n答：看见了。",
                "photos": [picture(), picture()],
            },
        )

        paper = DisputePaper.objects.get()
        assert answer.url == paper.get_absolute_url()
        assert paper.text.startswith("问：看见了吗？")
        scans = Attachment.objects.filter(kind=Attachment.Kind.PAPER)
        assert scans.count() == 2
        assert Event.objects.about(dispute).filter(kind="paper.written").exists()

    def test_a_pdf_of_the_scanner_page_by_page(self, desk, household):
        dispute = DisputeFactory(household=household)
        two = SimpleUploadedFile("scan.pdf", pdf((595, 842), (842, 595)))

        desk.post(
            page("paper_add", dispute.pk, "note"),
            {"happened_at": "2026-11-20T09:00", "photos": [two, picture()]},
        )

        paper = DisputePaper.objects.get()
        found = Attachment.objects.filter(kind=Attachment.Kind.PAPER).order_by("pk")
        assert [row.content_type for row in found] == ["image/jpeg"] * 3
        assert [row.width < row.height for row in found][:2] == [True, False]
        (part,) = [p for p in dossier.parts_of(gather(dispute)) if p.kind == paper.kind]
        assert part.scans == list(found)

    def test_a_hostile_pdf_is_refused_at_its_field(self, desk, household, settings):
        dispute = DisputeFactory(household=household)
        sent = {"happened_at": "2026-11-20T09:00", "text": "说明"}
        hostile = SimpleUploadedFile("scan.pdf", altered(script))

        answer = desk.post(
            page("paper_add", dispute.pk, "note"), {**sent, "photos": [hostile]}
        )

        form = answer.context["form"]
        assert list(form.errors) == ["photos"]
        assert form["text"].value() == "说明"
        assert not DisputePaper.objects.exists()
        assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]

    def test_keeps_what_was_typed_when_refused(self, desk, household):
        dispute = DisputeFactory(household=household)
        url = page("paper_add", dispute.pk, "note")

        answer = desk.post(url, {"happened_at": "2030-01-01T09:00", "text": "说明"})

        form = answer.context["form"]
        assert "happened_at" in form.errors
        assert form["text"].value() == "说明"
        assert not DisputePaper.objects.exists()

    def test_one_hand_on_the_screen(self, desk, household, wang):
        dispute = DisputeFactory(household=household, assigned_to=wang)
        step = {"by": wang, "at": NOW}
        content = actions.Content(NOW, text="已告知。")
        paper = actions.write(dispute=dispute, kind="rights", content=content, **step)
        sent = {"who": "officer", "version": paper.version}

        desk.post(page("paper_sign", paper.pk), {**sent, "signature_file": picture()})

        paper.refresh_from_db()
        assert (paper.status, len(paper.content_hash)) == ("signed", 64)
        hand = paper.signatures.get()
        assert (hand.role, hand.name) == ("officer", wang.name)
        assert paper.content_hash in desk.get(paper.get_absolute_url()).content.decode()

    def test_the_number_is_given_on_the_page(self, desk, household):
        dispute = DisputeFactory(household=household, track="people")

        desk.post(page("dossier_accept", dispute.pk), {"committee": "永胜村调委会"})

        made = Dossier.objects.get()
        assert (made.committee, made.ordinal) == ("永胜村调委会", 1)

    def test_no_such_number_for_the_police(self, desk, household):
        dispute = DisputeFactory(household=household, track="public_security")

        answer = desk.get(page("papers", dispute.pk))

        assert answer.context["may_accept"] is False
        text = text_of(draw.render(gather(dispute), "acceptance"))
        assert "治安调解受理登记表" in text
        assert "人民调解" not in text
        assert "人调字" not in text_of(draw.render(gather(dispute), "cover"))
        names = [part.name for part in dossier.parts_of(gather(dispute))]
        assert not any("人民调解受理" in name for name in names)


class TestPrinting:
    def test_a_print_is_written_down_with_its_purpose(self, desk, dispute, wang):
        answer = desk.get(page("paper_print", dispute.pk, "agreement"))

        assert answer["Content-Type"] == "application/pdf"
        name = f"{dispute.number} {PaperKind.AGREEMENT.label}.pdf"
        assert name in unquote(answer["Content-Disposition"])
        assert answer["Cache-Control"] == "no-store"
        looked = AccessRecord.objects.get(act=AccessRecord.Act.PRINT)
        assert (looked.purpose, looked.actor) == ("dispute", wang)

    def test_a_mediator_prints_only_what_was_given_to_them(self, client, dispute):
        stranger = person(Role.MEDIATOR, dispute.area)
        client.force_login(stranger)

        assert client.get(page("dossier", dispute.pk)).status_code == 404

    def test_the_dossier_is_one_pdf(self, desk, dispute):
        answer = desk.get(page("dossier", dispute.pk))

        assert pages_in(answer.content) > 10

    def test_a_long_one_is_left_to_the_worker(self, desk, dispute, wang, monkeypatch):
        monkeypatch.setattr(dossier, "AT_ONCE", 0)
        assert desk.get(page("dossier", dispute.pk)).url == page("papers", dispute.pk)

        desk.post(page("dossier", dispute.pk))

        ordered = Job.objects.get()
        steps = []
        result = job.run(ordered, lambda done, total: steps.append((done, total)))
        assert ordered.kind == job.DOSSIER
        assert steps[-1][0] == steps[-1][1]
        assert pages_in(result.content) > 10

    def test_an_unfinished_agreement_is_a_draft(self, household, wang):
        dispute = DisputeFactory(household=household)
        held(dispute, wang, record=" ")

        assert completeness.is_unfinished(gather(dispute), "record")
        assert not completeness.is_unfinished(gather(dispute), "rights")


class TestRest:
    def url(self, dispute, rest: str) -> str:
        return f"/api/v1/disputes/{dispute.pk}/{rest}"

    def test_the_list_says_how_each_item_stands(self, desk, dispute):
        body = desk.get(self.url(dispute, "papers/")).json()

        assert (body["there"], body["needed"], body["is_complete"]) == (12, 13, False)
        assert body["items"][9]["state"] == "needed"

    def test_pdfs(self, desk, dispute):
        one = desk.get(self.url(dispute, "paper/?kind=agreement"))
        whole = desk.get(self.url(dispute, "dossier/"))

        assert one.content.startswith(b"%PDF")
        assert pages_in(whole.content) > pages_in(one.content)
        assert desk.get(self.url(dispute, "paper/?kind=nothing")).status_code == 400

    def test_a_long_dossier_is_ordered(self, desk, dispute, monkeypatch):
        monkeypatch.setattr(dossier, "AT_ONCE", 0)

        assert desk.get(self.url(dispute, "dossier/")).status_code == 409
        answer = desk.post(self.url(dispute, "dossier/"))

        assert (answer.status_code, answer.json()) == (
            202,
            {"job": Job.objects.get().pk},
        )

    def test_write_scan_sign_set_aside(self, desk, household):
        dispute = DisputeFactory(household=household)
        made = desk.post(
            "/api/v1/dispute-papers/",
            {"dispute": dispute.pk, "kind": "note", "text": "缺一份证据。"},
            content_type="application/json",
        )
        assert made.status_code == 201
        url = f"/api/v1/dispute-papers/{made.json()['id']}/"

        scanned = SimpleUploadedFile("scan.pdf", pdf())
        pages = {"version": 1, "scans": [picture(), scanned]}
        assert desk.post(url + "add-scans/", pages).status_code == 200
        signed = desk.post(
            url + "sign/",
            {"version": 2, "role": "mediator", "name": "潘雪", "signature": picture()},
        )
        ended = desk.post(
            url + "set-aside/",
            {"version": 3, "reason": "写错了"},
            content_type="application/json",
        )

        assert signed.json()["signatures"][0]["name"] == "潘雪"
        assert ended.json()["status"] == "void"

    def test_accepting_gives_the_number(self, desk, household):
        dispute = DisputeFactory(household=household)

        url = self.url(dispute, "dossier/accept/")
        body = desk.post(url, {}, content_type="application/json").json()

        assert "人调字第1号" in body["number"]

    def test_what_is_signed_still_takes_scans(self, household, wang):
        dispute = DisputeFactory(household=household)
        content = actions.Content(NOW, text="已告知。")
        step = {"by": wang, "at": NOW}
        paper = actions.write(dispute=dispute, kind="rights", content=content, **step)

        paper = sign(paper, wang)
        paper = actions.add_scans(
            paper=paper, scans=[scan()], version=paper.version, **step
        )

        assert paper.version == 3
