"""The log of sign-ins: six months of it, then gone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from celery import current_app
from celery.schedules import crontab
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from structlog.testing import capture_logs

from config import env
from station import months
from station.actions import sign_ins
from station.models import SignIn
from station.tasks import purge_sign_ins
from tests.station.sign_in import colleague

NIGHT = datetime(2026, 8, 30, 19, 20, tzinfo=UTC)  # 31 August, 03:20 at the station
FIRST_DAY = datetime(2026, 2, 27, 16, tzinfo=UTC)  # 28 February begins


def sign_in_at(at, user=None) -> SignIn:
    return SignIn.objects.create(user=user, badge_hash=b"x", outcome="ok", at=at)


@pytest.mark.django_db
class TestPurge:
    def test_keeps_six_months_by_the_calendar(self):
        kept = sign_in_at(FIRST_DAY)
        sign_in_at(FIRST_DAY - timedelta(seconds=1))

        gone = sign_ins.purge(at=NIGHT)

        assert gone == 1
        assert list(SignIn.objects.all()) == [kept]

    def test_takes_those_of_people_and_of_nobody(self):
        user = colleague()
        for owner in (user, None):
            sign_in_at(NIGHT - timedelta(days=200), owner)

        assert sign_ins.purge(at=NIGHT) == 2
        assert user.sign_ins.count() == 0

    def test_done_twice_does_nothing_more(self):
        sign_in_at(NIGHT - timedelta(days=200))
        sign_ins.purge(at=NIGHT)

        assert sign_ins.purge(at=NIGHT) == 0

    def test_is_written_to_the_log(self):
        sign_in_at(NIGHT - timedelta(days=200))

        with capture_logs() as lines:
            sign_ins.purge(at=NIGHT)

        line = lines[-1]
        assert (line["count"], line["kept_from"]) == (1, "2026-02-28")

    def test_is_done_by_the_nightly_task(self):
        sign_in_at(NIGHT - timedelta(days=3650))

        purge_sign_ins()

        assert not SignIn.objects.exists()

    def test_comes_every_night(self):
        tick = settings.CELERY_BEAT_SCHEDULE["old sign-ins"]

        assert tick["task"] in current_app.tasks
        assert tick["schedule"] == crontab(hour=3, minute=20)


class TestSetting:
    def test_never_goes_below_what_the_law_asks(self, monkeypatch):
        monkeypatch.setenv("SIGN_INS_KEPT_MONTHS", "5")

        with pytest.raises(ImproperlyConfigured, match="SIGN_INS_KEPT_MONTHS"):
            env.number("SIGN_INS_KEPT_MONTHS", default=6, least=6)

    def test_is_six_months(self):
        assert settings.SIGN_INS_KEPT_MONTHS == 6


class TestMonths:
    @pytest.mark.parametrize(
        ("day", "count", "expected"),
        [
            (date(2026, 8, 31), 6, date(2026, 2, 28)),
            (date(2024, 8, 31), 6, date(2024, 2, 29)),
            (date(2026, 1, 15), 6, date(2025, 7, 15)),
            (date(2026, 6, 30), 6, date(2025, 12, 30)),
        ],
    )
    def test_are_counted_back_by_the_calendar(self, day, count, expected):
        assert months.earlier(day, count) == expected

    def test_are_counted_on_to_the_end_of_a_short_one(self):
        assert months.later(date(2026, 8, 31), 18) == date(2028, 2, 29)
