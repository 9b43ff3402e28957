"""Production refuses to start half-configured; headers and limits are as agreed."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from station.embedded import keys

PRODUCTION = {
    "PRODUCTION": "1",
    "SECRET_KEY": "s" * 60,
    "FIELD_KEYS": "k1:" + "A" * 43 + "=",
    "INDEX_KEY": "B" * 43 + "=",
    "ALLOWED_HOSTS": "fengqiao.example",
    "DATABASE_URL": "postgresql://fengqiao@db.example/fengqiao",
    "REDIS_URL": "redis://redis.example:6379/0",
}
SHOW = "from config import settings as s; print(s.{})"


def load(variables, expression="SECRET_KEY"):
    """Load the settings in a process of their own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", SHOW.format(expression)],
        env=kept | variables,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


class TestProduction:
    def test_starts_with_all_its_secrets(self):
        done = load(PRODUCTION)

        assert done.returncode == 0, done.stderr

    @pytest.mark.parametrize("missing", sorted(set(PRODUCTION) - {"PRODUCTION"}))
    def test_refuses_to_start_without(self, missing):
        done = load({k: v for k, v in PRODUCTION.items() if k != missing})

        assert done.returncode != 0
        assert f"{missing} is not set" in done.stderr

    def test_refuses_debug(self):
        done = load(PRODUCTION | {"DEBUG": "1"})

        assert done.returncode != 0
        assert "DEBUG must be off" in done.stderr

    def test_keeps_cookies_to_https(self):
        done = load(
            PRODUCTION,
            "SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, "
            "s.SECURE_HSTS_SECONDS > 31_000_000",
        )

        assert done.stdout.split() == ["True", "True", "True", "True"]

    @pytest.mark.parametrize(
        ("process", "timeout"), [("web", "10000"), ("worker", "300000")]
    )
    def test_nobody_waits_for_ever(self, process, timeout):
        done = load(PRODUCTION | {"FENGQIAO_PROCESS": process}, "DATABASES")

        assert f"statement_timeout={timeout}" in done.stdout
        assert "idle_in_transaction_session_timeout=" in done.stdout
        assert ("pool" in done.stdout) is (process == "web")


class TestDevelopment:
    def test_makes_its_own_secrets_once(self, tmp_path):
        first, second = {}, {}

        keys.provide(first, var=tmp_path / "var")
        keys.provide(second, var=tmp_path / "var")

        assert first == second
        assert set(first) == {"SECRET_KEY", "FIELD_KEYS", "INDEX_KEY"}
        assert (tmp_path / "var" / "secrets.env").stat().st_mode & 0o777 == 0o600

    def test_differ_from_machine_to_machine(self, tmp_path):
        here, there = {}, {}

        keys.provide(here, var=tmp_path / "here")
        keys.provide(there, var=tmp_path / "there")

        assert here["INDEX_KEY"] != there["INDEX_KEY"]

    def test_leave_what_is_set(self, tmp_path):
        environ = {"SECRET_KEY": "mine"}

        keys.provide(environ, var=tmp_path)

        assert environ["SECRET_KEY"] == "mine"


class TestCelery:
    def test_a_task_ends_well_before_it_would_be_given_out_again(self):
        visible_after = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]

        assert visible_after / 2 > settings.CELERY_TASK_TIME_LIMIT

    def test_every_tick_expires(self):
        schedule = settings.CELERY_BEAT_SCHEDULE

        assert all("expires" in entry["options"] for entry in schedule.values())


class TestOfficeHours:
    @pytest.mark.parametrize("hours", ["8-12", "12:00-08:30", "always"])
    def test_that_make_no_sense_are_named(self, hours):
        done = load(PRODUCTION | {"OFFICE_HOURS": hours}, "OFFICE_HOURS")

        assert "OFFICE_HOURS must look like" in done.stderr
