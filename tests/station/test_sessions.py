"""Sessions: twelve hours, thirty idle minutes, two at once, and a sudden end."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from station.actions import posts, sessions, users
from station.models import OpenSession, User
from tests.factories import NOW, TODAY, person
from tests.station.sign_in import PASSWORD, colleague, is_in, sign_in

pytestmark = pytest.mark.django_db
PAGE = "/"


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(NOW, tick=False)


def opens(client) -> bool:
    return client.get(PAGE).status_code != 302


def signed_in_browser(user) -> Client:
    client = Client()
    sign_in(client, user.badge_number)
    return client


def chief_of(user) -> User:
    return person("station_chief", user.posts.get().area.parent.parent)


class TestAge:
    def test_ends_a_session_after_thirty_idle_minutes(self, time_machine):
        client = signed_in_browser(colleague())

        time_machine.move_to(NOW + timedelta(minutes=30, seconds=1))

        assert not opens(client)

    def test_keeps_a_session_in_use(self, time_machine):
        client = signed_in_browser(colleague())
        for minutes in (25, 50, 75):
            time_machine.move_to(NOW + timedelta(minutes=minutes))
            client.get(PAGE)

        assert opens(client)

    def test_ends_a_session_after_twelve_hours_whatever_it_does(self, time_machine):
        client = signed_in_browser(colleague())
        for quarter in range(1, 49):
            time_machine.move_to(NOW + timedelta(minutes=15 * quarter))
            assert opens(client)

        time_machine.move_to(NOW + timedelta(hours=12, seconds=1))

        assert not opens(client)
        assert not OpenSession.objects.exists()


class TestBookkeeping:
    def test_writes_once_a_minute_and_not_with_every_page(self, time_machine):
        client = signed_in_browser(colleague())
        client.get(PAGE)
        time_machine.move_to(NOW + timedelta(seconds=50))
        client.get(PAGE)
        assert OpenSession.objects.get().seen_at == NOW

        time_machine.move_to(NOW + timedelta(seconds=70))
        client.get(PAGE)

        assert OpenSession.objects.get().seen_at == NOW + timedelta(seconds=70)

    def test_asks_nothing_more_within_the_minute(
        self, django_assert_num_queries, settings
    ):
        client = signed_in_browser(colleague())
        client.get("/healthz")

        with django_assert_num_queries(2):  # the session and the person
            client.get("/healthz")


class TestNumber:
    def test_is_two_and_the_longest_unused_ends(self, time_machine):
        user = colleague()
        first = signed_in_browser(user)
        time_machine.move_to(NOW + timedelta(minutes=2))
        second = signed_in_browser(user)
        time_machine.move_to(NOW + timedelta(minutes=4))
        first.get(PAGE)

        third = signed_in_browser(user)

        assert [opens(one) for one in (first, second, third)] == [True, False, True]

    def test_counts_each_person_apart(self):
        browsers = [signed_in_browser(colleague()) for _turn in range(3)]

        assert all(opens(client) for client in browsers)


class TestSuddenEnd:
    def test_comes_with_the_next_request_of_a_locked_account(self):
        user = colleague()
        client = signed_in_browser(user)

        users.disable(user=user, by=chief_of(user), at=NOW)

        assert not opens(client)

    def test_comes_even_if_only_the_row_was_changed(self):
        user = colleague()
        client = signed_in_browser(user)

        User.objects.filter(pk=user.pk).update(is_active=False)

        assert not opens(client)

    def test_of_a_post_takes_the_rights_at_once(self):
        user = colleague()
        client = signed_in_browser(user)
        assert client.get(PAGE).status_code in {200, 302}

        posts.end(
            post=user.posts.get(),
            last_on=posts.day_before(TODAY),
            by=chief_of(user),
            at=NOW,
        )

        assert client.get(PAGE).status_code == 404

    def test_by_the_owner_from_another_device(self):
        user = colleague()
        client = signed_in_browser(user)

        sessions.end(session=OpenSession.objects.get(), by=user, at=NOW)

        assert not opens(client)

    def test_of_all_but_ones_own_when_the_password_changes(self):
        user = colleague()
        other, mine = signed_in_browser(user), signed_in_browser(user)

        mine.post(
            reverse("account_change_password"),
            {
                "oldpassword": PASSWORD,
                "password1": "Another-8 at dawn",
                "password2": "Another-8 at dawn",
            },
        )

        assert opens(mine)
        assert not opens(other)
        assert OpenSession.objects.count() == 1

    def test_of_one_session_is_for_its_owner_alone(self):
        user = colleague()
        client = signed_in_browser(user)

        with pytest.raises(sessions.RuleError):
            sessions.end(session=OpenSession.objects.get(), by=chief_of(user), at=NOW)

        assert is_in(client)


class TestLanguage:
    def test_is_that_of_the_profile(self, client):
        user = colleague(language="en")
        client.force_login(user)

        assert 'lang="en"' in client.get("/").content.decode()

    def test_is_that_of_the_device_where_it_was_chosen(self, client):
        client.force_login(colleague(language="en"))
        client.cookies["django_language"] = "zh-hans"

        assert 'lang="zh' in client.get("/").content.decode()
