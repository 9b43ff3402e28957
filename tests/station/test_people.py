"""Accounts and the pages of people: for the chief, within the station."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from station.actions import users
from station.errors import RuleError, StaleVersion
from station.models import Event, OpenSession, Post, User
from tests.factories import (
    NOW,
    CommunityFactory,
    CountyFactory,
    StationFactory,
    UserFactory,
    officer,
    person,
)
from tests.station.sign_in import PASSWORD, colleague, is_in, just_signed_in, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(village):
    return person("station_chief", village.parent.parent)


@pytest.fixture
def stranger():
    """The officer of another station."""
    return officer(CommunityFactory())


class TestCreate:
    def test_gives_an_account_without_rights_and_a_password_for_once(self, chief):
        user, password = users.create(
            badge_number=" jh001 ", name="李 雷", by=chief, at=NOW
        )

        assert (user.badge_number, user.name, user.name_sort) == (
            "JH001",
            "李雷",
            "li lei",
        )
        assert user.check_password(password)
        assert user.must_change_password
        assert user.rights.posts == []
        assert Event.objects.get(kind="user.created").actor == chief

    def test_refuses_a_badge_number_twice(self, chief):
        UserFactory(badge_number="JH001")

        with pytest.raises(RuleError, match="JH001"):
            users.create(badge_number="jh001", name="李雷", by=chief, at=NOW)

    @pytest.mark.parametrize("badge", ["", "1", "张三", "a b", "x" * 25, "<b>"])
    def test_refuses_what_is_no_badge_number(self, chief, badge):
        with pytest.raises(RuleError):
            users.create(badge_number=badge, name="李雷", by=chief, at=NOW)

    def test_leaves_nothing_when_the_first_post_is_refused(self, chief, stranger):
        post = {
            "role": "community_officer",
            "area": stranger.home_area,
            "from_on": NOW.date(),
        }

        with pytest.raises(RuleError):
            users.create(
                badge_number="JH001", name="李雷", by=chief, at=NOW, first_post=post
            )

        assert not User.objects.filter(badge_number="JH001").exists()

    def test_of_a_machine_gives_no_password(self, chief):
        user, password = users.create(
            badge_number="API-1", name="统计", by=chief, at=NOW, is_service=True
        )

        assert password == ""
        assert not user.has_usable_password()


class TestEdit:
    def test_keeps_the_change_and_not_the_values_in_the_event(self, chief, wang):
        users.edit(user=wang, version=1, by=chief, at=NOW, phone="13900000009")

        wang.refresh_from_db()
        assert wang.phone == "13900000009"
        assert Event.objects.get(kind="user.edited").changes == {"phone": None}

    def test_tells_who_saves_late(self, chief, wang):
        users.edit(user=wang, version=1, by=chief, at=NOW, phone="1")

        with pytest.raises(StaleVersion):
            users.edit(user=wang, version=1, by=chief, at=NOW, phone="2")

    def test_ends_at_the_border_of_the_station(self, chief, stranger):
        with pytest.raises(RuleError):
            users.edit(user=stranger, version=1, by=chief, at=NOW, phone="1")

    def test_of_rights_by_ones_own_page_is_impossible(self, client, wang):
        client.force_login(wang)

        client.post(
            reverse("station:me"),
            {
                "version": 1,
                "theme": "dark",
                "phone": "110",
                "is_active": "",
                "badge_number": "HACK",
                "name": "局长",
                "is_service": "on",
            },
        )

        wang.refresh_from_db()
        assert (wang.theme, wang.phone) == ("dark", "110")
        assert (wang.is_active, wang.is_service, wang.name) == (True, False, "王建国")
        assert wang.badge_number != "HACK"


class TestDisable:
    def test_ends_sessions_at_once(self, client, chief, village):
        user = colleague(village)
        sign_in(client, user.badge_number)

        users.disable(user=user, by=chief, at=NOW)

        assert client.get("/").status_code == 302
        assert not OpenSession.objects.filter(user=user).exists()

    def test_of_oneself_is_refused(self, chief):
        with pytest.raises(RuleError):
            users.disable(user=chief, by=chief, at=NOW)

    def test_of_a_stranger_is_refused(self, chief, stranger):
        with pytest.raises(RuleError):
            users.disable(user=stranger, by=chief, at=NOW)

    def test_and_enable_work_once(self, chief, wang):
        users.disable(user=wang, by=chief, at=NOW)
        with pytest.raises(RuleError):
            users.disable(user=wang, by=chief, at=NOW)

        users.enable(user=wang, by=chief, at=NOW)

        wang.refresh_from_db()
        assert wang.is_active

    def test_is_not_for_officers(self, wang, village):
        other = officer(village)

        with pytest.raises(RuleError):
            users.disable(user=other, by=wang, at=NOW)


class TestPages:
    @pytest.fixture(autouse=True)
    def _signed_in(self, client, chief):
        just_signed_in(client, chief)

    def test_list_the_people_of_the_station_only(self, client, wang, stranger):
        page = client.get(reverse("station:person_list"))

        people = set(page.context["page"].rows)
        assert wang in people
        assert stranger not in people

    def test_do_not_exist_for_a_stranger(self, client, stranger):
        assert client.get(stranger.get_absolute_url()).status_code == 404
        for name in ("person_edit", "person_lock", "person_password", "person_factor"):
            url = reverse(f"station:{name}", args=[stranger.pk])
            entries = {"version": 1, "name": "x"}
            assert client.get(url).status_code == 404
            assert client.post(url, entries).status_code == 404

    def test_show_the_one_time_password_once(self, client, village):
        response = client.post(
            reverse("station:person_create"),
            {
                "badge_number": "JH002",
                "name": "韩梅梅",
                "role": "auxiliary_officer",
                "area": village.pk,
                "from_on": "2026-11-01",
            },
        )

        user = User.objects.get(badge_number="JH002")
        password = response.context["password"]
        assert user.check_password(password)
        assert password in response.content.decode()
        assert response["Cache-Control"] == "no-store"
        assert Post.objects.get(user=user).area == village
        again = client.get(user.get_absolute_url())
        assert password not in again.content.decode()

    def test_never_offer_a_role_the_chief_cannot_give(self, client, village):
        response = client.post(
            reverse("station:person_create"),
            {
                "badge_number": "JH003",
                "name": "韩梅梅",
                "role": "station_chief",
                "area": village.parent.parent.pk,
                "from_on": "2026-11-01",
            },
        )

        assert "role" in response.context["form"].errors
        assert not User.objects.filter(badge_number="JH003").exists()

    def test_never_offer_an_area_of_another_station(self, client):
        other = CommunityFactory()

        response = client.post(
            reverse("station:person_create"),
            {
                "badge_number": "JH004",
                "name": "韩梅梅",
                "role": "volunteer",
                "area": other.pk,
                "from_on": "2026-11-01",
            },
        )

        assert "area" in response.context["form"].errors

    def test_open_for_a_colleague(self, client, village):
        user = officer(village)
        names = (
            "user_detail",
            "person_edit",
            "person_lock",
            "person_unlock",
            "person_password",
            "person_factor",
        )
        for name in names:
            url = reverse(f"station:{name}", args=[user.pk])
            assert client.get(url).status_code == 200, name

    def test_lock_and_unlock(self, client, wang):
        client.post(reverse("station:person_lock", args=[wang.pk]), {"reason": "调离"})
        wang.refresh_from_db()
        assert not wang.is_active

        client.post(reverse("station:person_unlock", args=[wang.pk]))

        wang.refresh_from_db()
        assert wang.is_active

    def test_hand_over_a_new_password(self, client, village):
        user = colleague(village)

        response = client.post(reverse("station:person_password", args=[user.pk]))

        client.logout()
        sign_in(client, user.badge_number, response.context["password"])
        assert is_in(client)

    def test_a_double_tap_shows_the_same_password(self, client, village):
        user = colleague(village)
        url = reverse("station:person_password", args=[user.pk])
        key = client.get(url).context["form"]["once"].value()

        shown = [
            client.post(url, {"once": key}).context["password"] for _tap in range(2)
        ]

        user.refresh_from_db()
        assert shown[0] == shown[1]
        assert user.check_password(shown[1])

    def test_ask_again_who_it_is(self, chief, wang):
        chief.set_password(PASSWORD)
        chief.save()
        client = Client()
        client.force_login(chief)

        response = client.post(reverse("station:person_lock", args=[wang.pk]))

        assert response["Location"].startswith(reverse("account_reauthenticate"))
        wang.refresh_from_db()
        assert wang.is_active

    def test_number_of_queries_does_not_grow(self, client, village):
        def queries() -> int:
            with CaptureQueriesContext(
                connection,
            ) as found:
                client.get(reverse("station:person_list"))
            return len(found)

        officer(village)
        queries()
        few = queries()
        for _turn in range(12):
            officer(village)

        assert queries() == few


class TestWhoElse:
    def test_system_admin_makes_accounts_without_a_post(self, client):
        admin = person("system_admin", StationFactory())
        just_signed_in(client, admin)

        response = client.post(
            reverse("station:person_create"), {"badge_number": "SYS2", "name": "赵"}
        )

        user = User.objects.get(badge_number="SYS2")
        assert response.status_code == 200
        assert not user.posts.exists()
        assert client.get(reverse("station:post_create")).status_code == 404

    def test_officers_see_colleagues_and_change_nothing(self, client, wang, village):
        other = officer(village)
        just_signed_in(client, wang)

        assert client.get(other.get_absolute_url()).status_code == 200
        for name in ("person_edit", "person_lock", "person_password"):
            url = reverse(f"station:{name}", args=[other.pk])
            assert client.post(url).status_code == 404

    def test_supervisor_sees_the_county(self, client, wang, village):
        supervisor = person("county_supervisor", village.parent.parent.parent)
        just_signed_in(client, supervisor)

        assert client.get(wang.get_absolute_url()).status_code == 200

    def test_supervisor_of_another_county_does_not(self, client, wang):
        just_signed_in(client, person("county_supervisor", CountyFactory()))

        assert client.get(wang.get_absolute_url()).status_code == 404


class TestMe:
    def test_shows_sign_ins_devices_and_sessions(self, client, village):
        user = colleague(village)
        sign_in(client, user.badge_number)

        page = client.get(reverse("station:sign_ins"))

        assert [row.outcome for row in page.context["page"].rows] == ["ok"]
        assert len(page.context["sessions"]) == len(page.context["devices"]) == 1

    def test_shows_nobody_elses(self, client, village):
        sign_in(client, colleague(village).badge_number)
        client.post(reverse("account_logout"))
        other = colleague(village)
        sign_in(client, other.badge_number)

        page = client.get(reverse("station:sign_ins"))

        assert {row.user_id for row in page.context["page"].rows} == {other.pk}

    def test_ends_another_session_and_nobody_elses(self, client, village):
        user = colleague(village)
        phone, strange = Client(), Client()
        sign_in(client, user.badge_number)
        sign_in(phone, user.badge_number)
        sign_in(strange, colleague(village).badge_number)
        mine, other, stranger = (
            OpenSession.objects.get(session_key=one.session.session_key)
            for one in (client, phone, strange)
        )

        url = reverse("station:session_end", args=[other.pk])
        assert client.post(url).status_code == 302
        url = reverse("station:session_end", args=[stranger.pk])
        assert client.post(url).status_code == 404

        assert phone.get("/").status_code == 302
        assert strange.get("/").status_code == 200
        assert OpenSession.objects.filter(pk=mine.pk).exists()

    def test_forgets_a_device(self, client, village):
        user = colleague(village)
        sign_in(client, user.badge_number)

        client.post(
            reverse("station:device_forget", args=[user.known_devices.get().pk])
        )

        assert not user.known_devices.exists()

    def test_keeps_the_language_on_this_device(self, client, wang):
        client.force_login(wang)

        response = client.post(
            reverse("station:me"), {"version": 1, "theme": "auto", "language": "en"}
        )

        assert response.cookies["django_language"].value == "en"

    def test_rights_open_for_every_role(self, client, wang):
        client.force_login(wang)

        assert client.get(reverse("station:rights")).status_code == 200
        assert client.get(reverse("station:rights") + "?all=1").status_code == 200
