"""The pages of the door: whatever is sent to them, none breaks."""

import pytest
from django.test import Client
from django.urls import reverse

from station import urls_accounts
from station.models import User
from tests.station.sign_in import colleague, just_signed_in
from tests.station.test_mfa import half_way, protected

pytestmark = pytest.mark.django_db
DOOR = [found.name for found in urls_accounts.urlpatterns]
SENT = [
    {},
    {"code": ""},
    {"code": "000000"},
    {"code": "\x00" * 6},
    {"credential": ""},
    {"credential": "{}"},
    {"credential": '{"id": "x", "response": {}}'},
    {"action": "trust", "next": "//elsewhere"},
    {"login": "x" * 5000, "password": "\x00"},
    {"oldpassword": "x", "password1": "\x00", "password2": "x"},
]


def stranger() -> Client:
    return Client()


def without_password() -> Client:
    user = colleague()
    user.set_unusable_password()
    user.save()
    return signed_in(user)


def signed_in(user=None) -> Client:
    client = Client()
    just_signed_in(client, user or colleague())
    return client


def long_ago() -> Client:
    """Signed in so long ago that the password is asked for once more."""
    client = Client()
    client.force_login(protected())
    return client


VISITORS = [
    stranger,
    without_password,
    signed_in,
    long_ago,
    lambda: half_way(protected()),
    lambda: signed_in(protected()),
]


@pytest.mark.parametrize("name", DOOR)
@pytest.mark.parametrize("visitor", VISITORS)
class TestNoPage:
    def test_breaks_on_whatever_is_sent(self, name, visitor):
        client = visitor()
        client.raise_request_exception = False
        url = reverse(name)

        answers = [client.get(f"{url}{ask}") for ask in ("", "?next=%00", "?code=1")]
        answers += [client.post(url, sent) for sent in SENT]

        assert [a.status_code for a in answers if a.status_code >= 500] == []


class TestWithoutPassword:
    def test_is_told_where_one_comes_from(self):
        answer = without_password().get(reverse("account_change_password"))

        assert answer.status_code == 200
        assert "account/password_none.html" in {t.name for t in answer.templates}

    def test_cannot_make_one_up(self):
        client = without_password()

        client.post(
            reverse("account_change_password"),
            {"password1": "Lane-9 at dawn", "password2": "Lane-9 at dawn"},
        )

        assert not User.objects.get().has_usable_password()
