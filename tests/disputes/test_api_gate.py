"""The gate and the line of early warning over REST."""

import pytest

from disputes.models import TrackAssessment, WarningLine
from station.roles import Role
from tests.factories import DisputeFactory, person

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

        assert first.json() == {**said, "version": 1}, first.content
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
