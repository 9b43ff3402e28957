"""The pages of sendings and limits: what is shown, offered and done."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from antifraud.actions import sendings as actions
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
HOOK = {"channel": "work_chat", "address": "https://hook.example/1"}
HELD = {
    "status": "held",
    "held_by": "audience_cap",
    "held_figures": {"count": 3, "cap": 3, "days": 7},
}


@pytest.fixture
def alert(village):
    return AlertFactory(area=village, approved=True)


@pytest.fixture
def signed(client, wang):
    client.cookies["django_language"] = "en"
    just_signed_in(client, wang)
    return client


@pytest.fixture
def sending(alert, wang):
    def make(**facts):
        place = facts.pop("area", alert.area)
        hook = HOOK if facts.pop("by_machine", False) else {}
        group = AudienceFactory(area=place, owner=wang, **hook)
        return SendingFactory(alert=alert, audience=group, **facts)

    return make


def page(client, name, *args, **query):
    answer = client.get(reverse(f"antifraud:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def press(client, name, row, **data):
    url = reverse(f"antifraud:{name}", args=[row.pk])
    return client.post(url, {"version": row.version, **data})


class TestList:
    def test_held_back_shows_its_figures(self, signed, sending):
        row = sending(**HELD)
        other = sending(status="to_hand")

        html = page(signed, "sending_list", state="held_back")

        assert row.audience.name in html
        assert row.held_why in html
        assert other.audience.name not in html

    def test_trouble_holds_what_a_person_decides(self, signed, sending):
        failed, unsure = sending(status="failed"), sending(status="unsure")
        sending(status="to_hand")

        html = page(signed, "sending_list", state="trouble")

        assert failed.audience.name in html
        assert unsure.audience.name in html
        assert html.count("fq-cell-title") == 2

    def test_of_one_alert(self, signed, alert, sending):
        row = sending()
        other = SendingFactory(
            alert=AlertFactory(area=alert.area, approved=True),
            audience=AudienceFactory(area=alert.area),
        )

        html = page(signed, "sending_list", alert=alert.pk)

        assert row.audience.name in html
        assert other.audience.name not in html

    def test_other_stations_stay_hidden(self, signed, sending):
        row = sending(area=CommunityFactory())

        assert row.audience.name not in page(signed, "sending_list")

    def test_asks_as_often_for_many(self, signed, sending):
        def asked():
            with CaptureQueriesContext(connection) as queries:
                signed.get(reverse("antifraud:sending_list"))
            return len(queries)

        sending(**HELD)
        sending(status="to_hand")
        asked()
        few = asked()
        for _n in range(10):
            sending(status="unsure")

        assert asked() <= few

    def test_becomes_a_workbook(self, signed, sending):
        sending(**HELD)

        answer = signed.get(reverse("antifraud:sending_export"))

        assert answer.status_code == 200
        assert "sheet" in answer.headers["Content-Type"]


class TestSending:
    def test_held_offers_to_send_all_the_same(self, signed, sending):
        row = sending(**HELD)

        html = page(signed, "sending_detail", row.pk)

        assert row.held_why in html
        assert reverse("antifraud:sending_override", args=[row.pk]) in html

    def test_not_when_the_alert_is_withdrawn(self, signed, alert, sending):
        row = sending(**HELD)
        type(alert).objects.update(status="withdrawn", withdrawn_at=NOW)

        html = page(signed, "sending_detail", row.pk)

        assert reverse("antifraud:sending_override", args=[row.pk]) not in html

    def test_override_asks_why(self, signed, sending):
        row = sending(**HELD, by_machine=True)

        assert press(signed, "sending_override", row, reason="").status_code == 200
        answer = press(signed, "sending_override", row, reason="当天两起")

        assert answer.status_code == 302
        row.refresh_from_db()
        assert (row.status, row.override_reason) == ("planned", "当天两起")

    def test_stale_is_told(self, signed, sending):
        row = sending(**HELD, by_machine=True)
        AlertSending.objects.update(version=9)

        answer = press(signed, "sending_override", row, reason="当天两起")

        assert answer.status_code == 409

    @pytest.mark.parametrize(
        ("name", "before", "after"),
        [
            ("sending_try_again", "failed", "planned"),
            ("sending_arrived", "unsure", "sent"),
            ("sending_call_off", "failed", "cancelled"),
        ],
    )
    def test_steps_in_trouble(self, signed, sending, name, before, after):
        row = sending(status=before, by_machine=True)
        html = page(signed, "sending_detail", row.pk)
        assert reverse(f"antifraud:{name}", args=[row.pk]) in html

        press(signed, name, row)

        row.refresh_from_db()
        assert row.status == after

    def test_somebody_who_may_not_send_is_offered_nothing(
        self, client, village, sending
    ):
        row = sending(status="failed")
        other = officer(CommunityFactory(parent=village.parent))
        client.cookies["django_language"] = "en"
        just_signed_in(client, other)

        html = page(client, "sending_detail", row.pk)

        assert reverse("antifraud:sending_try_again", args=[row.pk]) not in html


class TestHandOver:
    def test_gives_the_text_with_the_groups_own_link(self, signed, alert, sending):
        row = sending(status="to_hand")

        html = page(signed, "alert_hand_over", alert.pk)

        assert f"/a/{row.link}/" in html
        assert row.audience.name in html

    def test_one_tap_and_on_to_the_next(self, signed, alert, sending, wang):
        row = sending(status="to_hand")
        left = sending(status="to_hand")

        answer = signed.post(reverse("antifraud:sending_handed_over", args=[row.pk]))

        assert answer.url == reverse("antifraud:alert_hand_over", args=[alert.pk])
        row.refresh_from_db()
        assert (row.status, row.handed_by) == ("sent", wang)
        html = page(signed, "alert_hand_over", alert.pk)
        assert left.audience.name in html
        assert row.audience.name not in html

    def test_says_when_nothing_is_left(self, signed, alert, sending):
        sending(status="sent", sent_at=NOW)

        html = page(signed, "alert_hand_over", alert.pk)

        assert "Nothing waits to be handed over" in html

    def test_of_elsewhere_is_not_there(self, signed):
        row = SendingFactory()

        answer = signed.get(reverse("antifraud:alert_hand_over", args=[row.alert_id]))

        assert answer.status_code == 404

    def test_as_many_queries_for_many(
        self, signed, alert, sending, django_assert_max_num_queries
    ):
        for _n in range(12):
            sending(status="to_hand")
        url = reverse("antifraud:alert_hand_over", args=[alert.pk])
        signed.get(url)

        with django_assert_max_num_queries(20):
            signed.get(url)


class TestPanels:
    def test_the_alerts_page_tells_what_is_held(self, signed, alert, sending):
        row = sending(**HELD)
        sending(status="to_hand")

        html = page(signed, "alert_detail", alert.pk)

        assert row.held_why in html
        assert reverse("antifraud:alert_hand_over", args=[alert.pk]) in html

    def test_before_it_is_let_go_what_would_be(self, signed, village, wang):
        draft = AlertFactory(area=village, status="draft", written_by=wang)
        group = AudienceFactory(area=village, owner=wang)
        draft.audiences.add(group)
        for _n in range(3):
            SendingFactory(
                audience=group,
                status="sent",
                sent_at=timezone.now() - timedelta(hours=2),
            )

        shown = actions.forecast(alert=draft, at=timezone.now())
        html = page(signed, "alert_detail", draft.pk)

        assert [verdict.held_by for _row, verdict in shown] == ["audience_cap"]
        assert group.name in html

    def test_the_groups_page_tells_what_it_may_still_hear(self, signed, village, wang):
        group = AudienceFactory(area=village, owner=wang, **HOOK)
        AlertLimitFactory(area=village, audience_cap=7)

        html = page(signed, "audience_detail", group.pk)

        assert "0 of 7 alerts within 7 days" in html


class TestWork:
    def test_my_day_has_it_once_an_alert(self, signed, alert, sending):
        sending(status="to_hand")
        sending(status="to_hand")

        html = signed.get("/").content.decode()

        assert html.count(reverse("antifraud:alert_hand_over", args=[alert.pk])) >= 1


class TestLimits:
    @pytest.fixture
    def chief(self, client, village):
        client.cookies["django_language"] = "en"
        person = officer(village)
        station = village.parent
        PostFactory(user=person, role=Role.STATION_CHIEF, area=station)
        just_signed_in(client, person)
        return client

    FACTS = {
        "audience_cap": 2, "person_cap": 3, "period_days": 7,
        "quiet_from": "20:00", "quiet_until": "08:30",
    }  # fmt: skip

    def test_the_chief_sets_them(self, chief, village):
        url = reverse("antifraud:alert_limits_edit", args=[village.pk])

        answer = chief.post(url, {"version": 0, **self.FACTS})

        assert answer.status_code == 302
        row = AlertLimit.objects.get(area=village)
        assert (row.audience_cap, row.quiet_from) == (2, time(20))

    def test_the_night_cannot_shrink(self, chief, village):
        url = reverse("antifraud:alert_limits_edit", args=[village.pk])

        answer = chief.post(url, {"version": 0, **self.FACTS, "quiet_from": "23:30"})

        assert answer.status_code == 200
        assert not AlertLimit.objects.exists()

    def test_taken_back_what_holds_above_holds_again(self, chief, village):
        row = AlertLimitFactory(area=village)
        url = reverse("antifraud:alert_limits_drop", args=[village.pk])

        chief.post(url, {"version": row.version})

        assert not AlertLimit.objects.exists()

    def test_what_holds_from_above_is_shown(self, signed, village):
        AlertLimitFactory(area=village.parent, audience_cap=9)

        html = page(signed, "alert_limits")

        assert village.parent.name in html
