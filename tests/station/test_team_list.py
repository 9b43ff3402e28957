"""The list of villages and grids, and how a figure narrows it."""

import pytest
from django.urls import reverse

from station.roles import Role
from tests import factories as make
from tests.factories import person

pytestmark = pytest.mark.django_db
URL = reverse("station:team_list")


@pytest.fixture
def station(village):
    return village.parent.parent


@pytest.fixture
def chief(client, station):
    found = person(Role.STATION_CHIEF, station)
    client.force_login(found)
    return found


def shown(client, **params):
    page = client.get(URL, params)
    return {row.area for row in page.context["rows"]}


def test_shows_villages_and_grids_in_use_of_the_station(client, chief, village):
    grid = make.GridFactory(parent=village)
    make.GridFactory(parent=village, is_active=False)
    make.CommunityFactory()

    assert shown(client) == {village, grid}


def test_narrows_to_the_areas_without_police(client, chief, village, station):
    other = make.CommunityFactory(parent=village.parent)
    grid = make.GridFactory(parent=other)
    make.PostFactory(area=village, role=Role.COMMUNITY_OFFICER)

    found = shown(client, figure="territory.unstaffed", figure_area=station.pk)

    assert found == {other, grid}


def test_narrows_by_kind_and_place(client, chief, village):
    other = make.CommunityFactory(parent=village.parent)
    grid = make.GridFactory(parent=other)

    assert shown(client, kind="grid") == {grid}
    assert shown(client, below=other.pk) == {other, grid}
