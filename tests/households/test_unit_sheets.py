"""Units by workbook: template, check, preview, commit once, rows handed back."""

import io
from datetime import timedelta

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from households.models import Unit
from station import tasks
from station.actions import sheet_imports as actions
from station.errors import RuleError
from station.models import Area, Event, SheetImport, SheetRow
from station.registry import registry
from station.roles import Role
from station.sheet_writing import write_template
from station.workbook import read
from tests import workbooks
from tests.factories import NOW, AddressFactory, CommunityFactory, UnitFactory, person

pytestmark = pytest.mark.django_db
HEADS = [
    "单位名称*",
    "类别",
    "村(社区)",
    "社",
    "门牌号",
    "负责人",
    "联系电话",
    "从业人数",
]
PHONE = "13200009755"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def book(*rows, heads=HEADS, above=()) -> bytes:
    """A workbook with these rows below the heads."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as file:
        sheet = file.add_worksheet("单位")
        for line, cells in enumerate([*above, heads, *rows]):
            for place, cell in enumerate(cells):
                sheet.write(line, place, cell)
    return buffer.getvalue()


@pytest.fixture
def row(village):
    """A row of the village as its officer would write it."""

    def make(name="天城小卖部", kind="shop", door="7号", **more):
        place = more.get("place", village.short_name)
        return [name, kind, place, "二社", door, "武大爷", more.get("phone", PHONE), 3]

    return make


@pytest.fixture
def send(wang):
    """Sends a workbook in and lets the worker check it."""

    def do(*rows, by=wang, **more) -> SheetImport:
        job = actions.upload(
            kind="households.unit",
            content=book(*rows, **more),
            name="单位.xlsx",
            by=by,
            at=NOW,
        )
        actions.run(pk=job.pk, at=NOW)
        job.refresh_from_db()
        return job

    return do


def commit(job, by) -> SheetImport:
    actions.approve(sheet_import=job, by=by, at=NOW)
    actions.run(pk=job.pk, at=NOW + timedelta(minutes=1))
    job.refresh_from_db()
    return job


class TestUpload:
    def test_refuses_whom_the_kind_is_not_for(self, village):
        with pytest.raises(RuleError) as refused:
            actions.upload(
                kind="households.unit",
                content=book(),
                name="a.xlsx",
                by=person(Role.AUXILIARY_OFFICER, village),
                at=NOW,
            )

        assert refused.value.code == "out_of_scope"

    @pytest.mark.parametrize("name", ["macro.xlsx", "lying_bomb.xlsx", "table.xlsx"])
    def test_refuses_a_hostile_file_at_the_door(self, wang, name, media):
        hostile, code = workbooks.hostile_files()[name]

        with pytest.raises(RuleError) as refused:
            actions.upload(
                kind="households.unit", content=hostile, name=name, by=wang, at=NOW
            )

        assert refused.value.code == code
        assert not SheetImport.objects.exists()
        assert not (media / "sheets").exists()


class TestCheck:
    def test_finds_the_heads_below_a_title(self, send, row):
        job = send(row(), above=[["罗城派出所单位台账"], []])

        assert (job.state, job.step, job.new_count) == ("done", "preview", 1)
        assert not Unit.objects.exists()

    def test_says_what_changes_and_what_does_not(self, send, row, village, wang):
        commit(send(row(), row("天城卫生室", "clinic", "9号")), wang)

        job = send(row(), row("天城卫生室", "school", "9号"), row("新店", door="11号"))

        assert (job.new_count, job.changed_count, job.unchanged_count) == (1, 1, 1)

    @pytest.mark.parametrize(
        ("changes", "head"),
        [
            ({"name": ""}, "Name"),
            ({"kind": "nonsense"}, "Kind"),
            ({"place": "别的村"}, "Village or community"),
            ({"phone": "12"}, "Phone"),
            ({"door": ""}, "Door"),
        ],
    )
    def test_refuses_a_row_with_its_column(self, send, row, changes, head, wang):
        wang.language = "en"
        wang.save()

        job = send(row(**changes), row("好店", door="12号"))

        assert (job.new_count, job.refused_count) == (1, 1)
        kept = SheetRow.objects.get(state="refused")
        assert kept.row == 2
        assert f'[["{head}", ' in kept.details

    def test_refuses_a_village_that_is_not_ones_own(self, send, row, village):
        neighbour = CommunityFactory(parent=village.parent)

        job = send(row(place=neighbour.short_name))

        assert (job.new_count, job.refused_count) == (0, 1)

    def test_refuses_the_same_row_twice(self, send, row):
        assert send(row(), row()).refused_count == 1

    def test_refuses_a_sheet_without_the_columns(self, send):
        job = send(["x"], heads=["甲"])

        assert job.state == "failed"

    def test_keeps_nothing_readable_in_the_database(self, send, row, media):
        send(row(), row(kind="x", door="8号"))

        with connection.cursor() as cursor:
            for model in (SheetImport, SheetRow):
                cursor.execute(f"SELECT t::text FROM {model._meta.db_table} t")  # noqa: S608
                assert PHONE not in str(cursor.fetchall())
        for path in (media / "sheets").iterdir():
            assert not path.read_bytes().startswith(b"PK")

    def test_hands_the_refused_rows_back(self, send, row, tmp_path):
        job = send(row(), row(kind="x", door="8号"))
        path = tmp_path / "back.xlsx"
        path.write_bytes(actions.FILES.read(job.refused_file))

        head, line = read(path)[0].rows

        assert head[:3] == HEADS[:3]
        assert line[0] == "天城小卖部"
        assert str(line[-1]).startswith("3: ")


class TestCommit:
    def test_adds_and_sets_right_through_the_actions(self, send, row, village, wang):
        address = AddressFactory(community=village, group_name="二社", door="7号")
        known = UnitFactory(address=address, name="天城小卖部", kind="company")

        job = commit(send(row(), row("新店", door="11号")), wang)

        known.refresh_from_db()
        assert (job.step, job.new_count, job.changed_count) == ("committed", 1, 1)
        assert (known.kind, known.contact_phone, known.version) == ("shop", PHONE, 2)
        kinds = set(Event.objects.values_list("kind", flat=True))
        assert {"unit.created", "unit.edited", "sheet_import.committed"} <= kinds

    def test_repeat_changes_nothing(self, send, row, wang):
        commit(send(row()), wang)

        again = send(row())

        assert (again.new_count, again.changed_count, again.unchanged_count) == (
            0,
            0,
            1,
        )
        with pytest.raises(RuleError) as refused:
            actions.approve(sheet_import=again, by=wang, at=NOW)
        assert refused.value.code == "nothing_to_import"

    def test_runs_once_however_often_it_is_rung(self, send, row, wang):
        job = commit(send(row()), wang)

        tasks.run_sheet(job.pk)

        assert Unit.objects.count() == 1
        assert Event.objects.filter(kind="unit.created").count() == 1
        with pytest.raises(RuleError) as refused:
            actions.approve(sheet_import=job, by=wang, at=NOW)
        assert refused.value.code == "not_in_preview"

    def test_worker_that_died_halfway_is_taken_over(self, send, row, wang, monkeypatch):
        job = send(row(), row("新店", door="11号"), row("三店", door="13号"))
        actions.approve(sheet_import=job, by=wang, at=NOW)
        kind = registry.sheets["households.unit"]
        calls = []

        def die(values, context, **more):
            if len(calls) == 2:
                raise KeyboardInterrupt
            calls.append(values)
            return kind.commit_row(values, context, **more)

        broken = type(kind)(**{**kind.__dict__, "commit_row": die})
        with monkeypatch.context() as patched:
            patched.setitem(registry.sheets, "households.unit", broken)
            with pytest.raises(KeyboardInterrupt):
                actions.run(pk=job.pk, at=NOW)
        assert Unit.objects.count() == 2

        actions.run(pk=job.pk, at=NOW + timedelta(seconds=30))  # leased still
        assert Unit.objects.count() == 2
        SheetImport.objects.update(lease_until=NOW)
        actions.run(pk=job.pk, at=NOW + timedelta(minutes=5))

        job.refresh_from_db()
        assert (job.step, job.new_count) == ("committed", 3)
        assert Event.objects.filter(kind="unit.created").count() == 3

    def test_row_that_became_wrong_meanwhile_is_kept_as_refused(
        self, send, row, village, wang
    ):
        job = send(row(), row("新店", door="11号"))
        address = AddressFactory(community=village, group_name="二社", door="7号")
        UnitFactory(address=address, name="天城小卖部", closed_on=NOW.date())

        job = commit(job, wang)

        assert (job.new_count, job.refused_count) == (1, 1)

    def test_lost_right_stops_it(self, send, row, wang):
        job = send(row())
        actions.approve(sheet_import=job, by=wang, at=NOW)
        wang.posts.update(until_on=NOW.date() - timedelta(days=1))

        actions.run(pk=job.pk, at=NOW)

        job.refresh_from_db()
        assert job.state == "failed"
        assert not Unit.objects.exists()


class TestAfterwards:
    def test_files_and_cells_go_after_seven_days(
        self, send, row, django_capture_on_commit_callbacks, media
    ):
        job = send(row(), row(kind="x", door="8号"))
        SheetImport.objects.update(created_at=NOW)

        with django_capture_on_commit_callbacks(execute=True):
            assert actions.purge(at=NOW + timedelta(days=6)) == 0
            assert actions.purge(at=NOW + timedelta(days=8)) == 1

        job.refresh_from_db()
        assert job.step == "discarded"
        assert set(SheetRow.objects.values_list("details", flat=True)) == {""}
        assert list((media / "sheets").iterdir()) == []

    def test_discarded_is_gone(self, send, row, wang):
        job = actions.discard(sheet_import=send(row()), by=wang, at=NOW)

        assert job.step == "discarded"
        with pytest.raises(RuleError) as refused:
            actions.discard(sheet_import=job, by=wang, at=NOW)
        assert refused.value.code == "too_late"


class TestTemplate:
    def test_comes_back_as_it_went_out(self, wang, tmp_path, village):
        body = write_template(registry.sheets["households.unit"], owner=wang)
        path = tmp_path / "t.xlsx"
        path.write_bytes(body)

        sheets = read(path)

        assert len(sheets[0].rows[0]) == 20
        assert len(sheets[1].rows) > 10
        assert not sheets[2].visible
        assert village.short_name in str(sheets[2].rows)
        assert b"dataValidation" in _parts(body)


def _parts(body: bytes) -> bytes:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(body)) as file:
        return file.read("xl/worksheets/sheet1.xml")


class TestPages:
    def test_from_upload_to_units(self, signed_in, row, wang):
        page = signed_in.get("/households/units/")
        (link,) = page.context["list_tools"].sheets
        assert signed_in.get(link[1]).status_code == 200
        file = SimpleUploadedFile("单位.xlsx", book(row(), row(kind="x", door="8号")))

        answer = signed_in.post(link[1], {"file": file})

        job = SheetImport.objects.get()
        assert answer["Location"] == job.get_absolute_url()
        assert signed_in.get(job.get_absolute_url()).context["is_running"]
        actions.run(pk=job.pk, at=NOW)
        page = signed_in.get(job.get_absolute_url())
        assert page.context["show"] == "refused"
        new = signed_in.get(job.get_absolute_url(), {"show": "new"})
        assert "天城小卖部" in new.text
        refused = signed_in.get(reverse("station:sheet_refused", args=[job.pk]))
        assert refused.content.startswith(b"PK")
        signed_in.post(reverse("station:sheet_commit", args=[job.pk]))
        actions.run(pk=job.pk, at=NOW)
        assert Unit.objects.count() == 1
        assert signed_in.get(job.get_absolute_url()).status_code == 200
        assert signed_in.get("/sheets/").context["lines"]

    def test_hostile_file_is_refused_at_its_field(self, signed_in):
        file = SimpleUploadedFile("a.xlsx", b"<html>")

        page = signed_in.post("/sheets/new/", {"file": file})

        assert page.context["form"].errors["file"]

    def test_refused_rows_are_for_the_sender_alone(self, client, send, row, village):
        job = send(row(kind="x"))
        client.force_login(
            person(Role.STATION_CHIEF, Area.objects.above(village).get(kind="station"))
        )

        assert client.get(job.get_absolute_url()).status_code == 200
        url = reverse("station:sheet_refused", args=[job.pk])
        assert client.get(url).status_code == 404

    @pytest.mark.parametrize("count", [1, 12])
    def test_asks_no_more_for_many_rows(
        self, count, signed_in, send, row, django_assert_max_num_queries
    ):
        job = send(*(row(f"店{n}", door=f"{n + 20}号") for n in range(count)))

        with django_assert_max_num_queries(40):
            signed_in.get(job.get_absolute_url(), {"show": "new"})


class TestApi:
    def test_from_upload_to_units(self, signed_in, row):
        file = SimpleUploadedFile("a.xlsx", book(row(), row(kind="x", door="8号")))
        made = signed_in.post(
            "/api/v1/sheet-imports/", {"kind": "households.unit", "file": file}
        )
        assert made.status_code == 201
        url = f"/api/v1/sheet-imports/{made.json()['id']}/"
        actions.run(pk=made.json()["id"], at=NOW)

        rows = signed_in.get(f"{url}rows/", {"state": "refused"}).json()["results"]
        assert (rows[0]["row"], len(rows[0]["faults"])) == (3, 1)
        assert signed_in.get(f"{url}refused/").content.startswith(b"PK")
        signed_in.post(f"{url}commit/", content_type="application/json")
        actions.run(pk=made.json()["id"], at=NOW)

        assert signed_in.get(url).json()["step"] == "committed"
        assert Unit.objects.count() == 1
