"""An alert goes to 500 groups while workers and broker die: each gets it once."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress

import pytest
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from antifraud.actions import sending_work, sendings
from antifraud.models import Alert, AlertSending
from tests.factories import AlertFactory, AudienceFactory, CommunityFactory, officer
from tests.faults import processes, receivers

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

COUNT = 500
STORM = 10  # seconds in which workers are killed
# Whoever dies last is taken over when the lease is over.
PATIENCE = 150


class Receiver:
    """A process of its own: what it was sent stands in a file."""

    def __init__(self, kind: str, folder) -> None:
        self.book = folder / "received"
        self.book.touch()
        self.popen = subprocess.Popen(
            [sys.executable, receivers.__file__, kind, str(folder)],
            stdout=subprocess.PIPE,
            text=True,
        )
        self.port = int(self.popen.stdout.readline())

    def messages(self) -> list[tuple[str, str]]:
        lines = self.book.read_text().splitlines()
        return [tuple(line.split("\t")) for line in lines]

    def stop(self) -> None:
        self.popen.kill()
        self.popen.wait()
        self.popen.stdout.close()


@pytest.fixture
def receiver(request, tmp_path):
    found = Receiver(request.param, tmp_path)
    yield found
    found.stop()


@pytest.fixture
def house(tmp_path, receiver, transactional_db):
    """A broker, two workers and two beats on the test database."""
    broker = processes.Broker(tmp_path)
    env = processes.environment(
        broker.url,
        tmp_path,
        SWEEP_SECONDS="1",
        WEBHOOK_INNER_HOSTS="127.0.0.1",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=str(receiver.port),
    )
    workers = [processes.worker(env, tmp_path / f"worker{n}.log") for n in (1, 2)]
    beats = [
        processes.beat(env, tmp_path / f"beat{n}.log", tmp_path / f"beat{n}")
        for n in (1, 2)
    ]
    try:
        yield broker, workers
    finally:
        for process in [broker.process, *workers, *beats]:
            process.kill()


@transaction.atomic
def let_go(count: int, **address) -> Alert:
    """An alert to so many groups, approved at this moment; it cannot wait."""
    village = CommunityFactory()
    alert = AlertFactory(area=village, approved=True, urgent_reason="一天三起")
    owner = officer(village)
    groups = [
        AudienceFactory(area=village, owner=owner, channel=address["channel"],
                        address=address["address"].format(n=n))
        for n in range(count)
    ]  # fmt: skip
    alert.audiences.set(groups)
    sendings.plan(alert=alert, by=owner, at=timezone.now())
    return alert


def storm(broker, workers) -> int:
    """Kill a pool process every moment, the broker's memory once; how many died."""
    chance = random.Random(20261123)
    until, kills, wiped = time.monotonic() + STORM, 0, False
    while time.monotonic() < until:
        time.sleep(chance.uniform(0.2, 0.6))
        pool = chance.choice(workers).children()
        if pool:
            with suppress(ProcessLookupError):  # it was quicker
                os.kill(chance.choice(pool), signal.SIGKILL)
                kills += 1
        if not wiped and time.monotonic() > until - STORM / 2:
            wiped = True
            with broker.client() as client:
                client.flushall()
    for worker in workers:  # and the whole trees at the end
        worker.kill()
    a_lease_passes()
    for worker in workers:
        worker.start()
    broker.restart_empty()
    return kills


def a_lease_passes() -> None:
    """Nobody lives: what the dead held is let go, as if the minute were over."""
    held = AlertSending.objects.exclude(lease_until=None)
    held.update(lease_until=F("lease_until") - sending_work.LEASE)


def all_there(workers) -> bool:
    return all(worker.children() for worker in workers)


class TestWorkersKilled:
    @pytest.mark.parametrize("receiver", ["hook"], indirect=True)
    def test_each_of_500_groups_gets_it_once(self, house, receiver):
        broker, workers = house
        processes.wait_until(lambda: all_there(workers), seconds=60)

        alert = let_go(
            COUNT,
            channel="work_chat",
            address=f"http://127.0.0.1:{receiver.port}/group/{{n}}",
        )
        kills = storm(broker, workers)
        done = Alert.objects.filter(pk=alert.pk, status="done")
        processes.wait_until(done.exists, seconds=PATIENCE)

        told = Counter(receiver.messages())
        assert kills >= 10
        # One message a group, by its key: a second one of the same is dropped there.
        assert {key for key, _to in told} == {row.key for row in alert.sendings.all()}
        assert len(told) == len({to for _key, to in told}) == COUNT
        assert AlertSending.objects.sent().count() == COUNT

    @pytest.mark.parametrize("receiver", ["mail"], indirect=True)
    def test_where_a_second_one_would_be_read_there_is_none(self, house, receiver):
        broker, workers = house
        processes.wait_until(lambda: all_there(workers), seconds=60)

        alert = let_go(COUNT, channel="mail", address="group-{n}@school.example")
        storm(broker, workers)
        planned = AlertSending.objects.filter(status="planned")
        processes.wait_until(lambda: not planned.exists(), seconds=PATIENCE)

        told = Counter(to for _key, to in receiver.messages())
        assert max(told.values()) == 1
        sent = {row.audience.address for row in alert.sendings.sent()}
        unsure = alert.sendings.filter(status="unsure")
        # What counts as sent arrived; the rest a person looks into, none is lost.
        assert sent <= set(told)
        assert len(sent) + unsure.count() == COUNT
        assert set(told) - sent <= {row.audience.address for row in unsure}
        assert Alert.objects.get().status == ("approved" if unsure else "done")
