"""Papers of public-security mediation: section b1, named after the articles."""

import pytest

from disputes.actions import papers as actions
from disputes.papers import draw
from disputes.workflow.papers import ItemState, PaperKind
from station.errors import RuleError
from tests.disputes.paper_case import (
    agreed,
    held,
    quarrel,
    states,
    words,
)
from tests.factories import NOW, PartyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("row_by_row")]
K = PaperKind


@pytest.fixture(autouse=True)
def _store(settings, tmp_path, time_machine):
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to(NOW, tick=False)


class TestArticle178:
    """程序规定 art. 178: on the spot; filmed, it needs no paper."""

    def test_art_178_filmed_on_the_spot_needs_no_signed_record(self, household, wang):
        dispute = quarrel(household, wang, track="public_security")
        sitting = held(dispute, wang, kind="on_the_spot", recording="LX-0001")
        agreed(dispute, wang, sitting, form="on_the_spot", is_performed_at_once=True)

        assert states(dispute)[K.RECORD] == ItemState.THERE


class TestArticle181:
    """程序规定 art. 181: who may send an agent."""

    def test_art_181_who_is_suspected_sends_no_agent(self, household, wang):
        dispute = quarrel(household, wang, track="public_security")
        suspect = PartyFactory(dispute=dispute, name="马强", role="suspect")
        content = actions.Content(NOW, party=suspect, person="马小强", text="系其弟。")

        with pytest.raises(RuleError) as refused:
            actions.write(
                dispute=dispute, kind=K.AUTHORITY, content=content, by=wang, at=NOW
            )

        assert refused.value.code == "suspect_agent"


class TestArticle184:
    """程序规定 art. 184: what the agreement says."""

    def test_art_184_the_agreement_holds_what_it_asks_for(self, household, wang):
        dispute = quarrel(household, wang, track="public_security", place="晒场")
        sitting = held(dispute, wang, others_present="村主任李强", place="警务室")
        agreed(dispute, wang, sitting, form="public_security", chair="王建军")

        text = words(dispute, K.SECURITY_AGREEMENT)

        for asked in (
            *("调解机关", "主持人：王建军", "蔡涛", "丁刚", "村主任李强"),
            *("调解时间", "警务室", "晒场", "起因、经过、情节、结果"),
            *("院墙排水管滴水", "蔡涛七日内改造排水管", "由村委会验收"),
            *("当事人蔡涛（签名", "当事人丁刚（签名"),
        ):
            assert asked in text, asked


class TestWorkRules81:
    """公安机关治安调解工作规范 (公通字〔2007〕81号): copies and form."""

    def test_rules_81_the_agreement_is_made_in_three_copies(self, household, wang):
        dispute = quarrel(household, wang, track="public_security")
        agreed(dispute, wang, form="public_security")

        text = words(dispute, K.SECURITY_AGREEMENT, copies=draw.COPIES)

        assert draw.COPIES == 3
        assert [text.count(f"第{part}联") for part in "一二三"] == [1, 1, 1]
        assert "本协议书一式三份" in text

    def test_rules_81_the_agreement_on_the_spot_has_three_parts(self, household, wang):
        dispute = quarrel(household, wang, track="public_security")
        sitting = held(dispute, wang, kind="on_the_spot", recording="LX-0001")
        agreed(dispute, wang, sitting, form="on_the_spot", is_performed_at_once=True)

        text = words(dispute, K.SPOT_AGREEMENT, copies=draw.COPIES)

        assert [text.count(f"第{part}联") for part in "一二三"] == [1, 1, 1]
        assert text.count("现场治安调解协议书") == 3
        assert "当场履行完毕" in text
        assert "LX-0001" in text
