"""The register of mediators by workbook or CSV: checked first, then taken in once."""

import io
import json
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import gettext

from disputes.models import Mediator
from disputes.sheets import mediators as sheet
from station.actions import sheet_imports as actions
from station.models import SheetImport
from station.registry import registry
from station.sheet_kinds import RowRefused, SheetContext
from station.sheet_writing import write_template
from station.workbook import read
from tests.factories import (
    NOW,
    TODAY,
    CommunityFactory,
    HouseholdFactory,
    MediatorFactory,
    ResidentFactory,
    officer,
)

pytestmark = pytest.mark.django_db
HEADS = ["姓名*", "调解员类型", "所属村", "聘任日期", "任期届满", "擅长领域", "电话"]
PHONE = "13200009755"
AT_FAULT = {
    5: "Type",
    6: "Serves in",
    7: "Since",
    8: "Term ends on",
    9: "Kinds of quarrels they know",
    10: "Phone",
    11: "Full name",
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def lines(village) -> list[list[str]]:
    """Three good rows and one of each fault."""
    place = village.short_name
    good = ["silver", place, "2026-01-01", "2028-12-31", "邻里、land_boundary", PHONE]
    return [
        ["张德厚", *good],
        ["李 秀英", "copper", place, "2025/3/1", "", "", ""],
        ["王大有", *good],
        ["赵一", "木舌", *good[1:]],
        ["钱二", "tin", "没有这个村", *good[2:]],
        ["孙三", "tin", place, "去年", *good[3:]],
        ["周四", "tin", place, "2026-01-01", "2025-01-01", "", ""],
        ["吴五", "tin", place, "2026-01-01", "", "星际纠纷", ""],
        ["郑六", "tin", place, "2026-01-01", "", "", "123"],
        ["", "tin", place, "2026-01-01", "", "", ""],
    ]


def book(rows) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as file:
        page = file.add_worksheet("调解员")
        for line, cells in enumerate([HEADS, *rows]):
            page.write_row(line, 0, cells)
    return buffer.getvalue()


def text(rows) -> bytes:
    return "\r\n".join(",".join(cells) for cells in [HEADS, *rows]).encode("gb18030")


def send(by, content: bytes, name="调解员.xlsx") -> SheetImport:
    job = actions.upload(
        kind="disputes.mediator", content=content, name=name, by=by, at=NOW
    )
    actions.run(pk=job.pk, at=NOW)
    job.refresh_from_db()
    return job


def take_in(job, by) -> SheetImport:
    actions.approve(sheet_import=job, by=by, at=NOW)
    actions.run(pk=job.pk, at=NOW)
    job.refresh_from_db()
    return job


class TestReport:
    @pytest.mark.parametrize("write", [book, text])
    def test_names_each_fault_by_row_and_writes_nothing(self, wang, village, write):
        wang.language = "en"
        wang.save()
        MediatorFactory(
            area=village, name="王大有", type="tin", from_on=date(2026, 1, 1)
        )

        job = send(wang, write(lines(village)))

        assert (job.new_count, job.changed_count, job.refused_count) == (2, 1, 7)
        refused = job.rows.filter(state="refused").order_by("row")
        faults = {row.row: json.loads(row.details)["faults"] for row in refused}
        assert {row: found[0][0] for row, found in faults.items()} == AT_FAULT
        assert Mediator.objects.count() == 1

    def test_two_rows_of_one_person_are_one_too_many(self, wang, village):
        rows = lines(village)[:1] * 2

        job = send(wang, book(rows))

        assert (job.new_count, job.refused_count) == (1, 1)


class TestTakeIn:
    def test_the_good_rows_once(self, wang, village):
        job = take_in(send(wang, book(lines(village))), wang)

        made = Mediator.objects.get(name="张德厚")
        assert (made.type, made.area) == ("silver", village)
        assert made.fields == ["land_boundary", "neighbour"]
        assert (made.phone, made.until_on) == (PHONE, date(2028, 12, 31))
        assert Mediator.objects.filter(name="李秀英", until_on=None).exists()
        assert Mediator.objects.count() == job.new_count == 3
        again = send(wang, book(lines(village)))
        assert (again.new_count, again.changed_count) == (0, 0)

    def test_an_empty_cell_leaves_what_is_known(self, wang, village):
        first = take_in(send(wang, book(lines(village)[:1])), wang)
        row = ["张德厚", "gold", village.short_name, "2026-01-01", "", "", ""]

        take_in(send(wang, book([row])), wang)

        found = Mediator.objects.get()
        assert (found.type, found.phone) == ("gold", PHONE)
        assert found.until_on == date(2028, 12, 31)
        assert first.new_count == 1

    def test_the_type_is_known_without_what_stands_in_brackets(self, wang, village):
        wang.language = "zh-hans"
        wang.save()
        place = village.short_name
        rows = [["张德厚", "铜舌", place, "2026-01-01", "", "", ""],
                ["李秀英", "金舌（善辩）", place, "2026-01-01", "", "", ""]]  # fmt: skip

        take_in(send(wang, book(rows)), wang)

        found = dict(Mediator.objects.values_list("name", "type"))
        assert found == {"张德厚": "copper", "李秀英": "gold"}

    def test_another_term_takes_them_on_anew(self, wang, village):
        MediatorFactory(area=village, name="张德厚", until_on=date(2025, 12, 31))
        row = ["张德厚", "gold", village.short_name, "2026-01-01", "", "", ""]

        take_in(send(wang, book([row])), wang)

        assert Mediator.objects.get().is_serving(on=TODAY)


class TestRow:
    def row(self, village, **more) -> dict:
        given = {column.key: "" for column in sheet.COLUMNS}
        given |= {"until_on": None, "from_on": TODAY, "type": "tin"}
        return {**given, "name": "张德厚", "area": str(village.pk), **more}

    def test_is_found_in_the_register(self, wang, village):
        home = HouseholdFactory(address__community=village)
        person = ResidentFactory(household=home, name="张德厚")
        context = SheetContext(owner=wang, area=village, today=TODAY)

        values = self.row(village, household_number=home.number)
        sheet.commit_row(values, context, by=wang, at=NOW)

        assert Mediator.objects.get().resident == person
        for name, number in (("李四", home.number), ("张德厚", "没有")):
            values = self.row(village, name=name, household_number=number)
            with pytest.raises(RowRefused) as refused:
                sheet.check_row(values, context)
            assert refused.value.column == "household_number"

    def test_two_of_one_name_are_left_to_a_person(self, wang, village):
        MediatorFactory.create_batch(2, area=village, name="张德厚")
        context = SheetContext(owner=wang, area=village, today=TODAY)

        with pytest.raises(RowRefused) as refused:
            sheet.check_row(self.row(village), context)

        assert refused.value.column == "name"

    def test_takes_nobody_on_elsewhere(self, wang, village):
        elsewhere = CommunityFactory()
        context = SheetContext(owner=wang, area=village, today=TODAY)

        with pytest.raises(RowRefused) as refused:
            sheet.check_row(self.row(elsewhere), context)

        assert refused.value.column == "area"
        assert officer(elsewhere) is not None


class TestPage:
    def test_the_register_offers_the_way_in(self, client, wang, village):
        client.force_login(wang)

        page = client.get(reverse("disputes:mediator_list")).content.decode()
        url = reverse("station:sheet_create") + "?kind=disputes.mediator"
        assert url in page
        file = SimpleUploadedFile("调解员.csv", text(lines(village)))
        answer = client.post(url, {"file": file})

        job = SheetImport.objects.get()
        assert answer["Location"] == job.get_absolute_url()

    def test_the_template_lists_types_and_places(self, wang, village, tmp_path):
        path = tmp_path / "template.xlsx"
        path.write_bytes(
            write_template(registry.sheets["disputes.mediator"], owner=wang)
        )

        heads = read(path)[0].rows[0]

        assert str(heads[0]).startswith(gettext("Full name"))
        assert len(heads) == len(sheet.COLUMNS)
