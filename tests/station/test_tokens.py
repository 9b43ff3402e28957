"""Keys of machines: shown once, short-lived, narrow, dead at once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.test import APIRequestFactory

from station import crypto, policy
from station.actions import tokens, users
from station.api.authentication import TokenAuthentication
from station.errors import RuleError
from station.models import Event, ServiceToken
from tests.factories import NOW, CommunityFactory, PostFactory, UserFactory, person
from tests.station.sign_in import just_signed_in

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=30)


@pytest.fixture
def chief(village):
    return person("station_chief", village.parent.parent)


@pytest.fixture
def machine(village):
    user = UserFactory(badge_number="API-1", is_service=True)
    PostFactory(user=user, role="api_client", area=village)
    return user


def issue(by, user, **more):
    more.setdefault("expires_at", NOW + MONTH)
    return tokens.issue(user=user, name="夜间统计", by=by, at=NOW, **more)


def knock(key, address="10.0.0.9"):
    request = APIRequestFactory().get(
        "/", HTTP_AUTHORIZATION=f"Token {key}", REMOTE_ADDR=address
    )
    request._request = request
    return TokenAuthentication().authenticate(request)


@pytest.fixture
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


class TestIssue:
    def test_shows_the_key_once_and_keeps_its_hash(self, chief, machine):
        token, key = issue(chief, machine)

        assert key.startswith("fq_")
        assert len(key) >= 43
        assert bytes(token.key_hash) == crypto.fingerprint(key)
        assert key not in str(ServiceToken.objects.filter(pk=token.pk).values())
        assert key not in str(Event.objects.values())

    def test_lasts_ninety_days_at_most(self, chief, machine):
        with pytest.raises(RuleError):
            issue(chief, machine, expires_at=NOW + timedelta(days=91))

    def test_is_for_machines_only(self, chief, wang):
        with pytest.raises(RuleError):
            issue(chief, wang)

    def test_is_for_machines_in_ones_charge(self, chief):
        other = UserFactory(is_service=True)
        PostFactory(user=other, role="api_client", area=CommunityFactory())

        with pytest.raises(RuleError):
            issue(chief, other)

    def test_is_not_for_a_machine_that_reads_elsewhere_too(self, chief, machine):
        PostFactory(user=machine, role="api_client", area=CommunityFactory())

        with pytest.raises(RuleError):
            issue(chief, machine)

    def test_knows_its_resources(self, chief, machine):
        with pytest.raises(RuleError):
            issue(chief, machine, resources=["everything"])

    @pytest.mark.parametrize("role", ["community_officer", "system_admin"])
    def test_is_not_for_everybody(self, role, machine, village):
        with pytest.raises(RuleError):
            issue(person(role, village.parent.parent), machine)


@pytest.mark.usefixtures("_now")
class TestAuthentication:
    def test_lets_the_machine_in_within_its_limit(self, chief, machine):
        _token, key = issue(chief, machine, resources=["area"])

        user, token = knock(key)

        assert user == machine
        assert token.last_used_at is None
        assert policy.can(user, "area.view")
        assert not policy.can(user, "resident.view")

    def test_lets_a_key_only_read_unless_it_may_write(self, chief, machine):
        _token, key = issue(chief, machine)
        user, token = knock(key)

        assert token.allows("visit.view")
        assert not token.allows("visit.create")
        assert not policy.can(user, "visit.create")

    def test_gives_a_writing_key_no_more_than_the_account_has(self, chief, machine):
        _token, key = issue(chief, machine, may_write=True)
        user, _token = knock(key)

        assert not policy.can(user, "visit.create")

    def test_notes_the_use_once_a_minute(self, chief, machine, time_machine):
        token, key = issue(chief, machine)
        knock(key)
        time_machine.move_to(NOW + timedelta(seconds=30))
        knock(key)

        token.refresh_from_db()
        assert token.last_used_at == NOW

    @pytest.mark.parametrize("state", ["over", "taken back", "locked", "unknown"])
    def test_refuses_a_dead_key(self, chief, machine, state, time_machine):
        token, key = issue(chief, machine)
        if state == "over":
            time_machine.move_to(NOW + MONTH)
        elif state == "taken back":
            tokens.revoke(token=token, by=chief, at=NOW)
        elif state == "locked":
            users.disable(user=machine, by=chief, at=NOW)
        else:
            key = "fq_unknown"

        with pytest.raises(AuthenticationFailed):
            knock(key)

    @pytest.mark.parametrize("key", ["", "a b", "fq_\u4e2d", "x" * 5000])
    def test_refuses_nonsense(self, key):
        request = APIRequestFactory().get("/")
        given = f"Token {key}".encode().decode("latin-1")
        request.META["HTTP_AUTHORIZATION"] = given
        request._request = request

        with pytest.raises(AuthenticationFailed):
            TokenAuthentication().authenticate(request)

    def test_says_how_to_sign_in(self):
        assert TokenAuthentication().authenticate_header(None).startswith("Token ")

    def test_leaves_a_request_without_a_key_to_others(self):
        assert TokenAuthentication().authenticate(APIRequestFactory().get("/")) is None

    def test_stops_whoever_guesses_but_not_a_right_key(self, chief, machine):
        _token, key = issue(chief, machine)
        for turn in range(20):
            with pytest.raises(AuthenticationFailed):
                knock(f"fq_{turn}")

        with pytest.raises(Throttled) as stopped:
            knock("fq_21")

        assert stopped.value.wait > 0
        assert knock(key)[0] == machine


class TestRevoke:
    def test_works_once(self, chief, machine):
        token, _key = issue(chief, machine)
        tokens.revoke(token=token, by=chief, at=NOW)

        with pytest.raises(RuleError):
            tokens.revoke(token=token, by=chief, at=NOW)

    def test_is_for_the_system_admin_too(self, chief, machine, village):
        token, _key = issue(chief, machine)

        tokens.revoke(token=token, by=person("system_admin", village), at=NOW)

        token.refresh_from_db()
        assert token.revoked_at == NOW

    def test_comes_with_locking_the_account(self, chief, machine):
        token, _key = issue(chief, machine)

        users.disable(user=machine, by=chief, at=NOW)

        token.refresh_from_db()
        assert token.revoked_by == chief


class TestPages:
    @pytest.fixture(autouse=True)
    def _signed_in(self, client, chief):
        just_signed_in(client, chief)

    def test_make_a_machine_give_it_a_key_and_take_it_back(self, client, village):
        made = client.post(
            reverse("station:machine_create"),
            {"badge_number": "api-9", "name": "上级平台", "area": village.pk},
        )
        page = client.get(made["Location"])
        machine = page.context["machine"]
        day = timezone.localdate() + MONTH
        shown = client.post(
            reverse("station:token_create", args=[machine.pk]),
            {"name": "统计", "expires_on": day.isoformat(), "resources": ["visit"]},
        )

        assert page.status_code == 200
        assert shown["Cache-Control"] == "no-store"
        assert shown.context["key"] in shown.content.decode()
        token = machine.tokens.get()
        assert token.resources == ["visit"]
        again = client.get(token.get_absolute_url())
        assert shown.context["key"] not in again.content.decode()

        client.post(reverse("station:token_revoke", args=[token.pk]))
        token.refresh_from_db()
        assert token.revoked_at is not None

    def test_list_ones_own_machines_only(self, client, machine):
        other = UserFactory(is_service=True)
        PostFactory(user=other, role="api_client", area=CommunityFactory())

        page = client.get(reverse("station:machine_list"))

        assert [found for found, _keys in page.context["machines"]] == [machine]
        url = reverse("station:machine_detail", args=[other.pk])
        assert client.get(url).status_code == 404
