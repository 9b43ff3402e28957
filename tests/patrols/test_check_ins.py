"""Check-ins: once, doubts shown, vouched for, struck out, in parallel."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from patrols import screens
from patrols.actions import check_ins, duty
from patrols.doubts import Proof
from patrols.models import CheckIn
from station.errors import RuleError
from tests import factories as make
from tests.factories import NOW
from tests.station.sign_in import just_signed_in

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
HERE = {"latitude": Decimal("39.375200"), "longitude": Decimal("99.819300")}


@pytest.fixture
def patrol(volunteer, team):
    return make.PatrolFactory(
        volunteer=volunteer, team=team, started_at=NOW - timedelta(hours=1)
    )


@pytest.fixture
def point(village):
    return make.PatrolPointFactory(area=village)


def check_in(patrol, point, *, at=NOW, key=None, **proof) -> CheckIn:
    known = {"way": "scan", "accuracy_m": 8, **HERE}
    return check_ins.check_in(
        volunteer=patrol.volunteer,
        point=point,
        proof=Proof(**{**known, **proof}),
        client_key=key,
        by=patrol.volunteer.user,
        at=at,
    )


NOWHERE = {"latitude": None, "longitude": None, "accuracy_m": None}


class TestCheckIn:
    def test_at_the_point_nothing_looks_odd(self, patrol, point):
        made = check_in(patrol, point)

        assert (made.doubts, made.distance_m, made.area) == ([], 0, point.area)

    def test_the_same_point_within_ten_minutes_counts_once(self, patrol, point):
        first = check_in(patrol, point)

        again = check_in(patrol, point, at=NOW + 9 * MINUTE)
        later = check_in(patrol, point, at=NOW + 11 * MINUTE)

        assert again == first
        assert later != first

    def test_the_better_proof_stays(self, patrol, point):
        first = check_in(patrol, point, **NOWHERE)

        again = check_in(patrol, point, at=NOW + MINUTE)

        assert first.doubts == ["no_second"]
        assert (again.pk, again.doubts) == (first.pk, [])

    def test_a_worse_proof_changes_nothing(self, patrol, point):
        first = check_in(patrol, point)

        again = check_in(patrol, point, at=NOW + MINUTE, **NOWHERE)

        assert (again.pk, again.doubts) == (first.pk, [])

    def test_sent_twice_is_once(self, patrol, point):
        key = uuid4()

        first = check_in(patrol, point, key=key)
        again = check_in(patrol, point, key=key, at=NOW + timedelta(hours=1))

        assert again == first

    def test_only_on_duty(self, volunteer, point):
        with pytest.raises(RuleError) as refused:
            check_ins.check_in(
                volunteer=volunteer,
                point=point,
                proof=Proof(way="scan"),
                by=volunteer.user,
                at=NOW,
            )

        assert refused.value.code == "not_on_duty"

    def test_not_at_a_point_out_of_use(self, patrol, point):
        point.is_active = False

        with pytest.raises(RuleError) as refused:
            check_in(patrol, point)

        assert refused.value.code == "out_of_use"

    def test_where_somebody_stood_is_not_kept(self, patrol, point):
        made = check_in(patrol, point)

        kept = {field.name for field in made._meta.fields}
        assert not kept & {"latitude", "longitude", "position"}


class TestDoubts:
    @pytest.mark.parametrize(
        ("proof", "doubts"),
        [
            ({"latitude": Decimal("39.40")}, ["far"]),
            ({"accuracy_m": 400}, ["vague"]),
            (NOWHERE, ["no_second"]),
            ({**NOWHERE, "way": "position"}, ["no_position"]),
            ({"made_at": NOW - timedelta(minutes=45)}, ["late"]),
            ({"sent_at": NOW - timedelta(hours=2)}, ["clock"]),
            ({"made_at": NOW + timedelta(hours=2)}, ["clock"]),
        ],
    )
    def test_are_shown_and_it_counts_all_the_same(self, patrol, point, proof, doubts):
        made = check_in(patrol, point, **proof)

        assert made.doubts == doubts
        assert made.struck_at is None

    def test_the_code_of_the_screen_is_proof_enough(self, patrol, village):
        point = make.PatrolPointFactory(area=village, screen_seed="seed")
        code = screens.code_at(point, NOW)

        made = check_in(patrol, point, **NOWHERE, screen_code=code)

        assert (made.doubts, made.has_screen_code) == ([], True)

    def test_an_old_code_of_the_screen_is_none(self, patrol, village):
        point = make.PatrolPointFactory(area=village, screen_seed="seed")
        code = screens.code_at(point, NOW - timedelta(hours=1))

        made = check_in(patrol, point, **NOWHERE, screen_code=code)

        assert made.doubts == ["no_position", "old_code"]

    def test_nobody_is_as_fast(self, patrol, point, village):
        far = make.PatrolPointFactory(area=village, latitude=Decimal("39.475200"))
        check_in(patrol, point)

        made = check_in(
            patrol, far, at=NOW + MINUTE, latitude=far.latitude
        )  # eleven kilometres in a minute

        assert made.doubts == ["too_fast"]

    def test_after_the_shift(self, volunteer, team, point):
        shift = make.ShiftFactory(team=team, starts_at=NOW - timedelta(hours=2))
        place = make.SignUpFactory(shift=shift, volunteer=volunteer)
        patrol = make.PatrolFactory(
            volunteer=volunteer,
            team=team,
            sign_up=place,
            started_at=NOW - timedelta(hours=2),
        )

        made = check_in(patrol, point, at=NOW + 5 * MINUTE)

        assert made.doubts == ["outside"]

    def test_just_after_going_off_it_still_belongs_there(self, patrol, point):
        duty.go_off(patrol=patrol, by=patrol.volunteer.user, at=NOW)

        made = check_in(patrol, point, at=NOW + 5 * MINUTE)

        assert (made.patrol, made.doubts) == (patrol, ["outside"])


class TestConfirm:
    def test_the_captain_vouches(self, patrol, point, captain):
        made = check_ins.confirm(
            patrol=patrol, point=point, moment=NOW - MINUTE, by=captain.user, at=NOW
        )

        assert (made.way, made.confirmed_by) == ("captain", captain.user)

    def test_the_minute_in_which_the_patrol_began(self, patrol, point, captain):
        patrol.started_at = NOW - timedelta(seconds=10)
        patrol.save()
        minute = patrol.started_at.replace(second=0, microsecond=0)

        made = check_ins.confirm(
            patrol=patrol, point=point, moment=minute, by=captain.user, at=NOW
        )

        assert made.at == patrol.started_at

    @pytest.mark.parametrize(
        ("moment", "code"),
        [(NOW - timedelta(hours=3), "outside"), (NOW + MINUTE, "outside")],
    )
    def test_only_for_the_time_of_the_patrol(
        self, patrol, point, captain, moment, code
    ):
        with pytest.raises(RuleError) as refused:
            check_ins.confirm(
                patrol=patrol, point=point, moment=moment, by=captain.user, at=NOW
            )

        assert refused.value.code == code

    def test_nobody_vouches_for_themselves(self, captain, team, point):
        own = make.PatrolFactory(volunteer=captain, team=team)

        with pytest.raises(RuleError) as refused:
            check_ins.confirm(
                patrol=own, point=point, moment=NOW, by=captain.user, at=NOW
            )

        assert refused.value.code == "own"

    def test_page_of_the_captain_and_of_nobody_else(
        self, client, volunteer, captain, team, point
    ):
        patrol = make.PatrolFactory(
            volunteer=volunteer,
            team=team,
            started_at=timezone.now() - timedelta(hours=1),
        )
        url = reverse("patrols:check_in_confirm", args=[patrol.pk])
        moment = timezone.localtime() - timedelta(minutes=10)
        typed = {"point": point.pk, "moment": f"{moment:%Y-%m-%dT%H:%M}"}

        just_signed_in(client, volunteer.user)
        refused = client.post(url, typed)
        just_signed_in(client, captain.user)
        answer = client.post(url, typed)

        assert refused.status_code == 404
        assert answer.status_code == 302
        assert CheckIn.objects.get().way == "captain"


class TestStrike:
    def test_needs_a_reason_and_stays_readable(self, client, wang, patrol, point):
        made = check_in(patrol, point)
        url = reverse("patrols:check_in_strike", args=[made.pk])
        just_signed_in(client, wang)

        empty = client.post(url, {"reason": ""})
        client.post(url, {"reason": "人在家中扫码"})

        made.refresh_from_db()
        assert empty.status_code == 200
        assert (made.struck_by, made.strike_reason) == (wang, "人在家中扫码")
        page = client.get(patrol.get_absolute_url()).content.decode()
        assert "人在家中扫码" in page

    def test_what_was_struck_out_does_not_stand_in_the_way(self, patrol, point, wang):
        made = check_in(patrol, point)
        check_ins.strike(check_in=made, reason="误扫", by=wang, at=NOW)

        again = check_in(patrol, point, at=NOW + MINUTE)

        assert again != made
        with pytest.raises(RuleError) as refused:
            check_ins.strike(check_in=made, reason="误扫", by=wang, at=NOW)
        assert refused.value.code == "struck"

    def test_a_volunteer_strikes_nothing_out(self, client, patrol, point):
        made = check_in(patrol, point)
        just_signed_in(client, patrol.volunteer.user)

        url = reverse("patrols:check_in_strike", args=[made.pk])

        assert client.post(url, {"reason": "x"}).status_code == 404


@pytest.mark.django_db(transaction=True)
class TestRace:
    def test_two_phones_make_one_check_in(self, patrol, point):
        def phone(_n):
            try:
                return check_in(patrol, point).pk
            finally:
                connection.close()

        with ThreadPoolExecutor(6) as phones:
            found = set(phones.map(phone, range(6)))

        assert len(found) == 1
        assert CheckIn.objects.count() == 1


class TestPages:
    @pytest.fixture
    def out(self, volunteer, team):
        started = timezone.now() - timedelta(minutes=5)
        return make.PatrolFactory(volunteer=volunteer, team=team, started_at=started)

    def test_the_code_leads_a_volunteer_to_the_check_in(self, client, out, point):
        just_signed_in(client, out.volunteer.user)
        face = reverse("patrol_point:face", args=[point.token])

        led = client.get(f"{face}?k=123456")
        page = client.get(led.url)
        client.post(led.url, {"latitude": "39.3752", "longitude": "99.8193"})

        assert led.url == reverse("patrols:check_in", args=[point.token]) + "?k=123456"
        assert point.name in page.content.decode()
        assert CheckIn.objects.get().doubts == []

    def test_who_is_not_on_duty_is_led_there_and_back(self, client, volunteer, point):
        just_signed_in(client, volunteer.user)
        url = reverse("patrols:check_in", args=[point.token])
        on = f"{reverse('patrols:duty_on')}?point={point.token}"

        page = client.get(url).content.decode()
        answer = client.post(on, {"kind": make.PatrolKindFactory().pk})

        assert on in page
        assert answer.url == url

    def test_by_position_the_nearest_point_in_reach(self, client, out, point, village):
        make.PatrolPointFactory(area=village, latitude=Decimal("39.3762"))
        just_signed_in(client, out.volunteer.user)
        url = reverse("patrols:check_in_here")

        client.post(url, {"latitude": "39.3753", "longitude": "99.8193"})
        client.post(url, {"latitude": "39.9", "longitude": "99.8193"})
        client.post(url, {})

        assert [row.point for row in CheckIn.objects.all()] == [point]

    def test_lists_show_what_looks_odd_to_the_officer(self, client, wang, out, point):
        make.CheckInFactory(patrol=out, point=point, doubts=["far"])
        make.CheckInFactory()
        just_signed_in(client, wang)
        url = reverse("patrols:check_in_list")

        page = client.get(url, {"state": "doubtful"}).content.decode()
        paper = client.get(reverse("patrols:check_in_export"))

        assert page.count(point.name) >= 1
        assert out.volunteer.name in page
        assert paper.status_code == 200
