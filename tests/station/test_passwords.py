"""The rules of passwords, each broken once."""

from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse

from station.actions import passwords
from station.errors import RuleError
from station.hashers import StationArgon2PasswordHasher
from station.models import Event
from tests.factories import NOW, UserFactory, officer
from tests.station.sign_in import PASSWORD, colleague, is_in, sign_in

GOOD = "Lane-9 at dawn"


def codes(password, user=None) -> set[str]:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return {found.code for found in error.error_list}
    return set()


class TestDengbao:
    @pytest.mark.parametrize(
        "password",
        [GOOD, "correct Horse battery 7", "走街串巷 Zoujie-2026", "a1B" * 30],
    )
    def test_takes(self, password):
        assert codes(password) == set()

    @pytest.mark.parametrize(
        ("password", "code"),
        [
            ("Lane-7 dusk", "password_too_short"),
            ("lane at dusk again", "password_too_plain"),
            ("lanestodusk77", "password_too_plain"),
            ("Password2026!", "password_too_common"),
            ("P@ssw0rd!!2026", "password_too_common"),
            ("Fengqiao@2026", "password_too_common"),
            ("Paichusuo-110110", "password_too_common"),
            ("派出所-2026-2026A", "password_too_common"),
            ("x" * 257, "password_too_long"),
        ],
    )
    def test_refuses(self, password, code):
        assert code in codes(password)

    def test_names_everything_that_is_missing_at_once(self):
        assert codes("police") == {
            "password_too_short",
            "password_too_plain",
            "password_too_common",
        }

    @pytest.mark.parametrize(
        "password",
        ["Xy-062931 lane", "Xy-wangjianguo-1", "Xy-王建国 lane 7", "Xy-13900000001"],
    )
    def test_refuses_what_everybody_knows_of_the_person(self, password):
        user = UserFactory.build(badge_number="062931", name_sort="wang jian guo")

        assert "password_too_personal" in codes(password, user)


class TestAsvs:
    @pytest.fixture(autouse=True)
    def _profile(self, settings):
        settings.PASSWORD_PROFILE = "asvs"

    def test_takes_a_sentence_of_one_class(self):
        assert codes("we walk the lanes at dusk") == set()

    def test_refuses_short_and_listed_ones_all_the_same(self):
        assert codes("qwertyuiop12") == {"password_too_common"}
        assert codes("short") >= {"password_too_short"}

    @pytest.mark.django_db
    def test_never_asks_for_a_new_one_because_of_its_age(self):
        user = UserFactory(password_changed_at=NOW - timedelta(days=900))

        assert not passwords.is_due(user, at=NOW)


@pytest.mark.django_db
class TestHistory:
    def test_bars_the_last_five(self):
        user = colleague(password="Lane-0 at dusk")
        for turn in range(1, 6):
            passwords.change(
                user=user, password=f"Lane-{turn} at dusk", by=user, at=NOW
            )

        barred = [
            "password_used_before" in codes(f"Lane-{turn} at dusk", user)
            for turn in range(6)
        ]

        assert barred == [False, True, True, True, True, True]

    def test_keeps_no_more_than_it_needs(self):
        user = colleague()
        for turn in range(9):
            passwords.change(
                user=user, password=f"Lane-{turn} at dusk", by=user, at=NOW
            )

        assert user.old_passwords.count() == 5


@pytest.mark.django_db
class TestAge:
    @pytest.mark.parametrize(("days", "due"), [(89, False), (90, True)])
    def test_asks_for_a_new_one_after_ninety_days(self, days, due):
        user = UserFactory(password_changed_at=NOW - timedelta(days=days))

        assert passwords.is_due(user, at=NOW) is due

    def test_sends_to_the_change_before_any_other_page(self, client):
        user = colleague(password_changed_at=NOW - timedelta(days=900))
        client.force_login(user)

        response = client.get("/areas/?q=1")

        assert response.status_code == 302
        assert response["Location"] == "/accounts/password/?next=%2Fareas%2F%3Fq%3D1"

    def test_tells_a_program_in_its_own_way(self, client):
        client.force_login(colleague(must_change_password=True))

        response = client.get("/api/v1/areas/")

        assert response.status_code == 403
        assert response["Content-Type"] == "application/problem+json"


@pytest.mark.django_db
class TestOneTimePassword:
    def test_keeps_the_rules_of_every_profile(self):
        assert all(codes(passwords.one_time_password()) == set() for _turn in range(50))

    def test_opens_nothing_but_the_change(self, client):
        user = colleague()
        password = passwords.issue(user=user, by=officer(), at=NOW)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(passwords, "has_run_out", lambda *_a, **_k: False)
            sign_in(client, user.badge_number, password)

        assert is_in(client)
        assert client.get("/").status_code == 302

        client.post(
            reverse("account_change_password"),
            {"oldpassword": password, "password1": GOOD, "password2": GOOD},
        )

        assert client.get("/").status_code == 200

    def test_is_written_down_without_the_password(self):
        user = colleague()
        passwords.issue(user=user, by=officer(), at=NOW)

        event = Event.objects.get(kind="user.password_issued")
        assert event.changes == {}

    def test_is_never_issued_to_oneself(self):
        user = colleague()

        with pytest.raises(RuleError):
            passwords.issue(user=user, by=user, at=NOW)


@pytest.mark.django_db
class TestChange:
    def test_needs_the_present_password(self, client):
        user = colleague()
        client.force_login(user)

        client.post(
            reverse("account_change_password"),
            {"oldpassword": "wrong", "password1": GOOD + "!", "password2": GOOD + "!"},
        )

        user.refresh_from_db()
        assert user.check_password(PASSWORD)


class TestHashing:
    def test_costs_what_was_decided(self):
        hasher = StationArgon2PasswordHasher()

        encoded = hasher.encode("x", hasher.salt())

        assert "$argon2id$v=19$m=19456,t=2,p=1$" in encoded
        assert hasher.verify("x", encoded)

    def test_lets_only_four_hash_at_once(self):
        import threading

        from station import hashers

        running, most = [], []

        class Slow(StationArgon2PasswordHasher):
            def _verify(self, *given):
                running.append(1)
                most.append(len(running))
                threading.Event().wait(0.02)
                running.pop()
                return True

        threads = [
            threading.Thread(target=Slow().verify, args=("x", "y"))
            for _turn in range(12)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert max(most) <= hashers.AT_ONCE == 4
