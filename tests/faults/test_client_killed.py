"""The example client is killed twenty times while eight write: its copy is the truth."""

import json
import os
import random
import signal
import sqlite3
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from threading import Event as Signal

import pytest
from django.db import connections, transaction
from django.db.models import F
from django.utils import timezone

from disputes.actions import disputes
from disputes.models import Dispute
from station.actions.events import record
from station.models import Event, reference
from tests.factories import (
    CommunityFactory,
    DisputeFactory,
    GridFactory,
    HouseholdFactory,
    PostFactory,
    TokenFactory,
    UserFactory,
    officer,
)
from tests.faults import processes
from tests.faults.test_serving import free_port

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

CASES = 5_000
WRITERS = 8
KILLS = 20
SLICE = CASES // WRITERS
KEY = "fq_a-key-of-the-tests"
CLIENT = processes.ROOT / "docs/client/fengqiao_client.py"


@pytest.fixture
def village():
    return CommunityFactory()


@pytest.fixture
def server(tmp_path, village):
    """The product's own server on the test database, and the key of a machine."""
    machine = UserFactory(is_service=True)
    PostFactory(user=machine, role="api_client", area=village)
    TokenFactory(user=machine, key=KEY, rate=60_000)
    port = free_port()
    env = processes.environment(
        "redis://127.0.0.1:1/0",
        tmp_path,
        FENGQIAO_PROCESS="web",
        WEB_BIND=f"127.0.0.1:{port}",
    )
    argv = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"]
    process = processes.Process(argv, env=env, log=tmp_path / "web.log")
    try:
        address = f"http://127.0.0.1:{port}"
        processes.wait_until(lambda: _answers(address), seconds=60)
        yield address
    finally:
        process.kill()


def _answers(address: str) -> bool:
    try:
        return urllib.request.urlopen(f"{address}/healthz", timeout=5).status == 200
    except OSError:
        return False


def note_each(kind: str, disputes, *, by) -> None:
    """An event of each in one statement; nobody draws conclusions from them here."""
    Event.objects.bulk_create(
        [
            Event(
                kind=kind,
                subject=reference(dispute),
                trail=[reference(dispute)],
                area_id=dispute.area_id,
                actor=by,
                happened_at=timezone.now(),
            )
            for dispute in disputes
        ],
        batch_size=1000,
    )


@pytest.fixture
def cases(village):
    """Five thousand, each with the event of its making."""
    home = HouseholdFactory(community=village)
    by = officer(village)
    built = DisputeFactory.build_batch(
        CASES, household=home, area=village, reported_by=by
    )
    with transaction.atomic():
        made = Dispute.objects.bulk_create(built, batch_size=500)
        note_each("dispute.reported", made, by=by)
    return [dispute.pk for dispute in made]


class Writer:
    """Changes its part of the cases until all are changed and it is told to stop."""

    def __init__(self, number: int, pks: list[int], village, elsewhere) -> None:
        self.chance = random.Random(number)
        self.pks, self.village, self.elsewhere = pks, village, elsewhere
        self.by = officer(village)

    def run(self, told: Signal) -> int:
        turns = 0
        try:
            while turns * 25 < len(self.pks) or not told.is_set():
                self._turn(self.pks[turns * 25 % len(self.pks) :][:25])
                turns += 1
                told.wait(self.chance.uniform(0, 0.05))
        finally:
            connections.close_all()
        return turns

    def _turn(self, pks: list[int]) -> None:
        """Some at once; one in five goes back, one in ten stays open for long."""
        aborted = self.chance.random() < 0.2
        with transaction.atomic():
            self._change(pks)
            if self.chance.random() < 0.1:
                Signal().wait(self.chance.uniform(0.1, 0.6))
            transaction.set_rollback(aborted)
        if aborted:
            self._change(pks)  # so that in the end all are changed

    @transaction.atomic
    def _change(self, pks: list[int]) -> None:
        now = timezone.now()
        rows = Dispute.objects.filter(pk__in=pks)
        rows.update(version=F("version") + 1, place="村口", updated_at=now)
        note_each("dispute.edited", rows, by=self.by)
        step = self.chance.random()
        if step < 0.3:
            self._take_up(rows.filter(status="reported").first())
        elif step < 0.6:
            self._move(rows.order_by("?").first())
        elif step < 0.8:
            self._add()

    def _take_up(self, dispute: Dispute | None) -> None:
        if dispute is not None and dispute.area_id == self.village.pk:
            disputes.take_up(
                dispute=dispute,
                assigned_to=self.by,
                version=dispute.version,
                by=self.by,
                at=timezone.now(),
            )

    def _move(self, dispute: Dispute) -> None:
        """Out of the machine's sight, or back into it."""
        here = dispute.area_id == self.village.pk
        place = self.elsewhere if here else self.village
        Dispute.objects.filter(pk=dispute.pk).update(area=place)
        for area in (self.village, self.elsewhere):
            record(
                kind="dispute.moved",
                subject=dispute,
                by=self.by,
                at=timezone.now(),
                area=area,
            )

    def _add(self) -> None:
        known = Dispute.objects.get(pk=self.pks[0])
        made = DisputeFactory(
            household=known.household, area=self.village, reported_by=self.by
        )
        record(kind="dispute.reported", subject=made, by=self.by, at=timezone.now())


def client(server, folder, *more) -> processes.Process:
    """The client as anybody would start it."""
    argv = [sys.executable, str(CLIENT), server, str(folder / "copy.sqlite")]
    argv += ["disputes", "--every", "0.05", *more]
    env = {**os.environ, "FENGQIAO_KEY": KEY}
    return processes.Process(argv, env=env, log=folder / "client.log")


def kill_at_random(server, folder) -> None:
    chance = random.Random(7)
    for _ in range(KILLS):
        process = client(server, folder)
        try:
            process.popen.wait(chance.uniform(0.2, 1.4))
        except Exception:
            os.kill(process.pid, signal.SIGKILL)
            process.popen.wait()
        else:
            raise AssertionError((folder / "client.log").read_text())


def truth(server) -> dict[int, dict]:
    """What the lists say, page by page."""
    found, url = {}, f"{server}/api/v1/disputes/?page_size=200&ordering=id"
    headers = {"Authorization": f"Token {KEY}", "Accept-Language": "zh-hans"}
    while url:
        request = urllib.request.Request(url, headers=headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            page = json.load(answer)
        found |= {row["id"]: row for row in page["results"]}
        url = page["next"]
    return found


def copied(folder) -> dict[int, dict]:
    with sqlite3.connect(folder / "copy.sqlite") as database:
        rows = database.execute("SELECT id, data FROM record").fetchall()
    database.close()
    return {pk: json.loads(text) for pk, text in rows}


def test_ends_with_exactly_what_the_server_has(server, village, cases, tmp_path):
    elsewhere = GridFactory(parent=CommunityFactory(parent=village.parent))
    told = Signal()
    writers = [
        Writer(number, cases[number * SLICE : (number + 1) * SLICE], village, elsewhere)
        for number in range(WRITERS)
    ]

    with ThreadPoolExecutor(WRITERS) as pool:
        turns = [pool.submit(writer.run, told) for writer in writers]
        try:
            kill_at_random(server, tmp_path)
        finally:
            told.set()
        assert all(turn.result() * 25 >= SLICE for turn in turns)
    last = client(server, tmp_path, "--once")
    assert last.popen.wait(60) == 0, (tmp_path / "client.log").read_text()

    there, here = truth(server), copied(tmp_path)
    assert len(there) > CASES * 0.5
    assert not Dispute.objects.filter(pk__in=cases, place="").exists()
    assert here.keys() == there.keys()
    assert [pk for pk in there if here[pk] != there[pk]] == []
