"""Points, routes and kinds over REST."""

import pytest
from rest_framework.test import APIClient

from patrols.models import PatrolPoint, Route
from station.roles import Role
from tests import factories as make

pytestmark = pytest.mark.django_db


def signed_in(user) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


class TestPoints:
    def test_made_moved_and_retired(self, village, wang):
        api = signed_in(wang)
        sent = {
            "name": "小吃街口", "kind": "street", "area": village.pk,
            "latitude": "39.660100", "longitude": "99.580200",
        }  # fmt: skip

        made = api.post("/api/v1/patrol-points/", sent, format="json")
        url = f"/api/v1/patrol-points/{made.json()['id']}/"
        moved = api.patch(url, {**sent, "radius_m": 120, "version": 1}, format="json")
        screen = api.post(f"{url}start-screen/", {"version": 2}, format="json")
        stale = api.post(f"{url}retire/", {"version": 1}, format="json")
        gone = api.post(f"{url}retire/", {"version": 3}, format="json")

        assert made.status_code == 201
        assert moved.json()["radius_m"] == 120
        assert screen.json()["has_screen"] is True
        assert stale.status_code == 412
        assert gone.json()["is_active"] is False
        assert PatrolPoint.objects.get().token not in made.content.decode()

    def test_a_record_says_where_its_code_is_drawn(self, village, wang, volunteer):
        point = make.PatrolPointFactory(area=village)
        url = f"/api/v1/patrol-points/{point.pk}/"

        pdf = signed_in(wang).get(url).json()["pdf"]
        paper = signed_in(wang).get(pdf)

        assert paper.content.startswith(b"%PDF")
        assert paper["Cache-Control"] == "no-store"
        point.refresh_from_db()
        assert point.printed_at is not None
        assert signed_in(volunteer.user).get(url).json()["pdf"] is None
        assert signed_in(volunteer.user).get(pdf).status_code == 403

    def test_a_point_out_of_use_has_no_paper(self, village, wang):
        point = make.PatrolPointFactory(area=village, is_active=False)
        url = f"/api/v1/patrol-points/{point.pk}/"

        assert signed_in(wang).get(url).json()["pdf"] is None
        assert signed_in(wang).get(f"{url}paper/").status_code == 409

    def test_of_another_village_is_not_there(self, wang):
        point = make.PatrolPointFactory()

        answer = signed_in(wang).get(f"/api/v1/patrol-points/{point.pk}/")

        assert answer.status_code == 404


class TestRoutes:
    def test_stops_keep_their_order_and_may_come_twice(self, village, wang):
        api = signed_in(wang)
        one, two = (make.PatrolPointFactory(area=village).pk for _ in range(2))
        sent = {
            "name": "护学线", "area": village.pk, "kind": make.PatrolKindFactory().pk,
            "stops": [one, two, one],
        }  # fmt: skip

        made = api.post("/api/v1/patrol-routes/", sent, format="json")
        twice = {**sent, "name": "另一条", "stops": [one, one]}
        refused = api.post("/api/v1/patrol-routes/", twice, format="json")

        order = [stop["point"]["id"] for stop in made.json()["stops"]]
        assert order == [one, two, one]
        assert refused.status_code == 409
        assert Route.objects.count() == 1


class TestKinds:
    def test_a_line_is_added_and_said_anew(self, village):
        county = make.person(Role.COUNTY_SUPERVISOR, village.parent.parent.parent)
        kind = make.PatrolKindFactory()
        url = f"/api/v1/patrol-kinds/{kind.pk}/line/"
        api = signed_in(county)

        made = api.post(url, {"title_zh": "闸门是否完好"}, format="json")
        line = made.json()["checks"][0]["id"]
        again = api.post(url, {"line": line, "title_zh": "闸门"}, format="json")
        other = api.post(
            url, {"line": make.KindCheckFactory().pk, "title_zh": "x"}, format="json"
        )

        assert again.json()["checks"][0]["title_zh"] == "闸门"
        assert other.status_code == 400
