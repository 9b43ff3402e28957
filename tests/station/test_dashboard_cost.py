"""What a dashboard costs: as many questions to the database as are named here."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

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
    said = asked(user)
    late.late(said, area)
    board.blocks(said, area)
    board.side_by_side(said, area, "places")


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

    def test_so_does_a_wall(self, place):
        user, area, _number = place
        wall.panels(asked(user), area)

        found = questions(wall.panels, asked(user), area)

        assert len(about("station_calendarday", found)) == 1
        assert len(about("station_legalrule", found)) == 1


def test_an_open_page_that_has_nothing_new_asks_for_no_figure(client, place):
    user, _area, _number = place
    client.force_login(user)
    url = reverse("station:dashboard") + "?live=1"
    client.get(url)
    tag = client.get(url)["ETag"]

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url, headers={"If-None-Match": tag})

    assert (answer.status_code, answer.content) == (304, b"")
    assert len(queries) == 4


class TestMoment:
    def test_finds_each_thing_once(self):
        moment, looks = Moment(timezone.now()), []

        found = [moment.once(looks.append) for _ in range(3)]

        assert (found, looks) == ([None] * 3, [moment])

    def test_another_reading_sees_a_day_off_that_was_added(self, station):
        user = person(Role.STATION_CHIEF, station)
        key = "clocks.soon"
        before = Moment(timezone.now()).calendar
        day = before.add_days(timezone.localdate(), 1)
        CalendarDay.objects.create(day=day, is_working=False, note="停电")

        assert before.is_working(day)
        assert not Moment(timezone.now()).calendar.is_working(day)
        assert key in read(asked(user), [book.metrics[key]], station)
