"""Sending an alert to its groups: planned, called off, put right by hand."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from antifraud.actions import sendings as actions
from antifraud.models import Alert, AlertSending
from station.errors import RuleError, StaleVersion
from station.models import Event, Reminder
from tests.factories import (
    NOW,
    AlertFactory,
    AudienceFactory,
    CommunityFactory,
    SendingFactory,
    officer,
)

pytestmark = pytest.mark.django_db
HOOK = {"channel": "work_chat", "address": "https://hook.example/1"}
HOUR = timedelta(hours=1)


@pytest.fixture
def alert(village):
    return AlertFactory(area=village, approved=True)


@pytest.fixture
def sending(alert):
    def make(**facts):
        hook = HOOK if facts.pop("by_machine", True) else {}
        group = AudienceFactory(area=alert.area, **hook)
        return SendingFactory(alert=alert, audience=group, **facts)

    return make


def groups(alert, owner, *sizes, **facts):
    found = [
        AudienceFactory(area=alert.area, size=size, owner=owner, **facts)
        for size in sizes
    ]
    alert.audiences.set(found)
    return found


class TestPlan:
    def test_one_sending_a_group_the_largest_first(self, alert, wang):
        groups(alert, wang, 100, 400, 200)

        rows = actions.plan(alert=alert, by=wang, at=NOW)

        assert [row.audience.size for row in rows] == [400, 200, 100]
        assert len({row.link for row in rows}) == 3
        assert AlertSending.objects.count() == 3

    def test_twice_is_once(self, alert, wang):
        groups(alert, wang, 100)

        actions.plan(alert=alert, by=wang, at=NOW)
        assert actions.plan(alert=alert, by=wang, at=NOW) == []

    def test_not_to_a_group_out_of_use(self, alert, wang):
        groups(alert, wang, 100, is_active=False)

        assert actions.plan(alert=alert, by=wang, at=NOW) == []

    def test_what_a_person_hands_over_is_in_their_hands_at_once(self, alert, wang):
        groups(alert, wang, 100, 200)

        rows = actions.plan(alert=alert, by=wang, at=NOW)

        assert {row.status for row in rows} == {"to_hand"}
        told = Reminder.objects.get(kind="sending.hand_over")  # once for both
        assert told.recipient == wang

    def test_later_when_the_alert_says_so(self, alert, wang):
        groups(alert, wang, 100)
        alert.send_at = NOW + HOUR

        (row,) = actions.plan(alert=alert, by=wang, at=NOW)

        assert (row.status, row.due_at) == ("planned", NOW + HOUR)

    def test_a_cap_holds_it_from_the_start(self, alert, wang):
        (group,) = groups(alert, wang, 100, **HOOK)
        for _n in range(3):
            SendingFactory(audience=group, status="sent", sent_at=NOW - HOUR)

        (row,) = actions.plan(alert=alert, by=wang, at=NOW)

        assert row.status == "held"
        with translation.override("en"):
            assert row.held_why == "3 alerts within 7 days; the limit is 3"

    def test_the_queries_do_not_grow(self, alert, wang, django_assert_max_num_queries):
        groups(alert, wang, *range(1, 40), **HOOK)

        with django_assert_max_num_queries(25):
            actions.plan(alert=alert, by=wang, at=NOW)


class TestCallOff:
    def test_what_is_not_out_stays_in(self, alert, sending, wang):
        open_ = [
            sending(),
            sending(status="to_hand"),
            sending(status="held", held_by="audience_cap"),
            sending(status="failed"),
        ]
        sent = sending(status="sent", sent_at=NOW)

        assert actions.call_off(alert=alert, by=wang, at=NOW) == len(open_)

        found = {row.pk: row.status for row in AlertSending.objects.all()}
        assert found.pop(sent.pk) == "sent"
        assert set(found.values()) == {"cancelled"}

    def test_what_is_being_sent_cannot_be_called_back(self, alert, sending, wang):
        sending(began_at=NOW, lease_until=NOW + HOUR)

        assert actions.call_off(alert=alert, by=wang, at=NOW) == 0


class TestHandOver:
    def test_counts_as_sent_to_all_its_people(self, sending, wang):
        row = sending(status="to_hand", by_machine=False)

        actions.hand_over(sending=row, version=row.version, by=wang, at=NOW)

        row.refresh_from_db()
        assert (row.status, row.sent_at, row.handed_by) == ("sent", NOW, wang)
        assert row.people == row.audience.size
        assert Event.objects.filter(kind="sending.handed_over").exists()

    def test_the_last_one_settles_the_alert(self, alert, sending, wang):
        first, second = [sending(status="to_hand", by_machine=False) for _n in "ab"]

        actions.hand_over(sending=first, by=wang, at=NOW)
        assert Alert.objects.get().status == "approved"
        actions.hand_over(sending=second, by=wang, at=NOW)

        found = Alert.objects.get()
        assert (found.status, found.done_at) == ("done", NOW)

    def test_once(self, sending, wang):
        row = sending(status="to_hand")
        actions.hand_over(sending=row, by=wang, at=NOW)

        with pytest.raises(RuleError) as refused:
            actions.hand_over(sending=row, by=wang, at=NOW)

        assert refused.value.code == "wrong_state"

    def test_not_what_somebody_changed_meanwhile(self, sending, wang):
        row = sending(status="to_hand")

        with pytest.raises(StaleVersion):
            actions.hand_over(sending=row, version=row.version + 1, by=wang, at=NOW)


class TestOverride:
    def test_goes_now_with_its_reason(self, sending, wang):
        row = sending(status="held", held_by="audience_cap")

        actions.override(sending=row, reason=" 当天两起 ", by=wang, at=NOW)

        row.refresh_from_db()
        assert (row.status, row.due_at, row.held_by) == ("planned", NOW, "")
        assert row.override_reason == "当天两起"
        event = Event.objects.get(kind="sending.overridden")
        assert event.note == "当天两起"

    def test_also_what_only_waits_for_its_hour(self, sending, wang):
        row = sending(held_by="quiet_hours", due_at=NOW + HOUR)

        actions.override(sending=row, reason="当天两起", by=wang, at=NOW)

        row.refresh_from_db()
        assert row.due_at == NOW

    def test_to_be_handed_over_goes_into_somebodys_hands(self, sending, wang):
        row = sending(status="held", held_by="audience_cap", by_machine=False)

        actions.override(sending=row, reason="当天两起", by=wang, at=NOW)

        row.refresh_from_db()
        assert row.status == "to_hand"

    def test_not_without_a_reason(self, sending, wang):
        row = sending(status="held", held_by="audience_cap")

        with pytest.raises(RuleError) as refused:
            actions.override(sending=row, reason=" ", by=wang, at=NOW)

        assert refused.value.code == "no_reason"

    def test_not_what_is_not_held(self, sending, wang):
        with pytest.raises(RuleError) as refused:
            actions.override(sending=sending(), reason="急", by=wang, at=NOW)

        assert refused.value.code == "not_held"

    def test_not_of_a_withdrawn_alert(self, alert, sending, wang):
        row = sending(status="held", held_by="audience_cap")
        Alert.objects.update(status="withdrawn", withdrawn_at=NOW)

        with pytest.raises(RuleError) as refused:
            actions.override(sending=row, reason="急", by=wang, at=NOW)

        assert refused.value.code == "withdrawn"


class TestTrouble:
    def test_try_again_begins_anew(self, sending, wang):
        row = sending(status="failed", attempts=5, last_error="HTTP 500")

        actions.try_again(sending=row, by=wang, at=NOW)

        row.refresh_from_db()
        assert (row.status, row.attempts, row.last_error) == ("planned", 0, "")

    def test_it_arrived_when_it_began(self, sending, wang):
        row = sending(status="unsure", began_at=NOW - HOUR)

        actions.arrived(sending=row, by=wang, at=NOW)

        row.refresh_from_db()
        assert (row.status, row.sent_at) == ("sent", NOW - HOUR)

    def test_only_where_nobody_knows(self, sending, wang):
        with pytest.raises(RuleError):
            actions.arrived(sending=sending(status="to_hand"), by=wang, at=NOW)
        with pytest.raises(RuleError):
            actions.try_again(sending=sending(status="to_hand"), by=wang, at=NOW)

    def test_not_to_this_group(self, alert, sending, wang):
        row = sending(status="failed")

        actions.cancel(sending=row, by=wang, at=NOW)

        row.refresh_from_db()
        assert row.status == "cancelled"
        assert Alert.objects.get().status == "done"


class TestConstraints:
    @pytest.mark.parametrize(
        ("facts", "name"),
        [
            ({"status": "held"}, "held_says_why"),
            ({"status": "sent"}, "sent_at_iff_sent"),
            ({"status": "gone"}, "status_valid"),
            ({"held_by": "somebody"}, "held_by_valid"),
        ],
    )
    def test_hold(self, sending, facts, name):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            sending(**facts)

    def test_once_an_alert_and_group(self, alert, sending):
        row = sending()
        with pytest.raises(IntegrityError, match="once"), transaction.atomic():
            SendingFactory(alert=alert, audience=row.audience)


@pytest.mark.django_db(transaction=True)
class TestRace:
    def test_two_taps_hand_it_over_once_and_settle_once(self):
        village = CommunityFactory()
        alert = AlertFactory(area=village, approved=True)
        rows = [
            SendingFactory(
                alert=alert, audience=AudienceFactory(area=village), status="to_hand"
            )
            for _n in "ab"
        ]
        wang = officer(village)

        def tap(row):
            try:
                actions.hand_over(sending=row, by=wang, at=NOW)
            except RuleError:
                return 0
            finally:
                connection.close()
            return 1

        with ThreadPoolExecutor(4) as pool:
            done = list(pool.map(tap, [*rows, *rows]))

        assert sum(done) == 2
        assert Alert.objects.get().status == "done"
        assert Event.objects.filter(kind="alert.done").count() == 1
