"""Alive, ready, figures: yes or no to the public, the reasons inside."""

import pytest
import redis
from django.db import OperationalError
from django.utils import timezone

from station import health
from station.models import Heartbeat

pytestmark = pytest.mark.django_db


@pytest.fixture
def all_well(monkeypatch):
    """Every check passes, without a broker."""
    monkeypatch.setattr(health, "CHECKS", dict.fromkeys(health.CHECKS, lambda at: True))


class TestAlive:
    def test_asks_nobody(self, client, django_assert_num_queries):
        with django_assert_num_queries(0):
            response = client.get("/healthz")

        assert response.status_code == 200
        assert response.json() == {"alive": "ok"}


class TestReady:
    def test_when_all_is_well(self, client, all_well):
        response = client.get("/readyz")

        assert response.status_code == 200
        assert set(response.json().values()) == {"ok"}

    @pytest.mark.parametrize("name", list(health.CHECKS))
    def test_names_what_has_failed(self, client, all_well, monkeypatch, name):
        monkeypatch.setitem(health.CHECKS, name, lambda at: False)

        response = client.get("/readyz")

        assert response.status_code == 503
        assert response.headers["Retry-After"]
        assert [k for k, v in response.json().items() if v == "failed"] == [name]

    @pytest.mark.parametrize(
        "error", [OperationalError("secret"), redis.ConnectionError("secret")]
    )
    def test_tells_nobody_why(self, client, all_well, monkeypatch, error):
        def broken(at):
            raise error

        monkeypatch.setitem(health.CHECKS, "database", broken)

        response = client.get("/readyz")

        assert response.json()["database"] == "failed"
        assert b"secret" not in response.content

    def test_needs_no_sign_in_and_is_not_kept(self, client, all_well):
        response = client.get("/readyz")

        assert response.headers["Cache-Control"] == "no-store"
        assert not response.cookies


class TestChecks:
    def test_a_worker_is_alive_for_a_while_after_its_round(self, now):
        Heartbeat.objects.create(name="worker", at=now)

        assert health.worker(now + health.SILENT_AFTER / 2)
        assert not health.worker(now + health.SILENT_AFTER * 2)

    def test_beat_was_never_seen(self, now):
        assert not health.beat(now)

    def test_a_round_is_noted_once(self):
        health.note("beat")
        health.note("beat")

        assert Heartbeat.objects.get().name == "beat"

    def test_the_database_is_there_and_migrated(self, now):
        assert health.database(now)
        assert health.migrations(now)

    def test_nothing_waits(self, now):
        assert health.reminders(now)


@pytest.fixture
def now():
    return timezone.now()


class TestMetrics:
    def test_are_given_to_this_machine(self, client):
        response = client.get("/metrics", REMOTE_ADDR="127.0.0.1")

        assert response.status_code == 200
        assert b"django_http" in response.content

    @pytest.mark.parametrize(
        "address",
        [
            {"REMOTE_ADDR": "10.1.2.3"},
            {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.1.2.3"},
            {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_REAL_IP": "127.0.0.1"},
        ],
    )
    def test_do_not_exist_for_others(self, client, address):
        assert client.get("/metrics", **address).status_code == 404

    def test_do_not_exist_for_an_officer_elsewhere(self, signed_in):
        assert signed_in.get("/metrics", REMOTE_ADDR="10.1.2.3").status_code == 404
