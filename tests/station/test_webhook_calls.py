"""What webhooks send: drawn from the feed, signed, in order, tried until taken."""

import hashlib
import hmac
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone

from station import feed
from station.actions import (
    reminders,
    tokens,
    users,
    webhook_calls,
    webhook_drain,
    webhooks,
)
from station.actions import webhook_replays as replays
from station.actions.events import record
from station.channels import webhook as line
from station.errors import RuleError
from station.feed import Position, since
from station.models import Delivery, Event, Webhook, WebhookDelivery, WebhookTurn
from tests.factories import (
    CommunityFactory,
    HouseholdFactory,
    PostFactory,
    UserFactory,
    person,
)

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)
HORIZON = "(SELECT xid FROM horizon)"
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


@pytest.fixture(autouse=True)
def _seen_at_once(request, monkeypatch):
    """What a test writes counts as committed, where it does not commit itself."""
    marker = request.node.get_closest_marker("django_db")
    if not marker.kwargs.get("transaction"):
        plain = feed.FEED.replace(HORIZON, f"'{2**62}'::xid8")
        monkeypatch.setattr(feed, "FEED", plain)
        monkeypatch.setattr(webhooks, "here", _here_at_once)


def _here_at_once() -> Position:
    """After the last event of this very transaction, whoever else writes."""
    last = Event.objects.order_by("-pk").values_list("pk", flat=True).first()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text")
        return Position(int(cursor.fetchone()[0]), last or 0)


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

    def test_goes_on_in_order_where_the_last_call_ended(self, machine, chief, receiver):
        hook = hook_of(machine, chief, receiver, most=2)
        area = machine.posts.get().area
        homes = [HouseholdFactory(community=area) for _ in range(5)]
        for home in homes:
            note(home)

        drain()
        note(homes[0])
        drain(at="later")

        assert told(receiver) == [*(home.pk for home in homes), homes[0].pk]
        assert [row.count for row in hook.deliveries.order_by("pk")] == [2, 2, 1, 1]

    def test_of_references_only_leaves_the_row_at_home(
        self, machine, chief, receiver, village
    ):
        hook_of(machine, chief, receiver, with_data=False, types=["households"])
        note(HouseholdFactory(community=village))
        note(village, kind="area.edited")

        drain()

        (row,) = json.loads(receiver.seen[0][1])["results"]
        assert set(row) == {"type", "id", "change", "event", "at"}

    def test_keeps_to_the_fields_of_the_key(self, machine, chief, receiver, village):
        key = key_of(machine, chief)
        key.fields = {"households": ["id", "version"]}
        key.save()
        hook_of(machine, chief, receiver, token=key)
        note(HouseholdFactory(community=village))

        drain()

        (row,) = json.loads(receiver.seen[0][1])["results"]
        assert set(row["data"]) == {"id", "version"}

    @committing
    def test_of_a_slow_writer_is_not_passed_over(self, hook, receiver, village):
        slow, fast = (HouseholdFactory(community=village) for _ in range(2))
        written, told_first = threading.Event(), threading.Event()

        def write_slowly():
            try:
                with transaction.atomic():
                    note(slow)
                    written.set()
                    told_first.wait(10)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(1) as pool:
            done = pool.submit(write_slowly)
            written.wait(10)
            note(fast)
            drain()
            before = told(receiver)
            told_first.set()
            done.result()
        drain(at="later")

        assert before == []
        assert told(receiver) == [slow.pk, fast.pk]


class TestVisibility:
    def test_tells_nothing_from_elsewhere(self, hook, receiver):
        note(HouseholdFactory())

        drain()

        assert receiver.seen == []

    def test_ends_with_the_post_also_for_what_was_drawn(
        self, hook, machine, receiver, village
    ):
        receiver.status = 500
        note(HouseholdFactory(community=village))
        drain()
        receiver.seen.clear()
        machine.posts.all().delete()
        receiver.status = 204

        drain(at="later")

        assert receiver.seen == []
        assert hook.deliveries.get().state == "dropped"

    def test_ends_with_the_key(self, hook, chief, receiver, village):
        note(HouseholdFactory(community=village))
        tokens.revoke(token=hook.token, by=chief, at=timezone.now())

        drain()

        hook.refresh_from_db()
        assert receiver.seen == []
        assert (hook.state, hook.cause) == (State.PARKED, Cause.NO_KEY)

    def test_follows_a_key_that_was_changed(self, hook, chief, receiver, village):
        now = timezone.now()
        end = now + timedelta(days=60)
        new, _key = tokens.rotate(
            token=hook.token, by=chief, at=now, expires_at=end, old_ends_at=now
        )
        note(HouseholdFactory(community=village))

        drain()

        hook.refresh_from_db()
        assert (hook.token, len(receiver.seen)) == (new, 1)

    def test_ends_with_the_account(self, hook, machine, chief, receiver, village):
        note(HouseholdFactory(community=village))
        users.disable(user=machine, by=chief, at=timezone.now())

        drain()

        hook.refresh_from_db()
        assert (receiver.seen, hook.cause) == ([], Cause.LOCKED)


class TestRetry:
    @pytest.mark.parametrize(
        ("status", "error"), [(302, "redirect"), (404, "status"), (500, "status")]
    )
    def test_sends_the_same_call_again(self, hook, receiver, village, status, error):
        receiver.answers = [status]
        note(HouseholdFactory(community=village))
        drain()
        first = hook.deliveries.get()
        hook.refresh_from_db()

        assert (first.state, hook.failures) == ("waiting", 1)
        assert hook.turn.next_at > timezone.now()
        drain(at="later")

        keys = [headers["Idempotency-Key"] for headers, _body in receiver.seen]
        numbers = [headers["X-Fengqiao-Attempt"] for headers, _body in receiver.seen]
        tries = [(row.status, row.error) for row in first.tries.all()]
        assert (len(set(keys)), numbers) == (1, ["1", "2"])
        assert tries == [(status, error), (204, "")]

    def test_waits_longer_each_time(self, settings):
        waits = [webhook_calls.wait_after(n).total_seconds() for n in range(1, 30)]

        assert 8 <= waits[0] <= 12
        assert 72 <= waits[2] <= 108
        assert all(wait <= 6 * 3600 * 1.2 for wait in waits)
        assert waits[-1] >= 6 * 3600 * 0.8

    def test_holds_up_those_behind_it(self, machine, chief, receiver, village):
        hook = hook_of(machine, chief, receiver, most=1)
        receiver.status = 500
        homes = [HouseholdFactory(community=village) for _ in range(2)]
        for home in homes:
            note(home)

        drain()
        drain(at="later")

        assert told(receiver) == [homes[0].pk] * 2
        assert hook.deliveries.count() == 1

    def test_stops_after_days_and_catches_up(self, hook, chief, receiver, village):
        receiver.status = 500
        home = HouseholdFactory(community=village)
        note(home)
        drain()
        long_ago = timezone.now() - timedelta(days=4)
        Webhook.objects.update(failing_since=long_ago)
        drain(at="later")
        hook.refresh_from_db()
        parked = (hook.state, hook.cause)
        note(home)
        receiver.status = 204
        receiver.seen.clear()
        drain(at="later")

        assert parked == (State.PARKED, Cause.NO_ANSWER)
        assert receiver.seen == []
        reminders.fire(at=timezone.now())
        bell = Delivery.objects.for_bell(chief)
        assert bell.filter(reminder__kind="webhook.parked").count() == 1
        webhooks.resume(webhook=hook, by=chief, at=timezone.now())
        drain(at="later")
        assert told(receiver) == [home.pk, home.pk]

    def test_stops_at_once_where_nobody_is_any_more(self, hook, receiver, village):
        receiver.status = 410
        note(HouseholdFactory(community=village))

        drain()

        hook.refresh_from_db()
        assert (hook.state, hook.cause) == (State.PARKED, Cause.GONE)
        assert len(receiver.seen) == 1

    def test_never_goes_inwards(self, hook, receiver, village, settings):
        settings.WEBHOOK_INNER_HOSTS = []
        Webhook.objects.update(address="https://127.0.0.1/in")
        note(HouseholdFactory(community=village))

        drain()

        assert receiver.seen == []
        assert hook.deliveries.get().tries.get().error == "inner"

    def test_never_goes_where_a_name_leads_inwards(
        self, hook, village, settings, monkeypatch
    ):
        settings.WEBHOOK_INNER_HOSTS = []
        Webhook.objects.update(address="https://rebind.example.cn/in")
        found = [(2, 1, 6, "", ("10.0.0.7", 443))]
        monkeypatch.setattr("socket.getaddrinfo", lambda *a, **k: found)
        call = _begun(village)

        answer = webhook_drain.make(call)

        assert (answer.status, answer.error) == (None, "inner")

    def test_cuts_off_whoever_answers_drop_by_drop(
        self, hook, receiver, village, monkeypatch
    ):
        monkeypatch.setattr(line, "LONGEST", 0.2)
        receiver.gate.clear()

        answer = webhook_drain.make(_begun(village))

        assert (answer.status, answer.error) == (None, "timeout")

    @committing
    def test_a_slow_receiver_holds_nobody_else_up(
        self, hook, machine, chief, receiver, village, monkeypatch
    ):
        quick = _listen()
        other = hook_of(machine, chief, quick)
        receiver.gate.clear()
        note(HouseholdFactory(community=village))

        with ThreadPoolExecutor(1) as pool:
            done = pool.submit(_closing, drain)
            assert quick.arrived.wait(10)
            receiver.gate.set()
            assert done.result() == 2

        quick.shutdown()
        quick.server_close()
        assert other.deliveries.get().state == "done"


class TestWorkers:
    @committing
    def test_one_call_of_a_webhook_is_under_way(self, hook, receiver, village):
        receiver.gate.clear()
        for _ in range(3):
            note(HouseholdFactory(community=village))

        with ThreadPoolExecutor(2) as pool:
            runs = [pool.submit(_closing, drain) for _ in range(2)]
            threading.Timer(0.5, receiver.gate.set).start()
            assert sum(run.result() for run in runs) == 1

        assert len(receiver.seen) == 1

    def test_takes_over_what_a_dead_worker_held(self, hook, receiver, village):
        now = timezone.now()
        call = _begun(village)

        assert webhook_calls.claim(at=now + timedelta(seconds=30)) is None
        later = now + timedelta(seconds=61)
        again = webhook_calls.prepare(webhook_calls.claim(at=later), at=later)

        assert again.delivery == call.delivery
        assert again.attempt.number == 2
        assert [row.ended_at for row in call.delivery.tries.all()] == [None, None]

    def test_who_was_thought_dead_may_only_say_that_it_was_taken(self, hook, village):
        now = timezone.now()
        late = _begun(village)
        later = now + timedelta(seconds=61)
        webhook_calls.prepare(webhook_calls.claim(at=later), at=later)

        failed = webhook_calls.Answer(500, "status", 9)
        webhook_calls.finish(late, failed, at=later)
        hook.refresh_from_db()
        assert (hook.failures, hook.turn.lease_until) == (
            0,
            later + webhook_calls.LEASE,
        )
        webhook_calls.finish(late, webhook_calls.Answer(204, "", 9), at=later)
        assert hook.deliveries.get().state == "done"

    def test_a_batch_is_one_call_also_for_the_database(self, hook, village):
        found = _begun(village).delivery
        facts = {"webhook": hook, "kind": "changes", "count": 1, "lap": found.lap}
        facts |= {"from_xid": found.from_xid, "from_event": found.from_event}

        with pytest.raises(IntegrityError), transaction.atomic():
            WebhookDelivery.objects.create(**facts)


class TestAgain:
    def test_is_told_under_a_new_id_with_the_row_of_today(
        self, hook, chief, receiver, village
    ):
        home = HouseholdFactory(community=village)
        note(home)
        drain()
        type(home).objects.filter(pk=home.pk).update(version=7)

        replays.replay(delivery=hook.deliveries.get(), by=chief, at=timezone.now())
        drain(at="later")

        first, second = (json.loads(body) for _headers, body in receiver.seen)
        assert second["replay_of"] == first["id"] != second["id"]
        assert second["results"][0]["data"]["version"] == 7

    def test_of_what_was_left_out(self, hook, machine, chief, receiver, village):
        receiver.status = 400
        homes = [HouseholdFactory(community=village) for _ in range(2)]
        note(homes[0])
        drain()
        stuck = hook.deliveries.get()
        now = timezone.now()
        replays.skip(delivery=stuck, by=chief, at=now, reason="对方拒收")
        note(homes[1])
        receiver.status, receiver.seen[:] = 204, []
        drain(at="later")

        assert told(receiver) == [homes[1].pk]
        assert replays.replay_failed(webhook=hook, by=chief, at=now) == 1
        drain(at="later")
        assert told(receiver) == [homes[1].pk, homes[0].pk]
        with pytest.raises(RuleError):
            replays.replay_failed(webhook=hook, by=chief, at=now)

    def test_from_a_moment_on(self, hook, chief, receiver, village):
        homes = [HouseholdFactory(community=village) for _ in range(2)]
        note(homes[0])
        drain()
        moment = timezone.now()
        note(homes[1])
        drain(at="later")
        receiver.seen.clear()

        replays.rewind(webhook=hook, to=since(moment), by=chief, at=timezone.now())
        drain(at="later")
        assert told(receiver) == [homes[1].pk]

        replays.rewind(webhook=hook, to=Position(), by=chief, at=timezone.now())
        receiver.seen.clear()
        drain(at="later")
        assert [pk for pk in told(receiver) if pk in {h.pk for h in homes}] == [
            home.pk for home in homes
        ]

    def test_a_test_goes_out_also_while_it_is_paused(self, hook, chief, receiver):
        now = timezone.now()
        webhooks.pause(webhook=hook, by=chief, at=now)
        made = replays.send_test(webhook=hook, by=chief, at=now)
        with pytest.raises(RuleError):
            replays.send_test(webhook=hook, by=chief, at=now)

        drain()

        made.refresh_from_db()
        said = json.loads(receiver.seen[0][1])
        assert (made.state, said["kind"], said["results"]) == ("done", "test", [])

    def test_a_test_that_fails_stops_nothing(self, hook, chief, receiver):
        receiver.status = 410
        made = replays.send_test(webhook=hook, by=chief, at=timezone.now())

        drain()

        made.refresh_from_db()
        hook.refresh_from_db()
        assert (made.state, hook.state) == ("failed", State.ACTIVE)


class TestSecret:
    def test_both_hold_for_a_day(self, hook, chief, receiver, village):
        hook.refresh_from_db()
        _hook, new = webhooks.rotate(
            webhook=hook, version=hook.version, by=chief, at=timezone.now()
        )
        note(HouseholdFactory(community=village))
        drain()
        Webhook.objects.update(old_until=timezone.now())
        note(HouseholdFactory(community=village))
        drain(at="later")

        (first, body), (second, later) = receiver.seen
        assert is_signed_with(hook.shown, first, body)
        assert is_signed_with(new, first, body)
        assert is_signed_with(new, second, later)
        assert not is_signed_with(hook.shown, second, later)

    def test_that_leaked_ends_at_once(self, hook, chief):
        found, new = webhooks.rotate(
            webhook=hook, version=1, by=chief, at=timezone.now(), at_once=True
        )

        assert found.secrets(at=timezone.now()) == [new]

    def test_lies_sealed(self, hook):
        row = str(Webhook.objects.values().get())

        assert hook.shown not in row
        assert hook.shown not in str(Event.objects.values())


class TestLog:
    def test_keeps_no_row_and_goes_after_its_days(self, hook, receiver, village):
        home = HouseholdFactory(community=village)
        note(home)
        drain()
        kept = str(WebhookDelivery.objects.values())
        soon, later = (timezone.now() + timedelta(days=n) for n in (29, 31))

        assert home.address.text not in kept
        assert webhook_drain.purge(at=soon) == 0
        assert webhook_drain.purge(at=later) == 1


def _begun(village):
    """A call that a worker has in hand."""
    now = timezone.now()
    note(HouseholdFactory(community=village))
    return webhook_calls.prepare(webhook_calls.claim(at=now), at=now)


def _closing(work):
    try:
        return work()
    finally:
        connections.close_all()


def _listen():
    """Another receiver, which says when something arrived."""

    class Quick(Receiver):
        def do_POST(self):
            super().do_POST()
            self.server.arrived.set()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Quick)
    server.seen, server.answers, server.status = [], [], 204
    server.gate, server.arrived = threading.Event(), threading.Event()
    server.gate.set()
    server.url = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
