"""3,000 reminders fall due while workers, beat and broker die: 3,000 notices."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from households.models import FollowUp
from station.actions import deliveries, reminders
from station.models import ChannelChoice, Delivery, Reminder
from tests.factories import HouseholdFactory, officer
from tests.faults import processes

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

COUNT = 3000
SPREAD = 8  # seconds over which they fall due
# A batch of notices takes most of a second, so that death finds it half done.
SLOW = """
CREATE OR REPLACE FUNCTION test_slow_notices() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_sleep(0.4); RETURN NULL; END $$;
CREATE TRIGGER test_slow_notices AFTER INSERT ON station_delivery
FOR EACH STATEMENT EXECUTE FUNCTION test_slow_notices();
"""
FAST = """
DROP TRIGGER IF EXISTS test_slow_notices ON station_delivery;
DROP FUNCTION IF EXISTS test_slow_notices();
"""


@pytest.fixture
def village_of_the_fault(transactional_db):
    """A household with an officer, made where other processes see it."""
    household = HouseholdFactory()
    return household, officer(household.area)


def promise(household, user, *, count: int, spread: float) -> None:
    """Follow-ups with one reminder each, falling due from now on."""
    now = timezone.now()
    rows = FollowUp.objects.bulk_create(
        FollowUp(
            household=household,
            area=household.area,
            assigned_to=user,
            due_at=now + timedelta(seconds=spread * number / count),
        )
        for number in range(count)
    )
    Reminder.objects.bulk_create(
        Reminder(
            kind="follow_up.due",
            subject=f"households.followup:{row.pk}",
            due_at=row.due_at,
            dedupe_key=f"fault:{row.pk}",
        )
        for row in rows
    )


@contextmanager
def slow_notices():
    with connection.cursor() as cursor:
        cursor.execute(SLOW)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(FAST)


@pytest.fixture
def house(tmp_path, village_of_the_fault):
    """A broker, two workers and two beats on the test database."""
    broker = processes.Broker(tmp_path)
    env = processes.environment(broker.url, tmp_path, SWEEP_SECONDS="1")
    running = [
        broker.process,
        *(processes.worker(env, tmp_path / f"worker{n}.log") for n in (1, 2)),
        *(
            processes.beat(env, tmp_path / f"beat{n}.log", tmp_path / f"beat{n}")
            for n in (1, 2)
        ),
    ]
    try:
        yield broker, running[1:3], running[3:]
    finally:
        for process in running:
            process.kill()


def is_writing() -> bool:
    """Is a batch of notices being written at this moment?"""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND state = 'active' AND query LIKE 'INSERT INTO station_delivery%%'"
        )
        return cursor.fetchone()[0] > 0


def exactly_once(count: int) -> None:
    """Every reminder settled, every notice there, none twice."""
    assert Reminder.objects.filter(state=Reminder.State.SENT).count() == count
    assert Delivery.objects.count() == count
    doubled = Delivery.objects.values("reminder").annotate(n=Count("pk"))
    assert not doubled.filter(n__gt=1).exists()


class TestWorkersKilled:
    def test_3000_fall_due_and_3000_are_told(self, house, village_of_the_fault):
        broker, workers, _beats = house
        chance = random.Random(20261120)
        processes.wait_until(
            lambda: all(worker.children() for worker in workers), seconds=30
        )
        promise(*village_of_the_fault, count=COUNT, spread=SPREAD)

        kills = caught = 0
        with slow_notices():
            until = time.monotonic() + SPREAD
            wiped = False
            while time.monotonic() < until:
                time.sleep(chance.uniform(0.1, 0.5))
                pool = chance.choice(workers).children()
                if pool:
                    caught += is_writing()
                    with suppress(ProcessLookupError):  # it was quicker
                        os.kill(chance.choice(pool), signal.SIGKILL)
                        kills += 1
                if not wiped and time.monotonic() > until - SPREAD / 2:
                    wiped = True
                    with broker.client() as client:
                        client.flushall()
            for worker in workers:  # and the whole trees at the end
                worker.kill()
                worker.start()
            broker.restart_empty()
        settled = Reminder.objects.exclude(state=Reminder.State.PENDING)
        processes.wait_until(lambda: settled.count() == COUNT, seconds=60)

        assert kills >= 10
        assert caught >= 3  # died, or their twin did, with a batch half written
        exactly_once(COUNT)


BLOCKED = """
import django, sys, time
django.setup()
from django.utils import timezone
from station.actions import deliveries, reminders
def block(*args, **kwargs):
    print("holding", flush=True)
    time.sleep(60)
{patch}
{call}
"""


def hold(tmp_path, *, patch: str, call: str) -> subprocess.Popen:
    """A process that stops for ever at the worst moment."""
    env = processes.environment("redis://127.0.0.1:1/0", tmp_path)
    env["WEBHOOK_INNER_HOSTS"] = "127.0.0.1"
    process = subprocess.Popen(
        [sys.executable, "-c", BLOCKED.format(patch=patch, call=call)],
        cwd=processes.ROOT,
        env=env,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline().strip() == "holding"
    return process


def kill(process: subprocess.Popen) -> None:
    process.kill()
    process.wait()
    process.stdout.close()


class TestKilledBetweenClaimAndCommit:
    def test_the_next_sweep_finds_them_at_once(self, tmp_path, village_of_the_fault):
        promise(*village_of_the_fault, count=50, spread=0)
        at = timezone.now() + timedelta(seconds=1)

        process = hold(
            tmp_path,
            patch="reminders._settle = block",
            call="reminders.fire(at=timezone.now())",
        )
        assert reminders.fire(at=at) == 0  # held, and nobody waits for them
        kill(process)

        def fired():
            return reminders.fire(at=at) == 50

        processes.wait_until(fired, seconds=5)
        exactly_once(50)


class Receiver(BaseHTTPRequestHandler):
    """A work-chat that drops what it has seen."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.keys.append(self.headers["Idempotency-Key"])
        self.send_response(204)
        self.end_headers()

    def log_message(self, *args):
        """Silent."""


@pytest.fixture
def receiver():
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    server.keys = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


class TestKilledBetweenSendingAndMark:
    def test_it_is_sent_again_under_the_same_key(
        self, tmp_path, village_of_the_fault, receiver, settings
    ):
        settings.WEBHOOK_INNER_HOSTS = ["127.0.0.1"]
        household, user = village_of_the_fault
        ChannelChoice.objects.create(
            user=user,
            channel="webhook",
            address=f"http://127.0.0.1:{receiver.server_port}/hook",
            secret="s" * 32,
        )
        promise(household, user, count=1, spread=0)
        reminders.fire(at=timezone.now())

        process = hold(
            tmp_path,
            patch="deliveries._settle = block",
            call="deliveries.send_due(until=timezone.now().replace(year=2099))",
        )
        kill(process)
        assert deliveries.lease(at=timezone.now()) is None
        later = timezone.now() + timedelta(minutes=2)
        delivery = deliveries.lease(at=later)
        deliveries.send(delivery=delivery, at=later)

        delivery.refresh_from_db()
        assert delivery.state == Delivery.State.SENT
        assert len(receiver.keys) == 2
        assert len(set(receiver.keys)) == 1
