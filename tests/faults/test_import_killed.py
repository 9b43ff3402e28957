"""A worker is killed in the middle of an import: all of it later, or nothing of it."""

import sys
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from households.actions import import_jobs
from households.actions import register_imports as actions
from households.models import Household, RegisterImport, Resident
from station.models import Event
from station.roles import Role
from tests import workbooks
from tests.factories import person
from tests.faults import processes
from tests.households.conftest import luocheng  # noqa: F401

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

# Writing the residents takes two seconds more, so that death finds it half done.
SLOW = """
CREATE OR REPLACE FUNCTION test_slow_import() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_sleep(2); RETURN NULL; END $$;
CREATE TRIGGER test_slow_import AFTER INSERT ON households_resident
FOR EACH STATEMENT EXECUTE FUNCTION test_slow_import();
"""
FAST = """
DROP TRIGGER IF EXISTS test_slow_import ON households_resident;
DROP FUNCTION IF EXISTS test_slow_import();
"""
COMMIT = """
from datetime import datetime
from households.actions import import_jobs
import_jobs.run(pk={pk}, at=datetime.fromisoformat("{at}"))
"""


@pytest.fixture
def slow_writing():
    with connection.cursor() as cursor:
        cursor.execute(SLOW)
    yield
    with connection.cursor() as cursor:
        cursor.execute(FAST)


@pytest.fixture
def approved(luocheng, settings, tmp_path):  # noqa: F811
    """The real workbook, checked and approved."""
    settings.MEDIA_ROOT = tmp_path / "media"
    chief = person(Role.STATION_CHIEF, luocheng)
    now = timezone.now()
    job = actions.upload(
        content=workbooks.LUOCHENG.read_bytes(),
        name="a.xlsx",
        station=luocheng,
        by=chief,
        at=now,
    )
    import_jobs.run(pk=job.pk, at=now)
    return actions.approve(register_import=job, by=chief, at=now)


def worker(job: RegisterImport, at, tmp_path) -> processes.Process:
    """A process of its own that commits the job."""
    code = COMMIT.format(pk=job.pk, at=at.isoformat())
    return processes.Process(
        [sys.executable, "manage.py", "shell", "-c", code],
        env=processes.environment("redis://127.0.0.1:1/0", tmp_path),
        log=tmp_path / "worker.log",
    )


def is_writing() -> bool:
    """Has a worker come as far as the residents?"""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND query LIKE 'COPY \"households_resident\"%' AND state = 'active'"
        )
        return cursor.fetchone()[0] > 0


class TestKilledWorker:
    def test_leaves_nothing_half_and_the_next_one_finishes(
        self, approved, slow_writing, tmp_path
    ):
        at = timezone.now()
        for _time in range(2):
            process = worker(approved, at, tmp_path)
            deadline = time.monotonic() + 60
            while not is_writing() and time.monotonic() < deadline:
                time.sleep(0.02)
            process.kill()
            assert not Resident.objects.exists()
            assert not Household.objects.exists()
            at += timedelta(minutes=3)  # the lease has run out

        process = worker(approved, at, tmp_path)
        process.popen.wait(timeout=90)

        approved.refresh_from_db()
        assert (approved.step, approved.state) == ("committed", "done")
        assert Resident.objects.count() == 3572
        assert Event.objects.filter(kind="resident.imported").count() == 3572
        assert Event.objects.filter(kind="register_import.committed").count() == 1

    def test_is_not_doubled_by_a_second_worker(self, approved, slow_writing, tmp_path):
        at = timezone.now()
        first = worker(approved, at, tmp_path)
        second = worker(approved, at + timedelta(minutes=3), tmp_path)
        for process in (first, second):
            process.popen.wait(timeout=120)

        assert Resident.objects.count() == 3572
        assert Event.objects.filter(kind="register_import.committed").count() == 1
