"""Matters that lie with another office: its own clock, and ours that stands."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from households.actions import messages, referrals
from households.models import Message, Referral
from households.notices import referrals as referral_notices
from station.errors import RuleError, StaleVersion
from tests.factories import NOW, CommunityFactory, OfficeFactory, officer, person
from tests.households.inbox import card_of, office_of, received, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def card(village, wang):
    return card_of(village, wang)


@pytest.fixture
def chief(village):
    return person("station_chief", village.parent.parent)


@pytest.fixture
def office(village):
    return office_of(village, title="镇司法所", usual_days=5)


def refer(message, office, by, **values):
    known = {"asked": "请调解地埂纠纷", "at": NOW} | values
    return referrals.refer(message=message, office=office, by=by, **known)


class TestRefer:
    def test_stops_our_clock_and_starts_theirs(self, card, wang, office):
        message = received(card)
        referral = refer(message, office, wang)

        message.refresh_from_db()
        assert (message.status, message.stopped_at) == ("referred", NOW)
        assert referral.due_at == datetime(2026, 11, 27, 10, tzinfo=UTC)

    def test_lies_sealed_in_the_database(self, card, wang, office):
        refer(received(card), office, wang)

        raw = Referral.objects.extra(select={"raw": "asked"}).values_list("raw").get()
        assert raw[0].startswith("v1$")

    def test_of_a_foreign_station_is_refused(self, card, wang):
        with pytest.raises(RuleError):
            refer(received(card), OfficeFactory(), wang)

    def test_to_an_office_no_longer_in_use_is_refused(self, card, wang, village):
        with pytest.raises(RuleError):
            refer(received(card), office_of(village, is_active=False), wang)

    def test_is_refused_twice_and_the_database_agrees(self, card, wang, office):
        message = received(card)
        referral = refer(message, office, wang)
        with pytest.raises(RuleError):
            refer(message, office, wang)
        referral.pk = None
        referral.row_key = message.row_key
        with pytest.raises(IntegrityError), transaction.atomic():
            referral.save(force_insert=True)

    def test_late_is_told_to_owner_and_chief(self, card, wang, chief, office):
        referral = refer(received(card), office, wang)

        found = told(referral.due_at)
        assert ("referral.late", wang.badge_number) in found
        assert ("referral.late", chief.badge_number) in found

    def test_stands_on_the_owners_day_when_it_is_nearly_due(self, card, wang, office):
        referral = refer(received(card), office, wang)

        assert list(referral_notices.owed(wang, NOW)) == []
        item = next(referral_notices.owed(wang, referral.due_at))
        assert "镇司法所" in item.title

    def test_stands_on_the_chiefs_day_once_it_is_late(self, card, wang, chief, office):
        referral = refer(received(card), office, wang)
        late = referral.due_at + timedelta(minutes=1)

        assert list(referral_notices.owed(chief, referral.due_at)) == []
        assert len(list(referral_notices.owed(chief, late))) == 1


class TestAnswer:
    def test_brings_it_back_with_the_time_that_was_left(self, card, wang, office):
        message = received(card)
        referral = refer(message, office, wang)
        back = NOW + timedelta(days=5)  # Wednesday
        referrals.record_answer(referral=referral, text="已调解", by=wang, at=back)

        message.refresh_from_db()
        assert message.status == "new"
        assert message.due_at == datetime(2026, 11, 30, 10, tzinfo=UTC)

    def test_tells_the_owner_when_somebody_else_wrote_it_down(
        self, card, wang, chief, office
    ):
        referral = refer(received(card), office, wang)
        referrals.record_answer(referral=referral, text="已调解", by=chief, at=NOW)

        assert ("message.came_back", wang.badge_number) in told(NOW)

    def test_is_refused_twice_empty_and_stale(self, card, wang, office):
        referral = refer(received(card), office, wang)
        with pytest.raises(RuleError):
            referrals.record_answer(referral=referral, text=" ", by=wang, at=NOW)
        with pytest.raises(StaleVersion):
            referrals.record_answer(
                referral=referral, text="x", by=wang, at=NOW, version=9
            )
        referrals.record_answer(referral=referral, text="已调解", by=wang, at=NOW)
        with pytest.raises(RuleError):
            referrals.withdraw(referral=referral, reason="x", by=wang, at=NOW)

    def test_falls_silent_once_it_came(self, card, wang, chief, office):
        referral = refer(received(card), office, wang)
        referrals.record_answer(referral=referral, text="已调解", by=wang, at=NOW)

        kinds = {kind for kind, _who in told(referral.due_at + timedelta(days=9))}
        assert "referral.late" not in kinds


class TestWhileAway:
    def test_cannot_be_answered(self, card, wang, office):
        message = received(card)
        refer(message, office, wang)

        with pytest.raises(RuleError) as refused:
            messages.answer(message=message, by=wang, text="好", at=NOW)
        assert refused.value.code == "referred"

    def test_closes_only_with_a_reason_and_takes_it_back(self, card, wang, office):
        message = received(card)
        referral = refer(message, office, wang)
        with pytest.raises(RuleError):
            messages.close(message=message, by=wang, at=NOW)
        messages.close(message=message, by=wang, at=NOW, reason="本人撤回")

        referral.refresh_from_db()
        assert referral.status == "withdrawn"
        assert Message.objects.get().status == "closed"

    def test_can_be_taken_back(self, card, wang, office):
        referral = refer(received(card), office, wang)
        referrals.withdraw(referral=referral, reason="送错了", by=wang, at=NOW)

        assert Message.objects.get().status == "new"


class TestPages:
    def post(self, client, name, pk, **values):
        return client.post(reverse(f"inbox:{name}", args=[pk]), values)

    def test_the_whole_way(self, card, signed_in, office, time_machine):
        time_machine.move_to(NOW, tick=False)
        message = received(card)
        asked = {"version": 1, "office": office.pk, "asked": "请调解"}
        assert self.post(signed_in, "refer", message.pk, **asked).status_code == 302
        page = signed_in.get(message.get_absolute_url()).content.decode()
        assert "镇司法所" in page

        referral = Referral.objects.get()
        values = {"version": 1, "text": "已调解好"}
        answered = self.post(signed_in, "referral_answer", referral.pk, **values)

        assert answered.status_code == 302
        assert Message.objects.get().status == "new"
        assert "已调解好" in signed_in.get(message.get_absolute_url()).content.decode()

    def test_offer_only_the_stations_offices(self, card, signed_in, office):
        OfficeFactory(title="外县司法所")
        url = reverse("inbox:refer", args=[received(card).pk])
        form = signed_in.get(url).context["form"]

        assert list(form.fields["office"].queryset) == [office]

    def test_are_not_there_out_of_scope(self, card, wang, office, client):
        referral = refer(received(card), office, wang)
        client.force_login(officer(CommunityFactory()))

        for name in ("referral_answer", "referral_withdraw"):
            assert (
                client.get(reverse(f"inbox:{name}", args=[referral.pk])).status_code
                == 404
            )


class TestManage:
    def test_the_chief_sets_limits_hours_and_offices(self, village, chief, client):
        station = village.parent.parent
        client.force_login(chief)
        limit = {
            "amount": 4,
            "unit": "hours",
            "chief_after": 2,
            "reopen_days": 5,
            "reopen_times": 1,
        }
        hours = {
            "morning_from": "08:00",
            "morning_until": "12:00",
            "afternoon_from": "15:00",
            "afternoon_until": "18:30",
        }
        office = {
            "station": station.pk,
            "kind": "village",
            "title": "天城村委会",
            "line": "0936-1234567",
            "usual_days": 3,
        }

        for name, args, body in (
            ("limit_edit", [station.pk, "question"], limit),
            ("hours_edit", [station.pk], hours),
            ("office_create", [], office),
        ):
            url = reverse(f"inbox_manage:{name}", args=args)
            assert client.get(url).status_code == 200
            assert client.post(url, body).status_code == 302, name

        page = client.get(reverse("inbox_manage:limits")).content.decode()
        assert "15:00–18:30" in page
        assert "天城村委会" in page

    def test_hours_out_of_order_are_refused(self, village, chief, client):
        client.force_login(chief)
        url = reverse("inbox_manage:hours_edit", args=[village.parent.parent.pk])
        body = {
            "morning_from": "12:00",
            "morning_until": "08:00",
            "afternoon_from": "15:00",
            "afternoon_until": "18:30",
        }

        assert client.post(url, body).context["form"].errors

    def test_an_officer_reads_but_does_not_set(self, village, signed_in):
        station = village.parent.parent
        assert signed_in.get(reverse("inbox_manage:limits")).status_code == 200
        url = reverse("inbox_manage:limit_edit", args=[station.pk, "tip"])
        assert signed_in.get(url).status_code == 404

    def test_two_offices_of_one_name_are_refused(self, village, chief, client):
        office_of(village, title="12345")
        client.force_login(chief)
        body = {
            "station": village.parent.parent.pk,
            "kind": "hotline",
            "title": "12345",
            "usual_days": 5,
        }
        url = reverse("inbox_manage:office_create")

        assert client.post(url, body).context["form"].errors
