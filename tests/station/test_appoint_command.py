"""The first people come in from the server's console; nobody is there by default."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from station.models import Event, User
from tests.factories import CountyFactory
from tests.station.sign_in import is_in, sign_in

pytestmark = pytest.mark.django_db


def appoint(*given) -> str:
    said = StringIO()
    call_command("appoint", *given, stdout=said)
    return said.getvalue()


class TestAppoint:
    def test_finds_nobody_by_default(self):
        assert not User.objects.exists()

    def test_makes_the_account_and_says_its_password_once(self, client):
        county = CountyFactory(name="高台县")

        said = appoint("sys1", "张子", "system_admin", "高台县")

        user = User.objects.get(badge_number="SYS1")
        assert user.posts.get().area == county
        assert Event.objects.filter(kind="post.created", actor=None).exists()
        sign_in(client, "SYS1", said.split()[-1])
        assert is_in(client)
        assert client.get("/").url.startswith("/accounts/password/")

    def test_gives_a_known_person_a_post_without_a_new_password(self):
        CountyFactory(name="高台县")
        appoint("SU1", "张子", "county_supervisor", "高台县")
        User.objects.get().posts.all().delete()

        said = appoint("SU1", "张子", "county_supervisor", "高台县")

        assert "password" not in said
        assert User.objects.get().posts.count() == 1

    def test_refuses_another_name_an_unknown_place_and_two_hats(self):
        CountyFactory(name="高台县")
        appoint("SYS1", "张子", "system_admin", "高台县")

        for given in (
            ("SYS1", "李四", "system_admin", "高台县"),
            ("SYS2", "李四", "system_admin", "无此县"),
            ("SYS1", "张子", "county_supervisor", "高台县"),
        ):
            with pytest.raises(CommandError):
                appoint(*given)

        assert User.objects.count() == 1
