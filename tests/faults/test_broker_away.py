"""Without a broker every page still writes, and quickly."""

import socket
import threading
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from config import celery_app
from households.actions import follow_ups
from station.models import Reminder
from tests.factories import HouseholdFactory

pytestmark = pytest.mark.faults

PATIENCE = 3.0  # seconds for the page and the bell nobody answers


@contextmanager
def broker_at(url: str):
    """The application with another broker, its connections new."""
    before = celery_app.conf.broker_url
    _use(url)
    try:
        yield
    finally:
        _use(before)


def _use(url: str) -> None:
    celery_app.pool.force_close_all()
    celery_app.amqp._producer_pool = None
    celery_app._pool = None
    celery_app.conf.broker_url = celery_app.conf.broker_write_url = url


@pytest.fixture
def silent_port():
    """A server that takes the connection and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        held = []

        def accept():
            while True:
                try:
                    held.append(server.accept()[0])
                except OSError:
                    return

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
    for link in held:
        link.close()
    thread.join(timeout=5)


def tick(client, wang, village) -> float:
    """Move a follow-up on its page; how long that took."""
    follow_up = follow_ups.create(
        household=HouseholdFactory(address__community=village),
        matter="回访",
        due_at=timezone.now() + timedelta(days=2),
        by=wang,
        at=timezone.now(),
    )
    form = {"due_on": "2099-01-05", "reason": "下乡", "version": follow_up.version}
    address = reverse("households:follow_up_move", args=[follow_up.pk])
    begun = time.monotonic()
    answer = client.post(address, form)
    assert answer.status_code == 302
    return time.monotonic() - begun


@pytest.mark.django_db(transaction=True)
class TestBrokerAway:
    def test_refusing_connections_delays_no_page(self, signed_in, wang, village):
        with broker_at("redis://127.0.0.1:1/0"):
            assert tick(signed_in, wang, village) < PATIENCE

        assert Reminder.objects.pending().exists()

    def test_silent_delays_no_page(self, signed_in, wang, village, silent_port):
        with broker_at(f"redis://127.0.0.1:{silent_port}/0"):
            assert tick(signed_in, wang, village) < PATIENCE

        assert Reminder.objects.pending().exists()
