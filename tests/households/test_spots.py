"""What is read of a place in one go is what each part says of it by itself."""

from datetime import date, timedelta

import pytest

from households import reply_limits
from households.charge import charge_of
from households.models import MessageLimit
from households.spots import Spot
from station import working_hours
from station.models import Area, CalendarDay, OfficeHours
from station.working_days import local_date
from tests.factories import NOW, GridFactory, PostFactory, officer, person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = local_date(NOW)


@pytest.fixture
def grid(village):
    return GridFactory(parent=village)


@pytest.fixture
def line(village, grid):
    """Posts of every sort, those that count and those that do not."""
    station = village.parent.parent
    for role in (
        "station_chief",
        "auxiliary_officer",
        "mediator",
    ):
        person(role, station)
    person("county_supervisor", station.parent)
    officer(grid)
    PostFactory(
        role="community_officer",
        area=village,
        is_acting=True,
        from_on=TODAY - DAY,
        until_on=TODAY,
    )
    PostFactory(role="station_chief", area=station, until_on=TODAY - DAY)
    PostFactory(role="station_chief", area=station, from_on=TODAY + DAY)
    gone = officer(village)
    gone.is_active = False
    gone.save()


@pytest.fixture
def decided(village):
    station = village.parent.parent
    MessageLimit.objects.create(
        station=station, kind="tip", amount=5, unit="days", chief_after=2,
        reopen_days=3, reopen_times=1,
    )  # fmt: skip
    OfficeHours.objects.create(
        station=station,
        morning_from="09:00",
        morning_until="11:00",
        afternoon_from="13:00",
        afternoon_until="17:15",
    )
    CalendarDay.objects.create(day=TODAY + DAY, is_working=True, note="补班")
    CalendarDay.objects.create(day=date(2026, 11, 24), is_working=False, note="停电")


@pytest.mark.usefixtures("line")
@pytest.mark.parametrize("kind", ["grid", "community", "station"])
def test_the_line_of_duty_is_the_same(kind, grid):
    area = next(a for a in Area.objects.above(grid) if a.kind == kind)

    found, plain = Spot(area, at=NOW).charge, charge_of(area, on=TODAY)

    assert found.posts == plain.posts
    assert found.owner() == plain.owner()
    assert found.overseer(about=plain.owner()) == plain.overseer(about=plain.owner())
    assert [post.user.name for post in found.posts] == [
        post.user.name for post in plain.posts
    ]


@pytest.mark.parametrize("is_decided", [False, True])
def test_limits_hours_and_calendar_are_the_same(is_decided, grid, request):
    if is_decided:
        request.getfixturevalue("decided")
    clock = Spot(grid, at=NOW).clock

    assert clock.limits == reply_limits.limits_of(grid)
    assert clock.office == working_hours.clock_of(grid)
    assert (clock.limits["tip"].amount == 5) is is_decided


def test_knows_the_places_above(grid):
    spot = Spot(grid, at=NOW)

    assert spot.above == list(Area.objects.above(grid))
    assert spot.station == grid.parent.parent.parent
    assert spot.name == f"{grid.parent.short_name} · {grid.short_name}"


def test_numbers_go_by_the_township_else_by_the_nearest_place_with_a_code(grid):
    township, station = grid.parent.parent, grid.parent.parent.parent
    assert Spot(grid, at=NOW).code == township.code[:9]

    Area.objects.filter(pk=township.pk).update(code=None)
    assert Spot(grid, at=NOW).code == f"{grid.pk:09d}"

    Area.objects.filter(pk=station.pk).update(code="620999108000")
    assert Spot(grid, at=NOW).code == "620999108"


@pytest.mark.usefixtures("line", "decided")
def test_asks_once(grid, django_assert_num_queries):
    spot = Spot(grid, at=NOW)
    with django_assert_num_queries(1):
        assert spot.charge.owner().name
        assert spot.clock.limits
        assert spot.clock.office.end_of_work(TODAY)
        assert spot.code
        assert spot.station.profile is not None
