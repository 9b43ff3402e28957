"""Real workers, beats and brokers for the tests to kill."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote, urlencode

import redis
from django.conf import settings
from django.db import connection

from station.embedded import valkey

ROOT = Path(settings.BASE_DIR)


def database_url() -> str:
    """The test database as another process reaches it."""
    found = connection.settings_dict
    person = quote(found["USER"]) + (
        f":{quote(found['PASSWORD'])}" if found["PASSWORD"] else ""
    )
    query = urlencode({"host": found["HOST"]})
    port = f":{found['PORT']}" if found["PORT"] else ""
    return f"postgresql://{person}@{port}/{quote(found['NAME'])}?{query}"


def environment(broker_url: str, var: Path, **more: str) -> dict[str, str]:
    """What a process of the product gets, with our database and broker."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": database_url(),
        "REDIS_URL": broker_url,
        "FENGQIAO_VAR": str(var),
        "LOG_LEVEL": "WARNING",
        "DEBUG": "0",
        **more,
    }


class Process:
    """A child in a group of its own, dead at the latest with the test."""

    def __init__(self, argv, *, env, log: Path) -> None:
        self.argv, self.env, self.log = argv, env, log
        self.popen: subprocess.Popen | None = None
        self.start()

    def start(self) -> None:
        with self.log.open("ab") as out:
            self.popen = subprocess.Popen(
                self.argv,
                cwd=ROOT,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        return self.popen.pid

    def children(self) -> list[int]:
        """The pool processes of a worker."""
        with contextlib.suppress(OSError):
            listed = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
            return [int(pid) for pid in listed.split()]
        return []

    def kill(self) -> None:
        """SIGKILL to it and to its children."""
        for pid in [*self.children(), self.pid]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.popen.wait()


def worker(env: dict[str, str], log: Path) -> Process:
    argv = [sys.executable, "-m", "celery", "-A", "config", "worker", "-c", "2"]
    argv += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    return Process(argv, env={**env, "FENGQIAO_PROCESS": "worker"}, log=log)


def beat(env: dict[str, str], log: Path, schedule: Path) -> Process:
    argv = [sys.executable, "-m", "celery", "-A", "config", "beat"]
    argv += ["--schedule", str(schedule), "--pidfile", ""]
    return Process(argv, env={**env, "FENGQIAO_PROCESS": "beat"}, log=log)


class Broker:
    """A Valkey of our own on a free port, without any memory on disk."""

    def __init__(self, folder: Path) -> None:
        self.port = valkey.free_port(None)
        self.url = f"redis://127.0.0.1:{self.port}/0"
        argv = [str(valkey.program()), "--bind", "127.0.0.1", "--save", ""]
        argv += ["--port", str(self.port), "--dir", str(folder)]
        log = folder / "valkey.log"
        self.process = Process(argv, env=dict(os.environ), log=log)
        self.await_ready()

    def client(self) -> redis.Redis:
        return redis.Redis.from_url(self.url, socket_timeout=2)

    def await_ready(self) -> None:
        wait_until(self._answers, seconds=10)

    def _answers(self) -> bool:
        try:
            with self.client() as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def restart_empty(self) -> None:
        self.process.kill()
        self.process.start()
        self.await_ready()


def wait_until(found, *, seconds: float) -> None:
    """Until it is so; fails when it takes longer."""
    until = time.monotonic() + seconds
    while not found():
        if time.monotonic() > until:
            raise AssertionError(f"not so after {seconds} s")
        time.sleep(0.1)
