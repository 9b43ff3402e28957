"""Everybody at once: no place too many, nobody twice, nobody who has left."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from patrols.actions import places, releases, shifts, sign_ups, swaps, volunteers
from patrols.models import SignUp, Volunteer
from patrols.workflow.rosters import HOLDING
from station.errors import RuleError
from tests import factories as make
from tests.factories import NOW
from tests.patrols.roster_cases import LATER, member, shift_of

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


def come(shift, who, at=NOW):
    return sign_ups.sign_up(shift=shift, volunteer=who, by=who.user, at=at)


def together(acts) -> list[str]:
    """All of them at the same moment; what each came to."""
    gate = Barrier(len(acts))

    def run(act) -> str:
        gate.wait()
        try:
            return act().status
        except RuleError as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


class TestRaces:
    def test_a_hundred_for_three_places_give_three(self):
        team = make.TeamFactory()
        shift = shift_of(team, needed=3)
        people = [member(team) for _one in range(100)]
        found = []
        for start in range(0, 100, 25):
            acts = [lambda w=who: come(shift, w) for who in people[start : start + 25]]
            found += together(acts)

        assert sorted(found) == [*["confirmed"] * 3, *["waiting"] * 97]
        assert shift.sign_ups.filter(status__in=HOLDING).count() == 3

    def test_one_person_for_many_shifts_at_one_hour_gets_one(self):
        team = make.TeamFactory()
        who = member(team)
        shifts_ = [shift_of(team) for _one in range(8)]

        found = together([lambda s=s: come(s, who) for s in shifts_])

        assert found == [*["booked"] * 7, "confirmed"]
        assert SignUp.objects.filter(volunteer=who).count() == 1

    def test_all_leave_at_once_and_the_list_moves_up_in_full(self):
        team = make.TeamFactory()
        shift = shift_of(team, needed=4)
        on_it = [come(shift, member(team)) for _one in range(4)]
        waiting = [come(shift, member(team)) for _one in range(6)]

        acts = [
            lambda row=row: sign_ups.withdraw(
                sign_up=row, by=row.volunteer.user, at=NOW
            )
            for row in on_it
        ]
        assert together(acts) == ["withdrawn"] * 4

        rows = SignUp.objects.filter(pk__in=[row.pk for row in waiting])
        states = list(rows.order_by("pk").values_list("status", flat=True))
        assert states == [*["confirmed"] * 4, *["waiting"] * 2]

    def test_captain_and_volunteer_never_fill_one_place_twice(self):
        team = make.TeamFactory()
        captain = member(team, "captain")
        shift = shift_of(team, needed=1)
        people = [member(team) for _one in range(8)]
        acts = [lambda w=who: come(shift, w) for who in people[:4]]
        acts += [
            lambda w=who: sign_ups.propose(
                shift=shift, volunteer=w, by=captain.user, at=NOW
            )
            for who in people[4:]
        ]

        found = together(acts)

        assert shift.sign_ups.filter(status__in=HOLDING).count() == 1
        assert len(found) == 8

    def test_a_shift_moves_while_people_sign_up_beside_it(self):
        team = make.TeamFactory()
        captain, who = member(team, "captain"), member(team)
        moved, beside = shift_of(team, LATER + 2 * DAY), shift_of(team)
        come(moved, who)
        facts = shifts.Facts(
            kind=moved.kind, starts_at=LATER, ends_at=LATER + timedelta(hours=2)
        )

        found = together(
            [
                lambda: come(beside, who),
                lambda: shifts.edit(
                    shift=moved, facts=facts, version=1, by=captain.user, at=NOW
                ),
            ]
        )

        assert "booked" in found
        assert len(found) == 2

    def test_a_swap_and_a_sign_up_never_put_one_in_two_places(self):
        team = make.TeamFactory()
        who, mate = member(team), member(team)
        one, other = shift_of(team), shift_of(team)
        swap = swaps.offer(sign_up=come(one, who), by=who.user, at=NOW)

        found = together(
            [
                lambda: swaps.take(swap=swap, volunteer=mate, by=mate.user, at=NOW),
                lambda: come(other, mate),
            ]
        )

        assert found in (["booked", "done"], ["booked", "confirmed"])
        assert SignUp.objects.holding().filter(volunteer=mate).count() == 1


class TestLeaving:
    def test_who_signs_up_meanwhile_is_off_that_shift_too(self, monkeypatch):
        team = make.TeamFactory()
        who = member(team)
        first, second = shift_of(team), shift_of(team, LATER + 2 * DAY)
        come(first, who)
        lock, rounds = places.lock_volunteers, []

        def slowly(pks):
            rounds.append(pks)
            if len(rounds) == 1:
                other = Thread(target=sign_up_elsewhere)
                other.start()
                other.join()
            return lock(pks)

        def sign_up_elsewhere():
            monkeypatch.setattr(places, "lock_volunteers", lock)
            come(second, who)
            monkeypatch.setattr(places, "lock_volunteers", slowly)
            connection.close()

        monkeypatch.setattr(places, "lock_volunteers", slowly)

        given = releases.release(volunteer=who, reason="退队", by=None, at=NOW)

        assert given == 2
        assert rounds[1] == {who.pk}
        assert not SignUp.objects.holding().exists()

    def test_never_waits_for_who_waits_for_it(self):
        """The volunteer signs up and rests while the captain moves the shifts."""
        team = make.TeamFactory()
        captain = member(team, "captain")
        days = [shift_of(team, LATER + n * DAY, needed=1) for n in range(4)]
        for _round in range(3):
            who, next_ = member(team), member(team)
            acts = [lambda s=shift, w=who: come(s, w) for shift in days]
            acts += [lambda s=shift, w=next_: come(s, w) for shift in days[:2]]
            acts += [lambda s=shift: self.moved(s, captain) for shift in days]
            acts.append(lambda w=who: self.rested(w, captain))

            together(acts)

            who = Volunteer.objects.get(pk=who.pk)
            assert who.status == "resting"
            assert not who.sign_ups.running().exists()
            releases.release(volunteer=next_, reason="退队", by=None, at=NOW)

    def moved(self, shift, captain):
        shift.refresh_from_db()
        facts = shifts.Facts(
            kind=shift.kind,
            starts_at=shift.starts_at + timedelta(minutes=5),
            ends_at=shift.ends_at + timedelta(minutes=5),
            needed=1,
        )
        return shifts.edit(
            shift=shift, facts=facts, version=shift.version, by=captain.user, at=NOW
        )

    def rested(self, who, captain):
        return volunteers.rest(volunteer=who, version=1, by=captain.user, at=NOW)
