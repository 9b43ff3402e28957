"""The worker's part: judged when due, sent once, put right by a person."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from unittest import mock

import pytest
from django.db import connection
from django.utils import timezone

from antifraud import dispatch
from antifraud.actions import sending_work as work
from antifraud.actions import sendings as actions
from antifraud.models import Alert, AlertSending
from station.channels import ChannelError, NotReached
from station.models import Reminder
from tests.factories import (
    AlertFactory,
    AudienceFactory,
    CommunityFactory,
    SendingFactory,
)

pytestmark = pytest.mark.django_db
HOOK = {"channel": "work_chat", "address": "https://hook.example/1"}
ROBOT = {"channel": "work_chat", "address": "dingtalk://token"}
NOON = timezone.now().replace(hour=4, minute=0)


@pytest.fixture
def out(monkeypatch):
    """What left the house."""
    sent = []
    monkeypatch.setattr(dispatch, "send", sent.append)
    return sent


@pytest.fixture
def alert(village):
    return AlertFactory(area=village, approved=True, urgent_reason="一天三起")


def sending(alert, **facts):
    audience = AudienceFactory(area=alert.area, **facts)
    return SendingFactory(alert=alert, audience=audience, due_at=timezone.now())


def run():
    return work.send_due(until=timezone.now() + timedelta(seconds=20))


def failing(monkeypatch, error):
    def fail(_row):
        raise error

    monkeypatch.setattr(dispatch, "send", fail)


class TestSendDue:
    def test_sends_each_once_and_the_alert_is_done(self, alert, out):
        for _n in range(23):
            sending(alert, **HOOK)

        assert run() == 23
        assert run() == 0

        assert len({row.pk for row in out}) == len(out) == 23
        assert AlertSending.objects.sent().count() == 23
        assert Alert.objects.get().status == "done"

    def test_what_a_person_hands_over_waits_in_their_hands(self, alert, out):
        row = sending(alert, channel="wechat")

        run()

        row.refresh_from_db()
        assert row.status == "to_hand"
        assert out == []
        told = Reminder.objects.get(kind="sending.hand_over")
        assert told.recipient == row.audience.owner

    def test_not_before_its_hour(self, alert, out):
        row = sending(alert, **HOOK)
        AlertSending.objects.update(due_at=timezone.now() + timedelta(hours=1))

        run()

        row.refresh_from_db()
        assert row.status == "planned"
        assert out == []

    def test_a_withdrawn_alert_goes_nowhere(self, alert, out):
        row = sending(alert, **HOOK)
        Alert.objects.update(status="withdrawn", withdrawn_at=timezone.now())

        run()

        row.refresh_from_db()
        assert row.status == "cancelled"
        assert out == []

    def test_called_off_between_claim_and_sending(self, alert, out, wang):
        row = sending(alert, **HOOK)
        (mine,) = work.claim(at=timezone.now())

        actions.call_off(alert=alert, by=wang, at=timezone.now())

        assert not work.send(mine)
        row.refresh_from_db()
        assert row.status == "cancelled"
        assert out == []


class TestNotTaken:
    def test_is_tried_again_where_a_second_one_is_dropped(self, alert, monkeypatch):
        row = sending(alert, **HOOK)
        failing(monkeypatch, ChannelError("HTTP 500"))

        run()

        row.refresh_from_db()
        assert (row.status, row.attempts) == ("planned", 1)
        assert row.lease_until > timezone.now()
        assert row.last_error == "HTTP 500"

    def test_after_five_tries_a_person_decides(self, alert, monkeypatch):
        row = sending(alert, **HOOK)
        AlertSending.objects.update(attempts=4)
        failing(monkeypatch, ChannelError("HTTP 500"))

        run()

        row.refresh_from_db()
        assert row.status == "failed"
        assert Reminder.objects.filter(kind="sending.trouble").count() == 1
        assert Alert.objects.get().status == "approved"

    def test_a_robot_is_never_tried_twice_by_itself(self, alert, monkeypatch):
        row = sending(alert, **ROBOT)
        failing(monkeypatch, ChannelError("the work-chat did not take it"))

        run()

        row.refresh_from_db()
        assert row.status == "unsure"

    def test_unless_nobody_was_there_to_take_it(self, alert, monkeypatch):
        row = sending(alert, channel="mail", address="group@school.example")
        failing(monkeypatch, NotReached("ConnectionRefusedError"))

        run()

        row.refresh_from_db()
        assert row.status == "planned"
        assert row.began_at is None

    def test_a_broken_address_does_not_stop_the_others(self, alert, monkeypatch):
        row = sending(alert, **HOOK)
        failing(monkeypatch, ValueError("138****"))

        run()

        row.refresh_from_db()
        assert row.last_error == "ValueError"


class TestWorkerDied:
    @pytest.fixture
    def begun(self, alert):
        def make(**facts):
            row = sending(alert, **facts)
            (mine,) = work.claim(at=timezone.now())
            assert work._begin(mine, at=timezone.now())
            past = timezone.now() - timedelta(seconds=1)
            AlertSending.objects.filter(pk=row.pk).update(lease_until=past)
            return row

        return make

    def test_nobody_else_has_it_meanwhile(self, alert, out):
        sending(alert, **HOOK)
        work.claim(at=timezone.now())

        assert run() == 0

    def test_it_goes_again_under_the_same_key(self, begun, out):
        row = begun(**HOOK)

        assert run() == 1

        assert [sent.key for sent in out] == [row.key]

    def test_to_a_robot_it_does_not(self, begun, out):
        row = begun(**ROBOT)

        run()

        row.refresh_from_db()
        assert row.status == "unsure"
        assert out == []
        assert Reminder.objects.filter(kind="sending.trouble").count() == 1

    def test_the_dead_one_coming_back_marks_nothing(self, alert, out):
        sending(alert, **HOOK)
        (mine,) = work.claim(at=timezone.now())
        AlertSending.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

        assert not work.send(mine)
        assert out == []


@pytest.mark.django_db(transaction=True)
class TestRace:
    def test_workers_at_once_keep_the_cap(self):
        """Six alerts to one group fall due together: three go, three are held."""
        village = CommunityFactory()
        group = AudienceFactory(area=village, **HOOK)
        for _n in range(6):
            alert = AlertFactory(area=village, approved=True)
            SendingFactory(
                alert=alert, audience=group, due_at=NOON - timedelta(hours=1)
            )

        def take(_n):
            try:
                return len(work.claim(at=NOON) or [])
            finally:
                connection.close()

        with mock.patch.object(work, "BATCH", 2), ThreadPoolExecutor(4) as pool:
            taken = sum(pool.map(take, range(6)))

        assert taken == 3
        assert AlertSending.objects.filter(status="held").count() == 3

    def test_none_is_taken_twice(self):
        village = CommunityFactory()
        alert = AlertFactory(area=village, approved=True, urgent_reason="急")
        for _n in range(20):
            group = AudienceFactory(area=village, **HOOK)
            SendingFactory(alert=alert, audience=group, due_at=NOON)

        def take(_n):
            try:
                return [row.pk for row in work.claim(at=NOON) or []]
            finally:
                connection.close()

        with mock.patch.object(work, "BATCH", 3), ThreadPoolExecutor(4) as pool:
            taken = [pk for found in pool.map(take, range(12)) for pk in found]

        assert len(taken) == len(set(taken)) == 20
