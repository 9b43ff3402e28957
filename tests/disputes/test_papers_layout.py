"""Papers as drawn: long names and texts, empty forms, hands under them."""

import pytest

from disputes.actions import agreements, dossiers
from disputes.actions import papers as actions
from disputes.models import DisputePaper
from disputes.papers import dossier, draw
from disputes.papers.case import PROTECTED, gather
from disputes.workflow.papers import ItemState, PaperKind
from station.errors import RuleError
from tests.disputes.paper_case import (
    LONG,
    LONG_NAME,
    archival_faults,
    held,
    pages_in,
    quarrel,
    sign,
    states,
    text_of,
    whole_case,
)
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("row_by_row")]
K = PaperKind


@pytest.fixture(autouse=True)
def _store(settings, tmp_path, time_machine):
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to(NOW, tick=False)


SENTENCE = LONG.partition("。")[0]
LONGEST = {K.RECORD: 8, K.SECURITY_AGREEMENT: 12, K.SPOT_AGREEMENT: 12, K.ORAL: 10}


class TestLayout:
    @pytest.fixture
    def long_case(self, household, wang):
        return gather(whole_case(household, wang, name=LONG_NAME, text=LONG))

    @pytest.mark.parametrize("kind", list(PaperKind))
    def test_long_names_and_texts_stay_whole(self, long_case, kind):
        body = draw.render(long_case, kind)
        text = text_of(body)

        assert archival_faults(body) == []
        assert pages_in(body) <= LONGEST.get(kind, 12)
        sheets = draw.sheets_of(long_case, kind, on=NOW.date())
        for said in _said(sheets):
            # A page that ends within a sentence has its number in between.
            whole = text.count(SENTENCE) + pages_in(body)
            assert said.count(SENTENCE) <= whole, said[:40]
            assert said[:12] in text
            assert said[-12:] in text

    @pytest.mark.parametrize("kind", sorted(draw.FACTS))
    def test_an_empty_form_can_be_filled_by_hand(self, household, wang, kind):
        body = draw.render(gather(quarrel(household, wang)), kind)

        assert archival_faults(body) == []
        assert pages_in(body) <= 2

    def test_a_draft_says_so(self, household, wang):
        case = gather(quarrel(household, wang))

        assert "草稿" in text_of(draw.render(case, K.NOTE, draft=True))
        assert "草稿" not in text_of(draw.render(case, K.NOTE))


class TestProtectedAddress:
    """Domestic violence: nobody learns from a paper where the other lives."""

    @pytest.fixture
    def dispute(self, household, wang):
        household.address.text = "永胜村三社17号"
        household.address.save()
        dispute = whole_case(household, wang)
        dispute.place = "永胜村三社17号院内"
        dispute.save()
        return dispute

    @pytest.mark.parametrize(
        "kind", [K.APPLICATION, K.ACCEPTANCE, K.IDENTITY, K.AGREEMENT, K.CONFIRMATION]
    )
    def test_is_on_no_paper(self, dispute, kind):
        open_text = text_of(draw.render(gather(dispute), kind))
        dispute.is_domestic_violence = True
        dispute.save()

        text = text_of(draw.render(gather(dispute), kind))

        assert "永胜村三社17号" in open_text
        assert "永胜村三社17号" not in text
        assert PROTECTED in text

    def test_is_nowhere_in_the_dossier(self, dispute, wang):
        dispute.is_domestic_violence = True
        dispute.save()

        assert "永胜村三社17号" not in text_of(
            dossier.render(gather(dispute, user=wang))
        )


# Not written out: codes, pictures, and what stands in another form.
UNSAID = {"hands", "ways", "sex", "born", "is_person", "picture", "role", "status"}
ELSEWHERE = {"body", "chair", "held", "held_place", "others", "recorder", "agreement"}


def _said(value, key="") -> list[str]:
    """Every text a paper was given, without blanks."""
    if key in UNSAID | ELSEWHERE:
        return []
    if isinstance(value, dict):
        return [said for name, each in value.items() for said in _said(each, name)]
    if isinstance(value, list):
        return [said for each in value for said in _said(each, key)]
    if not isinstance(value, str) or len(value) < 30:
        return []
    return ["".join(line.split()) for line in value.splitlines()]


class TestHands:
    def test_the_hash_is_of_what_was_signed(self, household, wang):
        dispute = quarrel(household, wang)
        paper = actions.write(
            dispute=dispute,
            kind=K.RIGHTS,
            content=actions.Content(NOW, text="已告知。"),
            by=wang,
            at=NOW,
        )

        paper = sign(paper, wang)

        assert paper.content_hash == draw.hash_of(paper)
        assert paper.signatures.get().content_hash == paper.content_hash
        assert paper.status == "signed"

    def test_what_is_signed_is_not_changed_any_more(self, household, wang):
        dispute = quarrel(household, wang)
        content = actions.Content(NOW, text="已告知。")
        step = {"by": wang, "at": NOW}
        paper = actions.write(dispute=dispute, kind=K.RIGHTS, content=content, **step)
        paper = sign(paper, wang)

        with pytest.raises(RuleError) as refused:
            actions.change(paper=paper, content=content, version=paper.version, **step)

        assert refused.value.code == "signed"

    def test_a_changed_record_takes_no_second_hand(self, household, wang):
        dispute = quarrel(household, wang)
        sitting = held(dispute, wang)
        paper = actions.write(
            dispute=dispute,
            kind=K.RECORD,
            content=actions.Content(NOW, sitting=sitting),
            by=wang,
            at=NOW,
        )
        paper = sign(paper, wang)
        sitting.record = "另写的记录。"
        sitting.save()

        with pytest.raises(RuleError) as refused:
            sign(paper, wang, name="蔡涛")

        assert refused.value.code == "changed"

    def test_set_aside_it_counts_no_more(self, household, wang):
        dispute = quarrel(household, wang)
        paper = actions.write(
            dispute=dispute,
            kind=K.RIGHTS,
            content=actions.Content(NOW, text="已告知。"),
            by=wang,
            at=NOW,
        )
        actions.set_aside(
            paper=paper, reason="写错了", version=paper.version, by=wang, at=NOW
        )

        assert states(dispute)[K.RIGHTS] == ItemState.NEEDED
        assert DisputePaper.objects.get().status == "void"


class TestOneNumber:
    """Dossier and agreement bear the same number, whichever came first."""

    def draft(self, dispute, officer):
        content = agreements.Content(
            form="people", facts="滴水", responsibility="蔡涛", terms="修复"
        )
        return agreements.draft(dispute=dispute, content=content, by=officer, at=NOW)

    def test_the_agreement_takes_that_of_its_dossier(self, household, wang):
        dispute = quarrel(household, wang)
        made = dossiers.accept(dispute=dispute, by=wang, at=NOW)

        assert self.draft(dispute, wang).number == made.number

    def test_the_dossier_takes_that_of_an_earlier_agreement(self, household, wang):
        dispute = quarrel(household, wang)
        written = self.draft(dispute, wang)

        made = dossiers.accept(dispute=dispute, by=wang, at=NOW)

        assert (made.number, made.ordinal) == (written.number, 1)
