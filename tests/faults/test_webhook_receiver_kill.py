"""Eight writers write while a receiver dies and answers at random: nothing is missed."""

import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections, transaction
from django.utils import timezone

from station.actions import tokens, webhooks
from station.actions.events import record
from station.models import Event, WebhookDelivery
from tests.factories import (
    CommunityFactory,
    HouseholdFactory,
    PostFactory,
    UserFactory,
    person,
)
from tests.faults import processes, receivers

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

WRITERS, EACH = 8, 20
PATIENCE = 45


class Receiver:
    """A process that takes one call in eight not at all, and notes what it took."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.book = folder, folder / "taken"
        self.book.touch()
        self.port = "0"
        self.start()

    def start(self) -> None:
        argv = [sys.executable, receivers.__file__, "moody", str(self.folder)]
        self.popen = subprocess.Popen(
            [*argv, self.port], stdout=subprocess.PIPE, text=True
        )
        self.port = self.popen.stdout.readline().strip()

    def kill(self) -> None:
        self.popen.kill()
        self.popen.wait()
        self.popen.stdout.close()

    def taken(self) -> list[tuple[str, list[int]]]:
        """The id of each call and the events' records it told of, as they came."""
        rows = (line.split("\t") for line in self.book.read_text().splitlines())
        return [(key, [int(pk) for pk in ids.split(",")]) for key, ids in rows]


@pytest.fixture
def receiver(tmp_path):
    found = Receiver(tmp_path)
    yield found
    found.kill()


@pytest.fixture
def worker(tmp_path, transactional_db):
    """A broker, a worker and a beat on the test database."""
    broker = processes.Broker(tmp_path)
    env = processes.environment(
        broker.url,
        tmp_path,
        SWEEP_SECONDS="1",
        WEBHOOK_FIRST_WAIT="1",
        WEBHOOK_INNER_HOSTS="127.0.0.1",
    )
    found = processes.worker(env, tmp_path / "worker.log")
    beat = processes.beat(env, tmp_path / "beat.log", tmp_path / "beat")
    yield found
    for process in (broker.process, found, beat):
        process.kill()


def write(homes, chance) -> None:
    """Changes one after the other, some in a transaction that takes its time."""
    try:
        for home in homes:
            with transaction.atomic():
                now = timezone.now()
                record(kind="household.edited", subject=home, by=None, at=now)
                time.sleep(chance.uniform(0, 0.15))
    finally:
        connections.close_all()


def test_each_change_arrives_in_order_and_once_by_its_id(worker, receiver, settings):
    settings.WEBHOOK_INNER_HOSTS = ["127.0.0.1"]
    village = CommunityFactory()
    chief = person("station_chief", village.parent.parent)
    machine = UserFactory(is_service=True)
    PostFactory(user=machine, role="api_client", area=village)
    homes = [HouseholdFactory(community=village) for _ in range(WRITERS * EACH)]
    now = timezone.now()
    end = now + timedelta(days=1)
    key, _text = tokens.issue(user=machine, name="x", by=chief, at=now, expires_at=end)
    hook, _secret = webhooks.create(
        token=key, name="x", by=chief, at=now, most=10, types=["households"],
        address=f"http://127.0.0.1:{receiver.port}/in",
    )  # fmt: skip
    processes.wait_until(worker.children, seconds=60)

    chance = random.Random(20261123)
    with ThreadPoolExecutor(WRITERS) as pool:
        parts = [homes[n::WRITERS] for n in range(WRITERS)]
        done = [pool.submit(write, part, chance) for part in parts]
        for _ in range(3):
            time.sleep(chance.uniform(0.4, 0.9))
            receiver.kill()
            time.sleep(0.2)
            receiver.start()
        for writer in done:
            writer.result()

    def all_taken() -> bool:
        told = {pk for _key, ids in receiver.taken() for pk in ids}
        return len(told) == len(homes) and not hook.deliveries.waiting().exists()

    processes.wait_until(all_taken, seconds=PATIENCE)
    once = dict(receiver.taken())  # a second one of the same id is dropped there
    told = [pk for ids in once.values() for pk in ids]
    committed = Event.objects.filter(subject__startswith="households.household:")
    in_order = committed.order_by("change_xid", "pk").values_list("subject", flat=True)
    assert told == [int(name.rpartition(":")[2]) for name in in_order]
    assert set(once) == {
        str(key) for key in hook.deliveries.values_list("key", flat=True)
    }
    assert WebhookDelivery.objects.filter(attempts__gt=1).exists()
