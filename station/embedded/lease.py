"""Using an embedded service: it runs as long as somebody uses it.

Every user of a service holds a shared lock on one file. A small keeper process
runs the service and ends when it can take that lock for itself. A lock goes with
its process, so a user killed with SIGKILL leaves nothing running.
"""

import atexit
import contextlib
import fcntl
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import IO

from station.embedded.errors import EmbeddedError
from station.embedded.postgres import Postgres
from station.embedded.valkey import Valkey

PROJECT = Path(__file__).resolve().parent.parent.parent
SERVICES = {service.name: service for service in (Postgres, Valkey)}
PATIENCE = 60.0

Report = Callable[[str], None]


class Desk:
    """The files through which users and the keeper of a service meet."""

    def __init__(self, var: Path, name: str) -> None:
        self.folder = var / name
        self.log = var / "log" / f"{name}.log"
        self.state = self.folder / "state.json"
        self.pinned = self.folder / "pinned"

    def lock(self, name: str) -> IO[str]:
        """An open lock file, not yet locked."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            return (self.folder / f"{name}.lock").open("a")
        except PermissionError:
            raise EmbeddedError(
                f"{self.folder} belongs to another account. Run this as that account, "
                "or set FENGQIAO_VAR to a folder of your own."
            ) from None

    def is_kept(self) -> bool:
        """Is a keeper alive?"""
        if not (self.folder / "keeper.lock").exists():
            return False
        with self.lock("keeper") as file:
            return not take(file, fcntl.LOCK_SH)

    def is_used(self) -> bool:
        """Does any process, this one included, use the service now?"""
        with self.lock("users") as file:
            return not take(file) and take(file, fcntl.LOCK_SH)

    def read(self) -> dict[str, str]:
        """What the keeper last said of itself."""
        try:
            return json.loads(self.state.read_text())
        except (OSError, ValueError):
            return {}

    def write(self, **state: str | int) -> None:
        fresh = self.state.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(state))
        fresh.replace(self.state)


def take(file: IO[str], how: int = fcntl.LOCK_EX) -> bool:
    """Lock the file, for ourselves alone unless asked otherwise, without waiting."""
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class Lease:
    """A process's use of one service, from ``acquire`` to ``release`` or death."""

    def __init__(self, var: Path, name: str, *, for_tests: bool = False) -> None:
        self.var = var
        self.name = name
        self.for_tests = for_tests
        self.title = SERVICES[name].title
        self.variable = SERVICES[name].variable
        self.desk = Desk(var, name)
        self._users: IO[str] | None = None

    def acquire(self, report: Report | None = None) -> str:
        """The service's address; started first where it is not running."""
        if self._users is None:
            self._users = self.desk.lock("users")
            fcntl.flock(self._users, fcntl.LOCK_SH)  # waits while a keeper closes
        with self.desk.lock("start") as start:
            fcntl.flock(start, fcntl.LOCK_EX)
            if not self.desk.is_kept():
                self._start_keeper(report)
        return self.desk.read()["address"]

    def renew(self) -> bool:
        """Start the keeper again should it have died; says whether it did."""
        if self.desk.is_kept():
            return False
        self.acquire()
        return True

    def release(self, *, wait: bool = False) -> None:
        """Give it back, and see it closed if nobody else uses it."""
        if self._users is not None:
            self._users.close()
            self._users = None
        deadline = time.monotonic() + PATIENCE
        while wait and self.desk.is_kept() and time.monotonic() < deadline:
            if self.desk.pinned.exists() or self.desk.is_used():
                return
            time.sleep(0.05)

    def _start_keeper(self, report: Report | None) -> None:
        began = time.monotonic()
        self.desk.state.unlink(missing_ok=True)
        self.desk.log.parent.mkdir(parents=True, exist_ok=True)
        mode = "tests" if self.for_tests else "lasting"
        module = "station.embedded.keeper"
        with self.desk.log.open("ab") as log:
            subprocess.run(  # noqa: S603
                [sys.executable, "-m", module, self.name, str(self.var), mode],
                cwd=PROJECT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
                check=False,
            )
        while time.monotonic() - began < PATIENCE:
            state = self.desk.read()
            if "error" in state:
                raise EmbeddedError(state["error"])
            if state.get("address"):
                if report:
                    report(f"{self.title} ready in {time.monotonic() - began:.1f} s")
                return
            if not self.desk.is_kept() and not self.desk.state.exists():
                break
            time.sleep(0.03)
        raise EmbeddedError(f"{self.title} did not start: see {self.desk.log}.")


held: list[Lease] = []
atexit.register(lambda: give_back(wait=False))


def provide(
    environ: MutableMapping[str, str],
    *,
    var: Path,
    for_tests: bool = False,
    report: Report | None = None,
) -> None:
    """Put an embedded service's address wherever no real one is named."""
    for name, service in SERVICES.items():
        if environ.get(service.variable):
            continue
        lease = Lease(var, name, for_tests=for_tests)
        environ[service.variable] = lease.acquire(report)
        held.append(lease)


def give_back(*, wait: bool) -> None:
    """Release what this process holds: Valkey first, PostgreSQL last."""
    while held:
        with contextlib.suppress(OSError):
            held.pop().release(wait=wait)


def var_folder() -> Path:
    """Where a run keeps its data, the same for settings and services."""
    return Path(os.environ.get("FENGQIAO_VAR") or PROJECT / "var").resolve()
