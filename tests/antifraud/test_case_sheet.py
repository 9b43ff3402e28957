"""The police statistics by workbook: checked first, then taken in once."""

import json
from decimal import Decimal

import pytest

from antifraud.models import FraudCase
from antifraud.sheets import cases as sheet
from station.actions import sheet_imports as actions
from tests.factories import (
    NOW,
    CommunityFactory,
    FraudCaseFactory,
    ScamTypeFactory,
    officer,
)

pytestmark = pytest.mark.django_db
HEADS = ["案件编号", "诈骗类型", "所属村(社区)", "发案时间", "报案时间", "损失金额(元)",
         "止付金额", "受害人群体", "受害人年龄", "受害人", "联系电话", "简要案情"]  # fmt: skip
PHONE = "13200009755"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def wang(village):
    person = officer(village)
    person.language = "en"
    person.save()
    return person


@pytest.fixture(autouse=True)
def rebates():
    return ScamTypeFactory(name_zh="刷单骗局", name_en="Brushing")


def line(village, number="A1", **said) -> list[str]:
    row = dict(zip(HEADS, [
        number, "刷单骗局类诈骗", village.short_name, "2026-11-18 09:00",
        "2026-11-18 20:00", "12,800", "", "student", "20", "林晓", PHONE, "群里做任务",
    ], strict=True))  # fmt: skip
    return [{**row, **said}[head] for head in HEADS]


def send(by, rows):
    text = "\r\n".join('"' + '","'.join(cells) + '"' for cells in [HEADS, *rows])
    job = actions.upload(
        kind="antifraud.fraudcase",
        content=text.encode("gb18030"),
        name="统计.csv",
        by=by,
        at=NOW,
    )
    actions.run(pk=job.pk, at=NOW)
    job.refresh_from_db()
    return job


def take_in(job, by):
    actions.approve(sheet_import=job, by=by, at=NOW)
    actions.run(pk=job.pk, at=NOW)
    job.refresh_from_db()
    return job


def faults(job) -> list[str]:
    rows = job.rows.filter(state="refused").order_by("row")
    return [json.loads(row.details)["faults"][0][0] for row in rows]


class TestImport:
    def test_takes_a_case_in_once(self, village, wang, rebates):
        take_in(send(wang, [line(village)]), wang)

        case = FraudCase.objects.get()
        again = send(wang, [line(village)])
        assert (case.scam_type, case.source) == (rebates, "statistics")
        assert (case.outcome, case.loss) == ("lost", Decimal(12800))
        assert (case.group, case.age_band) == ("student", "18_25")
        assert (case.victim_name, case.victim_phone) == ("林晓", PHONE)
        assert (again.new_count, again.changed_count) == (0, 0)

    def test_names_each_fault_by_row(self, village, wang):
        job = send(
            wang,
            [
                line(village, "A1"),
                line(village, "A2", 诈骗类型="隐身术"),
                line(village, "A3", **{"损失金额(元)": "很多"}),
                line(village, "A4", 报案时间="2026-11-17 09:00"),
                line(village, "A5", 受害人年龄="500"),
                line(village, "A6", 联系电话="12"),
                line(village, "A7", **{"所属村(社区)": "没有这个村"}),
            ],
        )

        assert (job.new_count, job.refused_count) == (1, 6)
        assert faults(job) == [
            "Scam type",
            "Loss (yuan)",
            "Happened",
            "Age in years",
            "Phone",
            "Village or community",
        ]
        assert not FraudCase.objects.exists()

    def test_sets_right_what_it_knows_and_keeps_the_rest(self, village, wang):
        take_in(send(wang, [line(village)]), wang)
        row = line(village, 止付金额="2800", 受害人="", 联系电话="", 简要案情="")

        job = take_in(send(wang, [row]), wang)

        case = FraudCase.objects.get()
        assert job.changed_count == 1
        assert (case.outcome, case.stopped) == ("partly", 2800)
        assert (case.victim_name, case.victim_phone) == ("林晓", PHONE)

    def test_refuses_a_number_of_another_place(self, village, wang):
        FraudCaseFactory(area=CommunityFactory(), source_number="A1")

        job = send(wang, [line(village)])

        assert faults(job) == ["Number in the statistics"]

    def test_refuses_what_is_struck_out(self, village, wang):
        FraudCaseFactory(
            area=village,
            source_number="A1",
            status="void",
            ended_at=NOW,
            ended_by=wang,
        )

        assert faults(send(wang, [line(village)])) == ["Number in the statistics"]

    @pytest.mark.parametrize(
        ("loss", "stopped", "outcome"),
        [
            ("0", "", "attempt"),
            ("3000元", "", "lost"),
            ("1.2万", "2000", "partly"),
            ("3000", "3000", "stopped"),
        ],
    )
    def test_reads_the_outcome_from_the_sums(
        self, village, wang, loss, stopped, outcome
    ):
        row = line(village, 止付金额=stopped, **{"损失金额(元)": loss})

        take_in(send(wang, [row]), wang)

        assert FraudCase.objects.get().outcome == outcome


def test_known_columns_have_words():
    assert len({column.key for column in sheet.COLUMNS}) == len(sheet.COLUMNS)
