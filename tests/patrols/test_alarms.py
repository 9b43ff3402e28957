"""The alarm: pressed once, climbing each minute, answered by one, settled."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse

from patrols.actions import alarms as actions
from patrols.actions.alarms import Position
from patrols.models import Alarm
from patrols.notices.alarms import owed
from patrols.tasks import climb_alarms
from station.actions import reminders
from station.errors import RuleError, StaleVersion
from station.models import Delivery, Event
from station.roles import Role
from tests import factories as make
from tests.factories import NOW
from tests.factories.patrols import PHONE

pytestmark = pytest.mark.django_db
HERE = Position(Decimal("39.375200"), Decimal("99.819300"), 12)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


def volunteer_in(area):
    user = make.person(Role.VOLUNTEER, area)
    return make.VolunteerFactory(area=area, user=user)


@pytest.fixture
def volunteer(village):
    return volunteer_in(village)


@pytest.fixture
def chief(village):
    return make.person(Role.STATION_CHIEF, village.parent.parent)


@pytest.fixture
def county(village):
    return make.person(Role.COUNTY_SUPERVISOR, village.parent.parent.parent)


@pytest.fixture
def press(volunteer):
    def pressed(position=HERE, *, at=NOW, **more):
        return actions.press(
            volunteer=volunteer, position=position, by=volunteer.user, at=at, **more
        )

    return pressed


def called() -> set[int]:
    rows = Delivery.objects.filter(reminder__kind="alarm.rings", channel="browser")
    return set(rows.values_list("recipient_id", flat=True))


def minutes_later(count: int) -> set[int]:
    at = NOW + count * MINUTE
    actions.climb(at=at)
    reminders.fire(at=at)
    return called()


class TestPress:
    def test_keeps_who_where_and_when(self, press, volunteer):
        patrol = make.PatrolFactory(volunteer=volunteer, team__area=volunteer.area)

        alarm = press()

        assert (alarm.volunteer, alarm.patrol) == (volunteer, patrol)
        assert alarm.area == patrol.area
        assert (alarm.position, alarm.accuracy_m) == ("39.375200,99.819300", 12)
        assert Event.objects.get(kind="alarm.pressed").actor == volunteer.user

    def test_works_without_a_position(self, press):
        alarm = press(None)

        assert alarm.place is None
        assert alarm.is_ringing

    def test_pressed_again_while_it_rings_only_tells_the_position(self, press):
        first = press(None)

        again = press(HERE, at=NOW + timedelta(seconds=20))

        assert again == first
        assert again.place == (39.3752, 99.8193)
        assert Alarm.objects.count() == 1

    def test_sent_again_after_the_answer_is_no_second_call(self, press, wang):
        key = uuid.uuid4()
        first = press(client_key=key)
        actions.answer(alarm=first, by=wang, at=NOW)

        assert press(client_key=key) == first
        assert Alarm.objects.count() == 1

    def test_pressed_anew_after_the_answer_rings_anew(self, press, wang):
        first = press(client_key=uuid.uuid4())
        actions.answer(alarm=first, by=wang, at=NOW)

        second = press(client_key=uuid.uuid4())

        assert second != first
        assert second.is_ringing

    def test_keeps_when_it_was_pressed_within_reason(self, press):
        alarm = press(pressed_at=NOW - timedelta(minutes=3))
        assert alarm.pressed_at == NOW - timedelta(minutes=3)
        Alarm.objects.update(acknowledged_at=NOW, acknowledged_by=alarm.volunteer.user)

        assert press(pressed_at=NOW + timedelta(days=3)).pressed_at == NOW

    def test_is_only_for_oneself(self, volunteer, wang):
        with pytest.raises(RuleError) as error:
            actions.press(volunteer=volunteer, by=wang, at=NOW)

        assert error.value.code == "not_own"


class TestClimbing:
    def test_goes_to_the_officers_then_the_chief_then_the_county(
        self, press, village, wang, chief, county
    ):
        helper = make.person(
            Role.AUXILIARY_OFFICER, make.CommunityFactory(parent=village.parent)
        )
        make.officer()
        press()

        reminders.fire(at=NOW)
        assert called() == {wang.pk, helper.pk}
        assert minutes_later(1) == {wang.pk, helper.pk, chief.pk}
        assert minutes_later(2) == {wang.pk, helper.pk, chief.pk, county.pk}

    def test_waits_the_whole_minute(self, press, wang, chief):
        press()

        assert actions.climb(at=NOW + timedelta(seconds=59)) == 0

    def test_makes_up_for_lost_ticks(self, press, wang, chief, county):
        alarm = press()

        assert minutes_later(5) == {wang.pk, chief.pk, county.pk}
        alarm.refresh_from_db()
        assert alarm.level == 5

    def test_rings_anew_each_minute_and_stops_some_time(self, press, wang):
        press()
        for minute in range(20):
            minutes_later(minute)

        rows = Delivery.objects.filter(recipient=wang, reminder__kind="alarm.rings")
        assert rows.count() == actions.MOST + 1

    def test_starts_with_the_chief_where_nobody_else_serves(self, press, chief):
        press()

        reminders.fire(at=NOW)

        assert called() == {chief.pk}

    def test_ends_with_the_answer(self, press, wang, chief):
        alarm = press()
        actions.answer(alarm=alarm, by=wang, at=NOW)

        assert minutes_later(3) == set()

    def test_is_a_round_of_the_clock(self, press, wang, chief, time_machine):
        press()
        time_machine.move_to(NOW + MINUTE, tick=False)

        climb_alarms()

        assert called() == {wang.pk, chief.pk}
        event = Event.objects.get(kind="alarm.climbed")
        assert (event.actor, event.changes) == (None, {"level": [0, 1]})

    def test_tells_the_county_no_name(self, press, county, volunteer):
        press()
        minutes_later(0)
        from station import notices

        line = notices.lines(Delivery.objects.for_bell(county), user=county)[0]

        assert volunteer.name not in str(line.title)
        assert line.target == ""


class TestAnswer:
    def test_tells_the_volunteer_who_comes(self, press, wang, volunteer):
        alarm = press()

        actions.answer(alarm=alarm, by=wang, at=NOW)
        reminders.fire(at=NOW)

        told = Delivery.objects.filter(reminder__kind="alarm.answered")
        assert [row.recipient for row in told] == [volunteer.user]

    def test_is_the_first_ones(self, press, wang, chief):
        alarm = press()
        actions.answer(alarm=alarm, by=wang, at=NOW)

        assert actions.answer(alarm=alarm, by=wang, at=NOW).acknowledged_by == wang
        with pytest.raises(RuleError) as error:
            actions.answer(alarm=alarm, by=chief, at=NOW)

        assert error.value.code == "answered"
        assert wang.name in str(error.value)


class TestSettle:
    def test_says_what_it_was(self, press, wang):
        alarm = press()

        row = actions.settle(alarm=alarm, result="醉酒纠缠，已劝离", by=wang, at=NOW)

        assert (row.closed_by, row.acknowledged_by) == (wang, wang)
        with pytest.raises(RuleError):
            actions.settle(alarm=alarm, result="x", by=wang, at=NOW)
        with pytest.raises(RuleError):
            actions.answer(alarm=alarm, by=wang, at=NOW)

    def test_needs_words(self, press, wang):
        with pytest.raises(RuleError) as error:
            actions.settle(alarm=press(), result=" ", by=wang, at=NOW)

        assert error.value.code == "no_result"

    def test_tells_who_saved_meanwhile(self, press, wang, chief):
        alarm = press()
        actions.answer(alarm=alarm, by=wang, at=NOW)

        with pytest.raises(StaleVersion):
            actions.settle(alarm=alarm, result="x", version=1, by=chief, at=NOW)


class TestMistake:
    def test_is_noted_and_still_answered_for(self, press, volunteer, wang):
        alarm = press()

        row = actions.mistake(alarm=alarm, by=volunteer.user, at=NOW)

        assert row.is_false
        assert row.is_ringing

    def test_is_the_volunteers_to_say(self, press, wang):
        with pytest.raises(RuleError):
            actions.mistake(alarm=press(), by=wang, at=NOW)


@pytest.mark.django_db(transaction=True)
class TestRaces:
    def together(self, *deeds):
        def alone(deed):
            try:
                return deed()
            except RuleError as error:
                return error.code
            finally:
                connection.close()

        with ThreadPoolExecutor(len(deeds)) as pool:
            return list(pool.map(alone, deeds))

    def test_ten_presses_are_one_call(self, press):
        self.together(*[press] * 10)

        assert Alarm.objects.count() == 1

    def test_of_two_officers_one_answers(self, press, wang, chief):
        alarm = press()

        results = self.together(
            lambda: actions.answer(alarm=alarm, by=wang, at=NOW).pk,
            lambda: actions.answer(alarm=alarm, by=chief, at=NOW).pk,
        )

        assert sorted(map(str, results)) == sorted([str(alarm.pk), "answered"])

    def test_two_ticks_climb_once(self, press):
        press()
        at = NOW + MINUTE

        results = self.together(*[lambda: actions.climb(at=at)] * 4)

        assert sum(results) == 1


class TestPages:
    def test_the_button_calls_and_leads_to_who_comes(self, client, volunteer):
        client.force_login(volunteer.user)
        url = reverse("patrols:alarm_press")
        assert "tel:110" in client.get(url).content.decode()

        answer = client.post(
            url, {"latitude": "39.3752", "longitude": "99.8193", "accuracy": "11.6"}
        )

        alarm = Alarm.objects.get()
        assert answer.url == alarm.own_url
        assert alarm.accuracy_m == 12
        assert "tel:110" in client.get(answer.url).content.decode()

    @pytest.mark.parametrize(
        "said", [{}, {"latitude": "95", "longitude": "x"}, {"client_key": "nonsense"}]
    )
    def test_nothing_wrong_stands_in_the_way(self, client, volunteer, said):
        client.force_login(volunteer.user)

        client.post(reverse("patrols:alarm_press"), said)

        assert Alarm.objects.get().place is None

    def test_keeps_how_long_there_was_no_signal(self, client, volunteer):
        client.force_login(volunteer.user)

        client.post(reverse("patrols:alarm_press"), {"ago": "95"})

        alarm = Alarm.objects.get()
        assert alarm.received_at - alarm.pressed_at == timedelta(seconds=95)

    def test_who_answered_finds_it_in_the_day(self, press, wang, chief):
        alarm = press()
        actions.answer(alarm=alarm, by=wang, at=NOW)

        days = [[item.url for item in owed(user, NOW)] for user in (wang, chief)]

        assert days == [[alarm.get_absolute_url()], []]

    def test_a_script_is_told_where_to_go(self, client, volunteer):
        client.force_login(volunteer.user)

        answer = client.post(
            reverse("patrols:alarm_press"), {}, HTTP_ACCEPT="application/json"
        )

        assert answer.json() == {"url": Alarm.objects.get().own_url}

    def test_the_own_page_carries_the_button(self, client, volunteer):
        client.force_login(volunteer.user)

        page = client.get(reverse("patrols:mine")).content.decode()

        assert reverse("patrols:alarm_press") in page
        assert "tel:110" in page

    def test_stands_above_every_page_of_an_officer(self, signed_in, press, volunteer):
        alarm = press()
        home = reverse("station:home")
        assert alarm.get_absolute_url() in signed_in.get(home).content.decode()

        signed_in.post(reverse("patrols:alarm_answer", args=[alarm.pk]))
        page = signed_in.get(reverse("households:list")).content.decode()
        assert alarm.get_absolute_url() not in page

    def test_the_board_shows_what_rings_first(self, signed_in, press, village, wang):
        answered = make.AlarmFactory(
            volunteer__area=village, acknowledged_at=NOW, acknowledged_by=wang
        )
        alarm = press()
        make.AlarmFactory()

        page = signed_in.get(reverse("patrols:alarm_board"))

        assert page.context["rows"] == [alarm, answered]
        part = signed_in.get(reverse("patrols:alarm_board"), HTTP_HX_REQUEST="true")
        assert "<html" not in part.content.decode()

    def test_one_call_says_where_near_which_point(self, signed_in, press, village):
        make.PatrolPointFactory(area=village, name="小吃街口")
        alarm = press(Position(Decimal("39.3761"), Decimal("99.8193"), 8))

        page = signed_in.get(alarm.get_absolute_url()).content.decode()

        assert "小吃街口" in page
        assert "geo:39.376100,99.819300" in page

    def test_the_position_is_masked_once_settled(self, signed_in, press, wang):
        alarm = press()
        actions.settle(alarm=alarm, result="已劝离", by=wang, at=NOW)

        page = signed_in.get(alarm.get_absolute_url()).content.decode()

        assert "39.375" not in page
        assert (
            reverse("station:reveal", args=["patrols.alarm", alarm.pk, "position"])
            in page
        )

    def test_whoever_answers_may_ring_back_while_it_runs(
        self, client, press, village, wang
    ):
        alarm = press()
        helper = make.person(
            Role.AUXILIARY_OFFICER, make.CommunityFactory(parent=village.parent)
        )
        client.force_login(helper)
        url = reverse("patrols:alarm_phone", args=[alarm.pk])
        assert url in client.get(alarm.get_absolute_url()).content.decode()

        shown = client.post(url, {"purpose": "emergency"}).content.decode()
        assert PHONE in shown.replace(" ", "")

        actions.settle(alarm=alarm, result="已劝离", by=wang, at=NOW)
        assert client.get(url).status_code == 404

    def test_is_settled_with_a_form(self, signed_in, press):
        alarm = press()
        url = reverse("patrols:alarm_settle", args=[alarm.pk])

        answer = signed_in.post(url, {"version": 1, "result": "已劝离"})

        assert answer.status_code == 302
        alarm.refresh_from_db()
        assert alarm.closed_at == NOW

    def test_by_mistake_is_one_tap(self, client, volunteer, press):
        alarm = press()
        client.force_login(volunteer.user)

        client.post(reverse("patrols:alarm_mistake", args=[alarm.pk]))

        alarm.refresh_from_db()
        assert alarm.is_false

    def test_of_somebody_else_is_not_there(self, client, press, village):
        alarm = press()
        client.force_login(volunteer_in(village).user)

        for name in ("alarm_own", "alarm_detail"):
            url = reverse(f"patrols:{name}", args=[alarm.pk])
            assert client.get(url).status_code == 404


class TestPlaceOfTheButton:
    """On patrol it is the first thing on the volunteer's page."""

    def places(self, client, volunteer):
        client.force_login(volunteer.user)
        panels = client.get(reverse("patrols:mine")).context["panels"]
        return [at for at, panel in enumerate(panels) if 'data-alarm="hold"' in panel]

    def test_is_further_down_at_home(self, client, volunteer):
        [place] = self.places(client, volunteer)

        assert place > 0

    def test_is_first_on_patrol(self, client, volunteer):
        make.PatrolFactory(volunteer=volunteer, area=volunteer.area)

        assert self.places(client, volunteer) == [0]
