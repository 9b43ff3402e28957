"""Dates, figures and hidden numbers as people say them."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from station import phrasing

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Friday
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


class TestDay:
    @pytest.mark.parametrize(
        ("on", "words"),
        [
            (TODAY, "today"),
            (TODAY + timedelta(days=1), "tomorrow"),
            (TODAY - timedelta(days=1), "yesterday"),
            (TODAY + timedelta(days=4), "24 Nov Tue"),
            (TODAY + timedelta(days=30), "20 Dec"),
            (date(2025, 11, 20), "20 Nov 2025"),
        ],
    )
    def test_uses_the_shortest_plain_words(self, on, words):
        assert phrasing.day(on, today=TODAY) == words

    def test_writes_chinese_dates_in_chinese(self):
        with translation.override("zh-hans"):
            assert phrasing.date_in_full(TODAY) == "2026年11月20日"


class TestMoment:
    def test_names_the_day_and_the_local_time(self):
        at = datetime(2026, 11, 20, 8, 0, tzinfo=ZoneInfo("UTC"))

        assert phrasing.moment(at, now=NOW) == "today 16:00"


class TestAgo:
    @pytest.mark.parametrize(
        ("passed", "words"),
        [
            (timedelta(seconds=20), "just now"),
            (timedelta(minutes=1), "1 minute ago"),
            (timedelta(minutes=5), "5 minutes ago"),
            (timedelta(hours=3), "today 07:00"),
            (timedelta(hours=20), "yesterday 14:00"),
            (timedelta(days=3), "3 days ago"),
            (timedelta(days=20), "31 Oct 10:00"),
        ],
    )
    def test_grows_coarser_with_distance(self, passed, words):
        assert phrasing.ago(NOW - passed, now=NOW) == words


class TestDue:
    @pytest.mark.parametrize(
        ("at", "words", "tone"),
        [
            (NOW + timedelta(hours=6), "due today 16:00", "amber"),
            (TODAY, "due today", "amber"),
            (NOW + timedelta(days=1), "1 day left", "amber"),
            (NOW + timedelta(days=2), "2 days left", "grey"),
            (NOW - timedelta(minutes=5), "late", "red"),
            (NOW - timedelta(hours=3), "3 hours late", "red"),
            (TODAY - timedelta(days=2), "2 days late", "red"),
        ],
    )
    def test_says_what_is_left_or_how_late_it_is(self, at, words, tone):
        due = phrasing.due(at, now=NOW)

        assert (due.text, due.tone) == (words, tone)

    def test_counts_working_days_when_they_are_given(self):
        due = phrasing.due(NOW + timedelta(days=5), now=NOW, working_days=3)

        assert due.text == "3 working days left"

    def test_is_red_only_when_late(self):
        assert phrasing.due(NOW - timedelta(days=1), now=NOW).is_late
        assert not phrasing.due(NOW + timedelta(days=1), now=NOW).is_late


class TestNumber:
    @pytest.mark.parametrize(
        ("value", "words"),
        [
            (53000, "53,000"),
            (0, "0"),
            (None, "–"),
            (97.25, "97.2"),
            (Decimal("1900.00"), "1,900"),
            (Decimal("0.50"), "0.5"),
        ],
    )
    def test_tells_nothing_known_from_zero(self, value, words):
        assert phrasing.number(value) == words


class TestMasked:
    @pytest.mark.parametrize(
        ("value", "kind", "shown"),
        [
            ("13812345678", "phone", "138****5678"),
            ("620724199001011234", "id", "620724********1234"),
            ("王德福", "name", "王**"),
            ("110", "phone", "1**"),
            ("", "phone", ""),
        ],
    )
    def test_hides_the_middle(self, value, kind, shown):
        assert phrasing.masked(value, kind) == shown


class TestComingDays:
    def test_next_monday_is_never_today(self):
        monday = date(2026, 11, 23)

        assert dict(phrasing.coming_days(monday))["Next Monday"] == date(2026, 11, 30)
