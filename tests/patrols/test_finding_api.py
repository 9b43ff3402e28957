"""Findings and calls for help over REST."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from rest_framework.test import APIClient

from patrols.models import Alarm, Finding
from station.actions.attachments import attached_to
from station.models import reference
from station.roles import Role
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


def client_of(user):
    client = APIClient()
    client.force_authenticate(user)
    return client


@pytest.fixture
def api(wang):
    return client_of(wang)


@pytest.fixture
def volunteer(village, wang):
    user = make.person(Role.VOLUNTEER, village)
    return make.VolunteerFactory(area=village, user=user)


def post(client, path, **said):
    return client.post(f"/api/v1/{path}/", said, format="json")


class TestFindings:
    def test_are_reported_with_photos(self, volunteer, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        body = BytesIO()
        Image.new("RGB", (40, 30)).save(body, "PNG")
        photo = SimpleUploadedFile("x.png", body.getvalue(), "image/png")

        answer = client_of(volunteer.user).post(
            "/api/v1/findings/",
            {
                "kind": "hazard",
                "what": "消防通道被堵",
                "area": volunteer.area_id,
                "latitude": "39.375200",
                "longitude": "99.819300",
                "photos": [photo],
            },
            format="multipart",
        )

        assert answer.status_code == 201, answer.data
        finding = Finding.objects.get()
        assert finding.reported_by == volunteer.user
        assert attached_to(finding).count() == 1

    def test_say_what_is_wrong(self, api, village):
        answer = post(api, "findings", kind="talk", what="讲防骗", area=village.pk)

        assert answer.status_code == 409
        assert answer.json()["code"] == "no_people"

    def test_of_a_volunteer_are_their_own(self, volunteer, village):
        own = make.FindingFactory(area=village, reported_by=volunteer.user)
        other = make.FindingFactory(area=village)
        client = client_of(volunteer.user)

        rows = client.get("/api/v1/findings/").json()["results"]

        assert [row["id"] for row in rows] == [own.pk]
        assert client.get(f"/api/v1/findings/{other.pk}/").status_code == 404

    def test_are_moved_by_verbs(self, api, village, wang):
        finding = make.FindingFactory(area=village, owner=wang)
        path = f"findings/{finding.pk}"
        steps = [
            ("correct", {"kind": "other", "what": "井盖松动"}, "open"),
            ("postpone", {"due_on": "2026-12-01", "reason": "等材料"}, "open"),
            ("hand-over", {"to": make.officer(village).pk}, "open"),
            ("pass-on", {"to": "城管所", "due_on": "2026-11-25"}, "passed_on"),
            ("take-back", {}, "open"),
            ("settle", {"result": "已修好"}, "closed"),
            ("reopen", {"reason": "又松了"}, "open"),
        ]

        for version, (verb, said, status) in enumerate(steps, start=1):
            answer = post(api, f"{path}/{verb}", version=version, **said)
            assert (answer.status_code, answer.json().get("status")) == (200, status), (
                verb
            )

        assert post(api, f"{path}/settle", version=1, result="x").status_code == 412

    def test_become_a_hazard_through_its_origin(self, api, village, wang):
        finding = make.FindingFactory(area=village, owner=wang)

        answer = post(
            api,
            "hazards",
            what=finding.what,
            area=village.pk,
            place=finding.place,
            severity="minor",
            deadline_on="2026-11-25",
            origin=reference(finding),
        )

        assert answer.status_code == 201, answer.data
        row = api.get(f"/api/v1/findings/{finding.pk}/").json()
        assert row["status"] == "passed_on"
        assert row["passed_to"] == answer.json()["number"]

    def test_lost_people_are_seen_by_those_on_duty(self, volunteer, village):
        lost = make.FindingFactory(area=village, kind="lost_person", details="红色外套")
        client, path = client_of(volunteer.user), f"lookouts/{lost.pk}"
        assert client.get("/api/v1/lookouts/").json()["results"] == []
        assert post(client, f"{path}/sight", where="东门").status_code == 404

        make.PatrolFactory(volunteer=volunteer, team__area=village)

        rows = client.get("/api/v1/lookouts/").json()["results"]
        assert [row["id"] for row in rows] == [lost.pk]
        assert client.get(f"/api/v1/{path}/").json()["details"] == "红色外套"
        assert post(client, f"{path}/sight", where="东门").status_code == 200


class TestAlarms:
    def test_are_pressed_answered_and_settled(self, volunteer, api):
        theirs = client_of(volunteer.user)
        made = post(theirs, "alarms", latitude="39.3752", longitude="99.8193")
        assert made.status_code == 201, made.data
        path = f"alarms/{made.json()['id']}"

        assert post(api, f"{path}/answer").status_code == 200
        chief = make.person(Role.STATION_CHIEF, volunteer.area.parent.parent)
        late = post(client_of(chief), f"{path}/answer")
        assert (late.status_code, late.json()["code"]) == (409, "answered")
        done = post(api, f"{path}/settle", version=2, result="已劝离")
        assert done.json()["closed_at"]

    def test_need_nothing(self, volunteer):
        assert post(client_of(volunteer.user), "alarms").status_code == 201
        assert Alarm.objects.get().place is None

    def test_are_only_the_volunteers_own(self, volunteer, village):
        alarm = make.AlarmFactory(volunteer__area=village)
        client = client_of(volunteer.user)

        assert client.get("/api/v1/alarms/").json()["results"] == []
        assert post(client, f"alarms/{alarm.pk}/mistake").status_code == 404
        own = make.AlarmFactory(volunteer=volunteer)
        assert post(client, f"alarms/{own.pk}/mistake").json()["is_false"]

    def test_open_the_position_to_officers(self, api, village):
        alarm = make.AlarmFactory(
            volunteer__area=village, position="39.375200,99.819300"
        )

        row = api.get(f"/api/v1/alarms/{alarm.pk}/").json()

        assert row["position"] == "39.375200,99.819300"
