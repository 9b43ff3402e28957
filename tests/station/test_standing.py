"""Statements that are kept say the same as statements made anew."""

from datetime import date, timedelta

import pytest
from django.db import connection
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


def said(one, moment):
    """The statement with its moments and days in it."""
    text, times = standing.statement(one, moment, counted, "counted")
    return connection.ops.compose_sql(text, times)


@pytest.mark.parametrize("key", sorted(LIVE))
def test_every_live_condition_at_any_moment(key):
    for later in LATER:
        moment = Moment(NOW + later)

        assert said(LIVE[key], moment) == written(
            counted(rows_of(LIVE[key], moment=moment))
        )


def test_are_compiled_once():
    kept = []
    for later in LATER[:2]:
        for one in LIVE.values():
            said(one, Moment(NOW + later))
        kept.append(set(standing._kept))

    assert kept[0] == kept[1]
    assert len(kept[0]) == len(LIVE)


def test_the_text_stays_the_same_whatever_the_moment():
    """Else it would be planned anew with each reading."""
    for one in LIVE.values():
        texts = {
            standing.statement(one, Moment(NOW + later), counted, "counted")[0]
            for later in LATER
        }

        assert len(texts) == 1, one.key


def test_a_day_off_that_was_added_moves_what_was_kept():
    soon = LIVE["clocks.soon"]
    before = said(soon, Moment(NOW))
    day = Moment(NOW).calendar.add_days(Moment(NOW).today, 1)
    CalendarDay.objects.create(day=day, is_working=False, note="停电")

    after = said(soon, Moment(NOW))

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

        assert said(one, moment) == written(counted(rows_of(one, moment=moment)))


def test_no_more_are_kept_than_a_day_needs(monkeypatch):
    monkeypatch.setattr(standing, "MOST", 3)

    for one in LIVE.values():
        said(one, Moment(NOW))

    assert len(standing._kept) <= 3
