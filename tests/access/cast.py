"""Everybody of the access table, signed in once for all the tests of a file."""

from django.conf import settings
from django.test import Client
from rest_framework.test import APIClient

from station.models import User
from station.roles import Role
from tests.access.world import World


class Cast(World):
    """The villages, and one person a role with a session that has begun."""

    def __init__(self) -> None:
        super().__init__()
        self._people = {role: self.person(role) for role in Role}
        self._keys = {
            role: _key_of(person)
            for role, person in self._people.items()
            if not person.is_service
        }

    def browser(self, role: str, kind: type[Client] = Client) -> Client:
        """A browser of one test alone, in which this person is signed in."""
        client = kind()
        client.cookies[settings.SESSION_COOKIE_NAME] = self._keys[role]
        return client

    def api_client(self, role: str) -> APIClient:
        """Somebody's session, or a machine that showed its key."""
        if role in self._keys:
            return self.browser(role, APIClient)
        client = APIClient()
        client.force_authenticate(User.objects.get(pk=self._people[role].pk))
        return client


def _key_of(person: User) -> str:
    client = Client()
    client.force_login(person)
    client.get("/")  # what every session notes with its first request
    return client.cookies[settings.SESSION_COOKIE_NAME].value
