"""Coming onto shifts and leaving them: places, waiting list, approval, telling."""

from datetime import timedelta

import pytest

from patrols.actions import attendance, releases, shifts, sign_ups, teams, volunteers
from patrols.actions import shift_reminders as kinds
from patrols.models import SignUp
from station.actions import reminders
from station.errors import RuleError
from station.models import Delivery, Event, Reminder, reference
from tests import factories as make
from tests.factories import NOW
from tests.patrols.roster_cases import LATER, member, shift_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def team():
    return make.TeamFactory()


@pytest.fixture
def captain(team):
    return member(team, "captain")


def come(shift, who, at=NOW):
    return sign_ups.sign_up(shift=shift, volunteer=who, by=who.user, at=at)


def pending(subject) -> set[str]:
    rows = Reminder.objects.about(reference(subject)).pending()
    return set(rows.values_list("kind", flat=True))


def told(user) -> list[str]:
    rows = Delivery.objects.filter(recipient=user, channel="browser")
    return sorted(rows.values_list("reminder__kind", flat=True))


class TestSignUp:
    def test_takes_a_place(self, team):
        who, shift = member(team), shift_of(team)

        place = come(shift, who)

        assert (place.status, place.source) == ("confirmed", "self")
        assert place.span.lower == shift.starts_at
        assert Event.objects.about(shift).filter(kind="sign_up.confirmed").exists()
        assert pending(place) == {kinds.AHEAD}

    def test_asks_the_captain_where_the_team_wants_it(self, team, captain):
        team.needs_approval = True
        team.save()

        place = come(shift_of(team), member(team))

        assert place.status == "requested"
        reminders.fire(at=NOW)
        assert told(captain.user) == [kinds.REQUESTED]

    def test_waits_where_all_places_are_taken(self, team):
        shift = shift_of(team, needed=1)
        come(shift, member(team))

        assert come(shift, member(team)).status == "waiting"

    @pytest.mark.parametrize(
        ("facts", "at", "code"),
        [
            ({"status": "planned"}, NOW, "not_published"),
            ({}, LATER, "begun"),
            ({}, LATER + timedelta(days=1), "over"),
        ],
    )
    def test_only_ahead_and_once_published(self, team, facts, at, code):
        with pytest.raises(RuleError) as refused:
            come(shift_of(team, **facts), member(team), at=at)

        assert refused.value.code == code

    def test_only_once(self, team):
        who, shift = member(team), shift_of(team)
        come(shift, who)

        with pytest.raises(RuleError) as refused:
            come(shift, who)

        assert refused.value.code == "already"

    def test_waiting_list_is_for_who_could_come(self, team):
        shift = shift_of(team, needed=1, is_risky=True)
        first, second = member(team), member(team)
        make.InsuranceFactory(volunteer=first)
        come(shift, first)

        with pytest.raises(RuleError) as refused:
            come(shift, second)

        assert refused.value.code == "not_insured"


class TestProposal:
    def test_waits_for_an_answer(self, team, captain):
        who, shift = member(team), shift_of(team)

        place = sign_ups.propose(shift=shift, volunteer=who, by=captain.user, at=NOW)

        reminders.fire(at=NOW)
        assert told(who.user) == [kinds.PROPOSED]
        assert pending(place) == {kinds.UNANSWERED}
        place = sign_ups.accept(sign_up=place, by=who.user, at=NOW)
        assert place.status == "confirmed"
        assert pending(place) == {kinds.AHEAD}

    def test_tells_the_captain_when_no_answer_comes(self, team, captain):
        who, shift = member(team), shift_of(team)
        sign_ups.propose(shift=shift, volunteer=who, by=captain.user, at=NOW)

        reminders.fire(at=LATER - timedelta(hours=23))

        assert told(captain.user) == [kinds.UNANSWERED]

    def test_holds_its_place_and_never_too_many(self, team, captain):
        shift = shift_of(team, needed=1)
        step = {"shift": shift, "by": captain.user, "at": NOW}
        sign_ups.propose(volunteer=member(team), **step)

        with pytest.raises(RuleError) as refused:
            sign_ups.propose(volunteer=member(team), **step)

        assert refused.value.code == "full"

    def test_no_gives_the_place_to_who_waits(self, team, captain):
        shift, who, next_ = shift_of(team, needed=1), member(team), member(team)
        place = sign_ups.propose(shift=shift, volunteer=who, by=captain.user, at=NOW)
        waiting = come(shift, next_)

        sign_ups.decline(sign_up=place, by=who.user, at=NOW)

        waiting.refresh_from_db()
        assert waiting.status == "confirmed"
        reminders.fire(at=NOW)
        assert kinds.CONFIRMED in told(next_.user)

    def test_is_refused_by_the_limits_when_the_answer_comes(self, team, captain):
        who, shift = member(team), shift_of(team)
        place = sign_ups.propose(shift=shift, volunteer=who, by=captain.user, at=NOW)
        type(who).objects.filter(pk=who.pk).update(
            status="resting", resting_until_on=None
        )

        with pytest.raises(RuleError) as refused:
            sign_ups.accept(sign_up=place, by=who.user, at=NOW)

        assert refused.value.code == "not_active"

    def test_without_an_account_the_captain_calls(self, team, captain):
        quiet = make.VolunteerFactory(area=team.area)
        make.MembershipFactory(team=team, volunteer=quiet)
        sign_ups.propose(shift=shift_of(team), volunteer=quiet, by=captain.user, at=NOW)

        reminders.fire(at=NOW)

        assert told(captain.user) == [kinds.PROPOSED]


class TestApproval:
    @pytest.fixture(autouse=True)
    def _asks(self, team):
        team.needs_approval = True
        team.save()

    def test_yes(self, team, captain):
        who = member(team)
        place = come(shift_of(team), who)

        place = sign_ups.approve(sign_up=place, by=captain.user, at=NOW)

        assert (place.status, place.answered_by) == ("confirmed", captain.user)
        reminders.fire(at=NOW)
        assert told(who.user) == [kinds.CONFIRMED]
        assert told(captain.user) == []

    def test_no_needs_a_reason_and_is_told(self, team, captain):
        who = member(team)
        place = come(shift_of(team), who)
        step = {"sign_up": place, "by": captain.user, "at": NOW}
        with pytest.raises(RuleError):
            sign_ups.refuse(reason=" ", **step)

        sign_ups.refuse(reason="人够了", **step)

        reminders.fire(at=NOW)
        assert told(who.user) == [kinds.REFUSED]

    def test_only_what_was_asked(self, team, captain):
        place = make.SignUpFactory(shift=shift_of(team))

        with pytest.raises(RuleError) as refused:
            sign_ups.approve(sign_up=place, by=captain.user, at=NOW)

        assert refused.value.code == "state"


class TestWithdraw:
    def test_early_enough_without_a_reason(self, team):
        who = member(team)
        place = come(shift_of(team), who)

        place = sign_ups.withdraw(sign_up=place, by=who.user, at=NOW)

        assert (place.status, place.is_short_notice) == ("withdrawn", False)
        assert pending(place) == set()

    def test_at_short_notice_with_one_and_the_captain_hears(self, team, captain):
        who, late = member(team), LATER - timedelta(hours=3)
        place = come(shift_of(team), who)
        step = {"sign_up": place, "by": who.user, "at": late}
        with pytest.raises(RuleError) as refused:
            sign_ups.withdraw(**step)
        assert refused.value.code == "no_reason"

        place = sign_ups.withdraw(reason="孩子发烧", **step)

        assert place.is_short_notice
        reminders.fire(at=late)
        assert told(captain.user) == [kinds.SHORT]

    def test_who_waits_the_longest_and_may_come_moves_up(self, team):
        shift = shift_of(team, needed=1)
        first, busy, free = member(team), member(team), member(team)
        place = come(shift, first)
        come(shift, busy)
        come(shift, free)
        make.SignUpFactory(
            shift=shift_of(team, LATER + timedelta(hours=3)), volunteer=busy
        )

        sign_ups.withdraw(sign_up=place, by=first.user, at=NOW)

        found = dict(shift.sign_ups.values_list("volunteer", "status"))
        assert found[busy.pk] == "waiting"
        assert found[free.pk] == "confirmed"

    def test_a_captain_says_why_and_it_is_told(self, team, captain):
        who = member(team)
        place = come(shift_of(team), who)

        sign_ups.withdraw(sign_up=place, by=captain.user, at=NOW, reason="临时调整")

        reminders.fire(at=NOW)
        assert told(who.user) == [kinds.REMOVED]

    @pytest.mark.parametrize("step", ["rest", "leave"])
    def test_follows_from_leaving_and_from_resting(self, team, captain, step):
        who = member(team)
        place = come(shift_of(team), who)
        facts = {"reason": "外出务工"} if step == "leave" else {}

        getattr(volunteers, step)(
            volunteer=who, version=who.version, by=captain.user, at=NOW, **facts
        )

        place.refresh_from_db()
        assert place.status == "withdrawn"

    def test_who_goes_out_of_a_team_goes_off_its_shifts(self, team, captain):
        group = make.TeamFactory(level="group", parent=team, area=team.area)
        who = member(group)
        both = [
            come(shift_of(t, LATER + n * DAY), who) for n, t in enumerate((team, group))
        ]
        make.MembershipFactory(team=team, volunteer=who)

        teams.leave(membership=who.memberships.get(team=group), by=captain.user, at=NOW)

        found = [SignUp.objects.get(pk=place.pk).status for place in both]
        assert found == ["confirmed", "withdrawn"]

    def test_no_team_with_shifts_ahead_is_dissolved(self, team, captain):
        shift = shift_of(team)
        step = {"team": team, "reason": "合并", "version": 1, "by": captain.user}

        with pytest.raises(RuleError) as refused:
            teams.dissolve(at=NOW, **step)
        shifts.cancel(shift=shift, reason="合并", version=1, by=captain.user, at=NOW)

        assert refused.value.code == "has_shifts"
        assert teams.dissolve(at=NOW, **step).dissolved_on is not None

    def test_who_leaves_gives_up_everything_ahead(self, team):
        who, next_ = member(team), member(team)
        days = [shift_of(team, LATER + timedelta(days=n), needed=1) for n in (0, 1)]
        for shift in days:
            come(shift, who)
            come(shift, next_)

        assert releases.release(volunteer=who, reason="退队", by=None, at=NOW) == 2

        assert {row.status for row in next_.sign_ups.all()} == {"confirmed"}


class TestAttendance:
    def test_is_noted_once_the_shift_has_begun(self, team, captain):
        place = come(shift_of(team), member(team))
        step = {"sign_up": place, "attendance": "came", "by": captain.user}
        with pytest.raises(RuleError) as refused:
            attendance.note(at=NOW, **step)
        assert refused.value.code == "not_begun"

        assert attendance.note(at=LATER, **step).attendance == "came"


class TestShift:
    def facts(self, shift, **changes):
        names = ("kind", "starts_at", "ends_at", "needed", "place", "area")
        return shifts.Facts(**{**{n: getattr(shift, n) for n in names}, **changes})

    def test_is_moved_with_everybody_on_it(self, team, captain):
        who, shift = member(team), shift_of(team)
        place = come(shift, who)
        later = LATER + timedelta(hours=2)
        facts = self.facts(shift, starts_at=later, ends_at=later + timedelta(hours=2))

        shifts.edit(shift=shift, facts=facts, version=1, by=captain.user, at=NOW)

        place.refresh_from_db()
        assert place.span.lower == later
        reminders.fire(at=NOW)
        assert told(who.user) == [kinds.CHANGED]
        assert pending(place) == {kinds.AHEAD}

    def test_is_not_moved_where_somebody_would_break_a_limit(self, team, captain):
        who, shift = member(team), shift_of(team)
        come(shift, who)
        make.SignUpFactory(
            shift=shift_of(team, LATER + timedelta(hours=20)), volunteer=who
        )
        later = LATER + timedelta(hours=12)
        facts = self.facts(shift, starts_at=later, ends_at=later + timedelta(hours=2))

        with pytest.raises(RuleError, match=who.name) as refused:
            shifts.edit(shift=shift, facts=facts, version=1, by=captain.user, at=NOW)

        assert refused.value.code == "rest"

    def test_never_has_fewer_places_than_people(self, team, captain):
        shift = shift_of(team, needed=2)
        come(shift, member(team))
        come(shift, member(team))

        with pytest.raises(RuleError) as refused:
            shifts.edit(
                shift=shift,
                facts=self.facts(shift, needed=1),
                version=1,
                by=captain.user,
                at=NOW,
            )

        assert refused.value.code == "too_few"

    def test_with_more_places_lets_people_move_up(self, team, captain):
        shift = shift_of(team, needed=1)
        come(shift, member(team))
        waiting = come(shift, member(team))

        shifts.edit(
            shift=shift,
            facts=self.facts(shift, needed=2),
            version=1,
            by=captain.user,
            at=NOW,
        )

        waiting.refresh_from_db()
        assert waiting.status == "confirmed"

    def test_cancelled_is_told_and_reminds_nobody(self, team, captain):
        who, shift = member(team), shift_of(team)
        place = come(shift, who)

        shifts.cancel(shift=shift, reason="下雪", version=1, by=captain.user, at=NOW)

        place.refresh_from_db()
        assert place.status == "cancelled"
        reminders.fire(at=LATER)
        assert told(who.user) == [kinds.REMOVED]

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"starts_at": NOW - timedelta(hours=1)}, "past"),
            ({"ends_at": LATER}, "order"),
            ({"ends_at": LATER + timedelta(hours=13)}, "too_long"),
            ({"needed": 61}, "needed"),
            ({"skills": ("flying",)}, "unknown_choice"),
        ],
    )
    def test_is_refused(self, team, captain, changes, code):
        facts = {
            "kind": make.PatrolKindFactory(),
            "starts_at": LATER,
            "ends_at": LATER + timedelta(hours=2),
            **changes,
        }
        if "starts_at" in changes:
            facts["ends_at"] = NOW + timedelta(hours=1)

        with pytest.raises(RuleError) as refused:
            shifts.create(
                team=team, facts=shifts.Facts(**facts), by=captain.user, at=NOW
            )

        assert refused.value.code == code

    def test_is_not_made_out_of_season_or_elsewhere(self, team, captain):
        summer = make.PatrolKindFactory(from_day="05-01", until_day="10-15")
        base = {"starts_at": LATER, "ends_at": LATER + timedelta(hours=2)}
        step = {"team": team, "by": captain.user, "at": NOW}

        with pytest.raises(RuleError) as season:
            shifts.create(facts=shifts.Facts(kind=summer, **base), **step)
        with pytest.raises(RuleError) as area:
            shifts.create(
                facts=shifts.Facts(
                    kind=make.PatrolKindFactory(), area=make.CommunityFactory(), **base
                ),
                **step,
            )

        assert season.value.code == "out_of_season"
        assert area.value.code == "area"
