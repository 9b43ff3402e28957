"""Wall screens: figures without signing in, nobody's name, dark when their maker goes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from station.actions import walls
from station.errors import RuleError
from station.models import Event, WallScreen
from station.roles import Role
from tests import factories as make
from tests.factories import NOW, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def station(village):
    return village.parent.parent


@pytest.fixture
def chief(station):
    return person(Role.STATION_CHIEF, station)


def put_up(chief, station):
    return walls.put_up(area=station, name="值班室", by=chief, at=NOW)


def shown(client, token, **query):
    return client.get(reverse("station:wall", args=[token]), query)


class TestPutUp:
    def test_tells_the_address_once_and_keeps_a_fingerprint(self, chief, station):
        screen, token = put_up(chief, station)

        assert token.encode() not in bytes(screen.token_hash)
        assert Event.objects.get(kind="wall_screen.put_up").actor == chief

    def test_only_for_a_place_in_ones_charge(self, chief):
        with pytest.raises(RuleError) as refused:
            put_up(chief, make.StationFactory())

        assert refused.value.code == "area"

    def test_twenty_are_enough(self, chief, station):
        make.WallScreenFactory.create_batch(20, area=station, made_by=chief)

        with pytest.raises(RuleError) as refused:
            put_up(chief, station)

        assert refused.value.code == "too_many"

    def test_an_end_has_its_person(self, chief, station):
        screen, _token = put_up(chief, station)

        with pytest.raises(IntegrityError, match="ended_at_and_by"):
            WallScreen.objects.filter(pk=screen.pk).update(ended_at=NOW)


class TestShown:
    @pytest.fixture
    def late(self, village):
        home = make.HouseholdFactory(area=village, address__area=village)
        make.ResidentFactory(household=home, name="欧阳翠花")
        return make.FollowUpFactory(household=home, due_at=NOW - timedelta(days=9))

    def test_without_signing_in_and_without_names(self, client, chief, station, late):
        _screen, token = put_up(chief, station)

        page = shown(client, token)

        text = page.content.decode()
        assert page.status_code == 200
        assert page.context["panels"][0].total == 1
        assert "欧阳翠花" not in text
        assert late.assigned_to.name not in text
        assert chief.name not in text
        assert "sessionid" not in page.cookies

    def test_is_kept_nowhere_and_leads_nowhere(self, client, chief, station):
        _screen, token = put_up(chief, station)

        page = shown(client, token)

        assert "no-store" in page["Cache-Control"]
        assert page["Referrer-Policy"] == "no-referrer"
        assert page["X-Robots-Tag"] == "noindex"

    def test_asked_again_gives_the_panels_alone(self, client, chief, station):
        _screen, token = put_up(chief, station)

        assert "<html" not in shown(client, token, live="1").content.decode()

    def test_says_that_it_is_alive_every_quarter_of_an_hour(self, chief, station):
        screen, token = put_up(chief, station)

        for minutes in (0, 1, 14):
            walls.find(token=token, at=NOW + timedelta(minutes=minutes))
        screen.refresh_from_db()
        assert screen.seen_at == NOW

        walls.find(token=token, at=NOW + timedelta(minutes=15))
        screen.refresh_from_db()
        assert screen.seen_at == NOW + timedelta(minutes=15)

    def test_an_unknown_address_is_not_there(self, client):
        assert shown(client, "x" * 43).status_code == 404

    def test_goes_dark_when_taken_down(self, client, chief, station):
        screen, token = put_up(chief, station)

        walls.take_down(screen=screen, by=chief, at=NOW)

        assert shown(client, token).status_code == 404
        with pytest.raises(RuleError) as refused:
            walls.take_down(screen=screen, by=chief, at=NOW)
        assert refused.value.code == "state"

    def test_goes_dark_when_its_maker_serves_there_no_longer(
        self, client, chief, station
    ):
        _screen, token = put_up(chief, station)

        chief.posts.update(until_on=NOW.date() - timedelta(days=300))

        assert shown(client, token).status_code == 404

    def test_costs_the_same_for_many_places(self, client, chief, station):
        _screen, token = put_up(chief, station)
        shown(client, token)  # what ships is written once

        counts = []
        for _round in range(2):
            with CaptureQueriesContext(connection) as queries:
                shown(client, token)
            counts.append(len(queries))
            make.CommunityFactory.create_batch(6, parent=station)

        assert counts[0] == counts[1]


class TestPages:
    def test_the_chief_makes_one_and_sees_its_address_once(
        self, client, chief, station
    ):
        client.force_login(chief)

        page = client.post(
            reverse("station:wall_create"), {"area": station.pk, "name": "大厅"}
        )

        address = page.context["address"]
        assert client.get(address).status_code == 200
        assert address not in client.get(reverse("station:wall_list")).content.decode()

    def test_a_place_of_others_is_not_offered(self, client, chief):
        client.force_login(chief)
        elsewhere = make.StationFactory()

        page = client.post(
            reverse("station:wall_create"), {"area": elsewhere.pk, "name": "大厅"}
        )

        assert page.status_code == 200
        assert not WallScreen.objects.exists()
