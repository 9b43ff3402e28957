"""Inspections and hazards over REST: the same actions, the same rights."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from households.models import Hazard, Inspection
from station.models import Area
from station.roles import Role
from tests.factories import (
    ChecklistFactory,
    HazardFactory,
    OfficeFactory,
    UnitFactory,
    VenueKindFactory,
    person,
)
from tests.households.test_api_writes import picture


@pytest.fixture
def api(wang, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client = APIClient()
    client.force_login(wang)
    return client


@pytest.fixture
def unit(village):
    return UnitFactory(address__community=village, venue_kind=VenueKindFactory())


def url(name, *args):
    return reverse(f"api:{name}", args=args)


def whole(unit, checklist, *wrong) -> dict:
    return {
        "unit": unit.pk,
        "checklist": checklist.pk,
        "started_at": timezone.now().isoformat(),
        "id_shown": True,
        "unsigned": "absent",
        "findings": [
            {"item": item.pk, "result": "fault" if item.code in wrong else "ok"}
            for item in checklist.items.all()
        ],
    }


class TestInspections:
    def test_are_written_whole_and_open_files(self, api, unit):
        checklist = ChecklistFactory()

        answer = api.post(
            url("inspections-list"), whole(unit, checklist, "exits"), format="json"
        )

        assert answer.status_code == 201
        assert answer.json()["fault_count"] == 1
        [hazard] = answer.json()["hazards"]
        assert Hazard.objects.get().number == hazard["number"]
        assert len(answer.json()["findings"]) == 3

    def test_a_key_sent_twice_writes_once(self, api, unit):
        body = whole(unit, ChecklistFactory())

        first, second = (
            api.post(
                url("inspections-list"), body, format="json",
                headers={"Idempotency-Key": "k-1"},
            )
            for _n in range(2)
        )  # fmt: skip

        assert first.json()["id"] == second.json()["id"]
        assert Inspection.objects.count() == 1

    def test_missing_items_are_refused(self, api, unit):
        body = whole(unit, ChecklistFactory())
        body["findings"].pop()

        answer = api.post(url("inspections-list"), body, format="json")

        assert answer.status_code == 409
        assert answer.json()["code"] == "incomplete"

    def test_units_elsewhere_do_not_exist(self, api):
        body = whole(UnitFactory(), ChecklistFactory())

        answer = api.post(url("inspections-list"), body, format="json")

        assert answer.status_code == 400
        assert "unit" in answer.json()["errors"]

    def test_photos_come_after_by_item(self, api, unit):
        checklist = ChecklistFactory()
        made = api.post(
            url("inspections-list"), whole(unit, checklist, "exits"), format="json"
        ).json()
        item = checklist.items.get(code="exits")

        answer = api.post(
            url("inspections-photos", made["id"]),
            {"item": item.pk, "photos": [picture()]},
            format="multipart",
        )

        assert answer.status_code == 200


class TestRounds:
    def test_are_begun_and_passed_over(self, api, unit, village):
        made = api.post(
            url("inspection-rounds-list"), {"area": village.pk}, format="json"
        ).json()

        answer = api.post(
            url("inspection-rounds-skip", made["id"]),
            {"stop": made["stops"][0]["id"], "reason": "关门"},
            format="json",
        )

        assert made["stops"][0]["unit"]["id"] == unit.pk
        assert answer.json()["state"] == "done"


class TestHazards:
    def test_walk_from_the_notice_to_the_answer(self, api, unit, village):
        station = Area.objects.above(village).get(kind="station")
        office = OfficeFactory(station=station)
        hazard = HazardFactory(unit=unit)

        def step(verb, **body):
            answer = api.post(url(f"hazards-{verb}", hazard.pk), body, format="json")
            assert answer.status_code == 200, answer.content
            return answer.json()

        step("notify", received_by="秦大妈")
        step("report-done", version=2)
        looked = step("reinspect", version=3, is_gone=False)
        assert looked["transfer_due_on"] is not None
        step("transfer", version=4, office=office.pk, reference="移字1号")
        step("record-answer", version=5, answer="已立案督改")
        closed = step("close", version=6)

        assert closed["status"] == "closed"
        assert closed["reinspections"][0]["is_gone"] is False

    def test_a_step_out_of_order_is_409(self, api, unit):
        hazard = HazardFactory(unit=unit)

        answer = api.post(
            url("hazards-close", hazard.pk), {"version": 1}, format="json"
        )

        assert answer.status_code == 409

    def test_a_stale_version_is_412(self, api, unit):
        hazard = HazardFactory(unit=unit)

        answer = api.post(
            url("hazards-reinspect", hazard.pk),
            {"version": 9, "is_gone": True},
            format="json",
        )

        assert answer.status_code == 412

    def test_the_officer_does_not_extend(self, api, unit):
        hazard = HazardFactory(unit=unit)
        later = (timezone.localdate() + timedelta(days=40)).isoformat()

        answer = api.post(
            url("hazards-extend", hazard.pk),
            {"version": 1, "deadline_on": later, "reason": "x"},
            format="json",
        )

        assert answer.status_code == 403

    def test_are_reported_at_a_place(self, api, village):
        body = {
            "area": village.pk,
            "place": "村口水渠",
            "what": "护栏缺失",
            "severity": "serious",
            "deadline_on": timezone.localdate().isoformat(),
        }

        answer = api.post(url("hazards-list"), body, format="json")

        assert answer.status_code == 201
        assert answer.json()["place"] == "村口水渠"


class TestVenue:
    def test_is_described(self, api, unit):
        answer = api.post(
            url("units-venue", unit.pk),
            {
                "version": 1,
                "kind": unit.venue_kind.pk,
                "risk": "high",
                "risk_reason": "明火",
                "figures": {"seats": 40},
            },
            format="json",
        )

        assert answer.status_code == 200
        assert answer.json()["risk"] == "high"


class TestVenueKinds:
    def test_are_set_right(self, api, village):
        api.force_login(person(Role.COUNTY_SUPERVISOR, Area.objects.get(kind="county")))
        kind = VenueKindFactory(is_nine=True)
        facts = {"title_zh": "小旅馆", "is_nine": False, "limits": {"beds": 15}}

        answer = api.patch(
            url("venue-kinds-detail", kind.pk), facts | {"version": 1}, format="json"
        )

        assert answer.status_code == 200, answer.content
        kind.refresh_from_db()
        assert (kind.title_zh, kind.is_nine, kind.version) == ("小旅馆", False, 2)
        assert kind.limits.get().most == 15
