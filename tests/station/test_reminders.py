"""Reminders: due once, told once, silent at once."""

from datetime import datetime, time, timedelta

import pytest
from django.db import transaction

from station.actions import reminders
from station.models import ChannelChoice, Delivery, Reminder
from station.registry import Notice, ReminderKind, registry
from station.roles import Role
from tests.factories import NOW, officer, person


def echo(items, at):
    """Tell whom the reminder names; poison where it says so."""
    if any(item.kind == "test.poison" and item.recipient_id for item in items):
        raise LookupError("poison")
    return {r.pk: [r.recipient_id] if r.recipient_id else [] for r in items}


def no_words(items, user):
    return {r.pk: Notice(user, "Test", "/", outside="Test") for r in items}


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    """Kinds of our own, beside the real ones."""
    monkeypatch.setattr(registry, "reminders", dict(registry.reminders))
    registry.add_reminder_kinds(
        ReminderKind("test.echo", "Echo", echo, no_words),
        ReminderKind("test.poison", "Poison", echo, no_words),
        ReminderKind("test.moot", "Moot", lambda items, at: {}, no_words),
    )


def due(user, kind="test.echo", at=NOW, **values):
    reminders.schedule(kind=kind, subject=user, recipient=user, due_at=at, **values)
    return Reminder.objects.latest("pk")


class TestSchedule:
    def test_the_same_edition_is_scheduled_once(self, wang):
        due(wang, edition=1)
        due(wang, edition=1)
        due(wang, edition=2)

        assert Reminder.objects.count() == 2

    def test_a_rolled_back_change_leaves_no_reminder(self, wang):
        def change():
            with transaction.atomic():
                due(wang)
                raise RuntimeError

        with pytest.raises(RuntimeError):
            change()

        assert not Reminder.objects.exists()


class TestFire:
    def test_writes_the_notice_and_settles_the_reminder(self, wang):
        reminder = due(wang)

        assert reminders.fire(at=NOW) == 1

        reminder.refresh_from_db()
        notice = Delivery.objects.get()
        assert reminder.state == Reminder.State.SENT
        assert (notice.recipient, notice.channel) == (wang, "browser")
        assert (notice.state, notice.sent_at) == ("sent", NOW)

    def test_what_is_not_due_waits(self, wang):
        due(wang, at=NOW + timedelta(seconds=1))

        assert reminders.fire(at=NOW) == 0

    def test_tells_each_once_however_often_it_runs(self, wang):
        due(wang)

        reminders.fire(at=NOW)
        reminders.fire(at=NOW)

        assert Delivery.objects.count() == 1

    def test_what_is_moot_falls_silent(self, wang):
        reminder = due(wang, kind="test.moot")

        reminders.fire(at=NOW)

        reminder.refresh_from_db()
        assert reminder.state == Reminder.State.CANCELLED
        assert not Delivery.objects.exists()

    def test_takes_the_oldest_first(self, wang):
        late = due(wang, edition=1)
        later = due(wang, edition=2, at=NOW - timedelta(hours=1))

        reminders.fire(at=NOW, size=1)

        assert Reminder.objects.pending().get() == late
        assert Delivery.objects.get().reminder == later

    def test_takes_few_queries_however_many_are_due(
        self, wang, django_assert_max_num_queries
    ):
        for edition in range(40):
            due(wang, edition=edition)

        with django_assert_max_num_queries(9):
            reminders.fire(at=NOW)

        assert Delivery.objects.count() == 40


class TestPoison:
    def test_holds_up_nobody_else(self, wang):
        before = due(wang, edition=1)
        poison = due(wang, kind="test.poison", edition=1)
        after = [due(wang, edition=n) for n in range(2, 9)]

        reminders.fire(at=NOW)

        poison.refresh_from_db()
        told = set(Delivery.objects.values_list("reminder", flat=True))
        assert told == {before.pk, *(reminder.pk for reminder in after)}
        assert (poison.state, poison.attempts) == (Reminder.State.PENDING, 1)
        assert poison.last_error == "LookupError"
        assert poison.lease_until == NOW + timedelta(seconds=30)

    def test_waits_longer_each_time(self):
        minutes = [reminders.delay_after(n).total_seconds() / 60 for n in (1, 2, 3, 4)]

        assert minutes == [0.5, 2, 8, 32]

    def test_after_five_tries_the_chief_hears_of_it(self, village, wang):
        chief = person(Role.STATION_CHIEF, village.parent.parent)
        poison = due(wang, kind="test.poison", area=village)

        at = NOW
        for _try in range(5):
            reminders.fire(at=at)
            at += timedelta(hours=1)
        reminders.fire(at=at)

        poison.refresh_from_db()
        assert poison.state == Reminder.State.PARKED
        assert Delivery.objects.get().recipient == chief
        assert reminders.fire(at=at + timedelta(days=1)) == 0

    def test_without_anybody_to_tell_it_is_set_back(self, wang):
        reminder = due(wang)
        Reminder.objects.update(recipient=None)

        reminders.fire(at=NOW)

        reminder.refresh_from_db()
        assert (reminder.state, reminder.attempts) == (Reminder.State.PENDING, 1)

    def test_an_unknown_kind_is_set_back(self, wang):
        reminder = due(wang, kind="test.nobody_knows")

        reminders.fire(at=NOW)

        reminder.refresh_from_db()
        assert reminder.last_error == "KeyError"


class TestSilence:
    def test_cancels_what_waits_and_reads_what_was_said(self, wang):
        ChannelChoice.objects.create(user=wang, channel="mail", address="a@b.cn")
        said = due(wang, edition=1)
        reminders.fire(at=NOW)
        waiting = due(wang, edition=2, at=NOW + timedelta(hours=1))

        reminders.silence(subject=wang, at=NOW)

        said.refresh_from_db()
        waiting.refresh_from_db()
        assert said.state == Reminder.State.SENT
        assert waiting.state == Reminder.State.CANCELLED
        states = dict(Delivery.objects.values_list("channel", "state"))
        assert states == {"browser": "sent", "mail": "dropped"}
        assert not Delivery.objects.for_bell(wang).unread().exists()

    def test_leaves_other_records_alone(self, wang, village):
        other = due(officer(village))

        reminders.silence(subject=wang, at=NOW)

        other.refresh_from_db()
        assert other.state == Reminder.State.PENDING


class TestQuietHours:
    @pytest.mark.parametrize(
        ("start", "end", "held_until"),
        [
            ("21:00", "07:00", None),
            ("09:30", "11:00", "2026-11-20T11:00+08:00"),
            ("23:00", "10:30", "2026-11-20T10:30+08:00"),
            ("10:00", "07:00", "2026-11-21T07:00+08:00"),
        ],
    )
    def test_hold_back_what_leaves_the_house(self, wang, start, end, held_until):
        ChannelChoice.objects.create(
            user=wang,
            channel="mail",
            address="a@b.cn",
            quiet_from=time.fromisoformat(start),
            quiet_until=time.fromisoformat(end),
        )
        due(wang)

        reminders.fire(at=NOW)

        mail = Delivery.objects.get(channel="mail")
        expected = datetime.fromisoformat(held_until) if held_until else NOW
        assert mail.due_at == expected
        assert Delivery.objects.for_bell(wang).unread().count() == 1
