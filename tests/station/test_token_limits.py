"""What a key is narrowed to: fields, addresses, requests a minute; and its successor."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config import api  # noqa: F401  (the API names the fields)
from station.actions import reminders, tokens
from station.errors import RuleError, StaleVersion
from station.models import Delivery, Event, Reminder, ServiceToken
from station.origin import Caller
from tests.factories import (
    CommunityFactory,
    HouseholdFactory,
    PostFactory,
    TokenFactory,
    UserFactory,
    person,
)
from tests.station.sign_in import just_signed_in

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=30)
LIST = "/api/v1/households/"


@pytest.fixture
def chief(village):
    return person("station_chief", village.parent.parent)


@pytest.fixture
def machine(village):
    user = UserFactory(badge_number="API-1", is_service=True)
    PostFactory(user=user, role="api_client", area=village)
    return user


def issue(by, user, **more):
    now = timezone.now()
    more.setdefault("expires_at", now + MONTH)
    return tokens.issue(user=user, name="夜间统计", by=by, at=now, **more)


def narrowed(chief, machine, *names, **more):
    """Headers of a key that is given these fields of households."""
    _token, key = issue(chief, machine, fields={"households": list(names)}, **more)
    return {"Authorization": f"Token {key}"}


class TestFields:
    def test_leaves_the_others_out_of_lists_and_records(
        self, client, chief, machine, village
    ):
        home = HouseholdFactory(community=village)
        headers = narrowed(chief, machine, "number")

        row = client.get(LIST, headers=headers).json()["results"][0]
        single = client.get(f"{LIST}{home.pk}/", headers=headers).json()

        assert set(row) == {"id", "number"}
        assert set(single) == {"id", "number"}

    def test_hold_in_the_feed_too(self, client, chief, machine, village):
        home = HouseholdFactory(community=village)
        tokens.record(kind="household.edited", subject=home, by=None, at=timezone.now())
        found = client.get(
            "/api/v1/changes/",
            {"types": "households"},
            headers=narrowed(chief, machine, "number"),
        ).json()

        assert [set(row["data"]) for row in found["results"]] in (
            [],
            [{"id", "number"}],
        )

    @pytest.mark.parametrize(
        "asked",
        [
            {"search": "天城"},
            {"fields": "number,address"},
            {"ordering": "-updated_at"},
            {"area": "1"},
        ],
    )
    def test_are_not_to_be_guessed_by_asking(self, client, chief, machine, asked):
        headers = narrowed(chief, machine, "number")

        answer = client.get(LIST, asked, headers=headers)

        assert answer.status_code == 400
        assert set(answer.json()["errors"]) == set(asked)

    def test_a_field_not_given_never_stands_in_a_cursor(
        self, client, chief, machine, village
    ):
        for _ in range(3):
            HouseholdFactory(community=village)
        headers = narrowed(chief, machine, "number")

        first = client.get(LIST, {"page_size": 2}, headers=headers).json()
        second = client.get(first["next"], headers=headers).json()

        assert "ordering=id" in first["next"]
        assert len(first["results"] + second["results"]) == 3

    def test_answers_without_a_shape_are_refused(self, client, chief, machine):
        headers = narrowed(chief, machine, "number")

        answer = client.get("/api/v1/worklist/", headers=headers)
        own = client.get("/api/v1/me/", headers=headers)

        assert answer.status_code == 403
        assert own.status_code == 200

    def test_other_resources_tell_all(self, client, chief, machine, village):
        headers = narrowed(chief, machine, "number")

        rows = client.get("/api/v1/areas/", headers=headers).json()["results"]

        assert "name" in rows[0]

    @pytest.mark.parametrize(
        "fields",
        [{"burglaries": ["id"]}, {"households": ["colour"]}, {"households": []}],
    )
    def test_must_exist(self, client, chief, machine, fields):
        client.get("/api/docs/")  # whoever makes keys has the addresses loaded

        with pytest.raises(RuleError) as refused:
            issue(chief, machine, fields=fields)

        assert refused.value.code == "field_unknown"

    def test_a_page_known_under_other_limits_is_read_anew(
        self, client, chief, machine, village
    ):
        HouseholdFactory(community=village)
        token, key = issue(chief, machine)
        headers = {"Authorization": f"Token {key}"}
        tag = client.get(LIST, headers=headers)["ETag"]
        tokens.edit(
            token=token,
            version=token.version,
            fields={"households": ["number"]},
            by=chief,
            at=timezone.now(),
        )

        again = client.get(LIST, headers=headers | {"If-None-Match": tag})

        assert again.status_code == 200
        assert set(again.json()["results"][0]) == {"id", "number"}


class TestAddresses:
    @pytest.mark.parametrize(
        ("allowed", "caller", "status"),
        [
            ([], "203.0.113.5", 200),
            (["10.3.0.0/16"], "10.3.4.5", 200),
            (["10.3.0.0/16"], "10.4.0.1", 403),
            (["10.3.0.0/16"], "::ffff:10.3.4.5", 200),
            (["2001:db8::/32"], "2001:db8::7", 200),
            (["2001:db8::/32"], "10.3.4.5", 403),
            (["192.0.2.7"], "192.0.2.7", 200),
        ],
    )
    def test_are_those_the_key_works_from(
        self, client, chief, machine, allowed, caller, status
    ):
        _token, key = issue(chief, machine, allowed_addresses=allowed)

        answer = client.get(
            "/api/v1/me/", headers={"Authorization": f"Token {key}"}, REMOTE_ADDR=caller
        )

        assert answer.status_code == status

    def test_elsewhere_the_key_is_refused_and_the_chief_hears_once(
        self, client, chief, machine
    ):
        token, key = issue(chief, machine, allowed_addresses=["10.3.0.0/16"])

        for _ in range(3):
            answer = client.get(
                "/api/v1/me/",
                headers={"Authorization": f"Token {key}"},
                REMOTE_ADDR="203.0.113.5",
            )
        reminders.fire(at=timezone.now())

        assert answer.status_code == 403
        assert answer.json()["code"] == "wrong_address"
        assert Event.objects.filter(kind="token.elsewhere").count() == 1
        told = Delivery.objects.filter(reminder__kind=tokens.ELSEWHERE)
        assert {row.recipient_id for row in told} == {chief.pk}
        token.refresh_from_db()
        assert token.last_used_at is None

    @pytest.mark.parametrize("text", ["here", "10.3.4.5/16", "10.3.0.0/99"])
    def test_are_written_as_networks(self, chief, machine, text):
        with pytest.raises(RuleError) as refused:
            issue(chief, machine, allowed_addresses=[text])

        assert refused.value.code == "address_invalid"

    def test_the_last_one_is_kept(self, client, chief, machine):
        token, key = issue(chief, machine)

        client.get(
            "/api/v1/me/",
            headers={"Authorization": f"Token {key}"},
            REMOTE_ADDR="203.0.113.5",
        )

        token.refresh_from_db()
        assert token.last_used_from == "203.0.113.5"


class TestRate:
    def test_says_what_is_left_and_when_it_is_used_up(self, client, chief, machine):
        _token, key = issue(chief, machine, rate=2)
        headers = {"Authorization": f"Token {key}"}

        answers = [client.get("/api/v1/me/", headers=headers) for _ in range(3)]

        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert answers[0]["RateLimit-Policy"] == '"key";q=2;w=60'
        assert answers[0]["RateLimit"].startswith('"key";r=1;t=')
        assert answers[2]["RateLimit"].startswith('"key";r=0;t=')
        assert 1 <= int(answers[2]["Retry-After"]) <= 60

    def test_begins_anew_after_a_minute(self, chief, machine):
        token, _key = issue(chief, machine, rate=1)
        now = timezone.now()

        taken = [
            tokens.count_request(token=token, at=now + timedelta(seconds=s)).is_allowed
            for s in (0, 59, 60)
        ]

        assert taken == [True, False, True]

    def test_is_one_at_least(self):
        with pytest.raises(IntegrityError, match="rate_positive"), transaction.atomic():
            TokenFactory(rate=0)

    @pytest.mark.django_db(transaction=True)
    def test_holds_exactly_however_many_ask_at_once(self):
        token = TokenFactory(rate=10)
        now = timezone.now()

        def ask(_turn):
            try:
                return tokens.count_request(token=token, at=now).is_allowed
            finally:
                connections.close_all()

        with ThreadPoolExecutor(8) as pool:
            assert sum(pool.map(ask, range(60))) == 10


class TestEdit:
    def test_holds_from_the_next_request_and_is_logged(self, chief, machine):
        token, _key = issue(chief, machine)

        tokens.edit(token=token, version=1, rate=5, by=chief, at=timezone.now())

        event = Event.objects.get(kind="token.edited")
        assert event.changes["rate"][1] == 5
        assert ServiceToken.objects.get(pk=token.pk).rate == 5

    def test_is_told_when_somebody_saved_meanwhile(self, chief, machine):
        token, _key = issue(chief, machine)
        tokens.edit(token=token, version=1, rate=5, by=chief, at=timezone.now())

        with pytest.raises(StaleVersion):
            tokens.edit(token=token, version=1, rate=6, by=chief, at=timezone.now())

    def test_is_not_for_dead_keys(self, chief, machine):
        token, _key = issue(chief, machine)
        tokens.revoke(token=token, by=chief, at=timezone.now())

        with pytest.raises(RuleError) as refused:
            tokens.edit(token=token, version=2, rate=5, by=chief, at=timezone.now())

        assert refused.value.code == "dead"

    def test_is_not_for_those_who_only_take_back(self, chief, machine, village):
        token, _key = issue(chief, machine)
        admin = person("system_admin", village)

        with pytest.raises(RuleError) as refused:
            tokens.edit(token=token, version=1, rate=5, by=admin, at=timezone.now())

        assert refused.value.code == "forbidden"


class TestRotate:
    def rotate(self, token, chief, **more):
        now = timezone.now()
        more = {
            "expires_at": now + MONTH,
            "old_ends_at": now + timedelta(days=1),
        } | more
        return tokens.rotate(token=token, by=chief, at=now, **more)

    def test_gives_a_key_with_the_same_limits_beside_the_old(self, chief, machine):
        old, _key = issue(chief, machine, rate=7, allowed_addresses=["10.0.0.0/8"])
        now = timezone.now()

        new, key = self.rotate(old, chief)

        old.refresh_from_db()
        assert (new.rate, new.allowed_addresses) == (7, ["10.0.0.0/8"])
        assert new.replaces == old
        assert old.is_valid(at=now)
        assert not old.is_valid(at=now + timedelta(days=2))
        caller = Caller(address="10.0.0.1")
        assert tokens.find(key=key, caller=caller, at=now) == new

    def test_is_done_once(self, chief, machine):
        old, _key = issue(chief, machine)
        self.rotate(old, chief)

        with pytest.raises(RuleError) as refused:
            self.rotate(old, chief)

        assert refused.value.code == "already"

    def test_never_lets_the_old_key_outlive_its_own_end(self, chief, machine):
        old, _key = issue(chief, machine, expires_at=timezone.now() + MONTH / 30)
        before = old.expires_at

        self.rotate(old, chief, old_ends_at=timezone.now() + MONTH / 2)

        old.refresh_from_db()
        assert old.expires_at == before


class TestEnding:
    def fire(self, token):
        reminders.fire(at=token.expires_at - timedelta(days=13))
        return Delivery.objects.filter(reminder__kind=tokens.ENDING)

    def test_reminds_whoever_is_in_charge_once(self, chief, machine):
        token, _key = issue(chief, machine)

        told = self.fire(token)
        self.fire(token)

        assert {row.recipient_id for row in told} == {chief.pk}
        assert Reminder.objects.filter(kind=tokens.ENDING).count() == 1

    @pytest.mark.parametrize("state", ["taken back", "replaced"])
    def test_is_silent_about_keys_nobody_needs(self, chief, machine, state):
        token, _key = issue(chief, machine)
        if state == "taken back":
            tokens.revoke(token=token, by=chief, at=timezone.now())
        else:
            TestRotate().rotate(token, chief)

        told = self.fire(token)

        assert not [
            row for row in told if row.reminder.subject.endswith(f":{token.pk}")
        ]


class TestPages:
    @pytest.fixture(autouse=True)
    def _signed_in(self, client, chief):
        just_signed_in(client, chief)

    def test_change_the_limits(self, client, chief, machine):
        token, _key = issue(chief, machine)
        url = reverse("station:token_edit", args=[token.pk])
        page = client.get(url)
        sent = {
            "version": page.context["form"].initial["version"],
            "name": "统计",
            "allowed_addresses": "10.3.0.0/16\n2001:db8::/32",
            "fields_given": "households： number、address",
            "rate": "30",
        }

        saved = client.post(url, sent)

        token.refresh_from_db()
        assert saved.status_code == 302
        assert token.allowed_addresses == ["10.3.0.0/16", "2001:db8::/32"]
        assert token.fields == {"households": ["id", "number", "address"]}
        assert token.rate == 30
        shown = client.get(token.get_absolute_url()).content.decode()
        assert "10.3.0.0/16" in shown

    @pytest.mark.parametrize(
        ("field", "text"),
        [
            ("allowed_addresses", "somewhere"),
            ("fields_given", "households"),
            ("fields_given", "households: colour"),
        ],
    )
    def test_say_at_the_field_what_is_wrong(self, client, chief, machine, field, text):
        token, _key = issue(chief, machine)
        url = reverse("station:token_edit", args=[token.pk])

        page = client.post(url, {"version": 1, "name": "统计", field: text})

        assert page.context["form"].errors[field]

    def test_replace_a_key_in_one_step(self, client, chief, machine):
        token, _key = issue(chief, machine)
        url = reverse("station:token_rotate", args=[token.pk])
        page = client.get(url)

        shown = client.post(url, page.context["form"].initial)

        assert shown["Cache-Control"] == "no-store"
        assert shown.context["token"].replaces == token
        again = client.get(token.get_absolute_url()).content.decode()
        assert shown.context["key"] not in again

    def test_ask_for_a_fresh_sign_in(self, chief, machine):
        token, _key = issue(chief, machine)
        chief.set_password("Lane-7 at dusk")
        chief.save()
        client = Client()
        client.force_login(chief)

        for name in ("station:token_edit", "station:token_rotate"):
            answer = client.get(reverse(name, args=[token.pk]))
            assert answer["Location"].startswith(reverse("account_reauthenticate"))


class TestRest:
    @pytest.fixture(autouse=True)
    def _signed_in(self, client, chief):
        just_signed_in(client, chief)

    def post(self, client, url, **sent):
        return client.post(url, sent, content_type="application/json")

    def test_make_narrow_replace_and_take_back(self, client, machine):
        end = timezone.now() + MONTH
        made = self.post(
            client,
            "/api/v1/tokens/",
            machine=machine.pk,
            name="统计",
            fields={"households": ["number"]},
            expires_at=end.isoformat(),
        )
        url = f"/api/v1/tokens/{made.json()['id']}/"
        edited = client.patch(
            url, {"version": 1, "rate": 9}, content_type="application/json"
        )
        replaced = self.post(client, f"{url}rotate/")
        revoked = self.post(client, f"{url}revoke/")

        assert made.status_code == 201
        assert made["Cache-Control"] == "no-store"
        assert edited.json()["rate"] == 9
        assert edited.json()["fields"] == {"households": ["id", "number"]}
        assert replaced.json()["key"] != made.json()["key"]
        assert revoked.json()["is_valid"] is False
        listed = client.get("/api/v1/tokens/")
        assert made.json()["key"] not in listed.content.decode()

    def test_the_key_is_not_kept_for_a_repeated_request(self, client, machine):
        sent = {
            "machine": machine.pk,
            "name": "统计",
            "expires_at": (timezone.now() + MONTH).isoformat(),
        }
        answers = [
            client.post(
                "/api/v1/tokens/",
                sent,
                content_type="application/json",
                headers={"Idempotency-Key": "once"},
            )
            for _ in range(2)
        ]

        assert answers[0].json()["key"] != answers[1].json()["key"]

    def test_keys_elsewhere_are_not_there(self, client):
        other = UserFactory(is_service=True)
        PostFactory(user=other, role="api_client", area=CommunityFactory())
        token = TokenFactory(user=other)

        for step in ("", "rotate/", "revoke/"):
            url = f"/api/v1/tokens/{token.pk}/{step}"
            answer = self.post(client, url) if step else client.get(url)
            assert answer.status_code == 404

    def test_refusals_come_as_409_with_a_code(self, client, chief, machine):
        token, _key = issue(chief, machine)
        answer = client.patch(
            f"/api/v1/tokens/{token.pk}/",
            {"version": 1, "allowed_addresses": ["x"]},
            content_type="application/json",
        )

        assert (answer.status_code, answer.json()["code"]) == (409, "address_invalid")
