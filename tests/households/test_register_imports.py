"""Imports as jobs: uploaded, checked, approved, committed; workers may die."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from households import tasks
from households.actions import import_jobs
from households.actions import register_imports as actions
from households.importing import storage
from households.importing.examine import read_tables
from households.models import (
    Household,
    ImportChange,
    ImportFinding,
    RegisterImport,
    Resident,
)
from station.errors import RuleError
from station.models import Area, Event, Reminder
from station.roles import Role
from tests import workbooks
from tests.factories import NOW, officer
from tests.factories import person as user_with_role
from tests.workbooks import id_number, person

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=10)
BAD = {"姓名": "", "公民身份号码": id_number(order=94)}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def chief(luocheng):
    return user_with_role(Role.STATION_CHIEF, luocheng)


@pytest.fixture
def content(tmp_path):
    """The bytes of a workbook with these rows."""

    def make(*rows: dict) -> bytes:
        return workbooks.write(tmp_path / "a.xlsx", list(rows)).read_bytes()

    return make


@pytest.fixture
def uploaded(luocheng, chief, content):
    """A workbook of one good and one bad row, waiting to be checked."""
    return actions.upload(
        content=content(person(), person(**BAD)),
        name="实有人口.xlsx",
        station=luocheng,
        by=chief,
        at=NOW,
    )


@pytest.fixture
def checked(uploaded):
    import_jobs.run(pk=uploaded.pk, at=NOW)
    uploaded.refresh_from_db()
    return uploaded


@pytest.fixture
def approved(checked, chief):
    return actions.approve(register_import=checked, by=chief, at=NOW)


class TestUpload:
    def test_keeps_the_file_sealed(self, uploaded, media):
        (path,) = (media / "imports").iterdir()

        assert uploaded.state == "queued"
        assert not path.read_bytes().startswith(b"PK")
        assert storage.read(uploaded.file_name).startswith(b"PK")

    def test_takes_only_the_name_of_the_file(self, luocheng, chief, content):
        made = actions.upload(
            content=content(person()),
            name="../../etc/passwd",
            station=luocheng,
            by=chief,
            at=NOW,
        )

        assert made.original_name == "passwd"

    @pytest.mark.parametrize("name", ["macro.xlsx", "lying_bomb.xlsx", "table.xlsx"])
    def test_refuses_a_hostile_file_at_the_door(self, luocheng, chief, media, name):
        hostile, code = workbooks.hostile_files()[name]

        with pytest.raises(RuleError) as refused:
            actions.upload(
                content=hostile, name=name, station=luocheng, by=chief, at=NOW
            )

        assert refused.value.code == code
        assert not RegisterImport.objects.exists()
        assert not (media / "imports").exists()

    def test_refuses_a_station_that_is_not_ones_own(self, luocheng, content, village):
        stranger = officer(village)

        with pytest.raises(RuleError) as refused:
            actions.upload(
                content=content(person()),
                name="a.xlsx",
                station=luocheng,
                by=stranger,
                at=NOW,
            )

        assert refused.value.code == "out_of_scope"


class TestCheck:
    def test_counts_and_shows_what_would_happen(self, checked):
        assert (checked.step, checked.state) == ("preview", "done")
        assert (checked.row_count, checked.new_count, checked.refused_count) == (
            2,
            1,
            1,
        )
        assert not Resident.objects.exists()
        finding = checked.findings.get()
        assert (finding.row, finding.column, finding.code) == (5, "姓名", "no_name")
        assert checked.changes.get().kind == "new"

    def test_keeps_no_number_readable_in_the_database(self, checked):
        with connection.cursor() as cursor:
            for model in (ImportFinding, ImportChange, RegisterImport):
                table = model._meta.db_table
                cursor.execute(f"SELECT t::text FROM {table} t")  # noqa: S608
                text = str(cursor.fetchall())
                assert id_number() not in text
                assert "13200009755" not in text

    def test_hands_the_bad_rows_back_to_be_sent_again(self, checked, tmp_path):
        path = tmp_path / "back.xlsx"
        path.write_bytes(storage.read(storage.correction_of(checked.file_name)))

        (table,), _notes = read_tables(path)

        assert len(table.rows) == 1
        row = table.rows[0]
        assert row.cells["id_number"] == BAD["公民身份号码"]
        assert row.cells["village"] == "天城村"
        assert row.line[-1].startswith("5: ")

    def test_tells_the_owner(self, checked, chief):
        reminder = Reminder.objects.get(kind="register_import.finished")
        assert reminder.recipient == chief

    def test_refuses_what_is_no_register(self, luocheng, chief, tmp_path):
        path = workbooks.write(tmp_path / "x.xlsx", [], headers=["甲", "乙"])
        job = actions.upload(
            content=path.read_bytes(), name="x.xlsx", station=luocheng, by=chief, at=NOW
        )

        import_jobs.run(pk=job.pk, at=NOW)

        job.refresh_from_db()
        assert job.state == "failed"
        assert "姓名" in job.error

    def test_takes_the_whole_township_from_the_officer_of_one_village(
        self, luocheng, tiancheng, content
    ):
        neighbour = {"村(社区)": "红山村", "户号": "108009999"}
        job = actions.upload(
            content=content(
                person(), person(公民身份号码=id_number(order=94), **neighbour)
            ),
            name="a.xlsx",
            station=luocheng,
            by=officer(tiancheng),
            at=NOW,
        )
        import_jobs.run(pk=job.pk, at=NOW)

        job.refresh_from_db()
        assert (job.new_count, job.refused_count) == (2, 0)


class TestCommit:
    def test_writes_the_good_rows_and_says_who_approved(self, approved, chief):
        import_jobs.run(pk=approved.pk, at=LATER)

        approved.refresh_from_db()
        assert (approved.step, approved.state) == ("committed", "done")
        assert approved.committed_at == LATER
        assert Resident.objects.get().name == "武晓宇"
        event = Event.objects.get(kind="register_import.committed")
        assert event.actor == chief
        assert event.changes["new_count"] == [None, 1]

    def test_runs_once_however_often_it_is_rung(self, approved):
        for _time in range(3):
            tasks.run_register_import(approved.pk)

        assert Resident.objects.count() == 1
        assert Event.objects.filter(kind="register_import.committed").count() == 1

    def test_needs_a_preview_first(self, uploaded, chief):
        with pytest.raises(RuleError) as refused:
            actions.approve(register_import=uploaded, by=chief, at=NOW)

        assert refused.value.code == "not_in_preview"

    def test_of_nothing_is_refused(self, luocheng, chief, content):
        job = actions.upload(
            content=content(person(**BAD)),
            name="a.xlsx",
            station=luocheng,
            by=chief,
            at=NOW,
        )
        import_jobs.run(pk=job.pk, at=NOW)

        with pytest.raises(RuleError) as refused:
            actions.approve(register_import=job, by=chief, at=NOW)

        assert refused.value.code == "nothing_to_import"

    def test_compares_again_with_the_register_as_it_is_now(
        self, approved, luocheng, chief, content
    ):
        other = actions.upload(
            content=content(person()), name="b.xlsx", station=luocheng, by=chief, at=NOW
        )
        import_jobs.run(pk=other.pk, at=NOW)
        actions.approve(register_import=other, by=chief, at=NOW)
        import_jobs.run(pk=other.pk, at=NOW)

        import_jobs.run(pk=approved.pk, at=LATER)

        approved.refresh_from_db()
        assert (approved.new_count, approved.unchanged_count) == (0, 1)
        assert Resident.objects.count() == 1

    def test_writes_nothing_outside_a_lost_area(self, approved, chief):
        chief.posts.update(until_on=NOW.date() - timedelta(days=1))

        import_jobs.run(pk=approved.pk, at=LATER)

        assert not Resident.objects.exists()

    def test_that_breaks_leaves_no_trace_and_is_taken_over(self, approved, monkeypatch):
        def die(*_args, **_kwargs):
            raise KeyboardInterrupt

        monkeypatch.setattr("households.importing.commit.copy_in", die)
        with pytest.raises(KeyboardInterrupt):
            import_jobs.run(pk=approved.pk, at=NOW)
        assert not Household.objects.exists()
        monkeypatch.undo()

        import_jobs.run(pk=approved.pk, at=NOW + timedelta(seconds=30))  # leased still
        assert not Household.objects.exists()
        import_jobs.run(pk=approved.pk, at=NOW + timedelta(minutes=3))

        assert Resident.objects.count() == 1


class TestLease:
    def test_is_held_by_one_worker(self, uploaded):
        assert import_jobs.claim(pk=uploaded.pk, at=NOW) is not None
        assert import_jobs.claim(pk=uploaded.pk, at=NOW) is None

    def test_runs_out_when_the_worker_dies(self, uploaded):
        import_jobs.claim(pk=uploaded.pk, at=NOW)

        assert not import_jobs.due(at=NOW + timedelta(seconds=60)).exists()
        assert import_jobs.due(at=NOW + timedelta(seconds=115)).get() == uploaded

    def test_is_not_given_for_ever(self, uploaded):
        at = NOW
        for _time in range(3):
            import_jobs.claim(pk=uploaded.pk, at=at)
            at += timedelta(minutes=3)

        import_jobs.run(pk=uploaded.pk, at=at)

        uploaded.refresh_from_db()
        assert uploaded.state == "failed"
        assert not import_jobs.due(at=at + timedelta(days=1)).exists()

    def test_failed_job_can_be_tried_again(self, uploaded, chief):
        import_jobs.fail(job=uploaded, message="x", at=NOW)

        actions.retry(register_import=uploaded, by=chief, at=LATER)
        import_jobs.run(pk=uploaded.pk, at=LATER)

        uploaded.refresh_from_db()
        assert uploaded.step == "preview"

    def test_sweep_rings_for_what_waits(self, uploaded, monkeypatch):
        rung = []
        monkeypatch.setattr(tasks.run_register_import, "delay", rung.append)

        tasks.sweep_register_imports()

        assert rung == [uploaded.pk]


class TestAfterwards:
    def test_discarded_workbook_is_gone(
        self, checked, chief, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            actions.discard(register_import=checked, by=chief, at=NOW)

        checked.refresh_from_db()
        assert checked.step == "discarded"
        assert list(storage.folder().iterdir()) == []
        assert checked.findings.get().details == ""
        assert not checked.changes.exists()

    def test_committed_import_cannot_be_discarded(self, approved, chief):
        import_jobs.run(pk=approved.pk, at=NOW)

        with pytest.raises(RuleError) as refused:
            actions.discard(register_import=approved, by=chief, at=NOW)

        assert refused.value.code == "too_late"

    def test_files_and_quotes_go_after_seven_days(
        self, checked, django_capture_on_commit_callbacks
    ):
        RegisterImport.objects.update(created_at=NOW)

        with django_capture_on_commit_callbacks(execute=True):
            assert actions.purge(at=NOW + timedelta(days=6)) == 0
            assert actions.purge(at=NOW + timedelta(days=8)) == 1
            assert actions.purge(at=NOW + timedelta(days=8)) == 0

        checked.refresh_from_db()
        assert (checked.file_name, checked.step) == ("", "discarded")
        assert checked.findings.get().details == ""
        assert list(Path(storage.folder()).iterdir()) == []


class TestScope:
    def test_officer_sees_own_imports_chief_those_of_the_station(
        self, checked, chief, luocheng, tiancheng, village
    ):
        mine = RegisterImport.objects.visible_to

        assert mine(chief).get() == checked
        assert not mine(officer(tiancheng)).exists()
        assert not mine(user_with_role(Role.STATION_CHIEF, _station(village))).exists()


def _station(village: Area) -> Area:
    return Area.objects.above(village).get(kind="station")
