"""The counter's workbook: previewed, listed once, refused by the row."""

import io
from datetime import timedelta

import pytest
import xlsxwriter

from households.models import Delivery, DeliveryBatch
from station.actions import sheet_imports as actions
from tests.factories import NOW, DocumentKindFactory

HEADS = ["持证人", "证件", "村（社区）", "地址", "证件号码", "联系电话"]


@pytest.fixture(autouse=True)
def _media(settings, tmp_path, db):
    settings.MEDIA_ROOT = tmp_path / "media"
    DocumentKindFactory()


def book(*rows) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as file:
        sheet = file.add_worksheet("证件")
        for line, cells in enumerate([HEADS, *rows]):
            for place, cell in enumerate(cells):
                sheet.write(line, place, cell)
    return buffer.getvalue()


@pytest.fixture
def send(wang):
    def do(*rows):
        job = actions.upload(
            kind="households.delivery",
            content=book(*rows),
            name="证件.xlsx",
            by=wang,
            at=NOW,
        )
        actions.run(pk=job.pk, at=NOW)
        job.refresh_from_db()
        return job

    return do


@pytest.fixture
def commit(wang):
    def do(job):
        actions.approve(sheet_import=job, by=wang, at=NOW)
        actions.run(pk=job.pk, at=NOW + timedelta(minutes=1))
        job.refresh_from_db()
        return job

    return do


def row(village, name="张大爷", number="620724195008130011"):
    return [name, "居民身份证", village.short_name, "二社3号", number, "13200009755"]


class TestWorkbook:
    def test_puts_all_rows_on_one_list(self, village, send, commit):
        commit(send(row(village), row(village, "李四", "620724195008130012")))

        assert Delivery.objects.count() == 2
        assert DeliveryBatch.objects.count() == 1

    def test_sent_again_nothing_is_listed_twice(self, village, send, commit):
        commit(send(row(village)))
        commit(send(row(village), row(village, "李四", "620724195008130012")))

        assert Delivery.objects.count() == 2

    def test_a_row_of_another_place_is_refused(self, village, send):
        job = send(row(village), ["李四", "居民身份证", "火星村", "1号", "", ""])

        assert not Delivery.objects.exists()
        assert (job.new_count, job.refused_count) == (1, 1)
