"""Caps, quiet hours and holidays: what holds an alert back, in figures."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from antifraud.judging import Judge
from antifraud.limits import Book, Rules, holiday
from antifraud.models import AlertSending, AudienceMember, AudienceOverlap
from station import working_days
from station.models import CalendarDay
from tests.factories import (
    NOW,
    AlertFactory,
    AlertLimitFactory,
    AudienceFactory,
    CommunityFactory,
    ResidentFactory,
    SendingFactory,
)

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def clock(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=SHANGHAI)


@pytest.fixture
def group(village):
    return AudienceFactory(area=village, size=100)


def had(group, count, *, ago=DAY):
    """So many alerts that went to the group."""
    return [
        SendingFactory(
            audience=group, status="sent", due_at=NOW - ago, sent_at=NOW - ago
        )
        for _n in range(count)
    ]


def about(group, *, at=NOW, **facts):
    alert = AlertFactory(area=group.area, approved=True, **facts)
    return AlertSending(alert=alert, audience=group, link="new", due_at=at)


def judged(row, *, at=NOW):
    return Judge([row], at=at).judge(row, at=at)


class TestGroup:
    def test_the_last_of_the_period_goes(self, group):
        had(group, 2)

        assert judged(about(group)).held_by == ""

    def test_one_more_is_held_with_its_figures(self, group):
        had(group, 3)

        verdict = judged(about(group))

        assert verdict.held_by == "audience_cap"
        assert verdict.figures == {"count": 3, "cap": 3, "days": 7}

    def test_what_went_out_before_the_period_does_not_count(self, group):
        had(group, 3, ago=timedelta(days=7, minutes=1))

        assert judged(about(group)).held_by == ""

    def test_by_the_day_it_goes_not_the_day_it_is_planned(self, group):
        had(group, 3, ago=timedelta(days=5))

        assert judged(about(group, at=NOW + 3 * DAY)).held_by == ""

    def test_what_is_planned_before_it_counts(self, group):
        had(group, 2)
        SendingFactory(audience=group, due_at=NOW - HOUR)

        assert judged(about(group)).held_by == "audience_cap"

    def test_what_is_planned_after_it_does_not(self, group):
        had(group, 2)
        SendingFactory(audience=group, due_at=NOW + HOUR)

        assert judged(about(group)).held_by == ""

    def test_held_and_called_off_ones_do_not_count(self, group):
        had(group, 2)
        SendingFactory(
            audience=group, due_at=NOW - HOUR, status="held", held_by="audience_cap"
        )
        SendingFactory(audience=group, due_at=NOW - HOUR, status="cancelled")

        assert judged(about(group)).held_by == ""

    def test_itself_does_not_count(self, group):
        had(group, 2)
        row = SendingFactory(audience=group, due_at=NOW - HOUR)

        assert judged(row).held_by == ""

    def test_what_cannot_wait_goes_past_it(self, group):
        had(group, 5)

        assert judged(about(group, urgent_reason="一天三起")).held_by == ""


class TestPerson:
    """Most of whose people have had enough, through whichever groups."""

    def others(self, group, *shared):
        """Groups that got an alert each, and share so many people with this one."""
        for people in shared:
            other = AudienceFactory(area=group.area, size=500)
            first, second = sorted((group, other), key=lambda one: one.pk)
            AudienceOverlap.objects.create(
                first=first, second=second, people=people, estimated_by=group.owner
            )
            had(other, 1)

    def test_by_estimated_overlaps(self, group):
        self.others(group, 80, 70, 60, 51)

        verdict = judged(about(group))

        assert verdict.held_by == "person_cap"
        assert verdict.figures == {"people": 51, "of": 100, "cap": 4, "days": 7}

    def test_half_of_them_is_not_most(self, group):
        self.others(group, 80, 70, 60, 50)

        assert judged(about(group)).held_by == ""

    def test_own_alerts_count_for_all_of_them(self, group):
        had(group, 2)
        self.others(group, 90, 60)

        assert judged(about(group)).held_by == "person_cap"

    def test_known_members_are_counted_one_by_one(self, group):
        group.size = 4
        group.save()
        people = [ResidentFactory() for _n in range(4)]
        others = [AudienceFactory(area=group.area) for _n in range(4)]
        for other in others:
            had(other, 1)
        members = [(group, one) for one in people]
        # One is in all four; two are in three of them each.
        members += [(other, people[0]) for other in others]
        members += [(other, people[1]) for other in others[1:]]
        members += [(other, people[2]) for other in others[:3]]
        AudienceMember.objects.bulk_create(
            AudienceMember(audience=one, resident=person) for one, person in members
        )

        assert judged(about(group)).held_by == ""

        AudienceMember.objects.bulk_create(
            AudienceMember(audience=one, resident=person)
            for one, person in [(others[0], people[1]), (others[3], people[2])]
        )

        verdict = judged(about(group))
        assert verdict.held_by == "person_cap"
        assert (verdict.figures["people"], verdict.figures["of"]) == (3, 4)

    def test_one_alert_to_overlapping_groups_stops_by_itself(self, village):
        """The first groups get it; whoever is in all of them is not flooded."""
        groups = [AudienceFactory(area=village, size=100) for _n in range(6)]
        for i, first in enumerate(groups):
            for second in groups[i + 1 :]:
                AudienceOverlap.objects.create(
                    first=first, second=second, people=90, estimated_by=first.owner
                )
        alert = AlertFactory(area=village, approved=True)
        rows = [
            AlertSending(alert=alert, audience=one, link=str(one.pk), due_at=NOW)
            for one in groups
        ]
        judge = Judge(rows, at=NOW)

        held = [judge.judge(row, at=NOW).held_by for row in rows]

        assert held == ["", "", "", "", "person_cap", "person_cap"]


class TestQuiet:
    @pytest.mark.parametrize(
        ("asked", "goes"),
        [
            ((20, 59), (0, 20, 59)),
            ((21, 0), (1, 8, 0)),
            ((23, 30), (1, 8, 0)),
            ((3, 0), (0, 8, 0)),
            ((8, 0), (0, 8, 0)),
        ],
    )
    def test_the_night_waits_for_the_morning(self, group, asked, goes):
        day = date(2026, 11, 20)
        at = clock(day, *asked)

        verdict = judged(about(group, at=at), at=at)

        days, *hour = goes
        assert verdict.due_at == clock(day + days * DAY, *hour)
        assert bool(verdict.held_by) == (verdict.due_at != at)

    def test_says_from_when_until_when(self, group):
        at = clock(date(2026, 11, 20), 22)

        verdict = judged(about(group, at=at), at=at)

        assert verdict.held_by == "quiet_hours"
        assert verdict.figures == {"begins": "21:00", "ends": "08:00"}

    def test_urgent_goes_at_night(self, group):
        at = clock(date(2026, 11, 20), 22)

        assert judged(about(group, at=at, urgent_reason="一天三起"), at=at).due_at == at

    def test_the_nearest_area_says_how_long_the_night_is(self, group):
        AlertLimitFactory(area=group.area.parent, quiet_from=time(20))
        AlertLimitFactory(area=group.area, quiet_from=time(19))
        at = clock(date(2026, 11, 20), 19, 30)

        assert judged(about(group, at=at), at=at).held_by == "quiet_hours"
        elsewhere = AudienceFactory(area=CommunityFactory())
        assert judged(about(elsewhere, at=at), at=at).held_by == ""


class TestHolidays:
    DAY = date(2026, 10, 1)

    def test_a_holiday_is_a_day_like_others_unless_the_station_says_so(self, group):
        at = clock(self.DAY, 10)

        assert judged(about(group, at=at), at=at).held_by == ""

    def test_then_it_goes_on_the_morning_after_it(self, group):
        AlertLimitFactory(area=group.area, holds_holidays=True)
        at = clock(self.DAY, 10)

        verdict = judged(about(group, at=at), at=at)

        assert verdict.held_by == "holiday"
        assert verdict.figures["day"] == "2026-10-01"
        assert verdict.due_at == clock(date(2026, 10, 8), 8)

    def test_the_office_knows_better(self, group):
        CalendarDay.objects.create(day=self.DAY, is_working=True, note="值班")
        CalendarDay.objects.create(
            day=date(2026, 11, 20), is_working=False, note="县庆"
        )
        calendar = working_days.calendar()

        assert holiday(self.DAY, calendar) == ""
        assert holiday(date(2026, 11, 20), calendar) == "县庆"


class TestLimits:
    def test_usual_ones_where_nobody_set_any(self, village):
        assert Book().rules_of(village) == Rules()

    @pytest.mark.parametrize(
        ("facts", "name"),
        [
            ({"audience_cap": 0}, "within_reason"),
            ({"period_days": 32}, "within_reason"),
            ({"quiet_from": time(23)}, "night_is_quiet"),
            ({"quiet_until": time(5)}, "night_is_quiet"),
        ],
    )
    def test_the_database_keeps_the_bounds(self, village, facts, name):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            AlertLimitFactory(area=village, **facts)

    def test_a_judge_asks_as_often_for_many(
        self, village, django_assert_max_num_queries
    ):
        def rows(count):
            groups = [AudienceFactory(area=village) for _n in range(count)]
            alert = AlertFactory(area=village, approved=True)
            had(groups[0], 1)
            return [
                AlertSending(alert=alert, audience=one, link=str(one.pk), due_at=NOW)
                for one in groups
            ]

        for count in (2, 12):
            found = rows(count)
            with django_assert_max_num_queries(6):
                judge = Judge(found, at=NOW)
                for row in found:
                    judge.judge(row, at=NOW)
