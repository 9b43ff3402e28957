"""The papers of mediation by the articles and lists that prescribe them (law.md b1–b3)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from disputes.actions import dossiers
from disputes.actions import papers as actions
from disputes.models import Dossier, Obligation
from disputes.papers import completeness, covers, dossier, draw
from disputes.papers.case import gather
from disputes.workflow.papers import ITEMS, ItemState, PaperKind
from station import legal
from station.errors import RuleError
from station.models import LegalRule
from tests.disputes.paper_case import (
    agreed,
    archival_faults,
    held,
    images_in,
    pages_in,
    quarrel,
    scan,
    sign,
    states,
    text_of,
    whole_case,
    words,
)
from tests.factories import NOW, HouseholdFactory, PartyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("row_by_row")]
K = PaperKind


@pytest.fixture(autouse=True)
def _store(settings, tmp_path, time_machine):
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def case(household, wang):
    return gather(whole_case(household, wang))


class TestPublicSecurityPapers:
    def test_b1_13_the_agreement_holds_what_art_184_asks_for(self, household, wang):
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

    def test_b1_27_the_agreement_is_made_in_three_copies(self, household, wang):
        dispute = quarrel(household, wang, track="public_security")
        agreed(dispute, wang, form="public_security")

        text = words(dispute, K.SECURITY_AGREEMENT, copies=draw.COPIES)

        assert draw.COPIES == 3
        assert [text.count(f"第{part}联") for part in "一二三"] == [1, 1, 1]
        assert "本协议书一式三份" in text

    def test_b1_28_the_agreement_on_the_spot_has_three_parts(self, household, wang):
        dispute = quarrel(household, wang, track="public_security")
        sitting = held(dispute, wang, kind="on_the_spot", recording="LX-0001")
        agreed(dispute, wang, sitting, form="on_the_spot", is_performed_at_once=True)

        text = words(dispute, K.SPOT_AGREEMENT, copies=draw.COPIES)

        assert [text.count(f"第{part}联") for part in "一二三"] == [1, 1, 1]
        assert text.count("现场治安调解协议书") == 3
        assert "当场履行完毕" in text
        assert "LX-0001" in text

    def test_b1_7_filmed_on_the_spot_needs_no_signed_record(self, household, wang):
        dispute = quarrel(household, wang, track="public_security")
        sitting = held(dispute, wang, kind="on_the_spot", recording="LX-0001")
        agreed(dispute, wang, sitting, form="on_the_spot", is_performed_at_once=True)

        assert states(dispute)[K.RECORD] == ItemState.THERE

    def test_b1_10_who_is_suspected_sends_no_agent(self, household, wang):
        dispute = quarrel(household, wang, track="public_security")
        suspect = PartyFactory(dispute=dispute, name="马强", role="suspect")
        content = actions.Content(NOW, party=suspect, person="马小强", text="系其弟。")

        with pytest.raises(RuleError) as refused:
            actions.write(
                dispute=dispute, kind=K.AUTHORITY, content=content, by=wang, at=NOW
            )

        assert refused.value.code == "suspect_agent"


class TestPeoplesMediationPapers:
    def test_b2_8_and_9_the_notice_names_the_rights_and_duties(self, household, wang):
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

    def test_b2_11_the_end_notice_tells_of_the_other_ways(self, household, wang):
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

    def test_b2_12_every_sitting_is_recorded_and_filed(self, household, wang):
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

    def test_b2_12_a_record_is_filed_once(self, household, wang):
        dispute = quarrel(household, wang)
        content = actions.Content(NOW, sitting=held(dispute, wang))
        step = {"dispute": dispute, "kind": K.RECORD, "by": wang, "at": NOW}
        actions.write(content=content, **step)

        with pytest.raises(RuleError) as refused:
            actions.write(content=content, **step)

        assert refused.value.code == "twice"

    def test_b2_13_the_mediator_writes_an_oral_agreement_down(self, household, wang):
        dispute = quarrel(household, wang)
        agreed(dispute, wang, form="oral")

        text = words(dispute, K.ORAL)

        for part in ("口头协议内容", "蔡涛七日内改造排水管", "人民调解员（签名）"):
            assert part in text, part
        assert states(dispute)[K.ORAL] == ItemState.THERE

    def test_b2_14_the_agreement_holds_what_art_29_asks_for(self, household, wang):
        dispute = quarrel(household, wang)
        agreed(dispute, wang)

        text = words(dispute, K.AGREEMENT)

        for part in (
            *("蔡涛", "丁刚", "院墙排水管滴水", "承担主要责任", "改造排水管"),
            *("履行的方式、期限", "由村委会验收", "人民调解员（签名）", "（印）"),
            "本协议一式3份",
        ):
            assert part in text, part

    def test_b2_14_says_what_lacks_and_prints_clean_for_the_hands(
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

    def test_b2_22_agreement_and_notice_tell_of_their_effect(self, household, wang):
        dispute = quarrel(household, wang)
        agreed(dispute, wang)

        assert "三十日内共同向人民法院申请司法确认" in words(dispute, K.RIGHTS)
        assert "之日起生效" in words(dispute, K.AGREEMENT)

    def test_b2_23_after_an_agreement_somebody_goes_back(self, household, wang):
        dispute = quarrel(household, wang)
        assert states(dispute)[K.FOLLOW_UP] == ItemState.NOT_NEEDED

        agreed(dispute, wang)

        assert states(dispute)[K.FOLLOW_UP] == ItemState.NEEDED


class TestDossier:
    """人民调解卷宗: the list of the ministry of December 2010 (b3)."""

    def test_b3_has_thirteen_items_six_of_them_required(self):
        required = {kinds[0] for kinds, is_required in ITEMS if is_required}

        assert len(ITEMS) == 13
        assert required == {
            K.APPLICATION,
            K.RIGHTS,
            K.IDENTITY,
            K.RECORD,
            K.AGREEMENT,
            K.BACK,
        }

    def test_b3_at_first_the_required_ones_are_owed(self, household, wang):
        check = completeness.check(gather(quarrel(household, wang)))

        assert {item.kind for item in check.owed} == {
            K.ACCEPTANCE,
            K.RIGHTS,
            K.IDENTITY,
            K.RECORD,
            K.AGREEMENT,
        }
        assert all(item.lacks for item in check.owed if item.kind != K.RIGHTS)

    def test_b3_a_whole_case_lacks_only_the_going_back(self, case):
        check = completeness.check(case)

        assert [item.kind for item in check.owed] == [K.FOLLOW_UP]
        assert (check.there, check.needed) == (12, 13)

    def test_b3_the_number_has_its_form_and_is_never_given_twice(self, household, wang):
        numbers = [
            dossiers.accept(dispute=quarrel(home, wang), by=wang, at=NOW).number
            for home in (household, HouseholdFactory(address__community=household.area))
        ]
        place = numbers[0].partition("）")[2].partition("人调字")[0]

        assert numbers == [f"（{NOW.year}）{place}人调字第{n}号" for n in (1, 2)]

    def test_b3_the_series_begins_anew_with_the_year(self, household, wang):
        late = NOW + timedelta(days=366)
        for at in (NOW, late):
            dossiers.accept(dispute=quarrel(household, wang), by=wang, at=at)

        assert set(Dossier.objects.values_list("year", "ordinal")) == {
            (NOW.year, 1),
            (late.year, 1),
        }

    def test_b3_accepted_twice_keeps_its_number(self, household, wang):
        dispute = quarrel(household, wang)
        found = [dossiers.accept(dispute=dispute, by=wang, at=NOW) for _ in range(2)]

        assert found[0] == found[1]

    def test_b3_no_number_for_what_the_police_mediate(self, household, wang):
        dispute = quarrel(household, wang, track="public_security")

        with pytest.raises(RuleError) as refused:
            dossiers.accept(dispute=dispute, by=wang, at=NOW)

        assert refused.value.code == "not_people"

    def test_b3_how_long_it_is_kept_is_for_the_county_to_say(self, case):
        assert covers.retention(case, on=NOW.date()) == "10年"

        legal.ensure()
        LegalRule.objects.filter(code=covers.RETENTION).update(value=360)

        assert covers.retention(case, on=NOW.date()) == "30年"
        assert "30年" in text_of(draw.render(case, K.COVER))

    def test_the_whole_is_one_archival_file_with_right_pages(self, case):
        body = dossier.render(case)
        text = text_of(body)

        assert archival_faults(body) == []
        assert images_in(body) >= 2
        assert f"共{pages_in(body) - 3}页" in text  # cover, contents and back apart
        contents = text[text.index("卷内目录") : text.index("人民调解申请书编号")]
        bound = list(dossier.parts_of(case))
        assert all(part.name in contents for part in bound)
        assert "草稿" in text  # nobody went back yet

    def test_a_scan_stands_for_the_sheet_it_was_made_of(self, household, wang):
        dispute = quarrel(household, wang)
        agreed(dispute, wang)
        before = list(dossier.parts_of(gather(dispute)))
        actions.write(
            dispute=dispute,
            kind=K.AGREEMENT,
            content=actions.Content(NOW),
            scans=[scan(), scan()],
            by=wang,
            at=NOW,
        )

        (part,) = [
            part
            for part in dossier.parts_of(gather(dispute))
            if part.kind == K.AGREEMENT
        ]

        assert len(next(p for p in before if p.kind == K.AGREEMENT).sheets) == 1
        assert (part.sheets, len(part.scans)) == ([], 2)

    def test_costs_the_same_for_many_papers(self, household, wang):
        dispute = whole_case(household, wang)
        gather(dispute, user=wang)  # who may do what is asked for once
        with CaptureQueriesContext(connection) as few:
            gather(dispute, user=wang)
        for _n in range(5):
            content = actions.Content(NOW, text="问答。")
            actions.write(
                dispute=dispute,
                kind=K.INVESTIGATION,
                content=content,
                scans=[scan()],
                by=wang,
                at=NOW,
            )
        with CaptureQueriesContext(connection) as many:
            gather(dispute, user=wang)

        assert len(many) == len(few)
