"""The hard limits of duty: ages, night, fitness, insurance, hours and rest."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from patrols import limits
from patrols.actions import duty_limits, sign_ups
from patrols.models import DutyLimits
from patrols.workflow.limits import Bar
from station.errors import RuleError, StaleVersion
from station.roles import Role
from tests import factories as make
from tests.factories import NOW
from tests.patrols.roster_cases import LATER, member, shift_of

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)  # 22:30 in Shanghai


@pytest.fixture
def team():
    return make.TeamFactory()


def bars(volunteer, shift) -> list:
    return limits.bars_of([volunteer], shift)[volunteer.pk]


class TestPerson:
    def test_nothing_stands_in_the_way_of_a_grown_member(self, team):
        assert bars(member(team), shift_of(team)) == []

    @pytest.mark.parametrize("status", ["resting", "applied"])
    def test_only_who_serves(self, team, status):
        who = member(team, status=status)

        assert bars(who, shift_of(team)) == [Bar.NOT_ACTIVE]

    def test_only_people_of_the_team(self, team):
        stranger = member(make.TeamFactory(area=team.area))

        assert bars(stranger, shift_of(team)) == [Bar.NOT_OF_TEAM]

    def test_members_of_a_group_may_serve_for_the_village(self, team):
        group = make.TeamFactory(level="group", parent=team, area=team.area)

        assert bars(member(group), shift_of(team)) == []
        assert bars(member(team), shift_of(group)) == [Bar.NOT_OF_TEAM]
        assert bars(member(team, "captain"), shift_of(group)) == []

    def test_nobody_is_too_young_from_the_birthday_on(self, team):
        shift = shift_of(team)
        day = LATER.date()

        younger = member(team, born_on=date(day.year - 16, day.month, day.day + 1))
        older = member(team, born_on=date(day.year - 16, day.month, day.day))

        assert bars(younger, shift) == [Bar.TOO_YOUNG]
        assert bars(older, shift) == []

    @pytest.mark.parametrize(
        ("starts", "hours", "is_night"),
        [
            (NIGHT, 2, True),
            (NIGHT - timedelta(hours=2, minutes=30), 2, False),  # 20:00 to 22:00
            (NIGHT - timedelta(hours=2, minutes=29), 2, True),  # to 22:01
            (NIGHT + timedelta(hours=7), 1, True),  # 5:30 in the morning
            (NIGHT + timedelta(hours=7, minutes=30), 1, False),  # 6:00
        ],
    )
    def test_no_minor_is_on_duty_at_night(self, team, starts, hours, is_night):
        minor = member(team, born_on=date(2009, 1, 1))

        found = bars(minor, shift_of(team, starts, hours))

        assert found == ([Bar.MINOR_AT_NIGHT] if is_night else [])

    def test_night_and_risk_need_somebody_fit(self, team):
        unfit = member(team, is_fit=False)
        make.InsuranceFactory(volunteer=unfit)

        assert bars(unfit, shift_of(team, NIGHT)) == [Bar.NOT_FIT]
        assert bars(unfit, shift_of(team, is_risky=True)) == [Bar.NOT_FIT]
        assert bars(unfit, shift_of(team)) == []

    def test_risky_duty_needs_an_insurance_on_that_day(self, team):
        shift = shift_of(team, kind__is_risky=True)
        without, before, on_it = member(team), member(team), member(team)
        make.InsuranceFactory(volunteer=before, until_on=date(2026, 11, 21))
        make.InsuranceFactory(volunteer=on_it, until_on=date(2026, 11, 22))

        assert bars(without, shift) == [Bar.NOT_INSURED]
        assert bars(before, shift) == [Bar.NOT_INSURED]
        assert bars(on_it, shift) == []


class TestHours:
    def place(self, who, team, starts_at, hours=2, **facts):
        shift = shift_of(team, starts_at, hours)
        return make.SignUpFactory(shift=shift, volunteer=who, **facts)

    def test_nobody_is_in_two_places(self, team):
        who = member(team)
        self.place(who, team, LATER)

        assert bars(who, shift_of(team, LATER + timedelta(hours=1))) == [Bar.BOOKED]

    @pytest.mark.parametrize(
        ("apart", "found"), [(9.9, [Bar.REST]), (10, []), (-9.9, [Bar.REST]), (-10, [])]
    )
    def test_rest_lies_before_and_after(self, team, apart, found):
        who = member(team)
        self.place(who, team, LATER)
        gap = timedelta(hours=apart + 2 if apart > 0 else apart - 2)

        assert bars(who, shift_of(team, LATER + gap)) == found

    def test_only_so_many_hours_within_a_day(self, team):
        make.DutyLimitsFactory(area=team.area, hours_a_day=5, rest_hours=8)
        who = member(team)
        self.place(who, team, LATER, 3)

        near = shift_of(team, LATER + timedelta(hours=12), 3)
        next_day = shift_of(team, LATER + timedelta(hours=24), 3)

        assert bars(who, near) == [Bar.DAY_HOURS]
        assert bars(who, next_day) == []

    def test_only_so_many_hours_in_a_week_from_monday_on(self, team):
        make.DutyLimitsFactory(area=team.area, hours_a_week=8)
        who = member(team)
        monday = datetime(2026, 11, 23, 2, tzinfo=UTC)
        for day in (0, 2):
            self.place(who, team, monday + timedelta(days=day), 4)

        assert bars(who, shift_of(team, monday + timedelta(days=6), 1)) == [
            Bar.WEEK_HOURS
        ]
        assert bars(who, shift_of(team, monday + timedelta(days=7), 1)) == []

    def test_who_stayed_away_has_not_served(self, team):
        who = member(team)
        self.place(who, team, LATER, attendance="absent")

        assert bars(who, shift_of(team, LATER + timedelta(hours=3))) == []

    @pytest.mark.parametrize("status", ["waiting", "withdrawn", "declined"])
    def test_what_holds_no_place_does_not_count(self, team, status):
        who = member(team)
        self.place(who, team, LATER, status=status)

        assert bars(who, shift_of(team, LATER)) == []


class TestRules:
    def test_the_nearest_areas_hold(self, team):
        make.DutyLimitsFactory(area=team.area.parent, rest_hours=20)
        assert limits.rules_of(team.area).rest_hours == 20

        make.DutyLimitsFactory(area=team.area, rest_hours=12)

        assert limits.rules_of(team.area).rest_hours == 12
        assert limits.rules_of(team.area.parent).rest_hours == 20

    def test_many_shifts_are_judged_as_one_is(self, team):
        who = member(team)
        make.SignUpFactory(shift=shift_of(team), volunteer=who)
        others = [shift_of(team, LATER + timedelta(hours=n)) for n in (1, 5, 30)]

        found = limits.open_to(who, others)

        assert found == {shift.pk: bars(who, shift) for shift in others}

    def test_are_set_once_read(self, team):
        chief = make.person(Role.STATION_CHIEF, team.area.parent.parent)
        step = {"area": team.area, "by": chief, "at": NOW}

        row = duty_limits.set_(rules=limits.Rules(rest_hours=12), version=0, **step)

        with pytest.raises(StaleVersion):
            duty_limits.set_(rules=limits.Rules(), version=0, **step)
        duty_limits.set_(rules=limits.Rules(rest_hours=9), version=1, **step)
        row.refresh_from_db()
        assert (row.rest_hours, row.version) == (9, 2)
        duty_limits.drop(limits=row, version=2, by=chief, at=NOW)
        assert not DutyLimits.objects.exists()

    @pytest.mark.parametrize(
        ("facts", "code"),
        [
            ({"rest_hours": 7}, "rest_hours"),
            ({"hours_a_day": 13}, "hours_a_day"),
            ({"night_from": time(23)}, "night_from"),
            ({"night_until": time(5)}, "night_until"),
            ({"youngest": 13}, "youngest"),
        ],
    )
    def test_no_station_leaves_the_bounds(self, team, facts, code):
        with pytest.raises(RuleError) as refused:
            duty_limits.set_(
                area=team.area, rules=limits.Rules(**facts), by=None, at=NOW
            )

        assert refused.value.code == code

    def test_the_refusal_tells_the_figure(self, team):
        make.DutyLimitsFactory(area=team.area, rest_hours=13)
        who = member(team)
        make.SignUpFactory(shift=shift_of(team), volunteer=who)
        near = shift_of(team, LATER + timedelta(hours=12))

        with pytest.raises(RuleError, match="13") as refused:
            sign_ups.sign_up(shift=near, volunteer=who, by=who.user, at=NOW)

        assert refused.value.code == "rest"
