"""What the tests of the door share."""

import time

from django.urls import reverse

from station.models import User
from tests.factories import officer

PASSWORD = "Lane-7 at dusk"


def colleague(area=None, password=PASSWORD, **fields) -> User:
    """An officer with a password."""
    user = officer(area)
    user.set_password(password)
    for name, value in fields.items():
        setattr(user, name, value)
    user.save()
    return user


def sign_in(client, badge, password=PASSWORD, address="10.0.0.9", **headers):
    """Fill the sign-in form from an address."""
    return client.post(
        reverse("account_login"),
        {"login": badge, "password": password},
        REMOTE_ADDR=address,
        **headers,
    )


def is_in(client) -> bool:
    """Is somebody signed in in this browser?"""
    return "_auth_user_id" in client.session


def just_signed_in(client, user) -> None:
    """As if the password had been typed a moment ago."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "username": user.badge_number}
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
