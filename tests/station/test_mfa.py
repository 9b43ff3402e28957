"""The second factor: once used, gone; without it, no page."""

import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from station.actions import users
from station.models import SignIn
from tests.factories import NOW, person
from tests.station.sign_in import colleague, is_in, just_signed_in, sign_in

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
CODE = "mfa_authenticate"


def code_now(secret=SECRET, steps=0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def protected(**fields):
    """An officer with a second factor."""
    user = colleague(**fields)
    TOTP.activate(user, SECRET)
    return user


def half_way(user, **headers) -> Client:
    """A browser in which the password was right and the code is asked for."""
    client = Client()
    sign_in(client, user.badge_number, **headers)
    return client


class TestSignIn:
    def test_asks_for_the_code_before_it_opens(self):
        client = half_way(protected())

        assert not is_in(client)
        assert client.get("/").status_code == 302

    def test_opens_with_the_code(self):
        client = half_way(protected())

        response = client.post(reverse(CODE), {"code": code_now()})

        assert response.status_code == 302
        assert is_in(client)

    @pytest.mark.parametrize("steps", [-1, 1])
    def test_forgives_half_a_minute(self, steps):
        client = half_way(protected())

        client.post(reverse(CODE), {"code": code_now(steps=steps)})

        assert is_in(client)

    def test_refuses_an_older_code(self):
        client = half_way(protected())

        client.post(reverse(CODE), {"code": code_now(steps=-3)})

        assert not is_in(client)
        assert SignIn.objects.filter(outcome="wrong_code").count() == 1

    def test_never_takes_a_code_twice(self, time_machine):
        time_machine.move_to(NOW, tick=False)
        user = protected()
        code = code_now()
        half_way(user).post(reverse(CODE), {"code": code})

        accepted = 0
        for turn in range(100):
            time_machine.move_to(NOW + timedelta(seconds=turn // 2))
            client = half_way(user, address=f"10.7.{turn}.1")
            client.post(reverse(CODE), {"code": code}, REMOTE_ADDR=f"10.7.{turn}.1")
            accepted += is_in(client)

        assert accepted == 0

    def test_never_takes_a_code_twice_though_the_cache_is_lost(self):
        from django.core.cache import cache

        user = protected()
        code = code_now()
        half_way(user).post(reverse(CODE), {"code": code})
        cache.clear()

        client = half_way(user)
        client.post(reverse(CODE), {"code": code})

        assert not is_in(client)

    def test_stops_the_sixth_wrong_code(self):
        user = protected()
        client = half_way(user)
        for turn in range(5):
            client.post(reverse(CODE), {"code": f"00000{turn}"})

        client.post(reverse(CODE), {"code": code_now()})

        assert not is_in(client)

    def test_takes_a_recovery_code_once(self):
        user = protected()
        codes = Authenticator.objects.create(
            user=user,
            type="recovery_codes",
            data={"seed": _sealed("5" * 80), "used_mask": 0},
        )
        code = codes.wrap().get_unused_codes()[0]

        first, second = half_way(user), half_way(user)
        first.post(reverse(CODE), {"code": code})
        second.post(reverse(CODE), {"code": code})

        assert is_in(first)
        assert not is_in(second)

    @pytest.mark.parametrize(
        "path", ["/", "/areas/", "/me/", "/manage/people/", "/accounts/second-factor/"]
    )
    def test_half_way_opens_no_page(self, path):
        client = half_way(protected())

        assert client.get(path)["Location"].startswith("/accounts/login/")


class TestSettingUp:
    def test_shows_a_picture_and_takes_the_first_code(self, client):
        user = colleague()
        just_signed_in(client, user)
        page = client.get(reverse("mfa_activate_totp"))
        secret = client.session["mfa.totp.secret"]

        client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})

        picture = page.context["totp_svg"]
        assert "data:image/svg+xml;base64," in page.content.decode()
        assert 'xmlns="http://www.w3.org/2000/svg"' in picture
        assert set(
            Authenticator.objects.filter(user=user).values_list("type", flat=True)
        ) == {"totp", "recovery_codes"}

    def test_uses_its_first_code_up(self, client):
        user = colleague()
        just_signed_in(client, user)
        client.get(reverse("mfa_activate_totp"))
        code = code_now(client.session["mfa.totp.secret"])
        client.post(reverse("mfa_activate_totp"), {"code": code})

        other = half_way(user)
        other.post(reverse(CODE), {"code": code})

        assert not is_in(other)

    def test_keeps_the_secret_sealed(self):
        user = protected()

        kept = str(Authenticator.objects.get(user=user).data)

        assert SECRET not in kept
        assert "v1$" in kept

    def test_asks_again_who_it_is_when_the_sign_in_is_old(self, client):
        client.force_login(colleague())

        response = client.get(reverse("mfa_activate_totp"))

        assert response["Location"].startswith(reverse("account_reauthenticate"))

    def test_pages_open(self, client):
        user = protected()
        just_signed_in(client, user)
        for name in ("mfa_index", "mfa_deactivate_totp", "mfa_generate_recovery_codes"):
            assert client.get(reverse(name)).status_code == 200
        client.post(reverse("mfa_generate_recovery_codes"))

        shown = client.get(reverse("mfa_view_recovery_codes"))
        file = client.get(reverse("mfa_download_recovery_codes"))

        assert shown.status_code == file.status_code == 200
        assert len(file.content.split()) == 10


class TestRequired:
    @pytest.fixture(autouse=True)
    def _required(self, settings):
        settings.MFA_REQUIRED = True

    @pytest.mark.parametrize("path", ["/", "/areas/1/", "/me/", "/manage/people/"])
    def test_sends_whoever_has_none_to_set_it_up(self, client, path):
        client.force_login(colleague())

        response = client.get(path)

        assert response["Location"].startswith(reverse("mfa_activate_totp"))

    def test_lets_in_who_has_one(self):
        client = half_way(protected())

        client.post(reverse(CODE), {"code": code_now()})

        assert client.get("/").status_code == 200

    def test_cannot_be_taken_off(self, client):
        user = protected()
        just_signed_in(client, user)

        client.post(reverse("mfa_deactivate_totp"))

        assert Authenticator.objects.filter(user=user).exists()


class TestReset:
    def test_by_the_chief_ends_the_sessions_and_the_old_codes(self):
        user = protected()
        client = half_way(user)
        client.post(reverse(CODE), {"code": code_now()})
        chief = person("station_chief", user.posts.get().area.parent.parent)

        users.reset_second_factor(user=user, by=chief, at=NOW)

        assert client.get("/").status_code == 302
        assert not Authenticator.objects.filter(user=user).exists()

    def test_makes_a_code_of_the_old_factor_worthless(self, client):
        user = protected()
        just_signed_in(client, user)
        client.post(reverse("mfa_deactivate_totp"))

        other = half_way(user)

        assert is_in(other)  # the password alone again, as the office allows it
        assert not Authenticator.objects.filter(user=user).exists()


def _sealed(text: str) -> str:
    from allauth.mfa.utils import encrypt

    return encrypt(text)
