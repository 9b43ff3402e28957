"""Whole phone numbers over REST: for a purpose, written down, within the scope."""

from datetime import date

import pytest

from station.models import AccessRecord
from station.roles import Role
from tests import factories as make

pytestmark = pytest.mark.django_db
PHONE = "13812345678"
LOOK = {"purpose": "service", "reason": "回访"}


def unit(village):
    return make.UnitFactory(address__community=village, contact_phone=PHONE), {}


def contact(village):
    return make.LiaisonContactFactory(area=village, phone=PHONE), {}


def alliance(village):
    found = make.AllianceFactory(area=village)
    member = make.AllianceMemberFactory(alliance=found, phone=PHONE)
    return found, {"member": member.pk}


def plan(village, **child):
    resident = make.ResidentFactory(
        household=make.HouseholdFactory(community=village), **child
    )
    found = make.CarePlanFactory(resident=resident)
    return found, {"helper": make.CareHelperFactory(plan=found, phone=PHONE).pk}


RECORDS = {
    "units": unit,
    "liaison-contacts": contact,
    "alliances": alliance,
    "care-plans": plan,
}


def look(client, name, record, **data):
    url = f"/api/v1/{name}/{record.pk}/reveal/"
    return client.post(url, {**LOOK, **data}, content_type="application/json")


@pytest.mark.parametrize("name", RECORDS)
class TestReveal:
    def test_tells_the_number_and_writes_the_look_down(self, signed_in, village, name):
        record, part = RECORDS[name](village)

        answer = look(signed_in, name, record, **part)

        assert answer.status_code == 200, answer.content
        assert answer.json()["value"] == PHONE
        assert "no-store" in answer["Cache-Control"]
        assert AccessRecord.objects.get(act=AccessRecord.Act.REVEAL).reason == "回访"

    def test_needs_a_purpose(self, signed_in, village, name):
        record, part = RECORDS[name](village)

        answer = look(signed_in, name, record, **part, purpose="")

        assert answer.status_code == 400
        assert PHONE not in answer.text

    def test_elsewhere_there_is_nothing(self, signed_in, name):
        record, part = RECORDS[name](make.CommunityFactory())

        assert look(signed_in, name, record, **part).status_code == 404
        shown = AccessRecord.objects.filter(act=AccessRecord.Act.REVEAL)
        assert not shown.exists()

    def test_is_not_for_machines(self, client, village, name):
        record, part = RECORDS[name](village)
        client.force_login(make.person(Role.API_CLIENT, village))

        assert look(client, name, record, **part).status_code == 403


class TestHelpers:
    def test_of_another_plan_are_not_told(self, signed_in, village):
        record, _part = plan(village)
        _other, part = plan(village)

        answer = look(signed_in, "care-plans", record, **part)

        assert set(answer.json()["errors"]) == {"helper"}

    def test_of_a_child_stay_closed_until_a_guardian_agreed(self, signed_in, village):
        record, part = plan(village, birth_date=date(2020, 1, 1))
        closed = look(signed_in, "care-plans", record, **part)

        make.ConsentFactory(resident=record.resident)
        opened = look(signed_in, "care-plans", record, **part)

        assert (closed.status_code, opened.status_code) == (409, 200)

    def test_are_taken_out(self, signed_in, village):
        record, part = plan(village)
        url = f"/api/v1/care-plans/{record.pk}/helper-remove/"

        answer = signed_in.post(url, part, content_type="application/json")

        assert answer.status_code == 200
        assert answer.json()["helpers"] == []


class TestMembers:
    def test_of_another_alliance_are_not_told(self, signed_in, village):
        record, _part = alliance(village)
        _other, part = alliance(village)

        answer = look(signed_in, "alliances", record, **part)

        assert set(answer.json()["errors"]) == {"member"}


class TestHoliday:
    URL = "/api/v1/care-plans/holiday/"

    def ask(self, client, **data):
        return client.post(self.URL, data, content_type="application/json")

    def test_visits_are_planned_once(self, signed_in, village):
        record, _part = plan(village)
        record.holidays = ["spring"]
        record.save()

        answers = [
            self.ask(signed_in, holiday="spring", area=village.pk) for _n in range(2)
        ]

        assert [answer.json() for answer in answers] == [{"planned": 1}, {"planned": 0}]
        assert record.holiday_visits.count() == 1

    def test_without_a_plan_is_refused(self, signed_in, village):
        answer = self.ask(signed_in, holiday="spring")

        assert (answer.status_code, answer.json()["code"]) == (409, "no_plans")

    def test_elsewhere_is_not_ones_own(self, signed_in):
        elsewhere = make.CommunityFactory()

        assert (
            self.ask(signed_in, holiday="spring", area=elsewhere.pk).status_code == 400
        )
