"""The door: by badge number, without telling strangers who exists."""

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from station import origin
from station.models import OpenSession, SignIn
from tests.factories import UserFactory
from tests.station.sign_in import PASSWORD, colleague, is_in, sign_in

pytestmark = pytest.mark.django_db
ABSENT = "999999"


class TestSignIn:
    def test_opens_with_badge_number_and_password(self, client):
        user = colleague()

        response = sign_in(client, user.badge_number)

        assert response.status_code == 302
        assert response["Location"] == "/"
        assert is_in(client)
        assert SignIn.objects.get(outcome="ok").user == user
        assert OpenSession.objects.get().user == user

    def test_reads_a_badge_number_written_full_width(self, client):
        user = colleague(badge_number="JH007")

        sign_in(client, " ｊｈ００７ ")

        assert is_in(client)
        assert SignIn.objects.get().user == user

    def test_goes_on_where_one_wanted_to_go(self, client):
        user = colleague()

        response = client.post(
            reverse("account_login") + "?next=/me/",
            {"login": user.badge_number, "password": PASSWORD, "next": "/me/"},
        )

        assert response["Location"] == "/me/"

    def test_never_goes_on_to_a_strange_site(self, client):
        user = colleague()

        response = client.post(
            reverse("account_login"),
            {
                "login": user.badge_number,
                "password": PASSWORD,
                "next": "https://evil.example/",
            },
        )

        assert response["Location"] == "/"

    def test_changes_the_key_of_the_session(self, client):
        client.get(reverse("account_login"))
        session = client.session
        session["planted"] = 1
        session.save()
        client.cookies["session"] = planted = session.session_key
        user = colleague()

        sign_in(client, user.badge_number)

        assert client.session.session_key != planted

    def test_leaves_a_cookie_that_scripts_cannot_read(self, client):
        response = sign_in(client, colleague().badge_number)

        for name in ("session", "device"):
            assert response.cookies[name]["httponly"]
            assert response.cookies[name]["samesite"] == "Lax"

    def test_of_a_machine_is_refused(self, client):
        user = colleague(is_service=True)

        sign_in(client, user.badge_number)

        assert not is_in(client)

    def test_with_a_one_time_password_ends_after_three_days(self, client):
        user = colleague(
            must_change_password=True,
            password_changed_at=timezone.now() - timezone.timedelta(hours=73),
        )

        sign_in(client, user.badge_number)

        assert not is_in(client)

    def test_needs_the_token_against_forged_forms(self):
        from django.test import Client

        response = sign_in(Client(enforce_csrf_checks=True), colleague().badge_number)

        assert response.status_code == 403


class TestEnumeration:
    @pytest.mark.parametrize("state", ["wrong", "locked account", "machine"])
    def test_is_impossible_by_the_answer(self, client, state):
        user = colleague(
            badge_number="888888",
            is_active=state != "locked account",
            is_service=state == "machine",
        )
        password = PASSWORD if state != "wrong" else "something else"

        known = sign_in(client, user.badge_number, password)
        unknown = sign_in(client, ABSENT, password)

        assert known.status_code == unknown.status_code == 200
        assert plain(known, "888888") == plain(unknown, ABSENT)

    def test_is_impossible_by_the_work_done(self, client):
        user = colleague()
        sign_in(client, user.badge_number, "wrong")
        hashed = []

        with pytest.MonkeyPatch.context() as patch:
            count_hashes(patch, hashed)
            sign_in(client, user.badge_number, "wrong", address="10.1.1.1")
            for_known = len(hashed)
            sign_in(client, ABSENT, "wrong", address="10.1.1.2")

        assert for_known == 1
        assert len(hashed) == 2

    def test_of_an_account_without_password_costs_the_same(self, client):
        user = UserFactory()
        hashed = []

        with pytest.MonkeyPatch.context() as patch:
            count_hashes(patch, hashed)
            sign_in(client, user.badge_number, "wrong")

        assert len(hashed) == 1


def count_hashes(patch, hashed) -> None:
    from django.contrib.auth.hashers import MD5PasswordHasher

    encode = MD5PasswordHasher.encode
    patch.setattr(
        MD5PasswordHasher,
        "encode",
        lambda self, *given: hashed.append(1) or encode(self, *given),
    )


def plain(response, badge) -> str:
    """The page without what differs anyway: the token and what was typed."""
    import re

    text = response.content.decode().replace(badge, "BADGE")
    return re.sub(r'[0-9A-Za-z]{64}|"X-CSRFToken": "[^"]*"', "", text)


class TestDoors:
    @pytest.mark.parametrize(
        "name", ["account_signup", "account_reset_password", "account_email"]
    )
    def test_nobody_needs_do_not_exist(self, name):
        with pytest.raises(NoReverseMatch):
            reverse(name)

    @pytest.mark.parametrize(
        "path", ["signup/", "password/reset/", "email/", "login/code/", "3rdparty/"]
    )
    def test_nobody_needs_are_not_found(self, client, path):
        assert client.get(f"/accounts/{path}").status_code == 404

    def test_sign_out_forgets_the_session(self, client):
        user = colleague()
        sign_in(client, user.badge_number)

        client.post(reverse("account_logout"))

        assert not is_in(client)
        assert not OpenSession.objects.exists()
        assert SignIn.objects.filter(outcome="signed_out", user=user).exists()


class TestAddress:
    def test_is_the_connections_own_without_a_proxy(self, rf, settings):
        settings.TRUSTED_PROXIES = 0
        request = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="1.2.3.4")

        assert origin.client_address(request) == "10.0.0.1"

    def test_is_what_our_own_proxy_saw(self, rf, settings):
        settings.TRUSTED_PROXIES = 1
        request = rf.get(
            "/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 1.2.3.4"
        )

        assert origin.client_address(request) == "1.2.3.4"

    def test_is_nothing_where_it_is_no_address(self, rf):
        request = rf.get("/", REMOTE_ADDR="unix:")

        assert origin.client_address(request) is None

    def test_of_one_ipv6_customer_is_one_network(self):
        one, other = "2001:db8:1:2::1", "2001:db8:1:2:ffff::9"

        assert origin.network_of(one) == origin.network_of(other)
