"""Statements that are kept say the same as statements made anew."""

from datetime import date, timedelta

import pytest
from django.db.models import Count, Q

from station.metrics import standing
from station.metrics.counting import rows_of, written
from station.metrics.declared import Counted, book
from station.metrics.moment import Moment
from station.models import Area, CalendarDay, Post
from tests.factories import NOW

pytestmark = pytest.mark.django_db
LIVE = {key: c for key, c in book.counted().items() if not c.is_rolled}
LATER = [timedelta(0), timedelta(minutes=1), timedelta(days=3), timedelta(days=90)]


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch):
    monkeypatch.setattr(standing, "_kept", {})


def counted(rows):
    return rows.values(n=Count("pk"))


@pytest.mark.parametrize("key", sorted(LIVE))
def test_every_live_condition_at_any_moment(key):
    for later in LATER:
        moment = Moment(NOW + later)

        said = standing.statement(LIVE[key], moment, counted, "counted")

        assert said == written(counted(rows_of(LIVE[key], moment=moment)))


def test_are_compiled_once():
    kept = []
    for later in LATER[:2]:
        for one in LIVE.values():
            standing.statement(one, Moment(NOW + later), counted, "counted")
        kept.append(set(standing._kept))

    assert kept[0] == kept[1]
    assert len(kept[0]) > 0.9 * len(LIVE)


def test_a_day_off_that_was_added_moves_what_was_kept():
    soon = LIVE["clocks.soon"]
    before = standing.statement(soon, Moment(NOW), counted, "counted")
    day = Moment(NOW).calendar.add_days(Moment(NOW).today, 1)
    CalendarDay.objects.create(day=day, is_working=False, note="停电")

    after = standing.statement(soon, Moment(NOW), counted, "counted")

    assert before != after


@pytest.mark.parametrize(
    "live",
    [
        lambda moment: Q(created_at__year=moment.today.year),
        lambda moment: Q(created_at__date=moment.at),  # a moment where a day belongs
        lambda moment: Q(pk__in=Post.objects.filter(from_on=moment.today)),
        lambda moment: Q(created_at__range=(moment.at, moment.at + LATER[2])),
        lambda moment: ~Q(created_at__date__in=[moment.today, date(2026, 1, 1)]),
    ],
)
def test_whatever_a_condition_holds(live):
    one = Counted("x", Area, area="", live=live)
    for later in [*LATER, timedelta(days=400)]:
        moment = Moment(NOW + later)

        said = standing.statement(one, moment, counted, "counted")

        assert said == written(counted(rows_of(one, moment=moment)))


def test_no_more_are_kept_than_a_day_needs(monkeypatch):
    monkeypatch.setattr(standing, "MOST", 3)

    for one in LIVE.values():
        standing.statement(one, Moment(NOW), counted, "counted")

    assert len(standing._kept) <= 3
