"""Going on duty and off: on a shift, of one's own accord, twice, forgotten."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse

from patrols.actions import duty
from patrols.models import Patrol
from station.errors import RuleError
from tests import factories as make
from tests.factories import NOW
from tests.station.sign_in import just_signed_in

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def place_of(volunteer, team, *, starts=NOW, status="confirmed", **facts):
    shift = make.ShiftFactory(team=team, starts_at=starts, **facts)
    return make.SignUpFactory(shift=shift, volunteer=volunteer, status=status)


def go_on(volunteer, *, at=NOW, **more) -> Patrol:
    return duty.go_on(volunteer=volunteer, by=volunteer.user, at=at, **more)


class TestGoOn:
    def test_on_the_shift_that_runs(self, volunteer, team):
        place = place_of(volunteer, team, starts=NOW + timedelta(minutes=20))

        patrol = go_on(volunteer)

        place.refresh_from_db()
        assert (patrol.sign_up, patrol.kind) == (place, place.shift.kind)
        assert place.attendance == "came"

    def test_of_ones_own_accord_with_a_kind(self, volunteer, team):
        kind = make.PatrolKindFactory()

        patrol = go_on(volunteer, kind=kind)

        assert (patrol.sign_up, patrol.team, patrol.kind) == (None, team, kind)

    @pytest.mark.parametrize(
        ("facts", "code"),
        [
            ({"starts": NOW + HOUR}, "too_early"),
            ({"starts": NOW - 2 * HOUR}, "too_late"),
            ({"status": "requested"}, "no_place"),
        ],
    )
    def test_not_before_nor_after_nor_without_a_place(
        self, volunteer, team, facts, code
    ):
        place = place_of(volunteer, team, **facts)

        with pytest.raises(RuleError) as refused:
            go_on(volunteer, sign_up=place)

        assert refused.value.code == code

    def test_not_on_the_place_of_another(self, volunteer, captain, team):
        place = place_of(captain, team)

        with pytest.raises(RuleError) as refused:
            go_on(volunteer, sign_up=place)

        assert refused.value.code == "not_yours"

    def test_risky_only_for_who_is_insured(self, volunteer):
        kind = make.PatrolKindFactory(is_risky=True)
        with pytest.raises(RuleError) as refused:
            go_on(volunteer, kind=kind)
        make.InsuranceFactory(volunteer=volunteer)

        assert refused.value.code == "not_insured"
        assert go_on(volunteer, kind=kind).is_running

    def test_never_out_of_season(self, volunteer):
        day = NOW.strftime("%m-%d")
        gone = (NOW - timedelta(days=1)).strftime("%m-%d")
        kind = make.PatrolKindFactory(from_day=gone, until_day=gone)
        with pytest.raises(RuleError) as refused:
            go_on(volunteer, kind=kind)
        kind.until_day = day
        kind.save()

        assert refused.value.code == "out_of_season"
        assert go_on(volunteer, kind=kind).is_running

    def test_no_minor_at_night(self, village, team):
        minor = make.VolunteerFactory(
            area=village, born_on=date(2010, 1, 1), user=make.UserFactory()
        )
        make.MembershipFactory(team=team, volunteer=minor)
        night = NOW.replace(hour=15)  # eleven in the evening here

        with pytest.raises(RuleError) as refused:
            go_on(minor, kind=make.PatrolKindFactory(), at=night)

        assert refused.value.code == "minor_at_night"

    def test_not_while_resting(self, volunteer):
        volunteer.status = "resting"
        volunteer.save()

        with pytest.raises(RuleError) as refused:
            go_on(volunteer, kind=make.PatrolKindFactory())

        assert refused.value.code == "not_serving"

    def test_twice_is_one(self, volunteer):
        kind = make.PatrolKindFactory()

        first, again = go_on(volunteer, kind=kind), go_on(volunteer, kind=kind)

        assert first == again

    def test_a_track_only_with_consent(self, volunteer):
        kind = make.PatrolKindFactory()

        assert not go_on(volunteer, kind=kind, is_tracked=True).is_tracked


class TestGoOff:
    def test_counts_the_part_within_the_shift(self, volunteer, team):
        place_of(volunteer, team, starts=NOW)
        patrol = go_on(volunteer, at=NOW - timedelta(minutes=20))

        patrol = duty.go_off(patrol=patrol, by=volunteer.user, at=NOW + 3 * HOUR)

        assert (patrol.minutes, patrol.end) == (120, "self")

    def test_of_ones_own_accord_a_day_s_most_counts(self, volunteer):
        patrol = go_on(volunteer, kind=make.PatrolKindFactory())

        patrol = duty.go_off(patrol=patrol, by=volunteer.user, at=NOW + 9 * HOUR)

        assert patrol.minutes == 6 * 60

    def test_twice_is_once(self, volunteer):
        patrol = go_on(volunteer, kind=make.PatrolKindFactory())
        duty.go_off(patrol=patrol, by=volunteer.user, at=NOW + HOUR)

        again = duty.go_off(patrol=patrol, by=volunteer.user, at=NOW + 2 * HOUR)

        assert again.ended_at == NOW + HOUR

    def test_who_comes_back_goes_on_with_the_same_patrol(self, volunteer, team):
        place_of(volunteer, team)
        patrol = go_on(volunteer)
        duty.go_off(patrol=patrol, by=volunteer.user, at=NOW + timedelta(minutes=10))

        again = go_on(volunteer, at=NOW + timedelta(minutes=30))

        assert again == patrol
        assert again.is_running

    def test_forgotten_ones_end_with_their_shift(self, volunteer, team):
        place_of(volunteer, team)
        patrol = go_on(volunteer)

        early = duty.end_forgotten(at=NOW + 2 * HOUR + timedelta(minutes=10))
        late = duty.end_forgotten(at=NOW + 3 * HOUR)

        patrol.refresh_from_db()
        assert (early, late) == (0, 1)
        assert (patrol.end, patrol.ended_at) == ("shift", NOW + 2 * HOUR)

    def test_the_captain_ends_it_for_the_team_only(self, volunteer, captain):
        patrol = go_on(volunteer, kind=make.PatrolKindFactory())
        own = go_on(captain, kind=make.PatrolKindFactory())
        later = {"by": captain.user, "at": NOW + HOUR}

        assert duty.end_for(patrol=patrol, **later).end == "captain"
        with pytest.raises(RuleError) as refused:
            duty.end_for(patrol=own, **later)
        assert refused.value.code == "own"


class TestChecklist:
    def test_only_lines_of_the_kind(self, volunteer):
        line = make.KindCheckFactory()
        patrol = go_on(volunteer, kind=line.kind)
        other = make.KindCheckFactory()
        who = {"by": volunteer.user, "at": NOW}

        patrol = duty.note_checks(patrol=patrol, states={line.pk: "trouble"}, **who)

        assert patrol.checks == {str(line.pk): "trouble"}
        with pytest.raises(RuleError):
            duty.note_checks(patrol=patrol, states={other.pk: "fine"}, **who)


@pytest.mark.django_db(transaction=True)
class TestRace:
    def test_two_phones_make_one_patrol(self, volunteer):
        kind = make.PatrolKindFactory()

        def phone(_n):
            try:
                return go_on(volunteer, kind=kind).pk
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as phones:
            found = set(phones.map(phone, range(4)))

        assert len(found) == 1
        assert Patrol.objects.count() == 1


class TestPages:
    def test_on_and_off_on_the_phone(self, client, volunteer):
        line = make.KindCheckFactory()
        just_signed_in(client, volunteer.user)
        on, off = reverse("patrols:duty_on"), reverse("patrols:duty_off")

        client.post(on, {"kind": line.kind.pk})
        mine = client.get(reverse("patrols:mine")).content.decode()
        client.post(off, {f"line_{line.pk}": "trouble"})

        patrol = Patrol.objects.get()
        assert off in mine
        assert (patrol.is_running, patrol.checks) == (False, {str(line.pk): "trouble"})
        assert client.get(off).status_code == 404

    def test_the_officer_sees_it_with_its_checklist(self, client, wang, volunteer):
        line = make.KindCheckFactory()
        patrol = go_on(volunteer, kind=line.kind)
        who = {"by": volunteer.user, "at": NOW}
        duty.note_checks(patrol=patrol, states={line.pk: "fine"}, **who)
        just_signed_in(client, wang)

        page = client.get(patrol.get_absolute_url()).content.decode()

        assert volunteer.name in page
        assert line.title in page

    def test_another_volunteer_sees_nothing_of_it(self, client, volunteer, team):
        patrol = go_on(volunteer, kind=make.PatrolKindFactory())
        other = make.VolunteerFactory(area=team.area, user=make.UserFactory())
        make.PostFactory(user=other.user, role="volunteer", area=team.area)
        make.MembershipFactory(team=team, volunteer=other)
        just_signed_in(client, other.user)

        assert client.get(patrol.get_absolute_url()).status_code == 404
