"""How long an answer may take, and when that time stands still."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from households import reply_limits
from households.actions import message_limits, message_voices, messages
from households.models import MessagePause, MessageReply
from households.reply_limits import ReplyClock, ReplyLimit
from households.workflow.messages import LimitUnit
from station.errors import RuleError
from tests.factories import NOW, CommunityFactory, person
from tests.households.inbox import card_of, received, told

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def card(village, wang):
    return card_of(village, wang)


@pytest.fixture
def chief(village):
    return person("station_chief", village.parent.parent)


class TestLimits:
    @pytest.mark.parametrize(
        ("kind", "due"),
        [
            ("message", datetime(2026, 11, 25, 10, tzinfo=UTC)),
            ("question", datetime(2026, 11, 24, 10, tzinfo=UTC)),
            ("advice", datetime(2026, 11, 25, 10, tzinfo=UTC)),
            ("tip", datetime(2026, 11, 23, 10, tzinfo=UTC)),
            ("distress", NOW + HOUR),
        ],
    )
    def test_each_kind_has_its_own(self, card, kind, due):
        assert received(card, kind).due_at == due

    def test_the_stations_own_limit_holds_from_then_on(self, card, village, chief):
        before = received(card, "question", n=1)
        message_limits.set_limit(
            station=village.parent.parent,
            kind="question",
            limit=ReplyLimit(4, LimitUnit.WORKING_HOURS),
            by=chief,
            at=NOW,
        )

        after = received(card, "question", n=2)

        # Friday 10:00: two hours to noon, two from half past two.
        assert after.due_at == datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
        before.refresh_from_db()
        assert before.due_at == datetime(2026, 11, 24, 10, tzinfo=UTC)
        with translation.override("en"):
            assert "2 working days after" in reply_limits.explain(before).text

    def test_of_another_station_does_not_count(self, card, chief):
        elsewhere = CommunityFactory().parent.parent
        message_limits.set_limit(
            station=elsewhere,
            kind="message",
            limit=ReplyLimit(9, LimitUnit.WORKING_DAYS),
            by=chief,
            at=NOW,
        )

        assert received(card).due_at == datetime(2026, 11, 25, 10, tzinfo=UTC)

    @pytest.mark.parametrize("amount", [0, 201])
    def test_out_of_reason_is_refused(self, village, chief, amount):
        with pytest.raises(RuleError):
            message_limits.set_limit(
                station=village.parent.parent,
                kind="message",
                limit=ReplyLimit(amount, LimitUnit.WORKING_DAYS),
                by=chief,
                at=NOW,
            )


class TestPause:
    def test_asks_the_sender_and_stops_the_clock(self, card, wang):
        message = received(card)
        told(NOW)
        messages.pause(message=message, text="请告知具体位置", by=wang, at=NOW)

        message.refresh_from_db()
        assert (message.status, message.stopped_at) == ("paused", NOW)
        assert message.replies.get(is_note=False).text == "请告知具体位置"
        late = told(message.due_at + timedelta(days=1))
        assert "message.late" not in {kind for kind, _who in late}

    def test_tells_the_owner_when_the_sender_stays_silent(self, card, wang):
        message = received(card)
        messages.pause(message=message, text="请告知具体位置", by=wang, at=NOW)

        assert ("message.waiting", wang.badge_number) in told(NOW + timedelta(days=8))

    def test_ends_when_the_sender_writes(self, card, wang):
        message = received(card)
        messages.pause(message=message, text="在哪里?", by=wang, at=NOW)
        later = NOW + timedelta(days=4)  # Tuesday: two of three days were left
        message_voices.write_again(message=message, text="二社东头", at=later)

        message.refresh_from_db()
        assert message.status == "new"
        assert message.due_at == datetime(2026, 11, 27, 10, tzinfo=UTC)
        assert ("message.replied", wang.badge_number) in told(later)
        pause = MessagePause.objects.get()
        assert (pause.began_at, pause.ended_at) == (NOW, later)

    def test_does_not_cure_what_was_late(self, card, wang):
        message = received(card)
        late = message.due_at + HOUR
        messages.pause(message=message, text="在哪里?", by=wang, at=late)
        messages.resume(message=message, by=wang, at=late + timedelta(days=5))

        due = message.due_at
        message.refresh_from_db()
        assert message.due_at == due

    def test_stands_in_the_explanation(self, card, wang):
        message = received(card)
        messages.pause(message=message, text="在哪里?", by=wang, at=NOW)
        message = messages.resume(message=message, by=wang, at=NOW + timedelta(days=4))

        with translation.override("en"):
            text = reply_limits.explain(message).text
        assert "3 working days after" in text
        assert "waiting for the sender" in text

    def test_is_refused_twice_and_without_words(self, card, wang):
        message = received(card)
        with pytest.raises(RuleError):
            messages.pause(message=message, text=" ", by=wang, at=NOW)
        messages.pause(message=message, text="在哪里?", by=wang, at=NOW)
        with pytest.raises(RuleError):
            messages.pause(message=message, text="还有呢?", by=wang, at=NOW)
        assert MessageReply.objects.count() == 1

    def test_is_refused_once_answered(self, card, wang):
        message = received(card)
        messages.answer(message=message, by=wang, text="好", at=NOW)

        with pytest.raises(RuleError):
            messages.pause(message=message, text="在哪里?", by=wang, at=NOW)


moments = st.integers(0, 20 * 24 * 60).map(lambda n: NOW + timedelta(minutes=n))


@pytest.fixture
def clock(village):
    found = ReplyClock(village)
    assert found.limits
    assert found.office.hours  # both are read once, here
    return found


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    unit=st.sampled_from(LimitUnit.values),
    amount=st.integers(1, 12),
    stopped=moments,
    waited=st.integers(0, 9 * 24 * 60),
)
def test_a_stop_never_takes_time_away(clock, unit, amount, stopped, waited):
    due_at = clock.due(ReplyLimit(amount, unit), start=NOW)
    again = stopped + timedelta(minutes=waited)

    resumed = clock.resumed(unit, due_at=due_at, stopped_at=stopped, at=again)

    assert resumed >= due_at
    if stopped >= due_at:
        assert resumed == due_at
    elif unit == LimitUnit.WORKING_HOURS:
        left = clock.office.between(stopped, due_at)
        assert clock.office.between(again, resumed) >= left
    elif unit == LimitUnit.CLOCK_HOURS:
        assert resumed - again == due_at - stopped


class TestUrgent:
    def test_reaches_owner_and_chief_at_once(self, card, wang, chief):
        received(card, "distress")

        assert set(told(NOW)) == {
            ("message.urgent", wang.badge_number),
            ("message.urgent", chief.badge_number),
        }

    def test_climbs_the_moment_it_is_late_and_only_once(self, card, wang, chief):
        received(card, "distress")
        everything = told(NOW + timedelta(days=3))

        assert everything.count(("message.escalated", chief.badge_number)) == 1
        assert everything.count(("message.late", wang.badge_number)) == 1
        assert told(NOW + HOUR).count(("message.escalated", chief.badge_number)) == 1
