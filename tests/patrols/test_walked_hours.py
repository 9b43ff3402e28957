"""Hours walked of one's own accord count towards those of the day and the week."""

from datetime import UTC, datetime, timedelta

import pytest

from patrols import limits
from patrols.actions import duty, proposals, sign_ups
from patrols.workflow.limits import Bar
from station.errors import RuleError
from tests import factories as make
from tests.factories import NOW
from tests.patrols.roster_cases import LATER, member, shift_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)


@pytest.fixture
def team():
    return make.TeamFactory()


def walked(who, team, began, hours):
    ended = began + hours * HOUR
    return make.WalkedPatrolFactory(
        volunteer=who,
        team=team,
        area=team.area,
        started_at=began,
        ended_at=ended,
        minutes=hours * 60,
    )


def bars(who, shift):
    found = limits.bars_of([who], shift)[who.pk]
    assert limits.open_to(who, [shift])[shift.pk] == found
    return found


class TestWalked:
    def test_counts_within_a_day(self, team):
        who = member(team)
        walked(who, team, LATER - 5 * HOUR, 5)

        assert bars(who, shift_of(team, LATER + 2 * HOUR, 2)) == [Bar.DAY_HOURS]
        assert bars(who, shift_of(team, LATER + 2 * HOUR, 1)) == []

    def test_counts_in_the_week(self, team):
        make.DutyLimitsFactory(area=team.area, hours_a_week=8)
        who = member(team)
        walked(who, team, MONDAY, 6)

        assert bars(who, shift_of(team, MONDAY + 72 * HOUR, 3)) == [Bar.WEEK_HOURS]
        assert bars(who, shift_of(team, MONDAY + 72 * HOUR, 2)) == []

    def test_counts_once_where_a_shift_lies_in_it(self, team):
        who = member(team)
        make.SignUpFactory(shift=shift_of(team, LATER, 3), volunteer=who)
        walked(who, team, LATER - HOUR, 4)

        assert bars(who, shift_of(team, LATER + 13 * HOUR, 2)) == []

    def test_is_asked_when_somebody_signs_up(self, team):
        who, shift = member(team), shift_of(team, LATER, 2)
        walked(who, team, LATER - 6 * HOUR, 5)

        with pytest.raises(RuleError) as refused:
            sign_ups.sign_up(shift=shift, volunteer=who, by=who.user, at=NOW)

        assert refused.value.code == "day_hours"

    def test_keeps_somebody_out_of_a_proposed_roster(self, team):
        captain, who = member(team, "captain"), member(team)
        period = make.RosterPeriodFactory(team=team)
        shift = shift_of(team, LATER, 2, needed=2, period=period)
        walked(who, team, LATER - 6 * HOUR, 5)
        step = {"by": captain.user, "at": NOW}
        proposal = proposals.ask(period=period, **step)

        proposals.work_out(proposal=proposal, at=NOW)

        proposal.refresh_from_db()
        [slot] = proposal.result["slots"]
        assert slot["not"]["day_hours"] == [who.pk]
        assert [pk for pk, _why in slot["taken"]] == [captain.pk]
        assert slot["shift"] == shift.pk


class TestGoingOut:
    def test_of_ones_own_accord_ends_where_the_hours_do(self, team):
        who, kind = member(team), make.PatrolKindFactory()
        walked(who, team, NOW - 8 * HOUR, 6)
        step = {"volunteer": who, "by": who.user, "kind": kind}

        with pytest.raises(RuleError) as refused:
            duty.go_on(at=NOW, **step)

        assert refused.value.code == "day_hours"

    def test_keeps_room_for_the_shift_of_the_evening(self, team):
        who, kind = member(team), make.PatrolKindFactory()
        make.SignUpFactory(shift=shift_of(team, NOW + 8 * HOUR, 6), volunteer=who)

        with pytest.raises(RuleError) as refused:
            duty.go_on(volunteer=who, by=who.user, at=NOW, kind=kind)

        assert refused.value.code == "day_hours"

    def test_what_was_walked_without_signal_is_kept(self, team):
        who, kind = member(team), make.PatrolKindFactory()
        walked(who, team, NOW - 8 * HOUR, 6)

        patrol = duty.go_on(
            volunteer=who, by=who.user, at=NOW, began=NOW - HOUR, kind=kind
        )

        assert patrol.started_at == NOW - HOUR
