"""Outreach events and material over REST."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from rest_framework.test import APIClient

from antifraud.models import Material, OutreachEvent
from station.actions.attachments import attached_to
from station.roles import Role
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def api(wang):
    client = APIClient()
    client.force_authenticate(wang)
    return client


def post(client, path, **said):
    return client.post(f"/api/v1/{path}/", said, format="json")


def facts(village, wang, **more):
    return {
        "kind": "talk",
        "title": "敬老院反诈课",
        "area": village.pk,
        "place": "敬老院活动室",
        "starts_at": "2026-12-01T10:00:00+08:00",
        "ends_at": "2026-12-01T11:00:00+08:00",
        "led_by": wang.pk,
        **more,
    }


class TestEvents:
    def test_are_planned_and_changed(self, api, village, wang, rebates):
        said = facts(village, wang, scam_types=[rebates.pk], groups=["elderly"])
        made = post(api, "outreach-events", **said)
        assert made.status_code == 201, made.data

        again = api.patch(
            f"/api/v1/outreach-events/{made.data['id']}/",
            {**facts(village, wang, title="改期"), "version": 1},
            format="json",
        )

        assert again.status_code == 200, again.data
        assert again.data["title"] == "改期"
        assert again.data["scam_types"] == []

    def test_are_moved_by_verbs(self, api, village, wang):
        event = make.OutreachFactory(area=village, led_by=wang)
        path = f"outreach-events/{event.pk}"

        off = post(api, f"{path}/cancel", reason="大风", version=1)
        on = post(api, f"{path}/resume", version=2)
        to = make.officer(village)
        over = post(api, f"{path}/hand-over", to=to.pk, version=3)

        assert [off.data["status"], on.data["status"]] == ["cancelled", "planned"]
        assert over.data["led_by"]["id"] == to.pk

    def test_are_written_up_with_photos(self, api, village, wang, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        event = make.OutreachFactory(area=village, led_by=wang, over=True)
        leaflet = make.MaterialFactory(area=village, stock=100)
        body = BytesIO()
        Image.new("RGB", (40, 30)).save(body, "PNG")
        photo = SimpleUploadedFile("x.png", body.getvalue(), "image/png")

        answer = api.post(
            f"/api/v1/outreach-events/{event.pk}/write-up/",
            {
                "reached": 150,
                "version": 1,
                "given": f'[{{"material": {leaflet.pk}, "quantity": 40}}]',
                "photos": [photo],
            },
            format="multipart",
        )

        assert answer.status_code == 200, answer.data
        assert (answer.data["reached"], answer.data["handed_out"]) == (150, 40)
        assert Material.objects.get().stock == 60
        assert attached_to(event).count() == 1

    def test_say_why_a_step_is_refused(self, api, village, wang):
        event = make.OutreachFactory(area=village, led_by=wang)

        answer = post(api, f"outreach-events/{event.pk}/write-up", reached=5, version=1)

        assert answer.status_code == 409
        assert answer.json()["code"] == "not_begun"

    def test_take_material_along(self, api, village, wang):
        event = make.OutreachFactory(area=village, led_by=wang)
        leaflet = make.MaterialFactory(area=village, stock=100)
        given = [{"material": leaflet.pk, "quantity": 30}]

        answer = post(api, f"outreach-events/{event.pk}/materials", given=given)

        assert answer.status_code == 200, answer.data
        assert answer.data["material_moves"][0]["quantity"] == -30

    def test_tell_where_the_poster_and_the_page_are(self, api, village):
        event = make.OutreachFactory(area=village)

        row = api.get(f"/api/v1/outreach-events/{event.pk}/").json()

        assert event.link in row["public_url"]
        assert api.get(row["pdf"])["Content-Type"] == "application/pdf"

    def test_elsewhere_are_not_there(self, api):
        event = make.OutreachFactory()

        assert api.get(f"/api/v1/outreach-events/{event.pk}/").status_code == 404
        assert OutreachEvent.objects.count() == 1


class TestMaterials:
    def test_are_kept_by_the_chief(self, village, wang):
        chief = make.person(Role.STATION_CHIEF, village.parent.parent)
        client = APIClient()
        client.force_authenticate(chief)
        said = {"name": "反诈折页", "kind": "leaflet", "area": village.pk}

        made = post(client, "materials", **said, keeper=chief.pk, stock=500)
        assert made.status_code == 201, made.data
        path = f"materials/{made.data['id']}"
        out = post(client, f"{path}/take-out", quantity=100, reason="赶集")
        counted = post(
            client, f"{path}/count", counted=390, version=out.data["version"]
        )

        assert counted.data["stock"] == 390
        moves = client.get("/api/v1/material-moves/").json()["results"]
        assert sorted(row["quantity"] for row in moves) == [-100, -10, 500]

    def test_never_fall_below_nothing(self, village, wang):
        row = make.MaterialFactory(area=village, stock=5)
        client = APIClient()
        client.force_authenticate(make.person(Role.STATION_CHIEF, village))

        answer = post(client, f"materials/{row.pk}/take-out", quantity=6, reason="赶集")

        assert answer.status_code == 409
        assert answer.json()["code"] == "too_few"
