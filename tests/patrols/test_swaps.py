"""Swaps: taken over by the team, in return for a place, approved where it is wanted."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse
from rest_framework.test import APIClient

from patrols import shift_work
from patrols.actions import shifts, sign_ups, swap_reminders, swaps
from patrols.models import SignUp, Swap
from patrols.workflow.rosters import HOLDING
from station.actions import reminders
from station.errors import RuleError
from station.models import Delivery
from tests import factories as make
from tests.factories import NOW
from tests.patrols.roster_cases import LATER, member, shift_of

pytestmark = pytest.mark.django_db
NEXT = LATER + timedelta(days=2)


@pytest.fixture
def team():
    return make.TeamFactory()


def on(shift, who, **facts):
    return make.SignUpFactory(shift=shift, volunteer=who, **facts)


def offer(place, **facts):
    return swaps.offer(sign_up=place, by=place.volunteer.user, at=NOW, **facts)


def take(swap, who, **facts):
    return swaps.take(swap=swap, volunteer=who, by=who.user, at=NOW, **facts)


def told(user) -> list[str]:
    rows = Delivery.objects.filter(recipient=user, channel="browser")
    return sorted(rows.values_list("reminder__kind", flat=True))


class TestOffer:
    def test_is_told_to_the_team_and_keeps_the_place(self, team):
        who, mate = member(team), member(team)
        place = on(shift_of(team), who)

        offer(place, words="孩子发烧")

        place.refresh_from_db()
        assert place.status == "confirmed"
        reminders.fire(at=NOW)
        assert told(mate.user) == [swap_reminders.OFFERED]
        assert told(who.user) == []

    def test_to_one_is_told_to_that_one(self, team):
        who, mate, other = (member(team) for _one in range(3))

        offer(on(shift_of(team), who), offered_to=mate)

        reminders.fire(at=NOW)
        assert (told(mate.user), told(other.user)) == ([swap_reminders.OFFERED], [])

    def test_is_refused_twice_unconfirmed_or_too_late(self, team):
        place = on(shift_of(team), member(team))
        waiting = on(shift_of(team), member(team), status="waiting")
        offer(place)

        with pytest.raises(RuleError) as twice:
            offer(place)
        with pytest.raises(RuleError) as state:
            offer(waiting)
        with pytest.raises(RuleError) as late:
            swaps.offer(sign_up=on(shift_of(team), member(team)), by=None, at=LATER)

        codes = (twice.value.code, state.value.code, late.value.code)
        assert codes == ("patrols_swap_one_at_a_time", "state", "begun")


class TestTake:
    def test_gives_the_place_to_who_takes_it(self, team):
        who, mate, shift = member(team), member(team), shift_of(team)
        swap = offer(on(shift, who))

        swap = take(swap, mate)

        assert (swap.status, swap.taken_by) == ("done", mate)
        states = dict(shift.sign_ups.values_list("volunteer", "status"))
        assert states == {who.pk: "swapped", mate.pk: "confirmed"}
        reminders.fire(at=NOW)
        assert told(who.user) == [swap_reminders.DONE]

    def test_in_return_both_change_hands(self, team):
        who, mate = member(team), member(team)
        one, other = shift_of(team), shift_of(team, NEXT)
        swap = offer(on(one, who))

        take(swap, mate, in_return=on(other, mate))

        holding = SignUp.objects.holding()
        assert holding.get(shift=one).volunteer == mate
        assert holding.get(shift=other).volunteer == who

    def test_in_return_even_at_the_same_hour(self, team):
        who, mate = member(team), member(team)
        one, other = shift_of(team), shift_of(team)
        swap = offer(on(one, who))

        take(swap, mate, in_return=on(other, mate))

        assert SignUp.objects.holding().get(shift=other).volunteer == who

    def test_asks_the_limits_of_both(self, team):
        who, mate = member(team), member(team)
        risky = shift_of(team, NEXT, is_risky=True)
        make.InsuranceFactory(volunteer=mate)
        given = on(risky, mate)
        swap = offer(on(shift_of(team), who))

        with pytest.raises(RuleError) as refused:
            take(swap, mate, in_return=given)

        assert refused.value.code == "not_insured"
        given.refresh_from_db()
        assert given.status == "confirmed"

    def test_who_has_another_shift_cannot(self, team):
        busy = member(team)
        on(shift_of(team), busy)
        swap = offer(on(shift_of(team), member(team)))

        with pytest.raises(RuleError) as refused:
            take(swap, busy)

        assert refused.value.code == "booked"

    def test_only_for_whom_it_is_and_only_own_places(self, team):
        who, mate, other = (member(team) for _one in range(3))
        swap = offer(on(shift_of(team), who), offered_to=mate)

        with pytest.raises(RuleError) as not_for_you:
            take(swap, other)
        with pytest.raises(RuleError) as own:
            take(swap, who)
        with pytest.raises(RuleError) as not_own:
            take(swap, mate, in_return=on(shift_of(team, NEXT), other))

        codes = (not_for_you.value.code, own.value.code, not_own.value.code)
        assert codes == ("not_for_you", "own", "not_own")

    def test_takes_who_waited_off_the_waiting_list(self, team):
        mate, shift = member(team), shift_of(team, needed=1)
        swap = offer(on(shift, member(team)))
        waiting = on(shift, mate, status="waiting")

        take(swap, mate)

        waiting.refresh_from_db()
        assert waiting.status == "withdrawn"
        assert shift.sign_ups.holding().get().volunteer == mate


class TestApproval:
    @pytest.fixture
    def captain(self, team):
        team.needs_approval = True
        team.save()
        return member(team, "captain")

    @pytest.fixture
    def taken(self, team, captain):
        return take(offer(on(shift_of(team), member(team))), member(team))

    def test_nothing_moves_before_the_captain_agrees(self, captain, taken):
        assert (taken.status, taken.sign_up.status) == ("taken", "confirmed")
        assert len(list(shift_work.swaps_to_approve(captain.user, NOW))) == 1

        done = swaps.approve(swap=taken, by=captain.user, at=NOW)

        assert done.status == "done"
        assert SignUp.objects.holding().get().volunteer == taken.taken_by

    def test_no_leaves_everything_as_it_was(self, captain, taken):
        swaps.refuse(swap=taken, reason="人手不够", by=captain.user, at=NOW)

        assert SignUp.objects.holding().get().volunteer != taken.taken_by
        reminders.fire(at=NOW)
        assert swap_reminders.REFUSED in told(taken.taken_by.user)

    def test_limits_are_asked_once_more(self, team, captain, taken):
        on(shift_of(team, LATER + timedelta(hours=3)), taken.taken_by)

        with pytest.raises(RuleError) as refused:
            swaps.approve(swap=taken, by=captain.user, at=NOW)

        assert refused.value.code == "rest"


class TestEnd:
    def test_taken_back_cannot_be_taken(self, team):
        who = member(team)
        swap = offer(on(shift_of(team), who))
        swaps.withdraw(swap=swap, by=who.user, at=NOW)

        with pytest.raises(RuleError) as refused:
            take(swap, member(team))

        assert refused.value.code == "state"

    def test_ends_with_the_place(self, team):
        who = member(team)
        place, other = on(shift_of(team), who), on(shift_of(team), member(team))
        first, second = offer(place), offer(other)

        sign_ups.withdraw(sign_up=place, by=who.user, at=NOW)
        shifts.cancel(shift=other.shift, reason="下雪", version=1, by=who.user, at=NOW)

        states = {Swap.objects.get(pk=s.pk).status for s in (first, second)}
        assert states == {"withdrawn"}


@pytest.mark.django_db(transaction=True)
class TestRace:
    def test_one_of_many_gets_it(self):
        team = make.TeamFactory()
        shift = shift_of(team, needed=1)
        swap = offer(on(shift, member(team)))
        gate, mates = Barrier(8), [member(team) for _one in range(8)]

        def run(mate) -> str:
            gate.wait()
            try:
                return take(swap, mate).status
            except RuleError as refused:
                return refused.code
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as pool:
            found = sorted(pool.map(run, mates))

        assert found == ["done", *["state"] * 7]
        assert shift.sign_ups.filter(status__in=HOLDING).count() == 1


class TestPages:
    @pytest.fixture(autouse=True)
    def _now(self, time_machine):
        time_machine.move_to(NOW, tick=False)

    def test_two_volunteers_swap(self, client, team):
        who, mate = member(team, name="赵甲"), member(team)
        one, other = shift_of(team), shift_of(team, NEXT)
        place, given = on(one, who), on(other, mate)
        client.force_login(who.user)
        url = reverse("patrols:swap_offer", args=[place.pk])
        assert url in client.get(one.get_absolute_url()).content.decode()
        client.post(url, {"note": "孩子发烧"})

        client.force_login(mate.user)
        swap = Swap.objects.get()
        page = client.get(one.get_absolute_url()).content.decode()
        assert "孩子发烧" in page
        assert "赵甲" not in page
        assert client.get(reverse("patrols:swap_list")).status_code == 200
        back = reverse("patrols:swap_return", args=[swap.pk])
        assert client.get(back).status_code == 200
        client.post(back, {"in_return": given.pk, "version": 1})

        assert SignUp.objects.holding().get(shift=one).volunteer == mate

    def test_who_leads_offers_to_one_person_by_name(self, client, team):
        captain, mate = member(team, "captain"), member(team, name="钱乙")
        busy = member(team, name="孙丙")
        shift = shift_of(team)
        place = on(shift, captain)
        on(shift_of(team), busy)
        client.force_login(captain.user)
        url = reverse("patrols:swap_offer", args=[place.pk])

        page = client.get(url).content.decode()
        refused = client.post(url, {"offered_to": busy.pk, "note": ""})
        client.post(url, {"offered_to": mate.pk, "note": ""})

        assert "钱乙" in page
        assert "孙丙" not in page
        assert refused.context["form"].errors.keys() == {"offered_to"}
        assert Swap.objects.get().offered_to == mate
        assert "钱乙" in client.get(shift.get_absolute_url()).content.decode()

    def test_a_member_asks_the_team_and_reads_no_names(self, client, team):
        who, mate = member(team), member(team, name="钱乙")
        shift = shift_of(team)
        place = on(shift, who)
        client.force_login(who.user)
        url = reverse("patrols:swap_offer", args=[place.pk])

        page = client.get(url).content.decode()
        client.post(url, {"offered_to": mate.pk, "note": ""})

        assert "offered_to" not in page
        assert Swap.objects.get().offered_to is None

    def test_is_taken_back_only_by_who_offered(self, client, team):
        who = member(team)
        swap = offer(on(shift_of(team), who))
        url = reverse("patrols:swap_withdraw", args=[swap.pk])
        client.force_login(member(team).user)
        assert client.post(url).status_code == 404
        client.force_login(who.user)

        client.post(url)

        swap.refresh_from_db()
        assert swap.status == "withdrawn"

    def test_rest(self, team):
        who, mate = member(team), member(team)
        place = on(shift_of(team), who)
        api = APIClient()
        api.force_authenticate(who.user)

        made = api.post("/api/v1/swaps/", {"sign_up": place.pk}, format="json")

        assert made.status_code == 201, made.data
        api.force_authenticate(mate.user)
        url = f"/api/v1/swaps/{made.data['id']}/"
        assert api.get(url).json()["sign_up"]["volunteer"] is None
        stale = api.post(f"{url}withdraw/", {"version": 1}, format="json")
        assert stale.status_code == 404
        done = api.post(f"{url}take/", {"version": 1}, format="json")
        assert done.json()["status"] == "done"
