"""What `make run` calls: everything up, the demo loaded, served until Ctrl-C."""

import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connections
from django.utils import timezone

from station.embedded import lease
from station.embedded.child import Child, die_with_parent
from station.embedded.errors import EmbeddedError
from station.embedded.supervisor import Supervisor, every

DEMO = ("load_divisions", "seed_demo")
STALE_AFTER = timedelta(seconds=150)


class Command(BaseCommand):
    help = "Serve web, worker and beat under one parent until Ctrl-C."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
        parser.add_argument("--port", default=os.environ.get("PORT") or "8000")
        parser.add_argument(
            "--no-demo", action="store_true", help="leave an empty database empty"
        )
        parser.add_argument(
            "--with-parent", action="store_true", help="end when the caller ends"
        )

    def handle(self, *args, **options):
        if options["with_parent"]:
            die_with_parent(signal.SIGTERM, parent=os.getppid())
        self.host, self.port = options["host"], _port(options["port"])
        self._check_port()
        self.children = self._children()
        supervisor = Supervisor(
            self.children,
            report=self._say,
            watches=[every(2, self._tend_services), every(30, self._tend_worker)],
        )
        supervisor.catch_signals()
        self.supervisor = supervisor
        try:
            self._prepare(demo=not options["no_demo"])
            supervisor.start()
            self._announce()
            supervisor.run()
        finally:
            supervisor.stop()
            lease.give_back(wait=True)
        self._say("Stopped. The data is kept.")

    # -- before ----------------------------------------------------------------

    def _check_port(self):
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                raise CommandError(
                    f"{self.host} port {self.port} cannot be used: {error.strerror}. "
                    f"Take another one: make run PORT={self.port + 1}"
                ) from error

    def _prepare(self, *, demo: bool):
        self._say("Bringing the database up to date …")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("compile_translations")
        if not settings.DEBUG:
            call_command("collect_changed")
        if demo:
            self._load_demo()
        connections.close_all()

    def _load_demo(self):
        """On an empty database; taken up again if it was broken off."""
        unfinished = settings.VAR_DIR / "demo_unfinished"
        is_empty = not apps.get_model("station", "User").objects.exists()
        if not is_empty and not unfinished.exists():
            return
        unfinished.parent.mkdir(parents=True, exist_ok=True)
        unfinished.touch()
        for name in DEMO:
            if name in get_commands() and not self.supervisor.is_stopping:
                self._run_to_its_end(name)
        if not self.supervisor.is_stopping:
            unfinished.unlink()

    def _run_to_its_end(self, name: str):
        """In a process of its own, so that its memory goes with it."""
        began = time.monotonic()
        self._say(f"The database is empty: {name} …")
        child = Child(name, self._manage(name), env=os.environ, cwd=Path.cwd())
        child.start()
        while child.is_running and not self.supervisor.is_stopping:
            time.sleep(0.1)
        child.stop()
        if child.process.returncode != 0 and not self.supervisor.is_stopping:
            raise CommandError(
                f"{name} ended with {child.ending}; what it said stands above. "
                "`make run` takes it up again."
            )
        self._say(f"{name} took {time.monotonic() - began:.0f} s")

    # -- the processes -----------------------------------------------------------

    def _children(self) -> list[Child]:
        python = [sys.executable, "-m"]
        celery = [*python, "celery", "-A", "config"]
        quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        level = ["--loglevel", "WARNING"]
        beat = Path(settings.CELERY_BEAT_SCHEDULE_FILENAME)
        beat.parent.mkdir(parents=True, exist_ok=True)
        web = [*python, "gunicorn", "-c", "deploy/gunicorn.conf.py"]
        worker = [*celery, "worker", "-c", "2", *quiet, *level]
        ticker = [*celery, "beat", *level, "--pidfile="]
        return [
            self._child("web", web, death_signal=signal.SIGQUIT),
            self._child("worker", worker, death_signal=signal.SIGQUIT),
            self._child("beat", ticker, death_signal=signal.SIGTERM),
        ]

    def _child(self, name: str, argv: list[str], *, death_signal: int) -> Child:
        at = f"[{self.host}]" if ":" in self.host else self.host
        metrics = settings.VAR_DIR / "metrics"
        env = os.environ | {
            "FENGQIAO_PROCESS": name,
            "WEB_BIND": f"{at}:{self.port}",
            "PYTHONUNBUFFERED": "1",
        }
        if name == "web":
            metrics.mkdir(parents=True, exist_ok=True)
            for old in metrics.glob("*.db"):
                old.unlink()
            env["PROMETHEUS_MULTIPROC_DIR"] = str(metrics)
        return Child(
            name, argv, env=env, cwd=settings.BASE_DIR, death_signal=death_signal
        )

    def _manage(self, *words: str) -> list[str]:
        return [sys.executable, str(settings.BASE_DIR / "manage.py"), *words]

    # -- while it runs -------------------------------------------------------------

    def _tend_services(self):
        """An embedded service whose keeper was killed is started again."""
        for use in lease.held:
            try:
                if use.renew():
                    self._say(f"{use.title} was gone and is started again")
            except EmbeddedError as error:
                self._say(str(error))

    def _tend_worker(self):
        """A worker that lives but takes no messages is started anew."""
        worker = self.children[1]
        if time.monotonic() - worker.started_at < STALE_AFTER.total_seconds():
            return
        heartbeats = apps.get_model("station", "Heartbeat").objects
        try:
            alive = dict(heartbeats.values_list("name", "at"))
        except DatabaseError:
            return
        finally:
            connections.close_all()
        limit = timezone.now() - STALE_AFTER
        if alive.get("worker", limit) < limit <= alive.get("beat", limit):
            self._say("worker takes no messages: it is started anew")
            worker.stop()

    def _announce(self):
        """Once the first page answers: the address, and who can sign in."""
        address = f"http://{'localhost' if self.host == '0.0.0.0' else self.host}:{self.port}/"  # noqa: S104
        if not self._wait_for(f"{address}healthz"):
            return
        accounts = settings.VAR_DIR / "demo_accounts.txt"
        if accounts.exists():
            self._say("")
            self._say(accounts.read_text().rstrip())
        self._say("")
        self._say(f"Fengqiao is at {address}   (Ctrl-C stops it)")

    def _wait_for(self, address: str) -> bool:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not self.supervisor.is_stopping:
            try:
                with urllib.request.urlopen(address, timeout=5):  # noqa: S310
                    return True
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
            for child in self.children:
                if said := child.tend():
                    self._say(said)
        return False

    def _say(self, text: str):
        self.stdout.write(text)
        self.stdout.flush()


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise CommandError(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)
