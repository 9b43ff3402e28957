"""The Django admin: a look for system administrators, for nobody else, changing nothing."""

import pytest
from django.contrib import admin

from station.models import Reminder
from station.roles import Role
from tests.factories import NOW, person
from tests.station.test_mfa import SECRET, protected

pytestmark = pytest.mark.django_db
PAGES = ["", "station/user/", "station/heartbeat/", "station/reminder/"]


@pytest.mark.parametrize("page", PAGES)
class TestAdmin:
    def test_opens_for_system_administrators(self, client, page):
        client.force_login(person("system_admin"))

        assert client.get(f"/admin/{page}").status_code == 200

    @pytest.mark.parametrize("role", [r for r in Role if r != Role.SYSTEM_ADMIN])
    def test_is_not_there_for_others(self, client, page, role):
        client.force_login(person(role))

        assert client.get(f"/admin/{page}", follow=True).status_code == 404

    def test_sends_strangers_to_our_own_door(self, client, page):
        response = client.get(f"/admin/{page}", follow=True)

        assert response.request["PATH_INFO"] == "/accounts/login/"


class TestShown:
    def test_are_the_accounts_and_the_state_of_the_system(self):
        shown = {model._meta.label for model in admin.site._registry}

        assert shown == {"station.User", "station.Heartbeat", "station.Reminder"}

    @pytest.mark.parametrize("model", ["mfa/authenticator", "auth/group"])
    def test_is_no_page_of_what_others_ship(self, client, model):
        client.force_login(person("system_admin"))

        assert client.get(f"/admin/{model}/").status_code == 404

    def test_is_no_secret_of_a_second_factor(self, client):
        user = protected()
        client.force_login(person("system_admin"))
        sealed = user.authenticator_set.get().data["secret"]

        for path in ("", "station/user/", f"station/user/{user.pk}/change/"):
            page = client.get(f"/admin/{path}").content.decode()
            assert SECRET not in page
            assert sealed not in page


class TestNothing:
    def test_can_be_changed(self, client):
        user = person("system_admin")
        client.force_login(user)
        for path in (
            f"station/user/{user.pk}/delete/",
            "station/user/add/",
            "station/heartbeat/add/",
        ):
            assert client.get(f"/admin/{path}").status_code == 403

        client.post(f"/admin/station/user/{user.pk}/change/", {"name": "x"})

        user.refresh_from_db()
        assert user.name == "王建国"

    def test_of_what_a_reminder_is_about_is_shown(self, client):
        client.force_login(person("system_admin"))
        found = Reminder.objects.create(
            kind="follow_up.due",
            subject="households.followup:4711",
            due_at=NOW,
            dedupe_key="x",
        )

        page = client.get("/admin/station/reminder/")
        record = client.get(f"/admin/station/reminder/{found.pk}/change/")

        assert "follow_up.due" in page.content.decode()
        assert "4711" not in page.content.decode()
        assert record.status_code == 404

    def test_of_the_password_is_shown(self, client):
        user = person("system_admin")
        user.set_password("Lane-7 at dusk")
        user.save()
        client.force_login(user)

        page = client.get(f"/admin/station/user/{user.pk}/change/")

        assert "md5$" not in page.content.decode()
