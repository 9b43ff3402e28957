"""Papers of people's mediation: section b2, named after the articles."""

import pytest

from disputes.actions import papers as actions
from disputes.models import AgreementSignature, Obligation
from disputes.papers import completeness
from disputes.papers.case import gather
from disputes.workflow.papers import ItemState, PaperKind
from station.errors import RuleError
from tests.disputes.paper_case import (
    agreed,
    held,
    quarrel,
    sign,
    states,
    words,
)
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("row_by_row")]
K = PaperKind


@pytest.fixture(autouse=True)
def _store(settings, tmp_path, time_machine):
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to(NOW, tick=False)


class TestArticles23And24:
    """人民调解法 arts. 23, 24: rights and duties."""

    def test_art_23_and_24_the_notice_names_the_rights_and_duties(
        self, household, wang
    ):
        text = words(quarrel(household, wang), K.RIGHTS)

        for right in (
            "选择或者接受人民调解员",
            "接受调解、拒绝调解或者要求终止调解",
            "要求调解公开进行或者不公开进行",
            "自主表达意愿、自愿达成调解协议",
            "如实陈述纠纷事实",
            "遵守调解现场秩序",
            "尊重对方当事人行使权利",
            "不收取任何费用",
        ):
            assert right in text, right


class TestArticle26:
    """人民调解法 art. 26: where mediation ends without agreement."""

    def test_art_26_the_end_notice_tells_of_the_other_ways(self, household, wang):
        dispute = quarrel(
            household,
            wang,
            status="failed",
            mediated_at=NOW,
            told_of_court_on=NOW.date(),
        )
        held(dispute, wang, outcome="not_agreed")

        text = words(dispute, K.END_NOTICE)

        for way in ("第二十六条", "仲裁", "行政", "提起诉讼", "蔡涛、丁刚"):
            assert way in text, way
        assert states(dispute)[K.END_NOTICE] == ItemState.THERE


class TestArticle27:
    """人民调解法 art. 27: recorded and filed."""

    def test_art_27_every_sitting_is_recorded_and_filed(self, household, wang):
        dispute = quarrel(household, wang)
        first = held(dispute, wang, outcome="not_agreed", record="第一次各执一词。")
        second = held(dispute, wang, ordinal=2, record="第二次同意修复。")

        text = words(dispute, K.RECORD)
        lacks = completeness.check(gather(dispute)).item_of(K.RECORD).lacks

        assert "第一次各执一词。" in text
        assert "第二次同意修复。" in text
        assert len(lacks) == 2
        for sitting in (first, second):
            paper = actions.write(
                dispute=dispute,
                kind=K.RECORD,
                content=actions.Content(NOW, sitting=sitting),
                by=wang,
                at=NOW,
            )
            sign(paper, wang)
        assert states(dispute)[K.RECORD] == ItemState.THERE

    def test_art_27_a_record_is_filed_once(self, household, wang):
        dispute = quarrel(household, wang)
        content = actions.Content(NOW, sitting=held(dispute, wang))
        step = {"dispute": dispute, "kind": K.RECORD, "by": wang, "at": NOW}
        actions.write(content=content, **step)

        with pytest.raises(RuleError) as refused:
            actions.write(content=content, **step)

        assert refused.value.code == "twice"


class TestArticle13:
    """A people's mediator is elected or appointed: no police officer by default."""

    @pytest.mark.parametrize(
        ("track", "stands"), [("people", False), ("public_security", True)]
    )
    def test_art_13_an_officer_stands_as_mediator_only_for_the_police(
        self, household, wang, track, stands
    ):
        dispute = quarrel(household, wang, track=track)

        case = gather(dispute)

        assert (case.mediator == wang.name) is stands
        assert case.officer == wang.name


class TestArticle28:
    """人民调解法 art. 28: by word of mouth."""

    def test_art_28_the_mediator_writes_an_oral_agreement_down(self, household, wang):
        dispute = quarrel(household, wang)
        agreed(dispute, wang, form="oral")

        text = words(dispute, K.ORAL)

        for part in ("口头协议内容", "蔡涛七日内改造排水管", "人民调解员（签名）"):
            assert part in text, part
        assert states(dispute)[K.ORAL] == ItemState.THERE


class TestArticle29:
    """人民调解法 art. 29: what a written agreement says."""

    def test_art_29_the_agreement_holds_what_it_asks_for(self, household, wang):
        dispute = quarrel(household, wang)
        agreed(dispute, wang)

        text = words(dispute, K.AGREEMENT)

        for part in (
            *("蔡涛", "丁刚", "院墙排水管滴水", "承担主要责任", "改造排水管"),
            *("履行的方式、期限", "由村委会验收", "人民调解员（签名）", "（印）"),
            "本协议一式3份",
        ):
            assert part in text, part

    def test_art_29_says_what_lacks_and_prints_clean_for_the_hands(
        self, household, wang
    ):
        dispute = quarrel(household, wang)
        found = agreed(dispute, wang, status="draft", effective_on=None)
        item = completeness.check(gather(dispute)).item_of(K.AGREEMENT)

        assert item.state == ItemState.LACKING
        assert len(item.lacks) > 2  # both hands, the mediator's, the seal
        assert completeness.is_unfinished(gather(dispute), K.AGREEMENT)

        Obligation.objects.create(
            agreement=found,
            party=dispute.parties.first(),
            kind="repair",
            what="改造排水管",
            due_on=NOW.date(),
        )

        assert not completeness.is_unfinished(gather(dispute), K.AGREEMENT)


class TestWorkRules75:
    """人民调解工作若干规定 (司法部令第75号): what is told, and going back."""

    def test_art_30_and_34_agreement_and_notice_tell_of_their_effect(
        self, household, wang
    ):
        dispute = quarrel(household, wang)
        agreed(dispute, wang)

        assert "三十日内共同向人民法院申请司法确认" in words(dispute, K.RIGHTS)
        assert "之日起生效" in words(dispute, K.AGREEMENT)

    def test_art_37_after_an_agreement_somebody_goes_back(self, household, wang):
        dispute = quarrel(household, wang)
        assert states(dispute)[K.FOLLOW_UP] == ItemState.NOT_NEEDED

        agreed(dispute, wang)

        assert states(dispute)[K.FOLLOW_UP] == ItemState.NEEDED


class TestSeal:
    """人民调解法 art. 29: the agreement bears the committee's seal."""

    def sealed(self, dispute, wang, name: str, **facts):
        agreement = agreed(dispute, wang, **facts)
        AgreementSignature.objects.create(
            agreement=agreement,
            signer="seal",
            way="seal",
            name=name,
            content_hash="0" * 64,
            signed_at=NOW,
            taken_by=wang,
        )
        return agreement

    @pytest.mark.parametrize(
        ("form", "kind"), [("people", K.AGREEMENT), ("oral", K.ORAL)]
    )
    def test_art_29_who_sealed_it_stands_at_the_seal(self, household, wang, form, kind):
        dispute = quarrel(household, wang)
        township = gather(dispute).committee
        self.sealed(dispute, wang, "天城村人民调解委员会", form=form)

        text = words(dispute, kind)

        assert "天城村人民调解委员会（印）" in text
        assert f"{township}（印）" not in text

    def test_art_29_wins_over_the_body_that_was_written(self, household, wang):
        dispute = quarrel(household, wang)
        self.sealed(
            dispute, wang, "天城村人民调解委员会", body="骆驼城镇人民调解委员会"
        )

        assert "天城村人民调解委员会（印）" in words(dispute, K.AGREEMENT)

    def test_art_29_before_the_seal_the_committee_is_named(self, household, wang):
        dispute = quarrel(household, wang)
        agreed(dispute, wang)

        assert f"{gather(dispute).committee}（印）" in words(dispute, K.AGREEMENT)
