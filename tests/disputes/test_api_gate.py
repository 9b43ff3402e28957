"""The gate and the line of early warning over REST."""

from dataclasses import asdict

import pytest

from disputes.models import TrackAssessment, WarningLine
from disputes.warnings.book import SHIPPED_LINE
from station.roles import Role
from tests.factories import CommunityFactory, DisputeFactory, person

pytestmark = pytest.mark.django_db


def post(api, url, **data):
    return api.post(url, data, content_type="application/json")


class TestExplain:
    def test_says_where_the_answers_lead_and_keeps_nothing(
        self, client, wang, household
    ):
        dispute = DisputeFactory(household=household)
        client.force_login(wang)

        answer = post(
            client, f"/api/v1/disputes/{dispute.pk}/explain-track/", act="none"
        )

        assert answer.status_code == 200, answer.content
        assert answer.json()["why"]
        assert answer.json()["article"]
        assert not TrackAssessment.objects.exists()

    def test_names_what_excludes_mediation(self, client, wang, household):
        dispute = DisputeFactory(household=household)
        client.force_login(wang)
        url = f"/api/v1/disputes/{dispute.pk}/explain-track/"

        row = post(client, url, act="fight", exclusion="gang").json()

        assert row["exclusion"]
        assert "一百七十九" in row["article"]

    def test_is_not_for_those_who_only_read(self, client, village, household):
        dispute = DisputeFactory(household=household)
        client.force_login(person(Role.API_CLIENT, village))

        answer = post(client, f"/api/v1/disputes/{dispute.pk}/explain-track/")

        assert answer.status_code == 403


class TestLine:
    URL = "/api/v1/warning-signs/line/"
    SAID = {"line": 40, "turn_days": 90, "back_days": 90, "few": 20}

    def test_is_set_for_a_station_and_changed(self, client, chief, village):
        client.force_login(chief)
        said = {"area": village.parent.parent.pk, **self.SAID}

        first = post(client, self.URL, **said)
        second = post(client, self.URL, **{**said, "line": 50, "version": 1})

        kept = {**said, "version": 1, "set_for": said["area"]}
        assert first.json() == kept, first.content
        assert second.json()["line"] == WarningLine.objects.get().line == 50

    def test_of_another_version_is_412(self, client, chief, village):
        client.force_login(chief)
        said = {"area": village.parent.parent.pk, **self.SAID}
        post(client, self.URL, **said)

        assert post(client, self.URL, **said, version=7).status_code == 412

    def test_is_not_for_officers(self, client, wang, village):
        client.force_login(wang)
        said = {"area": village.parent.parent.pk, **self.SAID}

        assert post(client, self.URL, **said).status_code == 403

    def test_is_read_as_it_ships(self, client, wang, village):
        client.force_login(wang)

        answer = client.get(self.URL)

        shipped = asdict(SHIPPED_LINE)
        nothing = {"area": village.pk, "version": None, "set_for": None}
        assert answer.json() == {**shipped, **nothing}, answer.content

    def test_holds_below_where_it_was_set(self, client, chief, wang, village):
        station = village.parent.parent
        client.force_login(chief)
        post(client, self.URL, area=station.pk, **self.SAID)
        client.force_login(wang)

        here = client.get(self.URL, {"area": village.pk}).json()
        there = client.get(self.URL, {"area": station.pk}).json()

        assert (here["line"], here["set_for"], here["version"]) == (
            40,
            station.pk,
            None,
        )
        assert there["version"] == 1

    def test_of_a_place_out_of_sight_is_not_told(self, client, wang):
        client.force_login(wang)

        answer = client.get(self.URL, {"area": CommunityFactory().pk})

        assert answer.status_code == 400

    def test_is_not_for_partners(self, client, village):
        client.force_login(person(Role.PARTNER, village))

        assert client.get(self.URL).status_code == 403
