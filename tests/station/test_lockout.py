"""Too many tries: the stranger is stopped, the owner is not."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from station.actions import limits, sign_ins, users
from station.actions.limits import Limit
from station.models import RateBucket, SignIn
from tests.factories import NOW, person
from tests.station.sign_in import colleague, is_in, sign_in


@pytest.mark.django_db
class TestLockOut:
    def test_stops_the_sixth_try_of_an_address(self, client):
        user = colleague()
        for _turn in range(5):
            sign_in(client, user.badge_number, "wrong")

        sign_in(client, user.badge_number)

        assert not is_in(client)
        assert SignIn.objects.filter(outcome="wrong_password").count() == 5
        assert SignIn.objects.filter(outcome="locked").count() == 1

    def test_ends_after_a_quarter_of_an_hour(self, client, time_machine):
        user = colleague()
        time_machine.move_to(NOW, tick=False)
        for _turn in range(6):
            sign_in(client, user.badge_number, "wrong")

        time_machine.move_to(NOW + timedelta(minutes=15, seconds=1))
        sign_in(client, user.badge_number)

        assert is_in(client)

    def test_lets_strangers_try_twenty_times_a_day_and_the_owner_in(self):
        user = colleague()
        phone = Client()
        sign_in(phone, user.badge_number)
        phone.post("/accounts/logout/")
        for turn in range(200):
            sign_in(Client(), user.badge_number, "wrong", address=f"10.9.{turn % 50}.1")

        sign_in(phone, user.badge_number, address="10.9.1.1")

        tries = SignIn.objects.filter(user=user, outcome="wrong_password").count()
        assert tries == 20
        assert is_in(phone)

    def test_stops_a_known_device_that_guesses(self):
        user = colleague()
        phone = Client()
        sign_in(phone, user.badge_number)
        phone.post("/accounts/logout/")
        for _turn in range(5):
            sign_in(phone, user.badge_number, "wrong")

        sign_in(phone, user.badge_number)

        assert not is_in(phone)

    def test_counts_a_device_for_its_own_person_only(self):
        user, other = colleague(), colleague()
        phone = Client()
        sign_in(phone, other.badge_number)
        phone.post("/accounts/logout/")
        for _turn in range(6):
            sign_in(phone, user.badge_number, "wrong")

        sign_in(Client(), user.badge_number)

        assert SignIn.objects.filter(user=user, outcome="locked").exists()

    def test_counts_a_badge_number_that_nobody_has_alike(self, client):
        for _turn in range(6):
            response = sign_in(client, "999999", "wrong")

        assert "15" in response.content.decode()
        assert SignIn.objects.filter(user=None, outcome="locked").count() == 1

    def test_counts_one_badge_number_however_it_is_written(self, client):
        colleague(badge_number="JH001")
        for badge in ("jh001", "JH001", " Jh001", "ＪＨ００１", "JH001 "):
            sign_in(client, badge, "wrong")

        sign_in(client, "JH001")

        assert not is_in(client)

    def test_ends_when_the_chief_hands_over_a_password(self):
        user = colleague()
        area = user.posts.get().area
        chief = person("station_chief", area.parent.parent)
        for turn in range(25):
            sign_in(Client(), user.badge_number, "wrong", address=f"10.8.{turn}.1")

        password = users.issue_password(user=user, by=chief, at=timezone.now())
        fresh = Client()
        sign_in(fresh, user.badge_number, password, address="10.0.0.200")

        assert is_in(fresh)

    def test_slows_somebody_who_tries_one_password_on_everybody(self, client):
        tried = [sign_in(client, f"7{turn:05}", "wrong") for turn in range(61)]

        assert "15" in tried[-1].content.decode()
        assert SignIn.objects.filter(outcome="wrong_password").count() == 60

    def test_does_not_believe_a_forged_address(self, client):
        user = colleague()
        for turn in range(6):
            sign_in(
                client,
                user.badge_number,
                "wrong",
                HTTP_X_FORWARDED_FOR=f"1.2.3.{turn}",
            )

        assert SignIn.objects.filter(outcome="wrong_password").count() == 5


HOUR = Limit("test", 10, timedelta(hours=1))


@pytest.mark.django_db
class TestLimit:
    def test_allows_just_as_many(self):
        taken = [limits.take(HOUR, "a", at=NOW).is_allowed for _turn in range(12)]

        assert taken == [True] * 10 + [False] * 2

    def test_says_once_that_it_began_to_refuse(self):
        taken = [limits.take(HOUR, "a", at=NOW) for _turn in range(14)]

        assert [found.is_first_refusal for found in taken].count(True) == 1

    def test_counts_each_one_apart(self):
        for _turn in range(10):
            limits.take(HOUR, "a", at=NOW)

        assert limits.take(HOUR, "b", at=NOW).is_allowed

    def test_begins_again_when_the_time_is_over(self):
        for _turn in range(11):
            limits.take(HOUR, "a", at=NOW)

        later = NOW + timedelta(hours=1)

        assert limits.take(HOUR, "a", at=later).is_allowed

    def test_forgets_nothing_before_it_was_quiet_that_long(self):
        quiet = Limit("quiet", 2, timedelta(hours=1), quiet=True)
        limits.take(quiet, "a", at=NOW)
        limits.take(quiet, "a", at=NOW + timedelta(minutes=50))

        third = limits.take(quiet, "a", at=NOW + timedelta(minutes=70))

        assert not third.is_allowed

    def test_keeps_no_address_readable(self):
        limits.take(HOUR, "10.0.0.9", at=NOW)

        assert b"10.0.0.9" not in bytes(RateBucket.objects.get().key)

    def test_is_purged_when_it_ran_out(self):
        limits.take(HOUR, "a", at=NOW)

        assert limits.purge(at=NOW + timedelta(hours=2)) == 1


@pytest.mark.django_db(transaction=True)
class TestRace:
    def test_never_lets_more_through_than_allowed(self):
        def one(_turn):
            try:
                return limits.take(HOUR, "race", at=NOW).is_allowed
            finally:
                connection.close()

        with ThreadPoolExecutor(16) as pool:
            taken = list(pool.map(one, range(100)))

        assert taken.count(True) == 10

    def test_lets_a_code_through_once(self):
        user = colleague()

        def one(_turn):
            try:
                return sign_ins.use_code(user=user, code="123456", at=NOW)
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as pool:
            taken = list(pool.map(one, range(100)))

        assert taken.count(True) == 1

    def test_where_the_first_of_two_refuses_the_second_is_not_counted(self):
        code = Limit("code", 3, timedelta(hours=1))
        one = Limit("one", 2, timedelta(hours=1))

        taken = [
            limits.take_in_turn((one, "a"), (code, "card"), at=NOW)
            for _turn in range(5)
        ]
        others = [
            limits.take_in_turn((one, "b"), (code, "card"), at=NOW)
            for _turn in range(2)
        ]

        assert [first.is_allowed for first, _second in taken] == [True] * 2 + [
            False
        ] * 3
        assert [second is None for _first, second in taken] == [False] * 2 + [True] * 3
        assert [second.count for _first, second in others] == [3, 4]
        assert [second.is_allowed for _first, second in others] == [True, False]
        assert others[1][1].is_first_refusal
