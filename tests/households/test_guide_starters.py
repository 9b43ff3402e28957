"""The guides and checklists a new station begins with: taken over in one step."""

import pytest
from django.urls import reverse

from households.actions import guides, venue_kinds
from households.models import ServiceGuide, ServiceMatter
from households.service_texts import STARTERS
from households.standard_checklists import KINDS
from station.errors import RuleError
from station.models import Area, Event
from station.roles import Role
from tests.factories import (
    NOW,
    ChecklistFactory,
    MatterFactory,
    VenueKindFactory,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(village):
    return Area.objects.above(village).get(kind="station")


@pytest.fixture
def chief(place):
    return person(Role.STATION_CHIEF, place)


class TestAdoptGuides:
    def test_makes_drafts_to_be_checked(self, place, chief):
        added = guides.adopt_starters(area=place, by=chief, at=NOW)

        assert added == len(STARTERS) == ServiceMatter.objects.count()
        assert set(ServiceGuide.objects.values_list("status", flat=True)) == {"draft"}
        event = Event.objects.get(kind="guide.adopted")
        assert event.changes == {"added": [0, added]}

    def test_leaves_alone_what_is_there(self, place, chief):
        own = MatterFactory(area=place, slug=STARTERS[0]["slug"], title="自己的")

        added = guides.adopt_starters(area=place, by=chief, at=NOW)

        own.refresh_from_db()
        assert (added, own.title) == (len(STARTERS) - 1, "自己的")

    def test_again_adds_nothing_and_says_nothing(self, place, chief):
        guides.adopt_starters(area=place, by=chief, at=NOW)

        assert guides.adopt_starters(area=place, by=chief, at=NOW) == 0
        assert Event.objects.filter(kind="guide.adopted").count() == 1

    def test_belongs_to_a_station(self, village, chief):
        with pytest.raises(RuleError):
            guides.adopt_starters(area=village, by=chief, at=NOW)

    def test_page_offers_it_while_something_is_missing(self, client, place, chief):
        client.force_login(chief)
        page = client.get(reverse("households:guide_list"))
        assert page.context["missing"] == len(STARTERS)

        client.post(reverse("services:guide_adopt"), {"area": place.pk})

        assert client.get(reverse("households:guide_list")).context["missing"] == 0

    def test_no_other_station_can_be_chosen(self, client, chief, village):
        client.force_login(chief)

        page = client.post(reverse("services:guide_adopt"), {"area": village.pk})

        assert "area" in page.context["form"].errors

    def test_over_rest(self, client, place, chief, village):
        client.force_login(chief)
        url = "/api/v1/service-matters/adopt/"

        first = client.post(url, {"area": place.pk}, content_type="application/json")
        wrong = client.post(url, {"area": 999}, content_type="application/json")

        assert first.json() == {"added": len(STARTERS)}
        assert wrong.status_code == 400


class TestAdoptChecklists:
    def test_page_offers_what_is_missing(self, client, chief):
        ChecklistFactory(kind=VenueKindFactory(code="school"))
        client.force_login(chief)

        page = client.get(reverse("venues:checklist_list"))
        assert page.context["missing"] == len(KINDS)  # the general one is missing too
        client.post(reverse("venues:adopt"))

        assert venue_kinds.missing_standard() == 0
