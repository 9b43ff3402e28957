"""Sendings and limits over REST."""

import pytest
from django.urls import reverse

from antifraud.models import AlertLimit, AlertSending
from station.roles import Role
from tests.factories import (
    NOW,
    AlertFactory,
    AlertLimitFactory,
    AudienceFactory,
    CommunityFactory,
    PostFactory,
    SendingFactory,
    officer,
)
from tests.station.sign_in import just_signed_in

pytestmark = pytest.mark.django_db
HELD = {
    "status": "held",
    "held_by": "audience_cap",
    "held_figures": {"count": 3, "cap": 3, "days": 7},
}


@pytest.fixture
def alert(village):
    return AlertFactory(area=village, approved=True)


@pytest.fixture
def api(client, wang):
    just_signed_in(client, wang)
    return client


@pytest.fixture
def chief(client, village):
    person = officer(village)
    PostFactory(user=person, role=Role.STATION_CHIEF, area=village.parent)
    just_signed_in(client, person)
    return client


@pytest.fixture
def sending(alert, wang):
    def make(**facts):
        group = AudienceFactory(area=alert.area, owner=wang)
        return SendingFactory(alert=alert, audience=group, **facts)

    return make


def post(client, name, row, **data):
    url = reverse(f"api:{name}", args=[row.pk])
    data = {"version": row.version, **data}
    return client.post(url, data, content_type="application/json")


class TestSendings:
    def test_say_why_they_are_held(self, api, sending):
        row = sending(**HELD)

        found = api.get(reverse("api:alert-sendings-detail", args=[row.pk])).json()

        assert found["held_why"] == row.held_why
        assert found["audience"]["name"] == row.audience.name

    @pytest.mark.parametrize(
        ("state", "count"), [("held_back", 2), ("trouble", 1), ("to_hand", 1)]
    )
    def test_by_state(self, api, sending, state, count):
        sending(**HELD)
        sending(held_by="quiet_hours")
        sending(status="unsure")
        sending(status="to_hand")

        url = reverse("api:alert-sendings-list")
        found = api.get(url, {"state": state}).json()["results"]

        assert len(found) == count

    @pytest.mark.parametrize(
        ("step", "before", "after"),
        [
            ("hand-over", "to_hand", "sent"),
            ("try-again", "failed", "to_hand"),
            ("arrived", "unsure", "sent"),
            ("call-off", "to_hand", "cancelled"),
        ],
    )
    def test_steps(self, api, sending, step, before, after):
        row = sending(status=before)

        answer = post(api, f"alert-sendings-{step}", row)

        assert (answer.status_code, answer.json()["status"]) == (200, after)

    def test_override_with_a_reason(self, api, sending):
        row = sending(**HELD)

        assert post(api, "alert-sendings-override", row).status_code == 400
        answer = post(api, "alert-sendings-override", row, reason="当天两起")

        assert answer.json()["override_reason"] == "当天两起"

    def test_refused_is_409(self, api, sending):
        row = sending(status="sent", sent_at=NOW)

        answer = post(api, "alert-sendings-hand-over", row)

        assert answer.status_code == 409

    def test_out_of_scope_is_404(self, api):
        row = SendingFactory(audience=AudienceFactory(area=CommunityFactory()))

        assert post(api, "alert-sendings-hand-over", row).status_code == 404

    @pytest.mark.usefixtures("row_by_row")
    def test_many_at_once(self, api, sending):
        rows = [sending(status="to_hand") for _n in range(3)]
        sent = sending(status="sent", sent_at=NOW)
        url = reverse("api:alert-sendings-bulk")
        ids = [row.pk for row in [*rows, sent]]

        answer = api.post(
            url, {"action": "hand_over", "ids": ids}, content_type="application/json"
        ).json()

        assert (answer["done"], answer["refused"]) == (3, 1)
        assert AlertSending.objects.sent().count() == 4


class TestLimits:
    def test_an_area_sets_its_own(self, chief, village):
        url = reverse("api:alert-limits-list")
        data = {"area": village.pk, "audience_cap": 2, "quiet_from": "20:00"}

        answer = chief.post(url, data, content_type="application/json")

        assert answer.status_code == 201
        found = AlertLimit.objects.get(area=village)
        assert (found.audience_cap, found.person_cap) == (2, 4)

    def test_twice_is_not_taken(self, chief, village):
        AlertLimitFactory(area=village)
        url = reverse("api:alert-limits-list")

        answer = chief.post(url, {"area": village.pk}, content_type="application/json")

        assert answer.status_code == 412

    def test_changes_only_what_is_said(self, chief, village):
        row = AlertLimitFactory(area=village, audience_cap=5)
        url = reverse("api:alert-limits-detail", args=[row.pk])

        answer = chief.patch(
            url, {"version": 1, "person_cap": 9}, content_type="application/json"
        )

        assert answer.status_code == 200
        row.refresh_from_db()
        assert (row.audience_cap, row.person_cap) == (5, 9)

    def test_beyond_reason_is_refused(self, chief, village):
        url = reverse("api:alert-limits-list")
        data = {"area": village.pk, "quiet_from": "23:30"}

        answer = chief.post(url, data, content_type="application/json")

        assert answer.status_code in {400, 409}
        assert not AlertLimit.objects.exists()

    def test_taken_back(self, chief, village):
        row = AlertLimitFactory(area=village)

        assert post(chief, "alert-limits-drop", row).status_code == 204
        assert not AlertLimit.objects.exists()

    def test_an_officer_reads_them_only(self, api, village):
        row = AlertLimitFactory(area=village)

        assert api.get(reverse("api:alert-limits-list")).status_code == 200
        assert post(api, "alert-limits-drop", row).status_code in {403, 404}
