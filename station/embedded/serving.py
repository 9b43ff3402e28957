"""What `make run` calls: everything up, the demo loaded, served until Ctrl-C.

Without Django, so that the parent of all processes stays small; what needs Django
is done by `manage.py prepare` in a process of its own.
"""

import argparse
import json
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from station.embedded import keys, lease
from station.embedded.child import Child, die_with_parent
from station.embedded.errors import EmbeddedError
from station.embedded.supervisor import Supervisor, every

STALE_ROUNDS = 5  # of half a minute, until a deaf worker is started anew
CELERY = ("celery", "--quiet", "-A", "config")
QUIET = ("--without-gossip", "--without-mingle", "--without-heartbeat")


class Serving:
    """One run, from the first service to the last process."""

    def __init__(self, *, host: str, port: int, demo: bool) -> None:
        self.host, self.port, self.demo = host, port, demo
        self.var = lease.var_folder()
        self.deaf_rounds = 0
        at = f"[{host}]" if ":" in host else host
        self.bind = f"{at}:{port}"
        open_to_all = host in {"0.0.0.0", "::"}  # noqa: S104
        self.address = f"http://{'127.0.0.1' if open_to_all else at}:{port}/"

    def run(self) -> None:
        """From start to stop; whatever happens, nothing of ours stays behind."""
        self._check_port()
        self.supervisor = Supervisor([], report=say)
        self.supervisor.catch_signals()
        try:
            keys.provide(os.environ, var=self.var)
            os.environ.setdefault("PUBLIC_URL", self.address.rstrip("/"))
            lease.provide(os.environ, var=self.var, report=say)
            self._prepare()
            self.supervisor.children = self._children()
            self.supervisor.watches = [
                every(2, self._tend_services),
                every(30, self._tend_worker),
            ]
            self.supervisor.start()
            self._announce()
            self.supervisor.run()
        finally:
            self.supervisor.stop()
            lease.give_back(wait=True)
        say("Stopped. The data is kept.")

    def _check_port(self) -> None:
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                raise EmbeddedError(
                    f"{self.host} port {self.port} cannot be used: {error.strerror}. "
                    f"Take another one: make run PORT={self.port + 1}"
                ) from error

    def _prepare(self) -> None:
        """Migrations, translations, static files, the demo."""
        argv = [sys.executable, lease.PROJECT / "manage.py", "prepare"]
        child = Child(
            "manage.py prepare",
            argv if self.demo else [*argv, "--no-demo"],
            env=os.environ,
            cwd=lease.PROJECT,
        )
        child.start()
        while child.is_running and not self.supervisor.is_stopping:
            time.sleep(0.05)
        child.stop()
        if not self.supervisor.is_stopping and child.process.returncode != 0:
            raise EmbeddedError(
                f"{child.name} ended with {child.ending}; why stands above. "
                "Starting again takes it up where it was."
            )

    def _children(self) -> list[Child]:
        (self.var / "beat").mkdir(parents=True, exist_ok=True)
        web = ("gunicorn", "-c", "deploy/gunicorn.conf.py")
        worker = (*CELERY, "worker", "-c", "2", *QUIET, "--loglevel", "WARNING")
        beat = (*CELERY, "beat", "--loglevel", "WARNING", "--pidfile=")
        return [
            self._child("web", web, death_signal=signal.SIGQUIT),
            # Asked politely it may wait for a broker that has died too; what it
            # leaves undone is rows, which the next worker takes over.
            self._child("worker", worker, death_signal=signal.SIGKILL),
            self._child("beat", beat, death_signal=signal.SIGTERM),
        ]

    def _child(self, name: str, module: tuple[str, ...], *, death_signal: int) -> Child:
        env = os.environ | {
            "FENGQIAO_PROCESS": name,
            "WEB_BIND": self.bind,
            "PYTHONUNBUFFERED": "1",
            "MALLOC_ARENA_MAX": "2",
        }
        if name == "web":
            env["PROMETHEUS_MULTIPROC_DIR"] = str(self._metrics_folder())
        return Child(
            name,
            [sys.executable, "-m", *module],
            env=env,
            cwd=lease.PROJECT,
            death_signal=death_signal,
        )

    def _metrics_folder(self) -> Path:
        """Where the web processes add up their figures, empty at each start."""
        folder = self.var / "metrics"
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.db"):
            old.unlink()
        return folder

    def _tend_services(self) -> None:
        """An embedded service whose keeper was killed is started again."""
        for use in lease.held:
            try:
                if use.renew():
                    say(f"{use.title} was gone and is started again")
            except EmbeddedError as error:
                say(str(error))

    def _tend_worker(self) -> None:
        """A worker that lives but takes no messages is started anew."""
        said = self._readiness()
        deaf = said.get("worker") == "failed" and said.get("beat") == "ok"
        self.deaf_rounds = self.deaf_rounds + 1 if deaf else 0
        if self.deaf_rounds >= STALE_ROUNDS:
            self.deaf_rounds = 0
            say("worker takes no messages: it is started anew")
            self.supervisor.children[1].stop()

    def _readiness(self) -> dict[str, str]:
        try:
            with urllib.request.urlopen(f"{self.address}readyz", timeout=10) as page:  # noqa: S310
                return json.load(page)
        except urllib.error.HTTPError as error:
            return _json(error)
        except (OSError, ValueError):
            return {}

    def _announce(self) -> None:
        """Once the first page answers: the address, and who can sign in."""
        if not self._wait_until_alive():
            return
        accounts = self.var / "demo_accounts.txt"
        if accounts.exists():
            say(f"\n{accounts.read_text().rstrip()}")
        say(f"\nFengqiao is at {self.address}   (Ctrl-C stops it)")

    def _wait_until_alive(self) -> bool:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not self.supervisor.is_stopping:
            try:
                with urllib.request.urlopen(f"{self.address}healthz", timeout=5):  # noqa: S310
                    return True
            except OSError:
                time.sleep(0.2)
            for child in self.supervisor.children:
                if said := child.tend():
                    say(said)
        return False


def _json(page) -> dict[str, str]:
    try:
        return json.load(page)
    except ValueError:
        return {}


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(
            f"PORT must be a number from 1 to 65535, not {text!r}"
        )
    return int(text)


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(
        prog="manage.py serve",
        description="Serve web, worker and beat under one parent until Ctrl-C.",
    )
    add = parser.add_argument
    add("--host", default=os.environ.get("HOST") or "127.0.0.1")
    add("--port", default=os.environ.get("PORT") or "8000", type=_port)
    add("--no-demo", action="store_true", help="leave an empty database empty")
    add("--with-parent", action="store_true", help="end when the caller ends")
    options = parser.parse_args(argv)
    if options.with_parent:
        die_with_parent(signal.SIGTERM, parent=os.getppid())
    Serving(host=options.host, port=options.port, demo=not options.no_demo).run()
