"""Proposed rosters: within the limits, as full and fair as can be, with reasons."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from patrols import limits
from patrols.actions import proposals, rosters, sign_ups
from patrols.models import RosterProposal, SignUp
from patrols.proposing.facts import gather
from patrols.proposing.solve import solve
from station.errors import RuleError
from tests import factories as make
from tests.factories import NOW
from tests.patrols.roster_cases import member, shift_of

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(day, hour) -> datetime:
    start = datetime.combine(MONDAY, time(hour), SHANGHAI)
    return start + timedelta(days=day)


@pytest.fixture
def team():
    return make.TeamFactory()


@pytest.fixture
def captain(team):
    return member(team, "captain", status="resting")


@pytest.fixture
def period(team):
    return rosters.create(
        team=team,
        from_on=MONDAY,
        until_on=MONDAY + timedelta(days=6),
        by=None,
        at=NOW,
    )


def planned(period, day, hour, **facts):
    return shift_of(
        period.team, at(day, hour), period=period, status="planned", **facts
    )


def proposed(period, captain) -> RosterProposal:
    asked = proposals.ask(period=period, by=captain.user, at=NOW)
    proposals.work_out(proposal=asked, at=NOW)
    asked.refresh_from_db()
    return asked


def of(proposal, shift) -> dict:
    return next(s for s in proposal.result["slots"] if s["shift"] == shift.pk)


class TestProposal:
    def test_fills_what_can_be_and_says_it_is_the_best(self, period, captain):
        people = [member(period.team).pk for _one in range(3)]
        shift = planned(period, 0, 19, needed=2)

        found = proposed(period, captain)

        assert (found.needed, found.covered, found.bound) == (2, 2, 2)
        assert found.is_optimal
        assert {pk for pk, _why in of(found, shift)["taken"]} < set(people)

    def test_says_how_far_it_can_be(self, period, captain):
        member(period.team)
        planned(period, 0, 19, needed=2)
        planned(period, 0, 21, needed=1)  # too near for the same one

        found = proposed(period, captain)

        assert (found.needed, found.covered, found.bound) == (3, 1, 1)

    def test_says_why_not(self, period, captain):
        team = period.team
        shift = planned(period, 2, 22, needed=1, is_risky=True)
        minor = member(team, born_on=date(2009, 1, 1))
        uninsured, wishful, tired, able = (member(team) for _one in range(4))
        for one in (minor, wishful, tired, able):
            make.InsuranceFactory(volunteer=one)
        make.WishFactory(
            volunteer=wishful,
            weekday=2,
            from_time=time(20),
            until_time=time(23),
            is_possible=False,
        )
        make.SignUpFactory(shift=shift_of(team, at(2, 15)), volunteer=tired)

        found = of(proposed(period, captain), shift)

        assert [pk for pk, _why in found["taken"]] == [able.pk]
        assert found["not"] == {
            "minor_at_night": [minor.pk],
            "not_insured": [uninsured.pk],
            "wish": [wishful.pk],
            "rest": [tired.pk],
        }

    def test_prefers_who_likes_it_and_who_brings_the_skill(self, period, captain):
        team = period.team
        shift = planned(period, 2, 19, needed=2, skills=["first_aid"])
        for _one in range(3):
            member(team)
        keen, medic = member(team), member(team, skills=["first_aid"])
        make.WishFactory(volunteer=keen, weekday=2)

        found = dict(of(proposed(period, captain), shift)["taken"])

        assert set(found) == {keen.pk, medic.pk}
        assert "likes" in found[keen.pk]
        assert "skill" in found[medic.pk]

    def test_is_fair(self, period, captain):
        team = period.team
        busy, *others = (member(team) for _one in range(4))
        for day in range(1, 5):
            past = shift_of(team, NOW - timedelta(days=day * 4), 4)
            make.SignUpFactory(shift=past, volunteer=busy, attendance="came")
        for day in range(6):
            planned(period, day, 19, needed=1)

        found = proposed(period, captain)

        minutes = {pk: new for pk, (_old, new) in found.result["people"].items()}
        assert minutes[str(busy.pk)] == 0
        assert [minutes[str(one.pk)] for one in others] == [240, 240, 240]

    def test_is_fair_without_any_time_to_think(self, period):
        people = [member(period.team).pk for _one in range(6)]
        for day in range(6):
            planned(period, day, 19, needed=2)

        found = solve(gather(period, at=NOW), seconds=0)

        assert found.covered == 12
        assert Counter(pk for _shift, pk in found.taken) == dict.fromkeys(people, 2)

    def test_never_more_than_somebody_wants(self, period, captain):
        one = member(period.team, hours_a_week=4)
        for day in range(5):
            planned(period, day, 19, needed=1)

        found = proposed(period, captain)

        assert found.covered == 2
        left = [s for s in found.result["slots"] if not s["taken"]]
        assert all(slot["not"] == {"own_hours": [one.pk]} for slot in left)

    def test_replaces_one_that_was_not_taken_over(self, period, captain):
        planned(period, 0, 19)
        first = proposed(period, captain)

        second = proposed(period, captain)

        first.refresh_from_db()
        assert (first.status, second.status) == ("dropped", "ready")

    def test_needs_a_shift_to_come(self, period, captain):
        with pytest.raises(RuleError) as refused:
            proposals.ask(period=period, by=captain.user, at=NOW)

        assert refused.value.code == "empty"


class TestAccept:
    def test_puts_everybody_down_in_one_step(self, period, captain):
        people = [member(period.team) for _one in range(4)]
        for day in (0, 1):
            planned(period, day, 19, needed=2)
        found = proposed(period, captain)

        done = proposals.accept(
            proposal=found, version=found.version, by=captain.user, at=NOW
        )

        assert (done.put, done.skipped) == (4, 0)
        rows = SignUp.objects.filter(volunteer__in=people)
        assert {(r.status, r.source) for r in rows} == {("proposed", "roster")}

    def test_leaves_out_who_cannot_any_more(self, period, captain):
        one, shift = member(period.team), planned(period, 0, 19, needed=1)
        found = proposed(period, captain)
        other = shift_of(period.team, at(0, 18))
        sign_ups.sign_up(shift=other, volunteer=one, by=one.user, at=NOW)

        done = proposals.accept(
            proposal=found, version=found.version, by=captain.user, at=NOW
        )

        assert (done.put, done.skipped) == (0, 1)
        assert not shift.sign_ups.exists()

    def test_only_once(self, period, captain):
        member(period.team)
        planned(period, 0, 19)
        found = proposed(period, captain)
        step = {"proposal": found, "by": captain.user, "at": NOW}
        proposals.accept(version=found.version, **step)

        with pytest.raises(RuleError):
            proposals.accept(version=found.version, **step)


class TestSize:
    def test_a_hundred_and_five_people_and_sixty_shifts(self, team, captain, period):
        for n in range(105):
            member(team, hours_a_week=4 + n % 5, is_fit=n % 9 > 0)
        for n in range(60):
            hour = (7, 9, 12, 16, 17, 19, 20, 21, 22)[n % 9]
            planned(period, n % 7, hour, needed=2)

        found = proposed(period, captain)

        assert found.seconds < 20
        assert found.covered == found.bound == 120
        proposals.accept(proposal=found, version=found.version, by=captain.user, at=NOW)
        assert SignUp.objects.count() == 120
        for place in SignUp.objects.select_related("shift__area", "shift__kind"):
            barred = limits.bars_of([place.volunteer], place.shift)
            assert barred[place.volunteer_id] == []


class TestPages:
    @pytest.fixture(autouse=True)
    def _now(self, time_machine):
        time_machine.move_to(NOW, tick=False)

    def test_captain_asks_reads_and_takes_it_over(self, client, period, captain):
        one = member(period.team, name="孙可行")
        planned(period, 0, 19, needed=1)
        client.force_login(captain.user)

        client.post(reverse("patrols:period_propose", args=[period.pk]))

        found = RosterProposal.objects.get()
        assert found.job is not None
        proposals.work_out(proposal=found, at=NOW)
        page = client.get(found.get_absolute_url()).content.decode()
        assert "孙可行" in page
        why = reverse("patrols:proposal_person", args=[found.pk, one.pk])
        assert client.get(why).status_code == 200
        url = reverse("patrols:proposal_accept", args=[found.pk])
        client.post(url, {"version": 2})
        assert SignUp.objects.get().volunteer == one

    def test_says_that_others_had_fewer_hours(self, client, period, captain):
        fresh, busy = member(period.team), member(period.team)
        worn = shift_of(period.team, NOW - timedelta(days=3), hours=6)
        make.SignUpFactory(shift=worn, volunteer=busy, attendance="came")
        planned(period, 2, 19, needed=1)
        found = proposed(period, captain)
        client.force_login(captain.user)
        headers = {"Accept-Language": "en"}

        def page(who) -> str:
            url = reverse("patrols:proposal_person", args=[found.pk, who.pk])
            return client.get(url, headers=headers).content.decode()

        assert "has had few hours" in page(fresh)
        assert "others have had fewer hours" in page(busy)
        assert "has had few hours" not in page(busy)

    def test_members_see_nothing_of_it(self, client, period, captain):
        planned(period, 0, 19)
        found = proposed(period, captain)
        client.force_login(member(period.team).user)

        assert client.get(found.get_absolute_url()).status_code == 404
