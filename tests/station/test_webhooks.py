"""Webhooks on the pages and over REST: by whom, with which words, the secret once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from station import crypto
from station.models import Webhook, WebhookDelivery
from tests.factories import (
    PostFactory,
    TokenFactory,
    UserFactory,
    WebhookDeliveryFactory,
    WebhookFactory,
    person,
)
from tests.station.sign_in import PASSWORD, just_signed_in

pytestmark = pytest.mark.django_db
API = "/api/v1/webhooks/"
ADDRESS = "https://county.example.cn/in"


@pytest.fixture
def chief(village):
    user = person("station_chief", village.parent.parent)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def key(village):
    machine = UserFactory(is_service=True)
    PostFactory(user=machine, role="api_client", area=village)
    return TokenFactory(user=machine)


@pytest.fixture
def hook(key):
    return WebhookFactory(token=key)


@pytest.fixture
def as_chief(client, chief):
    just_signed_in(client, chief)
    return client


def asked(**more):
    return {"name": "县局", "address": ADDRESS, **more}


class TestPages:
    def test_makes_one_and_shows_the_secret_once(self, as_chief, key):
        url = reverse("station:webhook_create", args=[key.user_id])
        assert as_chief.get(url).status_code == 200

        data = asked(token=key.pk, most=20, start="now", with_data="on")
        answer = as_chief.post(url, data)

        hook = Webhook.objects.get()
        assert hook.secret in answer.content.decode()
        assert answer["Cache-Control"] == "no-store"
        page = as_chief.get(hook.get_absolute_url()).content.decode()
        assert hook.secret not in page
        assert (hook.user, hook.most, hook.types) == (key.user, 20, [])

    @pytest.mark.parametrize(
        "address", ["http://county.example.cn/", "https://10.0.0.7/", "https://甲.cn/"]
    )
    def test_refuses_an_address_at_its_field(self, as_chief, key, address):
        url = reverse("station:webhook_create", args=[key.user_id])

        data = asked(token=key.pk, most=20, start="now", address=address)
        answer = as_chief.post(url, data)

        assert "address" in answer.context["form"].errors
        assert not Webhook.objects.exists()

    def test_edits_changes_the_secret_and_goes_elsewhere(self, as_chief, hook):
        old = hook.secret
        data = asked(token=hook.token_id, most=9, version=hook.version, name="省厅")
        edit = reverse("station:webhook_edit", args=[hook.pk])
        assert as_chief.post(edit, data).status_code == 302
        assert as_chief.post(edit, data).status_code == 409
        hook.refresh_from_db()
        assert (hook.name, hook.most, hook.with_data) == ("省厅", 9, False)

        rotate = reverse("station:webhook_rotate", args=[hook.pk])
        as_chief.post(rotate, {"version": hook.version})
        hook.refresh_from_db()
        assert hook.secrets(at=timezone.now()) == [hook.secret, old]

        rewind = reverse("station:webhook_rewind", args=[hook.pk])
        as_chief.post(rewind, {"where": "beginning"})
        assert as_chief.post(rewind, {"where": "moment"}).status_code == 200
        hook.refresh_from_db()
        assert (hook.after_xid, hook.lap) == (0, 2)

    def test_pauses_goes_on_tests_and_ends(self, as_chief, hook):
        states = []
        for step in ("pause", "resume", "test", "end"):
            as_chief.post(reverse(f"station:webhook_{step}", args=[hook.pk]))
            hook.refresh_from_db()
            states.append(hook.state)

        assert states == ["paused", "active", "active", "ended"]
        assert hook.deliveries.get().state == "dropped"

    def test_shows_the_log_and_sends_again(self, as_chief, hook):
        done = WebhookDeliveryFactory(webhook=hook)
        failed = WebhookDeliveryFactory(webhook=hook, state="failed")
        log = reverse("station:webhook_log")
        rows = as_chief.get(log, {"state": "failed"}).context["page"].rows
        assert rows == [failed]
        assert as_chief.get(done.get_absolute_url()).status_code == 200

        again = reverse("station:webhook_delivery_replay", args=[done.pk])
        as_chief.post(again)
        as_chief.post(again)
        as_chief.post(reverse("station:webhook_replay_failed", args=[hook.pk]))

        waiting = WebhookDelivery.objects.waiting().order_by("pk")
        assert [row.replay_of for row in waiting] == [done, failed]
        skip = reverse("station:webhook_delivery_skip", args=[waiting[0].pk])
        assert as_chief.post(skip, {"reason": "对方拒收"}).status_code == 302
        assert waiting.all().count() == 1

    def test_ask_for_a_fresh_sign_in(self, client, chief, key):
        client.force_login(chief)

        url = reverse("station:webhook_create", args=[key.user_id])

        assert client.get(url).status_code == 302


class TestRest:
    def test_makes_and_changes_one(self, as_chief, key):
        json = "application/json"
        made = as_chief.post(API, asked(key=key.pk, after=""), json)
        assert made.status_code == 201
        hook = Webhook.objects.get()
        assert made.json() == {"id": hook.pk, "secret": hook.secret}
        url = f"{API}{hook.pk}/"

        edited = as_chief.patch(url, {"types": ["disputes"], "version": 1}, json)
        assert (edited.status_code, edited.json()["types"]) == (200, ["disputes"])
        bad = as_chief.patch(url, {"types": ["burglaries"], "version": 2}, json)
        assert bad.status_code == 409
        turned = as_chief.post(f"{url}rotate/", {"version": 2}, json)
        hook.refresh_from_db()
        assert turned.json()["secret"] == hook.secret != made.json()["secret"]
        shown = as_chief.get(url).json()
        assert hook.secret not in str(shown)
        assert shown["waiting"] == 0

        back = as_chief.post(f"{url}rewind/", {"after": shown["after"]}, json)
        assert back.status_code == 200
        assert as_chief.post(f"{url}rewind/", {}, json).status_code == 400
        assert as_chief.post(f"{url}rewind/", {"after": "x"}, json).status_code == 400
        assert as_chief.post(f"{url}test/", {}, json).status_code == 201

    def test_needs_a_fresh_sign_in(self, client, chief, key):
        client.force_login(chief)

        answer = client.post(API, asked(key=key.pk), "application/json")

        assert (answer.status_code, Webhook.objects.exists()) == (403, False)

    def test_a_machine_runs_its_own_and_sends_nothing_elsewhere(
        self, client, hook, key
    ):
        WebhookFactory()
        key.may_write = True
        key.save()
        text = "fq_" + "k" * 40
        type(key).objects.filter(pk=key.pk).update(
            key_hash=crypto.fingerprint(text),
            expires_at=timezone.now() + timedelta(days=9),
        )
        said = {"headers": {"Authorization": f"Token {text}"}}
        url = f"{API}{hook.pk}/"

        rows = client.get(API, **said).json()["results"]
        paused = client.post(f"{url}pause/", {}, "application/json", **said)
        resumed = client.post(f"{url}resume/", {}, "application/json", **said)
        moved = client.patch(url, asked(version=1), "application/json", **said)
        turned = client.post(f"{url}rotate/", {}, "application/json", **said)

        assert [row["id"] for row in rows] == [hook.pk]
        assert (paused.status_code, resumed.status_code) == (200, 200)
        assert (moved.status_code, turned.status_code) == (403, 403)
