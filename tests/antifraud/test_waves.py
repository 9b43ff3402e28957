"""Waves: raised by the cases, named where they are, followed, judged, over."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from antifraud.actions import wave_settings
from antifraud.actions import waves as actions
from antifraud.models import FraudCase, Wave, WaveSetting
from antifraud.notices import waves as notices
from antifraud.waves import backtest
from antifraud.waves.rules import Rules, rules_of
from antifraud.workflow.waves import WaveStatus
from station.errors import RuleError, StaleVersion
from station.models import Event, Reminder
from tests.factories import (
    NOW,
    TODAY,
    CommunityFactory,
    FraudCaseFactory,
    WaveFactory,
    WaveSettingFactory,
    officer,
)

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


def told(area, scam_type, days_ago, *, group="student", count=1):
    """Cases reported so many days ago."""
    at = NOW - timedelta(days=days_ago)
    rows = FraudCaseFactory.build_batch(
        count,
        area=area,
        scam_type=scam_type,
        group=group,
        happened_at=at,
        reported_at=at,
    )
    return FraudCase.objects.bulk_create(rows)


@pytest.fixture
def station(village):
    return village.parent.parent


@pytest.fixture
def past(village, rebates):
    """Two years with a case a fortnight."""
    for days in range(750, 30, -14):
        told(village, rebates, days)


@pytest.fixture
def rise(past, village, rebates):
    told(village, rebates, 3, count=4)
    told(village, rebates, 9, count=3)


def find(station, *days):
    return actions.find_in(station=station, days=list(days or [YESTERDAY]), at=NOW)


class TestFind:
    def test_raises_what_is_beyond_chance_where_it_is(self, station, village, rise):
        wave = find(station)[0]

        assert (wave.area, wave.group, wave.status) == (village, "student", "open")
        assert wave.observed >= 4
        assert wave.expected < 2
        assert Wave.objects.count() == 1

    def test_says_nothing_of_usual_weeks(self, station, past, village, rebates):
        told(village, rebates, 5)

        assert find(station) == []

    def test_says_nothing_where_too_little_is_known(self, station, village, rebates):
        told(village, rebates, 3, count=6)

        assert find(station) == []

    def test_names_the_town_where_every_village_has_some(
        self, station, village, past, rebates
    ):
        other = CommunityFactory(parent=village.parent)
        for days in range(757, 30, -14):
            told(other, rebates, days)
        for days in (2, 3, 4, 6):
            told(village, rebates, days)
            told(other, rebates, days)

        assert [wave.area for wave in find(station)] == [village.parent]

    def test_a_running_wave_is_followed_not_raised_again(
        self, station, rise, village, rebates
    ):
        wave = find(station)[0]
        told(village, rebates, 0, count=2)

        assert find(station, TODAY) == []
        wave.refresh_from_db()
        assert wave.seen_on == TODAY
        assert wave.cases == 9

    def test_is_over_after_calm_weeks(self, station, rise):
        wave = find(station)[0]
        later = [YESTERDAY + timedelta(days=n) for n in range(1, 60)]

        find(station, *later)

        wave.refresh_from_db()
        assert wave.status == WaveStatus.OVER
        assert (wave.over_on - wave.seen_on).days == 29
        assert not Reminder.objects.pending().exists()

    def test_struck_out_cases_do_not_count(self, station, rise):
        FraudCase.objects.filter(reported_at__gte=NOW - timedelta(days=20)).update(
            status="void",
            ended_at=NOW,
            ended_by=officer(CommunityFactory()),
        )

        assert find(station) == []

    def test_a_stricter_setting_holds(self, station, village, rise):
        WaveSettingFactory(area=station, least=12)

        assert find(station) == []

    def test_twice_on_one_morning_raises_once(self, station, rise):
        actions.find(at=NOW)
        actions.find(at=NOW)

        assert Wave.objects.count() == 1
        assert Event.objects.filter(kind="wave.raised").count() == 1

    def test_tells_the_officer_of_the_village(self, station, village, wang, rise):
        find(station)
        reminder = Reminder.objects.get(kind="wave.new")

        told_to = notices.DUES.recipients([reminder], NOW)

        assert wang.pk in told_to[reminder.pk]
        assert [item.title for item in notices.owed(wang, NOW)]

    def test_my_day_asks_as_often_for_many(
        self, village, wang, django_assert_max_num_queries
    ):
        for _n in range(5):
            WaveFactory(area=village)

        with django_assert_max_num_queries(5):
            assert len(list(notices.owed(wang, NOW))) == 5


class TestDecide:
    def test_is_kept_with_who_said_so(self, wang, village):
        wave = WaveFactory(area=village)

        actions.decide(wave=wave, verdict="real", version=1, by=wang, at=NOW)

        wave.refresh_from_db()
        assert (wave.status, wave.decided_by) == ("real", wang)
        assert Event.objects.about(wave).get().kind == "wave.confirmed"

    def test_none_needs_a_reason(self, wang, village):
        wave = WaveFactory(area=village)

        with pytest.raises(RuleError) as refusal:
            actions.decide(
                wave=wave, verdict="false", version=1, by=wang, at=NOW, reason=" "
            )

        assert refusal.value.code == "no_reason"

    def test_of_two_officers_the_second_reads_again(self, wang, village):
        wave = WaveFactory(area=village)
        actions.decide(wave=wave, verdict="real", version=1, by=wang, at=NOW)

        with pytest.raises(StaleVersion):
            actions.decide(
                wave=wave, verdict="false", version=1, by=wang, at=NOW, reason="偶然"
            )

    def test_one_that_is_over_stays_over(self, wang, village):
        wave = WaveFactory(area=village, status="over", over_on=TODAY)

        actions.decide(wave=wave, verdict="real", version=1, by=wang, at=NOW)

        wave.refresh_from_db()
        assert (wave.status, wave.verdict) == ("over", "real")


class TestConstraints:
    def test_one_at_a_time(self, village, rebates):
        WaveFactory(area=village, scam_type=rebates)

        with (
            pytest.raises(IntegrityError, match="once_at_a_time"),
            transaction.atomic(),
        ):
            WaveFactory(area=village, scam_type=rebates)

    @pytest.mark.parametrize(
        ("said", "name"),
        [
            ({"status": "real"}, "state_follows"),
            ({"status": "over"}, "state_follows"),
            ({"verdict": "real", "status": "real"}, "judged_by_somebody"),
            ({"from_on": TODAY}, "days_in_order"),
            ({"observed": 1}, "more_than_expected"),
            ({"group": "robots"}, "codes_valid"),
        ],
    )
    def test_refuse_what_never_is(self, village, said, name):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            WaveFactory(area=village, **said)

    def test_settings_stay_within_reason(self, village):
        with (
            pytest.raises(IntegrityError, match="within_reason"),
            transaction.atomic(),
        ):
            WaveSettingFactory(area=village, least=1)


class TestSetting:
    rules = Rules(Decimal("0.20"), 5, 35)

    def test_the_nearest_holds(self, station, village, wang):
        wave_settings.set_(area=station, rules=self.rules, by=wang, at=NOW)

        assert rules_of(village) == self.rules

    def test_is_taken_back(self, station, village, wang):
        row = wave_settings.set_(area=station, rules=self.rules, by=wang, at=NOW)

        wave_settings.drop(setting=row, version=1, by=wang, at=NOW)

        assert rules_of(village) == Rules()
        assert not WaveSetting.objects.exists()

    @pytest.mark.parametrize(
        "rules", [Rules(a_year=Decimal(3)), Rules(least=1), Rules(quiet_days=7)]
    )
    def test_keeps_within_bounds(self, station, wang, rules):
        with pytest.raises(RuleError):
            wave_settings.set_(area=station, rules=rules, by=wang, at=NOW)


class TestBacktest:
    def test_finds_what_would_have_been_raised_and_writes_nothing(self, station, rise):
        outcome = backtest.run(
            station, since=TODAY - timedelta(days=40), until=YESTERDAY
        )

        assert len(outcome.found) == 1
        assert not Wave.objects.exists()

    def test_as_a_command_tells_each(self, station, rise, capsys):
        call_command("backtest_waves", station=station.name, until=YESTERDAY)

        assert "1 waves in" in capsys.readouterr().out
