"""What was signed on paper may come as a PDF: agreements and powers of attorney."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from disputes.models import AgreementSignature, PartyAgent
from disputes.papers.case import gather
from disputes.papers.dossier import parts_of
from disputes.workflow.papers import PaperKind
from station.actions import attachments
from tests.disputes.agreement_cases import dispute_of, drafted
from tests.factories import NOW, PartyAgentFactory
from tests.households.test_api_writes import picture
from tests.station.test_scans import altered, pdf, script

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("row_by_row")]
A4 = (595, 842)
BROKEN = b"%PDF-1.7 and nothing more"
SAID = {"name": "吕明", "power": "代为调解、签署协议", "granted_on": "2026-11-01"}


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
    return dispute_of(household, wang)


@pytest.fixture
def agreement(dispute, wang):
    return drafted(dispute, wang)


@pytest.fixture
def agent(dispute):
    return PartyAgentFactory(party=dispute.parties.first())


def file(body: bytes, name: str = "scan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body)


def two_pages() -> SimpleUploadedFile:
    return file(pdf(A4, A4))


def sign(desk, agreement, *photos, **said):
    """Signed on paper by the first of the parties."""
    url = reverse("disputes:agreement_sign", args=[agreement.pk])
    who = f"party-{agreement.dispute.parties.first().pk}"
    return desk.post(url, {"who": who, "way": "paper", "photos": photos, **said})


def kept_files(settings) -> list:
    return list(settings.MEDIA_ROOT.rglob("*.jpg"))


class TestAgreement:
    def test_signed_on_paper_is_kept_page_by_page(self, desk, agreement):
        answer = sign(desk, agreement, two_pages(), picture())

        assert answer.status_code == 302, answer.context["form"].errors
        rows = attachments.attached_to(AgreementSignature.objects.get())
        assert [row.content_type for row in rows] == ["image/jpeg"] * 3

    @pytest.mark.parametrize("body", [BROKEN, altered(script), b"no picture"])
    def test_a_pdf_that_is_none_is_refused_with_the_reason(
        self, desk, agreement, settings, body
    ):
        answer = sign(desk, agreement, picture(), file(body))

        assert "photos" in answer.context["form"].errors
        assert not AgreementSignature.objects.exists()
        assert not kept_files(settings)

    def test_of_too_many_pages_is_refused(self, desk, agreement, settings):
        answer = sign(desk, agreement, file(pdf(*[A4] * 21)))

        assert "photos" in answer.context["form"].errors
        assert not kept_files(settings)

    def test_is_signed_with_a_pdf_over_rest(self, desk, agreement):
        party = agreement.dispute.parties.first()
        said = {"signer": "party", "way": "paper", "party": party.pk}
        url = f"/api/v1/agreements/{agreement.pk}/sign/"

        broken = desk.post(url, {**said, "photos": [file(BROKEN)]})
        whole = desk.post(url, {**said, "photos": [two_pages()]})

        assert (broken.status_code, broken.json()["code"]) == (409, "broken")
        assert whole.status_code == 200, whole.content
        assert attachments.attached_to(AgreementSignature.objects.get()).count() == 2

    def test_its_pages_lie_in_the_dossier(self, desk, agreement):
        sign(desk, agreement, two_pages())

        case = gather(agreement.dispute)

        (part,) = [row for row in parts_of(case) if row.kind == PaperKind.AGREEMENT]
        assert len(part.scans) == 2
        assert case.hands[0][1] is None  # a whole page is no hand under the text

    def test_one_photo_of_both_hands_is_filed_once(self, desk, agreement, dispute):
        for party in dispute.parties.all():
            sign(desk, agreement, picture(), who=f"party-{party.pk}")

        assert AgreementSignature.objects.count() == 2
        assert len(gather(dispute).signed_pages) == 1


class TestPowerOfAttorney:
    def url(self, agent) -> str:
        return reverse("disputes:agent_edit", args=[agent.party.dispute_id, agent.pk])

    def said(self, agent) -> dict:
        return {**SAID, "version": agent.party.dispute.version}

    def test_is_kept_page_by_page(self, desk, agent):
        sent = {**self.said(agent), "photos": [two_pages()]}

        answer = desk.post(self.url(agent), sent)

        assert answer.status_code == 302, answer.context["form"].errors
        assert attachments.attached_to(PartyAgent.objects.get()).count() == 2

    def test_that_cannot_be_read_is_refused(self, desk, agent, settings):
        sent = {**self.said(agent), "photos": [file(BROKEN)]}

        answer = desk.post(self.url(agent), sent)

        assert "photos" in answer.context["form"].errors
        assert not kept_files(settings)

    def test_comes_as_a_pdf_over_rest(self, desk, agent):
        url = f"/api/v1/disputes/{agent.party.dispute_id}/edit-agent/"
        said = {**self.said(agent), "agent": agent.pk}

        broken = desk.post(url, {**said, "papers": [file(BROKEN)]})
        whole = desk.post(url, {**said, "papers": [two_pages()]})

        assert broken.status_code == 409
        assert whole.status_code == 200, whole.content
        assert attachments.attached_to(agent).count() == 2
