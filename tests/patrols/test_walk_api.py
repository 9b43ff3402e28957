"""Patrols and check-ins over REST."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from patrols.models import CheckIn, Patrol
from tests import factories as make

pytestmark = pytest.mark.django_db
HERE = {"latitude": "39.375200", "longitude": "99.819300", "accuracy_m": 8}


def signed_in(user) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


@pytest.fixture
def api(volunteer):
    return signed_in(volunteer.user)


@pytest.fixture
def point(village):
    return make.PatrolPointFactory(area=village)


class TestPatrols:
    def test_on_checked_and_off(self, api, volunteer):
        line = make.KindCheckFactory()

        on = api.post("/api/v1/patrols/", {"kind": line.kind.pk}, format="json")
        url = f"/api/v1/patrols/{on.json()['id']}/"
        looked = api.post(f"{url}checks/", {"fine": [line.pk]}, format="json")
        off = api.post(f"{url}off/", {}, format="json")

        assert on.status_code == 201
        assert on.json()["volunteer"]["id"] == volunteer.pk
        assert looked.json()["checks"] == {str(line.pk): "fine"}
        assert off.json()["end"] == "self"

    def test_sent_later_by_the_phone_s_clock(self, api):
        began = timezone.now() - timedelta(hours=2)
        key = str(uuid.uuid4())
        sent = {
            "kind": make.PatrolKindFactory().pk,
            "began": began.isoformat(),
            "client_key": key,
        }

        first = api.post("/api/v1/patrols/", sent, format="json")
        again = api.post("/api/v1/patrols/", sent, format="json")

        assert first.json()["id"] == again.json()["id"]
        assert Patrol.objects.get().started_at == began

    def test_refused_without_a_kind(self, api):
        answer = api.post("/api/v1/patrols/", {}, format="json")

        assert (answer.status_code, answer.json()["code"]) == (409, "no_kind")

    def test_not_for_who_is_no_volunteer(self, village):
        user = make.person("volunteer", village)

        answer = signed_in(user).post("/api/v1/patrols/", {}, format="json")

        assert answer.status_code == 404

    def test_only_the_captain_ends_it_for_others(self, api, captain, volunteer, team):
        patrol = make.PatrolFactory(
            volunteer=volunteer,
            team=team,
            started_at=timezone.now() - timedelta(hours=1),
        )
        url = f"/api/v1/patrols/{patrol.pk}/end/"
        sent = {"ended": timezone.now().isoformat()}

        own = api.post(url, sent, format="json")
        led = signed_in(captain.user).post(url, sent, format="json")

        assert (own.status_code, led.status_code) == (404, 200)
        assert led.json()["end"] == "captain"


class TestCheckIns:
    @pytest.fixture
    def patrol(self, volunteer, team):
        started = timezone.now() - timedelta(hours=1)
        return make.PatrolFactory(volunteer=volunteer, team=team, started_at=started)

    def test_scanned_once_however_often_it_is_sent(self, api, patrol, point):
        sent = {"way": "scan", "code": point.token, **HERE}
        sent["client_key"] = str(uuid.uuid4())

        first = api.post("/api/v1/check-ins/", sent, format="json")
        again = api.post("/api/v1/check-ins/", sent, format="json")

        assert first.status_code == 201
        assert first.json()["id"] == again.json()["id"]
        assert first.json()["doubts"] == []
        assert point.token not in first.content.decode()

    def test_by_position_whichever_is_near(self, api, patrol, point):
        sent = {"way": "position", **HERE}
        far = {**sent, "latitude": "39.900000"}

        near = api.post("/api/v1/check-ins/", sent, format="json")
        nowhere = api.post("/api/v1/check-ins/", far, format="json")

        assert near.json()["point"]["id"] == point.pk
        assert (nowhere.status_code, nowhere.json()["code"]) == (409, "no_point")

    def test_a_guessed_code_is_no_point(self, api, patrol):
        sent = {"way": "scan", "code": "guessed", **HERE}

        answer = api.post("/api/v1/check-ins/", sent, format="json")

        assert answer.status_code == 409
        assert not CheckIn.objects.exists()

    def test_vouched_for_by_the_captain_only(
        self, api, captain, patrol, point, volunteer
    ):
        moment = (timezone.now() - timedelta(minutes=5)).isoformat()
        sent = {"patrol": patrol.pk, "point": point.pk, "moment": moment}
        url = "/api/v1/check-ins/confirm/"

        own = api.post(url, sent, format="json")
        led = signed_in(captain.user).post(url, sent, format="json")

        assert (own.status_code, led.status_code) == (404, 201)
        assert led.json()["way"] == "captain"

    def test_struck_out_by_the_officer_with_a_reason(self, wang, patrol, point):
        made = make.CheckInFactory(patrol=patrol, point=point)
        url = f"/api/v1/check-ins/{made.pk}/strike/"

        answer = signed_in(wang).post(url, {"reason": "人不在现场"}, format="json")

        assert answer.json()["strike_reason"] == "人不在现场"

    def test_narrowed_by_what_looks_odd(self, wang, patrol, point):
        odd = make.CheckInFactory(patrol=patrol, point=point, doubts=["far"])
        make.CheckInFactory(patrol=patrol, point=point)

        answer = signed_in(wang).get("/api/v1/check-ins/?doubt=far")

        assert [row["id"] for row in answer.json()["results"]] == [odd.pk]
