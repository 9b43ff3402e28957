"""Who came: noted by the captain, and by itself when nobody went on duty for it."""

from datetime import timedelta

import pytest

from patrols import shift_work
from patrols.actions import attendance, duty
from patrols.tasks import note_absent
from station.models import Event
from tests import factories as make
from tests.factories import NOW
from tests.patrols.roster_cases import LATER, member, shift_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
OVER = LATER + timedelta(hours=2)


@pytest.fixture
def team():
    return make.TeamFactory()


def on(shift, who, **facts):
    facts = {"asked_at": NOW, **facts}
    return make.SignUpFactory(shift=shift, volunteer=who, **facts)


class TestAbsent:
    def test_is_who_never_went_on_duty_a_day_later(self, team):
        place = on(shift_of(team), member(team))

        assert attendance.note_absent(at=OVER + DAY - timedelta(minutes=1)) == 0
        assert attendance.note_absent(at=OVER + DAY) == 1
        assert attendance.note_absent(at=OVER + DAY) == 0

        place.refresh_from_db()
        assert (place.attendance, place.version) == ("absent", 2)
        event = Event.objects.about(place).get(kind="sign_up.missed")
        assert event.actor is None

    def test_is_not_who_was_out_at_that_time(self, team):
        shift, went, own = shift_of(team), member(team), member(team)
        place = on(shift, went)
        duty.go_on(volunteer=went, by=went.user, at=LATER, sign_up=place)
        on(shift, own)
        make.WalkedPatrolFactory(
            volunteer=own, team=team, started_at=LATER, ended_at=OVER
        )

        assert attendance.note_absent(at=OVER + DAY) == 0

    @pytest.mark.parametrize("facts", [{"status": "proposed"}, {"attendance": "came"}])
    def test_is_only_who_held_a_place_of_which_nothing_is_noted(self, team, facts):
        on(shift_of(team), member(team), **facts)

        assert attendance.note_absent(at=OVER + DAY) == 0

    def test_of_a_cancelled_shift_is_nobody(self, team):
        chief = make.officer(team.area)
        facts = {"cancelled_at": NOW, "cancelled_by": chief}
        on(shift_of(team, status="cancelled", **facts), member(team))

        assert attendance.note_absent(at=OVER + DAY) == 0

    def test_is_put_right_by_the_captain(self, team):
        captain = member(team, "captain")
        place = on(shift_of(team), member(team))
        attendance.note_absent(at=OVER + DAY)

        place = attendance.note(
            sign_up=place, attendance="came", by=captain.user, at=OVER + 2 * DAY
        )

        assert place.attendance == "came"
        assert attendance.note_absent(at=OVER + 2 * DAY) == 0

    def test_is_put_right_by_a_patrol_that_comes_in_late(self, team):
        who = member(team)
        place = on(shift_of(team), who)
        attendance.note_absent(at=OVER + DAY)

        late = OVER + timedelta(hours=30)
        duty.go_on(volunteer=who, by=who.user, at=late, began=LATER, sign_up=place)

        place.refresh_from_db()
        assert place.attendance == "came"

    def test_without_a_phone_the_captain_is_asked(self, team):
        captain = member(team, "captain")
        quiet = make.VolunteerFactory(area=team.area, name="周静")
        make.MembershipFactory(team=team, volunteer=quiet)
        place = on(shift_of(team), quiet)

        assert attendance.note_absent(at=OVER + DAY) == 0
        [owed] = shift_work.to_note(captain.user, OVER + DAY)
        assert "周静" in owed.kind_label

        attendance.note(sign_up=place, attendance="absent", by=captain.user, at=OVER)
        assert list(shift_work.to_note(captain.user, OVER + DAY)) == []

    def test_is_noted_by_the_clock(self, team, time_machine):
        time_machine.move_to(OVER + DAY, tick=False)
        place = on(shift_of(team), member(team))

        note_absent()

        place.refresh_from_db()
        assert place.attendance == "absent"
