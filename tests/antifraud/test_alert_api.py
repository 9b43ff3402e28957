"""Alerts over REST: every step the pages know."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from rest_framework.test import APIClient

from antifraud.alike import shingles
from antifraud.models import Alert
from station.roles import Role
from tests.factories import (
    NOW,
    AlertFactory,
    AudienceFactory,
    CommunityFactory,
    PostFactory,
    ScamTypeFactory,
    SendingFactory,
    person,
)
from tests.factories.antifraud_alert import BODY, campus_groups

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
def chief(village):
    return PostFactory(role="station_chief", area=village.parent.parent).user


def post(client, path, **said):
    return client.post(f"/api/v1/{path}/", said, format="json")


def said(village, **changes) -> dict:
    facts = {
        "kind": "warning",
        "form": "text",
        "title": "刷单返利就是诈骗",
        "body": BODY,
        "area": village.pk,
    }
    return facts | changes


class TestLife:
    def test_from_the_draft_to_the_groups(self, api, village, wang, chief):
        groups = campus_groups(village, wang)
        made = post(api, "alerts", **said(village, groups=["student"]))
        assert made.status_code == 201, made.data
        path = f"alerts/{made.json()['id']}"
        boss = client_of(chief)

        steps = [
            (api, "choose", {"audiences": [row.pk for row in groups]}, "draft"),
            (api, "submit", {}, "submitted"),
            (boss, "give-back", {"reason": "写短"}, "draft"),
            (api, "submit", {}, "submitted"),
            (api, "take-back", {}, "draft"),
            (api, "submit", {}, "submitted"),
        ]
        for version, (client, verb, more, status) in enumerate(steps, start=1):
            answer = post(client, f"{path}/{verb}", version=version, **more)
            assert (answer.status_code, answer.json()["status"]) == (200, status), verb
        out = post(boss, f"{path}/approve", version=7)

        assert out.status_code == 200, out.data
        body = out.json()
        assert body["approved_by"]["id"] == chief.pk
        assert {row["id"] for row in body["audiences"]} == {row.pk for row in groups}
        assert all("/a/" in row["link"] for row in body["audiences"])
        gone = post(boss, f"{path}/withdraw", version=body["version"], reason="有误")
        assert gone.json()["public_url"] is None

    def test_never_ones_own(self, api, village, wang):
        alert = AlertFactory(
            area=village,
            written_by=wang,
            authors=[wang.pk],
            status="submitted",
            submitted_at=NOW,
            submitted_by=wang,
        )
        alert.audiences.add(AudienceFactory(area=village))

        answer = post(api, f"alerts/{alert.pk}/approve", version=1)

        assert (answer.status_code, answer.json()["code"]) == (409, "own")

    def test_takes_no_groups_out_of_sight(self, api, village):
        far = AudienceFactory(area=CommunityFactory())

        answer = post(api, "alerts", **said(village, audiences=[far.pk]))

        assert answer.status_code == 400

    def test_takes_a_picture_and_gives_it_back(self, api, village, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        body = BytesIO()
        Image.new("RGB", (40, 30)).save(body, "PNG")
        photo = SimpleUploadedFile("x.png", body.getvalue(), "image/png")

        made = api.post(
            "/api/v1/alerts/", said(village, picture=photo), format="multipart"
        )

        assert made.status_code == 201, made.data
        picture = api.get(made.json()["picture"])
        assert picture["Content-Type"] == "image/jpeg"
        assert b"".join(picture.streaming_content)

    def test_is_edited_as_a_whole(self, api, village, wang):
        alert = AlertFactory(area=village, written_by=wang)
        change = said(village, title="新标题", version=1)
        change.pop("area")

        answer = api.patch(f"/api/v1/alerts/{alert.pk}/", change, format="json")

        assert answer.json()["title"] == "新标题"
        assert Alert.objects.get().area == village


class TestAsking:
    def test_whom_it_fits_and_why(self, api, village):
        kind = ScamTypeFactory(groups=["student"])
        group = AudienceFactory(area=village, kind="student")
        AudienceFactory(area=village, kind="courier")

        rows = api.get(
            "/api/v1/alerts/fitting/", {"scam_type": kind.pk, "area": village.pk}
        ).json()["results"]

        assert [row["audience"] for row in rows] == [group.pk]
        assert rows[0]["reason"]
        bad = api.get("/api/v1/alerts/fitting/", {"groups": "moon"})
        assert bad.status_code == 400

    def test_what_was_said_lately(self, api, village):
        old = AlertFactory(area=village, approved=True, words=shingles(BODY))
        new = AlertFactory(area=village, words=shingles(BODY))

        [row] = api.get(f"/api/v1/alerts/{new.pk}/alike/").json()["results"]

        assert (row["alert"], row["percent"]) == (old.pk, 100)

    def test_the_poster_once_it_is_out(self, api, village):
        draft = AlertFactory(area=village)
        out = AlertFactory(area=village, approved=True)

        assert api.get(f"/api/v1/alerts/{draft.pk}/poster/").status_code == 409
        assert api.get(f"/api/v1/alerts/{out.pk}/poster/").content[:4] == b"%PDF"
        drawn = api.get(f"/api/v1/alerts/{out.pk}/poster-picture/")
        assert drawn["Content-Type"] == "image/png"

    def test_figures_of_one_that_is_out(self, api, village):
        sending = SendingFactory(
            alert__area=village, audience__area=village, status="sent", sent_at=NOW
        )

        body = api.get(f"/api/v1/alerts/{sending.alert_id}/").json()

        assert body["figures"]["sent"] == 1
        assert body["audiences"][0]["status"] == "sent"

    def test_what_went_out_is_for_volunteers_too(self, village):
        out = AlertFactory(area=village, approved=True)
        AlertFactory(area=village)
        client = client_of(person(Role.VOLUNTEER, village))

        rows = client.get("/api/v1/published-alerts/").json()["results"]

        assert [row["id"] for row in rows] == [out.pk]
        assert rows[0]["body"] == out.body
        assert client.get("/api/v1/alerts/").status_code in {403, 404}
