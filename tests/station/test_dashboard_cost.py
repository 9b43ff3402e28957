"""What a dashboard costs: as many questions to the database as are named here."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Event as Signal
from unittest.mock import Mock

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from station import watching
from station.actions import walls
from station.dashboard import board, late, wall
from station.metrics.declared import book
from station.metrics.moment import Moment
from station.metrics.periods import Choice, chosen
from station.metrics.reading import Asked, read
from station.models import CalendarDay
from station.roles import Role
from tests import factories as make
from tests.factories import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def station(village):
    return village.parent.parent


@pytest.fixture(params=["station", "county"])
def place(request, station):
    """A chief with the station, a supervisor with the county."""
    if request.param == "station":
        return person(Role.STATION_CHIEF, station), station, 9
    return person(Role.COUNTY_SUPERVISOR, station.parent), station.parent, 9


def asked(user):
    now = timezone.now()
    return Asked(user, now, chosen(Choice.THIS_MONTH, today=timezone.localdate(now)))


def everything(user, area):
    """All the first page asks for beyond its frame, as its view does."""
    board.first_page(asked(user), area)


def questions(ask, *args):
    with CaptureQueriesContext(connection) as queries:
        ask(*args)
    return [query["sql"] for query in queries]


def about(table, asked_for):
    return [sql for sql in asked_for if f'FROM "{table}"' in sql]


class TestDashboard:
    def test_asks_a_fixed_number_of_questions(self, place, village):
        user, area, number = place
        everything(user, area)  # what ships is written once

        few = questions(everything, user, area)
        make.CommunityFactory.create_batch(5, parent=village.parent)
        CalendarDay.objects.create(day="2026-12-31", is_working=False, note="年终")
        many = questions(everything, user, area)

        assert (len(few), len(many)) == (number, number)

    def test_looks_the_calendar_and_the_rules_up_once(self, place):
        user, area, _number = place
        everything(user, area)

        found = questions(everything, user, area)

        assert len(about("station_calendarday", found)) == 1
        assert len(about("station_legalrule", found)) == 1

    def test_says_what_each_part_says_alone(self, place, village):
        user, area, _number = place
        home = make.HouseholdFactory(area=village, address__area=village)
        now = timezone.now()
        make.FollowUpFactory(household=home, due_at=now - timedelta(days=9))
        said = asked(user)

        found = board.first_page(said, area)

        assert found.late.kinds
        assert found.late == late.late(replace(said), area)
        assert found.blocks == board.blocks(replace(said), area)
        assert found.places == board.side_by_side(replace(said), area, "places")

    def test_so_does_a_wall(self, place):
        user, area, _number = place
        wall.panels(asked(user), area)

        found = questions(wall.panels, asked(user), area)

        assert len(about("station_calendarday", found)) == 1
        assert len(about("station_legalrule", found)) == 1


@pytest.fixture(params=["dashboard", "wall"])
def open_page(request, client, station):
    """What asks for its figures every minute."""
    chief = person(Role.STATION_CHIEF, station)
    if request.param == "dashboard":
        client.force_login(chief)
        return reverse("station:dashboard") + "?live=1"
    _screen, token = walls.put_up(
        area=station, name="值班室", by=chief, at=timezone.now()
    )
    return reverse("station:wall", args=[token]) + "?live=1"


class TestOpenPage:
    """What stays open is told nothing where nothing is new."""

    @pytest.fixture
    def at_rest(self, monkeypatch):
        said = Mock(return_value=True)
        monkeypatch.setattr(watching, "is_at_rest", said)
        return said

    def test_asks_for_no_figure_where_nothing_is_new(self, client, open_page, at_rest):
        client.get(open_page)
        tag = client.get(open_page)["ETag"]

        with CaptureQueriesContext(connection) as queries:
            answer = client.get(open_page, headers={"If-None-Match": tag})

        assert (answer.status_code, answer.content) == (304, b"")
        assert len(queries) == 4

    def test_is_told_anew_after_any_write(self, client, open_page, at_rest, village):
        client.get(open_page)
        tag = client.get(open_page)["ETag"]

        make.HouseholdFactory(community=village)

        assert client.get(open_page, headers={"If-None-Match": tag}).status_code == 200

    def test_gets_no_tag_while_somebody_is_writing(self, client, open_page, at_rest):
        """What they write is counted already, and not to be seen yet."""
        at_rest.return_value = False

        assert "ETag" not in client.get(open_page).headers


@pytest.mark.django_db(transaction=True)
def test_a_write_that_ends_after_the_look_is_not_missed(client, open_page):
    """It was counted before the page was made, and committed after."""
    client.get(open_page)
    written, told = Signal(), Signal()

    def write_slowly():
        try:
            with transaction.atomic():
                day = {"day": "2026-12-31", "is_working": False, "note": "年终"}
                CalendarDay.objects.create(**day)
                written.set()
                told.wait(10)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(write_slowly)
        written.wait(10)
        meanwhile = client.get(open_page)
        told.set()
        done.result()
    tag = meanwhile.headers.get("ETag", "")

    assert client.get(open_page, headers={"If-None-Match": tag}).status_code == 200


class TestMoment:
    def test_finds_each_thing_once(self):
        moment, looks = Moment(timezone.now()), []

        found = [moment.once(looks.append) for _ in range(3)]

        assert (found, looks) == ([None] * 3, [moment])

    def test_adds_up_each_thing_once(self, place):
        user, area, _number = place
        said, metrics = asked(user), list(book.in_order)
        first = read(said, metrics, area)

        assert questions(read, said, metrics[:9], area) == []
        assert read(said, metrics, area) == first

    def test_another_reading_sees_a_day_off_that_was_added(self, station):
        user = person(Role.STATION_CHIEF, station)
        key = "clocks.soon"
        before = Moment(timezone.now()).calendar
        day = before.add_days(timezone.localdate(), 1)
        CalendarDay.objects.create(day=day, is_working=False, note="停电")

        assert before.is_working(day)
        assert not Moment(timezone.now()).calendar.is_working(day)
        assert key in read(asked(user), [book.metrics[key]], station)
