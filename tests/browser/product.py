"""The product as `make run` serves it, for tests that drive or kill it."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from station.embedded import postgres
from station.embedded.lease import Lease
from tests.faults.processes import database_url

PROJECT = Path(__file__).resolve().parents[2]
PASSWORD = "Fengqiao-Tiancheng-7"
OWN = ("DATABASE_URL", "REDIS_URL", "PRODUCTION", "DJANGO_SETTINGS_MODULE")

# The people of the story, made before the first page is opened.
PEOPLE = f"""
from datetime import date
from django.utils import timezone
from station.models import Area, Post, User
people = [
    ("100001", "王建国", "community_officer", "620724108204"),
    ("100002", "李秀英", "auxiliary_officer", "620724108205"),
]
for badge, name, role, code in people:
    user = User.objects.create_user(badge, name, "{PASSWORD}", phone="13900000001",
                                    password_changed_at=timezone.now())
    Post.objects.create(user=user, role=role, from_on=date(2020, 1, 1),
                        area=Area.objects.get(code=code))
"""


# Answers one expression a line; starting the product for each takes seconds.
ANSWERS = """
import json, sys
from households.models import *
from station.models import *
for line in sys.stdin:
    print("ANSWER", json.dumps(eval(line)), flush=True)
"""


class Product:
    """One running product with its own data folder and port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = (folder / "serve.log").open("w")
        env = {key: value for key, value in os.environ.items() if key not in OWN}
        self.env = env | {"FENGQIAO_VAR": str(folder), "LOG_LEVEL": "WARNING"}

    def start(self) -> None:
        """From the tables to the first answer, without the demo."""
        own = Lease(self.folder, "postgres")
        copy_tables(own.acquire())
        self.process = subprocess.Popen(
            [*_manage("serve"), "--no-demo", "--port", str(self.port)],
            cwd=PROJECT,
            env=self.env,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        self.wait_until_alive()
        own.release()
        self.manage("load_divisions")
        self.manage("shell", "-c", PEOPLE)
        self.answers = subprocess.Popen(
            _manage("shell", "-c", ANSWERS),
            cwd=PROJECT,
            env=self.env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def stop(self) -> None:
        with self.answers:
            self.answers.kill()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)
        self.log.close()

    def wait_until_alive(self, seconds: int = 300) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=5):
                    return
            except OSError:
                time.sleep(0.3)
        raise AssertionError((self.folder / "serve.log").read_text()[-3000:])

    def manage(self, *words: str) -> str:
        """What a command of the product prints."""
        done = subprocess.run(
            [*_manage(*words)],
            cwd=PROJECT,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def ask(self, expression: str):
        """The value of a Python expression inside the product."""
        self.answers.stdin.write(f"{expression}\n")
        self.answers.stdin.flush()
        said = next(line for line in self.answers.stdout if line.startswith("ANSWER "))
        return json.loads(said.removeprefix("ANSWER "))

    def _keeps(self, pid: int) -> bool:
        """Is this the keeper of one of the product's embedded services?"""
        return str(self.folder) in _command_line(pid)

    def kill(self, *words: str) -> int:
        """SIGKILL every process of the product whose command has all the words.

        "worker" alone would be PostgreSQL's io workers too, and the server with them.
        """
        own = _descendants(self.process.pid)
        victims = [
            pid
            for pid, parent in _parents().items()
            if all(word in _command_line(pid) for word in words)
            and (pid in own or self._keeps(parent))
        ]
        killed = 0
        for pid in victims:
            with contextlib.suppress(ProcessLookupError):  # it went with its master
                os.kill(pid, signal.SIGKILL)
                killed += 1
        return killed


def copy_tables(address: str) -> None:
    """The test database, into an empty one: making the tables takes two minutes.

    Where it cannot be copied (other programs), the product makes them as ever;
    that it can is for tests/faults/test_serving.py.
    """
    programs, _major = postgres.programs()
    dump = [programs / "pg_dump", "--no-owner", database_url()]
    told = subprocess.run(dump, capture_output=True, check=False)
    if told.returncode == 0:
        load = [programs / "psql", "-qX1", "-v", "ON_ERROR_STOP=1", address]
        subprocess.run(load, input=told.stdout, stdout=subprocess.DEVNULL, check=True)


def _manage(*words: str) -> list[str]:
    return [sys.executable, str(PROJECT / "manage.py"), *words]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def _parents() -> dict[int, int]:
    """The parent of every process."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            found[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
    return found


def _descendants(ancestor: int) -> set[int]:
    """Every process below a process."""
    parents = _parents()
    found = {ancestor}
    while more := {pid for pid, above in parents.items() if above in found} - found:
        found |= more
    return found - {ancestor}
