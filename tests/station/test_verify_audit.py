"""The chain of access records: whoever tampers is found out."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from station.actions import audit
from station.actions.access import record_access
from station.models import AccessRecord, Event
from station.models.base import AppendOnlyError
from tests.factories import NOW, UserFactory


@pytest.fixture
def looks(db):
    """Five looks of one person and three of another."""
    one, other = UserFactory(pk=16), UserFactory(pk=17)
    for turn in range(8):
        record_access(
            by=one if turn < 5 else other,
            act="reveal",
            subject=f"households.resident:{turn}",
            purpose="visit",
            reason="查户",
            at=NOW + timedelta(seconds=turn),
        )


@pytest.fixture
def as_superuser(looks):
    """A database administrator past every trigger."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser') = 'on'")
        if not cursor.fetchone()[0]:
            pytest.skip("the database user is no superuser")
        cursor.execute("SET LOCAL session_replication_role = replica")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def faults(heads=()) -> list[str]:
    return [str(fault) for fault in audit.verify(heads=heads).faults]


def exported() -> list[dict]:
    return audit.read_heads([audit.export_heads(at=NOW)])


@pytest.mark.usefixtures("looks")
class TestChain:
    def test_holds_when_nobody_touched_it(self):
        report = audit.verify(heads=exported())

        assert (report.records, report.faults) == (8, [])

    def test_holds_after_more_was_added(self):
        heads = exported()
        user = UserFactory(pk=32)
        record_access(by=user, act="view", subject="x:1", at=NOW)

        assert faults(heads) == []


@pytest.mark.usefixtures("as_superuser")
class TestTampering:
    @pytest.mark.parametrize(
        "change",
        [
            "purpose = 'case'",
            "reason = ''",
            "subject = 'households.resident:99'",
            "happened_at = happened_at + interval '1 microsecond'",
            "actor_id = 17",
        ],
    )
    def test_by_a_change_is_named(self, change):
        where = "WHERE shard=0 AND sequence=3"
        run(f"UPDATE station_accessrecord SET {change} {where}")  # noqa: S608

        assert faults() == ["shard 0, record 3: altered"]

    def test_by_deleting_one_is_named(self):
        run("DELETE FROM station_accessrecord WHERE shard=0 AND sequence=2")

        assert faults() == ["shard 0, record 2: missing"]

    def test_by_cutting_the_end_is_named(self):
        run("DELETE FROM station_accessrecord WHERE shard=0 AND sequence>3")

        assert faults() == ["shard 0, record 4: missing at the end"]

    def test_by_cutting_the_end_and_its_head_shows_by_the_exported_heads(self):
        heads = exported()
        run("DELETE FROM station_accessrecord WHERE shard=0 AND sequence>3")
        run(
            "UPDATE station_accessshard SET sequence=3, digest=(SELECT digest FROM"
            " station_accessrecord WHERE shard=0 AND sequence=3) WHERE shard=0"
        )

        assert faults() == []
        assert faults(heads) == [
            "shard 0, record 5: missing, though an exported head names it"
        ]

    def test_by_emptying_a_shard_shows_by_the_exported_heads(self):
        heads = exported()
        run("DELETE FROM station_accessrecord WHERE shard=1")
        run("DELETE FROM station_accessshard WHERE shard=1")

        assert len(faults(heads)) == 1

    def test_by_moving_text_between_fields_is_named(self):
        run(
            "UPDATE station_accessrecord SET reason='', purpose='visit查户'"
            " WHERE shard=0 AND sequence=3"
        )

        assert faults() == ["shard 0, record 3: altered"]

    def test_by_adding_one_without_the_key_is_named(self):
        run(
            "INSERT INTO station_accessrecord (shard, sequence, digest, act, subject,"
            " fields, purpose, reason, happened_at)"
            " VALUES (1, 4, '\\x00', 'view', 'x:1', '', '', '', now())"
        )

        assert faults() == [
            "shard 1, record 4: altered",
            "shard 1, record 4: does not fit the head",
        ]

    def test_by_moving_the_head_is_named(self):
        run("UPDATE station_accessshard SET digest='\\x01' WHERE shard=0")

        assert faults() == ["shard 0, record 5: does not fit the head"]


@pytest.mark.usefixtures("looks")
class TestTable:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE station_accessrecord SET reason='x'",
            "DELETE FROM station_accessrecord",
            "UPDATE station_event SET note='x'",
        ],
    )
    def test_refuses_change_and_deletion(self, statement):
        Event.objects.create(kind="x", subject="x:1", trail=["x:1"], happened_at=NOW)

        with pytest.raises(DatabaseError), transaction.atomic():
            run(statement)

    @pytest.mark.parametrize("table", ["station_accessrecord", "station_event"])
    def test_refuses_to_be_emptied(self, table):
        run("SET CONSTRAINTS ALL IMMEDIATE")
        run("SET LOCAL fengqiao.may_truncate = 'off'")

        with pytest.raises(DatabaseError, match="only ever added"):
            run(f"TRUNCATE {table}")

    def test_refuses_it_in_the_program_too(self):
        row = AccessRecord.objects.first()

        for forbidden in (row.save, row.delete, AccessRecord.objects.all().delete):
            with pytest.raises(AppendOnlyError):
                forbidden()


@pytest.mark.usefixtures("looks")
class TestCommands:
    def test_export_and_check(self, tmp_path):
        file = tmp_path / "audit" / "heads.jsonl"
        call_command("export_audit_heads", str(file), stdout=StringIO())
        call_command("export_audit_heads", str(file), stdout=StringIO())
        said = StringIO()

        call_command("verify_audit", heads=file, stdout=said)

        assert "8 records" in said.getvalue()
        assert len(file.read_text().splitlines()) == 2

    def test_fail_loudly(self, as_superuser, tmp_path):
        run("DELETE FROM station_accessrecord WHERE shard=0 AND sequence=2")
        told = StringIO()

        with pytest.raises(CommandError, match="1 fault"):
            call_command("verify_audit", stderr=told, stdout=StringIO())

        assert "shard 0, record 2" in told.getvalue()

    def test_refuse_a_file_somebody_altered(self, tmp_path):
        body = json.loads(audit.export_heads(at=NOW))
        body["heads"][0][1] = 1
        file = tmp_path / "heads.jsonl"
        file.write_text(json.dumps(body))

        with pytest.raises(CommandError, match="altered"):
            call_command("verify_audit", heads=file, stdout=StringIO())
