"""Notices and records of inspections as PDF over REST: who may, what is kept."""

import pytest
from rest_framework.test import APIClient

from households.actions import hazard_steps as steps
from households.models import Hazard
from station.models import AccessRecord
from station.roles import Role
from tests.factories import (
    NOW,
    CommunityFactory,
    HazardFactory,
    UnitFactory,
    officer,
    person,
)
from tests.households.test_inspection_papers import inspection  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _store(settings, tmp_path, time_machine):
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to(NOW, tick=False)


def api(user) -> APIClient:
    client = APIClient()
    client.force_login(user)
    return client


def prints() -> int:
    return AccessRecord.objects.filter(act="print").count()


@pytest.fixture
def hazard(village, wang) -> Hazard:
    """One on whose owner the notice was served."""
    unit = UnitFactory(address__community=village)
    made = HazardFactory(unit=unit, area=village, assigned_to=wang)
    steps.notify(hazards=[made], is_refused=True, by=wang, at=NOW)
    made.refresh_from_db()
    return made


class TestInspection:
    def test_says_where_its_paper_is_and_draws_it(self, inspection, wang):  # noqa: F811
        client = api(wang)
        url = client.get(f"/api/v1/inspections/{inspection.pk}/").json()["pdf"]

        answer = client.get(url)

        assert answer.content.startswith(b"%PDF")
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Cache-Control"] == "no-store"
        assert prints() == 1

    def test_is_not_there_elsewhere(self, inspection):  # noqa: F811
        stranger = api(officer(CommunityFactory()))

        url = f"/api/v1/inspections/{inspection.pk}/paper/"
        assert stranger.get(url).status_code == 404
        assert prints() == 0

    def test_is_not_offered_to_who_may_not_print(self, inspection, village):  # noqa: F811
        client = api(person(Role.API_CLIENT, village))

        url = f"/api/v1/inspections/{inspection.pk}/"
        assert client.get(url).json()["pdf"] is None
        assert client.get(f"{url}paper/").status_code == 403


class TestNotice:
    def test_is_drawn_from_the_hazard(self, hazard, wang):
        client = api(wang)
        url = client.get(f"/api/v1/hazards/{hazard.pk}/").json()["pdf"]

        answer = client.get(url)

        assert answer.content.startswith(b"%PDF")
        assert hazard.notice.number in answer["Content-Disposition"]
        assert prints() == 1

    def test_that_was_not_served_is_refused_in_words(self, village, wang):
        made = HazardFactory(unit=UnitFactory(address__community=village), area=village)
        client = api(wang)

        url = f"/api/v1/hazards/{made.pk}/"
        assert client.get(url).json()["pdf"] is None
        answer = client.get(f"{url}notice/")
        assert (answer.status_code, answer.json()["code"]) == (409, "not_served")

    def test_is_not_there_elsewhere(self, hazard):
        stranger = api(officer(CommunityFactory()))

        assert stranger.get(f"/api/v1/hazards/{hazard.pk}/notice/").status_code == 404
        assert prints() == 0
