"""The ways out of the house: signed, silent about people, never inwards."""

import json
import socket
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from households.actions import follow_ups
from station import channels
from station.actions import deliveries, reminders
from station.channels import chat, webhook
from station.models import ChannelChoice, Delivery
from tests.factories import NOW, HouseholdFactory

DUE_AT = NOW + timedelta(hours=6)


class Receiver(BaseHTTPRequestHandler):
    """Keeps what it gets and answers as told."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((dict(self.headers), body))
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()

    def log_message(self, *args):
        """Silent."""


@pytest.fixture
def receiver():
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    server.seen, server.status = [], 204
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def inner(settings):
    settings.WEBHOOK_INNER_HOSTS = ["127.0.0.1"]


@pytest.fixture
def promised(village, wang):
    """A follow-up that is due, with its reminders fired."""
    follow_ups.create(
        household=HouseholdFactory(address__community=village),
        matter="回访低保材料",
        due_at=DUE_AT,
        by=wang,
        at=NOW,
    )
    return wang


def by_webhook(user, server):
    return ChannelChoice.objects.create(
        user=user,
        channel="webhook",
        address=f"http://127.0.0.1:{server.server_port}/hook?room=1",
        secret="geheim",
    )


def send_once(at=DUE_AT):
    delivery = deliveries.lease(at=at)
    deliveries.send(delivery=delivery, at=at)
    delivery.refresh_from_db()
    return delivery


class TestWebhook:
    def test_is_signed_and_names_nobody(self, promised, receiver, inner):
        by_webhook(promised, receiver)
        reminders.fire(at=DUE_AT)

        delivery = send_once()

        headers, body = receiver.seen[0]
        expected = webhook.sign(
            body,
            secret="geheim",
            timestamp=headers["X-Fengqiao-Timestamp"],
            key=headers["Idempotency-Key"],
        )
        assert delivery.state == Delivery.State.SENT
        assert headers["X-Fengqiao-Signature"] == expected
        assert headers["Idempotency-Key"] == f"fengqiao-{delivery.pk}"
        said = json.loads(body)
        assert said["kind"] == "follow_up.due"
        for personal in ("张大爷", "王建国", "低保", "二社"):
            assert personal not in body.decode()

    @pytest.mark.parametrize("status", [302, 400, 500])
    def test_is_tried_again_later(self, promised, receiver, inner, status):
        receiver.status = status
        by_webhook(promised, receiver)
        reminders.fire(at=DUE_AT)

        delivery = send_once()

        assert delivery.state == Delivery.State.WAITING
        assert delivery.last_error == f"HTTP {status}"
        assert delivery.lease_until == DUE_AT + timedelta(seconds=30)
        assert len(receiver.seen) == 1  # redirects are not followed
        assert deliveries.lease(at=DUE_AT) is None

    def test_after_five_tries_the_person_hears_of_it(self, promised, receiver, inner):
        receiver.status = 500
        by_webhook(promised, receiver)
        reminders.fire(at=DUE_AT)

        at = DUE_AT
        for _try in range(5):
            delivery = send_once(at=at)
            at += timedelta(hours=1)
        reminders.fire(at=at)

        assert delivery.state == Delivery.State.PARKED
        bell = Delivery.objects.for_bell(promised)
        assert bell.filter(reminder__kind="channel.failing").count() == 1

    def test_what_was_settled_meanwhile_is_not_sent(self, promised, receiver, inner):
        by_webhook(promised, receiver)
        reminders.fire(at=DUE_AT)
        leased = deliveries.lease(at=DUE_AT)
        follow_up = promised.posts.get().area  # the area stays, the promise is kept
        follow_up = follow_ups.FollowUp.objects.get(area=follow_up)
        follow_ups.mark_done(follow_up=follow_up, by=promised, at=DUE_AT)

        deliveries.send(delivery=leased, at=DUE_AT)

        assert receiver.seen == []


class TestMail:
    def test_goes_to_the_address(self, promised):
        ChannelChoice.objects.create(user=promised, channel="mail", address="w@g.cn")
        reminders.fire(at=DUE_AT)

        delivery = send_once()

        assert delivery.state == Delivery.State.SENT
        assert mail.outbox[0].to == ["w@g.cn"]
        assert f"fengqiao-{delivery.pk}@" in mail.outbox[0].extra_headers["Message-ID"]
        assert "张大爷" not in mail.outbox[0].body + mail.outbox[0].subject

    def test_is_not_sent_once_switched_off(self, promised):
        choice = ChannelChoice.objects.create(
            user=promised, channel="mail", address="w@g.cn"
        )
        reminders.fire(at=DUE_AT)
        choice.is_on = False
        choice.save()

        assert send_once().state == Delivery.State.DROPPED
        assert mail.outbox == []


class TestAddresses:
    @pytest.mark.parametrize(
        "address",
        [
            "http://example.cn/",
            "https://127.0.0.1/",
            "https://10.1.2.3/",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://169.254.169.254/latest/",
            "https://name:word@example.cn/",
            "https://",
            "https://[bad/",
            "ftp://example.cn/",
            "json://127.0.0.1/",
            "file:///etc/passwd",
            "exec://rm",
            "",
        ],
    )
    def test_inward_and_strange_ones_are_refused(self, address):
        with pytest.raises(ValidationError):
            channels.check_address("webhook", address)

    @pytest.mark.parametrize(
        "address",
        [
            "https://qyapi.example.cn/hook?key=1",
            "wecombot://12345678-1234-1234-1234-123456789012",
            "https://8.8.8.8/hook",
        ],
    )
    def test_others_are_taken(self, address):
        channels.check_address("webhook", address)

    def test_a_name_that_leads_inwards_is_refused_when_sending(self, monkeypatch):
        inwards = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.5", 443))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: inwards)
        message = channels.Message("k", "kind", "text", "", DUE_AT)

        with pytest.raises(channels.ChannelError, match="inner"):
            webhook.send(message, address="https://rebind.example.cn/", secret="s")


class TestPages:
    def test_a_channel_is_switched_on(self, signed_in, wang):
        address = reverse("station:channel", args=["webhook"])
        assert signed_in.get(address).status_code == 200
        form = {
            "is_on": "on",
            "address": "https://qyapi.example.cn/hook",
            "quiet_from": "21:00",
            "quiet_until": "07:00",
        }

        signed_in.post(address, form)

        choice = ChannelChoice.objects.get(user=wang)
        assert choice.secret
        assert choice.quiet_from.hour == 21
        assert choice.secret in signed_in.get(address).content.decode()
        assert signed_in.get(reverse("station:channels")).status_code == 200

    @pytest.mark.parametrize(
        "form",
        [
            {"is_on": "on"},
            {"is_on": "on", "address": "https://10.0.0.1/"},
            {"quiet_from": "21:00"},
            {"quiet_from": "21:00", "quiet_until": "21:00"},
        ],
    )
    def test_what_cannot_work_is_refused(self, signed_in, wang, form):
        answer = signed_in.post(reverse("station:channel", args=["webhook"]), form)

        assert answer.status_code == 200
        assert not ChannelChoice.objects.exists()

    @pytest.mark.parametrize("channel", ["browser", "pigeon"])
    def test_other_channels_are_not_there(self, signed_in, channel):
        address = reverse("station:channel", args=[channel])

        assert signed_in.get(address).status_code == 404

    def test_the_test_notice_goes_the_real_way(self, signed_in, wang, monkeypatch):
        monkeypatch.setattr("station.tasks.sweep.delay_on_commit", lambda: None)

        signed_in.post(reverse("station:channels_test"))
        reminders.drain(until=NOW.replace(year=2099))

        assert Delivery.objects.for_bell(wang).unread().count() == 1


class TestWorkChat:
    def test_gets_the_same_few_words(self, promised, monkeypatch):
        said = []
        monkeypatch.setattr(
            chat.NotifyWeComBot, "notify", lambda self, body: said.append(body) or True
        )
        ChannelChoice.objects.create(
            user=promised,
            channel="webhook",
            address="wecombot://12345678-1234-1234-1234-123456789012",
        )
        reminders.fire(at=DUE_AT)

        assert send_once().state == Delivery.State.SENT
        assert "张大爷" not in said[0]
