"""Every matter has an owner, a time and an end."""

from datetime import UTC, datetime, timedelta

import pytest

from households.actions import cards, message_voices, messages
from households.models import Message, MessageReply
from households.notices import messages as message_notices
from station.actions import reminders
from station.errors import RuleError, StaleVersion
from station.models import Delivery, Event, Reminder
from tests.factories import NOW, PostFactory, UserFactory, officer, person

pytestmark = pytest.mark.django_db

RECEIPT = "ABCD" * 6


@pytest.fixture
def station(village):
    return village.parent.parent


@pytest.fixture
def chief(station):
    return person("station_chief", station)


@pytest.fixture
def supervisor(station):
    return person("county_supervisor", station.parent)


@pytest.fixture
def card(village, wang):
    return cards.issue(area=village, by=wang, at=NOW)


def received(card, kind="message", **values) -> Message:
    known = {"text": "路灯坏了", "receipt": RECEIPT, "at": NOW} | values
    return messages.receive(card=card, kind=kind, **known)


def told(at) -> list[tuple[str, str]]:
    """Who is told what by that moment."""
    while reminders.fire(at=at):
        pass
    rows = Delivery.objects.order_by("pk").select_related("reminder", "recipient")
    return [(row.reminder.kind, row.recipient.badge_number) for row in rows]


class TestReceive:
    def test_belongs_to_the_officer_in_charge_with_a_due_time(self, card, wang):
        message = received(card)

        assert message.assigned_to == wang
        assert message.number.startswith("LY-")
        # Friday 20 November: the third working day after is Wednesday.
        assert message.due_at == datetime(2026, 11, 25, 10, 0, tzinfo=UTC)

    def test_belongs_to_the_chief_where_no_officer_serves(self, card, wang, chief):
        wang.posts.update(until_on=NOW.date() - timedelta(days=1))

        assert received(card).assigned_to == chief

    def test_belongs_to_whoever_stands_in(self, card, village, wang):
        stand_in = UserFactory(name="李明")
        PostFactory(
            user=stand_in,
            area=village,
            from_on=NOW.date(),
            until_on=NOW.date() + timedelta(days=9),
            is_acting=True,
        )

        assert received(card).assigned_to == stand_in

    def test_keeps_no_text_in_the_event(self, card):
        message = received(card, sender_name="张三")

        event = Event.objects.get(kind="message.received")
        assert event.changes == {}
        assert event.actor is None
        assert f"households.message:{message.pk}" in event.trail

    def test_is_refused_behind_a_card_that_ended(self, card, wang):
        card = cards.revoke(card=card, by=wang, at=NOW, reason="丢失")

        with pytest.raises(RuleError):
            received(card)


class TestTip:
    def test_is_due_the_next_working_day(self, card):
        tip = received(card, "tip", is_anonymous=True)

        assert tip.number.startswith("XS-")
        assert tip.due_at == datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

    def test_is_told_only_at_the_full_hour(self, card, wang):
        received(card, "tip", at=NOW + timedelta(minutes=20))

        assert told(NOW + timedelta(minutes=59)) == []
        assert told(NOW + timedelta(hours=1)) == [("message.new", wang.badge_number)]

    def test_about_an_officer_never_reaches_that_officer(
        self, card, wang, chief, supervisor
    ):
        tip = received(card, "tip", about=wang, is_about_officer=True)

        everything = told(tip.due_at + timedelta(days=9))
        assert wang.badge_number not in {badge for _kind, badge in everything}
        assert not Message.objects.visible_to(wang).exists()
        assert not message_notices.waiting_for(wang)
        assert list(message_notices.owed(wang, NOW)) == []

    def test_about_the_chief_is_told_to_the_county_alone(
        self, card, wang, chief, supervisor
    ):
        tip = received(card, "tip", about=chief, is_about_officer=True)

        badges = {badge for _kind, badge in told(tip.due_at + timedelta(days=9))}
        assert badges == {supervisor.badge_number}

    def test_about_an_officer_unknown_goes_to_the_chief(self, card, chief):
        assert received(card, "tip", is_about_officer=True).assigned_to == chief

    def test_is_seen_by_the_auxiliary_never(self, card, village, wang):
        auxiliary = person("auxiliary_officer", village)
        received(card, "tip")

        assert not Message.objects.visible_to(auxiliary).exists()

    def test_leaves_its_events_with_the_station(self, card, station, chief):
        tip = received(card, "tip")
        messages.answer(message=tip, by=chief, text="已核实", at=NOW)

        assert Event.objects.get(kind="tip.answered").area == station

    def test_about_an_officer_is_hidden_in_the_api_too(self, card, wang, chief, client):
        received(card, "tip", about=wang, is_about_officer=True)
        client.force_login(wang)

        for path in ("messages", "changes", "worklist"):
            found = client.get(f"/api/v1/{path}/")
            assert found.status_code in {200, 404}
            assert "XS-" not in found.content.decode()

    def test_cannot_be_given_to_whom_it_is_about(self, card, wang, chief, supervisor):
        tip = received(card, "tip", about=wang, is_about_officer=True)

        with pytest.raises(RuleError):
            messages.assign(message=tip, to=wang, by=chief, at=NOW)

    def test_cannot_be_given_to_an_officer_of_the_same_line(
        self, card, village, wang, chief
    ):
        colleague = officer(village)
        tip = received(card, "tip", about=wang, is_about_officer=True)

        with pytest.raises(RuleError):
            messages.assign(message=tip, to=colleague, by=chief, at=NOW)


class TestReminders:
    def test_tell_the_owner_at_once_then_soon_then_late_then_the_chief(
        self, card, wang, chief
    ):
        message = received(card)

        assert told(NOW) == [("message.new", wang.badge_number)]
        assert told(message.due_at - timedelta(hours=9))[1:] == [
            ("message.soon", wang.badge_number)
        ]
        assert told(message.due_at)[2:] == [("message.late", wang.badge_number)]
        assert told(message.due_at + timedelta(days=1))[3:] == [
            ("message.escalated", chief.badge_number)
        ]

    def test_fall_silent_with_the_answer(self, card, wang, chief):
        message = received(card)
        messages.answer(message=message, by=wang, text="明天修", at=NOW)

        assert told(message.due_at + timedelta(days=9)) == []
        assert not Reminder.objects.pending().exists()

    def test_follow_the_matter_to_its_new_owner(self, card, wang, village, chief):
        message = received(card)
        told(NOW)
        messages.assign(message=message, to=chief, by=wang, at=NOW)

        assert told(NOW)[1:] == [("message.new", chief.badge_number)]

    def test_reach_the_successor_when_the_owner_has_left(
        self, card, wang, village, chief
    ):
        message = received(card)
        wang.posts.update(until_on=NOW.date())
        new = officer(village)

        assert ("message.soon", new.badge_number) in told(
            message.due_at - timedelta(hours=9)
        )

    def test_tell_the_chief_of_a_flood_once_an_hour(self, card, chief):
        for minutes in (0, 5, 61):
            cards.warn_of_flood(card=card, at=NOW + timedelta(minutes=minutes))

        assert (
            told(NOW + timedelta(hours=2)) == [("card.flooded", chief.badge_number)] * 2
        )


class TestAnswer:
    def test_settles_the_matter(self, card, wang):
        message = received(card)
        messages.answer(message=message, by=wang, text="明天修", at=NOW, version=1)

        message.refresh_from_db()
        assert (message.status, message.settled_at) == ("answered", NOW)
        assert message.replies.get().text == "明天修"

    def test_does_not_overwrite_what_somebody_else_did(self, card, wang):
        message = received(card)
        messages.add_note(message=message, by=wang, text="已打电话", at=NOW)

        with pytest.raises(StaleVersion):
            messages.answer(message=message, by=wang, text="x", at=NOW, version=1)

    def test_is_refused_once_closed(self, card, wang):
        message = received(card)
        messages.close(message=message, by=wang, at=NOW, reason="重复")

        with pytest.raises(RuleError):
            messages.answer(message=message, by=wang, text="x", at=NOW)

    def test_lies_sealed_in_the_database(self, card, wang):
        message = received(card)
        messages.answer(message=message, by=wang, text="明天修", at=NOW)

        raw = MessageReply.objects.extra(select={"raw": "text"}).values_list("raw")
        assert raw.get()[0].startswith("v1$")


class TestClose:
    def test_needs_a_reason(self, card, wang):
        with pytest.raises(RuleError):
            messages.close(message=received(card), by=wang, at=NOW, reason="  ")

    def test_of_an_unanswered_matter_tells_the_sender(self, card, wang):
        message = received(card)
        with pytest.raises(RuleError):
            messages.close(
                message=message, by=wang, at=NOW, reason="重复", tell_sender=False
            )


class TestWriteAgain:
    def test_opens_an_answered_matter_with_a_new_due_time(self, card, wang):
        message = received(card)
        messages.answer(message=message, by=wang, text="明天修", at=NOW)
        later = NOW + timedelta(days=7)
        message_voices.write_again(message=message, text="还没有修", at=later)

        message.refresh_from_db()
        assert (message.status, message.settled_at) == ("new", None)
        assert message.due_at > later
        assert ("message.reopened", wang.badge_number) in told(later)

    def test_has_an_end(self, card):
        message = received(card)
        for n in range(message_voices.MOST_WRITINGS):
            message_voices.write_again(message=message, text=f"第{n}次", at=NOW)

        with pytest.raises(RuleError):
            message_voices.write_again(message=message, text="再来", at=NOW)
