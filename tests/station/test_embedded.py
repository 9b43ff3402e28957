"""The embedded services: there while somebody uses them, gone afterwards."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest
import redis

from station.embedded import account, child, lease, postgres, valkey
from station.embedded.errors import EmbeddedError
from station.embedded.lease import Lease
from station.embedded.supervisor import Supervisor

USER = """
import sys, time
from pathlib import Path
from station.embedded import lease
environ = {}
lease.provide(environ, var=Path(sys.argv[1]), for_tests=True)
print(environ["DATABASE_URL"], environ["REDIS_URL"], flush=True)
time.sleep(120)
"""


def until(condition, *, seconds=20):
    """Wait for something that happens in another process."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def command_line(pid: int) -> str:
    """How a process was started; nothing once it has gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


def processes_of(folder):
    """Ids of the processes that name this folder or stand in it."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if os.fsencode(folder) in (entry / "cmdline").read_bytes():
                found.append(int(entry.name))
        except OSError:
            continue
    return [pid for pid in found if pid != os.getpid()]


@contextlib.contextmanager
def office_folder():
    """A folder with a space in its name, as on a colleague's desktop.

    Not below pytest's own, which is closed to the account root hands services to.
    """
    outer = Path(tempfile.mkdtemp(prefix="fengqiao-test-"))
    outer.chmod(0o755)
    folder = outer / "office data"
    folder.mkdir(mode=0o755)
    yield folder
    until(lambda: not processes_of(outer))
    shutil.rmtree(outer)


@pytest.fixture
def var():
    with office_folder() as folder:
        yield folder


@pytest.fixture
def database(var):
    """A lease of a PostgreSQL of this test's own."""
    use = Lease(var, "postgres", for_tests=True)
    yield use
    use.release(wait=True)


@pytest.fixture
def broker(var):
    """A lease of a Valkey of this test's own."""
    use = Lease(var, "valkey", for_tests=True)
    yield use
    use.release(wait=True)


@pytest.fixture
def using(var):
    """Another process that uses both services."""
    process = subprocess.Popen(
        [sys.executable, "-c", USER, str(var)],
        cwd=lease.PROJECT,
        stdout=subprocess.PIPE,
        text=True,
    )
    process.addresses = process.stdout.readline().split()
    yield process
    process.kill()
    process.wait()
    process.stdout.close()
    until(lambda: not processes_of(var))


class TestPostgres:
    def test_is_there_with_our_database_and_chinese_trigrams(self, database):
        with psycopg.connect(database.acquire()) as connection:
            ask = connection.execute
            ask("CREATE EXTENSION pg_trgm")

            assert ask("SHOW server_encoding").fetchone() == ("UTF8",)
            assert ask("SELECT show_trgm('张伟')").fetchone()[0]
            assert ask("SHOW listen_addresses").fetchone() == ("",)

    def test_keeps_its_data_from_run_to_run(self, database):
        with psycopg.connect(database.acquire()) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
        database.release(wait=True)

        with psycopg.connect(database.acquire()) as connection:
            assert connection.execute("SELECT one FROM kept").fetchone() == (1,)

    def test_opens_its_socket_to_nobody_else(self, database):
        database.acquire()

        folder = postgres.Postgres(database.var).run_folder
        assert folder.stat().st_mode & 0o777 == 0o700

    def test_finds_a_short_folder_for_the_socket_of_a_long_path(self, var):
        deep = var / ("long" * 30)
        deep.mkdir()

        folder = postgres.Postgres(deep).run_folder

        assert len(os.fsencode(folder / ".s.PGSQL.5432")) <= postgres.LONGEST_SOCKET

    def test_refuses_the_data_of_another_major(self, database):
        database.acquire()
        database.release(wait=True)
        version = postgres.Postgres(database.var).data / "PG_VERSION"
        version.write_text("14\n")

        with pytest.raises(EmbeddedError, match="written by PostgreSQL 14") as refused:
            database.acquire()

        assert "pg_dump" in str(refused.value)
        assert version.read_text() == "14\n"

    def test_comes_back_after_a_crash(self, database):
        address = database.acquire()
        data = postgres.Postgres(database.var).data
        first = int((data / "postmaster.pid").read_text().split()[0])

        os.kill(first, signal.SIGKILL)

        def is_back():
            try:
                with psycopg.connect(address) as connection:
                    return connection.execute("SELECT 1").fetchone() == (1,)
            except psycopg.OperationalError:
                return False

        assert until(lambda: not is_back())
        assert until(is_back)

    def test_says_what_to_install_where_there_is_none(self, monkeypatch):
        monkeypatch.setattr(postgres, "_candidates", lambda: iter(()))

        with pytest.raises(EmbeddedError, match="apt install postgresql"):
            postgres.programs()


class TestValkey:
    def test_keeps_what_it_was_told_and_evicts_nothing(self, broker):
        with redis.Redis.from_url(broker.acquire()) as client:
            assert client.config_get("appendonly") == {"appendonly": "yes"}
            assert client.config_get("maxmemory-policy") == {
                "maxmemory-policy": "noeviction"
            }
            assert client.config_get("bind") == {"bind": "127.0.0.1"}

    def test_asks_for_its_password(self, broker):
        address = broker.acquire()
        port = int(address.rsplit(":", 1)[1].split("/")[0])

        with (
            redis.Redis(port=port) as stranger,
            pytest.raises(redis.AuthenticationError),
        ):
            stranger.ping()

    def test_has_the_same_address_the_next_time(self, broker):
        first = broker.acquire()
        broker.release(wait=True)

        assert broker.acquire() == first

    def test_says_what_to_install_where_there_is_none(self, monkeypatch):
        monkeypatch.setattr(valkey, "_candidates", lambda: iter(()))

        with pytest.raises(EmbeddedError, match="apt install valkey-server"):
            valkey.program()


class TestLease:
    def test_real_servers_are_left_alone(self, var):
        named = {"DATABASE_URL": "postgresql://a/b", "REDIS_URL": "redis://c"}
        environ = dict(named)

        lease.provide(environ, var=var)

        assert environ == named
        assert list(var.iterdir()) == []

    def test_two_users_share_one_server(self, using, database):
        assert database.acquire() == using.addresses[0]

    def test_the_first_may_go_while_the_second_works(self, using, database):
        address = database.acquire()

        using.kill()
        using.wait()
        time.sleep(1)

        with psycopg.connect(address) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)

    def test_nothing_stays_after_kill_9_of_the_user(self, using, var):
        assert len(processes_of(var)) >= 3

        using.kill()
        using.wait()

        assert until(lambda: not processes_of(var)), processes_of(var)

    def test_nothing_stays_after_kill_9_of_the_keepers_too(self, using, var):
        for pid in [using.pid, *processes_of(var)]:
            if "keeper" in command_line(pid):
                os.kill(pid, signal.SIGKILL)

        using.kill()
        using.wait()

        assert until(lambda: not processes_of(var)), processes_of(var)

    def test_a_service_whose_keeper_was_killed_is_started_again(self, database):
        address = database.acquire()
        keeper = next(
            pid for pid in processes_of(database.var) if "keeper" in command_line(pid)
        )
        os.kill(keeper, signal.SIGKILL)
        until(lambda: not database.desk.is_kept())

        assert database.renew()
        assert database.desk.read()["address"] == address


class TestChild:
    @pytest.fixture
    def sleeper(self):
        child_ = child.Child("sleeper", ["sleep", "100"], env=os.environ)
        yield child_
        child_.stop()

    def test_is_brought_back_later_and_later(self, sleeper, monkeypatch):
        clock = iter(range(0, 1000, 20))
        monkeypatch.setattr(child.time, "monotonic", lambda: next(clock))
        sleeper.argv = ["false"]
        sleeper.start()
        sleeper.process.wait()

        said = []
        for _ in range(6):
            said.append(sleeper.tend())
            if sleeper.process:
                sleeper.process.wait()

        assert said[0] == "sleeper ended with code 1, again in 0.5 s"
        assert said[1] == "sleeper started again"
        assert said[2] == "sleeper ended with code 1, again in 1 s"

    def test_is_killed_when_it_will_not_stop(self):
        stubborn = child.Child(
            "stubborn",
            ["sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.1; done"],
            env=os.environ,
            patience=0.5,
        )
        stubborn.start()
        time.sleep(0.3)

        stubborn.stop()

        assert stubborn.ending == "SIGKILL"


class TestSupervisor:
    def test_stops_in_order(self):
        order = []

        class Noted(child.Child):
            def stop(self):
                order.append(self.name)

        children = [Noted(n, [], env={}) for n in ("web", "worker", "beat")]

        Supervisor(children, report=order.append).stop()

        assert order == ["web", "worker", "beat"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands over its services")
class TestRoot:
    def test_hands_the_services_to_a_lesser_account(self):
        lesser = account.lesser_account()

        assert lesser.name in {"postgres", "nobody"}
        assert lesser.uid != 0

    def test_keeps_the_files_elsewhere_where_the_account_cannot_enter(
        self, tmp_path, monkeypatch
    ):
        closed = tmp_path / "closed"
        closed.mkdir(mode=0o700)
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        monkeypatch.setattr(account, "ELSEWHERE", (elsewhere,))
        lesser = account.lesser_account()

        found = account.home(closed, lesser)

        assert found.parent == elsewhere
        assert closed.stat().st_mode & 0o777 == 0o700

    def test_copies_programs_the_account_cannot_reach(self, tmp_path):
        source = tmp_path / "programs"
        source.mkdir(mode=0o700)
        (source / "tool").write_text("#!/bin/sh\n")

        copy = account.readable_copy(
            source, tmp_path / "base", account.lesser_account()
        )

        assert (copy / "tool").read_text() == "#!/bin/sh\n"
