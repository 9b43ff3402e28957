"""What webhooks send: drawn from the feed, signed, in order, tried until taken."""

import hashlib
import hmac
import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone

from station.actions import tokens, webhook_drain, webhooks
from station.actions.events import record
from station.models import Webhook, WebhookTurn
from tests.factories import (
    CommunityFactory,
    HouseholdFactory,
    PostFactory,
    UserFactory,
    person,
)

pytestmark = pytest.mark.django_db(transaction=True)
State, Cause = Webhook.State, Webhook.Cause


class Receiver(BaseHTTPRequestHandler):
    """Another house's program: keeps what it gets and answers as it was told."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((dict(self.headers), body))
        self.server.gate.wait(20)
        answers = self.server.answers
        self.send_response(answers.pop(0) if answers else self.server.status)
        self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()

    def log_message(self, *args):
        """Silent."""


@pytest.fixture
def receiver(settings):
    settings.WEBHOOK_INNER_HOSTS = ["127.0.0.1"]
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    server.seen, server.answers, server.status = [], [], 204
    server.gate = threading.Event()
    server.gate.set()
    server.url = f"http://127.0.0.1:{server.server_port}/in?room=1"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.gate.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def village():
    return CommunityFactory()


@pytest.fixture
def chief(village):
    return person("station_chief", village.parent.parent)


@pytest.fixture
def machine(village):
    user = UserFactory(badge_number="API-1", is_service=True)
    PostFactory(user=user, role="api_client", area=village)
    return user


def key_of(machine, by, **more):
    now = timezone.now()
    more.setdefault("expires_at", now + timedelta(days=30))
    return tokens.issue(user=machine, name="县局", by=by, at=now, **more)[0]


def hook_of(machine, by, receiver, *, token=None, **more):
    hook, secret = webhooks.create(
        token=token or key_of(machine, by),
        name="县局同步",
        address=receiver.url,
        by=by,
        at=timezone.now(),
        **more,
    )
    hook.shown = secret
    return hook


@pytest.fixture
def hook(machine, chief, receiver):
    return hook_of(machine, chief, receiver)


def note(subject, kind="household.edited"):
    return record(kind=kind, subject=subject, by=None, at=timezone.now())


def drain(at=None):
    """Send what is due; ``at``: as if the waits until then were over."""
    if at is not None:
        WebhookTurn.objects.update(next_at=timezone.now(), lease_until=None)
    return webhook_drain.drain(until=timezone.now() + timedelta(seconds=10))


def told(receiver):
    """The ids of what arrived, in order."""
    return [r["id"] for _h, body in receiver.seen for r in json.loads(body)["results"]]


def is_signed_with(secret, headers, body) -> bool:
    """As docs/webhooks.md tells receivers to check it."""
    signed = b".".join(
        [
            headers["X-Fengqiao-Timestamp"].encode(),
            headers["Idempotency-Key"].encode(),
            body,
        ]
    )
    expected = "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    given = headers["X-Fengqiao-Signature"].split(",")
    return any(hmac.compare_digest(expected, one) for one in given)


class TestSending:
    def test_tells_of_each_change_signed(self, hook, receiver, village):
        homes = [HouseholdFactory(community=village) for _ in range(3)]
        for home in homes:
            note(home)

        assert drain() == 1

        headers, body = receiver.seen[0]
        said = json.loads(body)
        delivery = hook.deliveries.get()
        assert is_signed_with(hook.shown, headers, body)
        assert not is_signed_with("guessed", headers, body)
        assert [row["id"] for row in said["results"]] == [home.pk for home in homes]
        assert said["id"] == headers["Idempotency-Key"] == str(delivery.key)
        assert (said["kind"], headers["X-Fengqiao-Attempt"]) == ("changes", "1")
        assert (delivery.state, delivery.count, delivery.last_status) == (
            "done",
            3,
            204,
        )
        assert delivery.types == ["households"]
