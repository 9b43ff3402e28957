"""Follow-ups: promised, moved, done; the reminders go with them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from households.actions import follow_ups as actions
from households.actions import units
from households.models import FollowUp
from households.notices.follow_ups import owed
from households.workflow import FollowUpStatus
from station.actions import reminders
from station.errors import RuleError, StaleVersion
from station.models import (
    CalendarDay,
    ChannelChoice,
    Delivery,
    Event,
    RecordLink,
    Reminder,
)
from station.roles import Role
from tests.factories import (
    NOW,
    FollowUpFactory,
    HouseholdFactory,
    PostFactory,
    UnitFactory,
    VisitFactory,
    officer,
    person,
)

FRIDAY_16 = NOW + timedelta(hours=6)  # Friday 20 November 2026, 16:00 in Shanghai


@pytest.fixture
def household(village):
    return HouseholdFactory(address__community=village)


@pytest.fixture
def chief(village):
    return person(Role.STATION_CHIEF, village.parent.parent)


def promise(household, wang, due_at=FRIDAY_16, at=NOW, **values) -> FollowUp:
    return actions.create(
        household=household,
        matter="回访低保材料",
        due_at=due_at,
        by=wang,
        at=at,
        **values,
    )


def planned() -> dict[str, str]:
    """The pending reminders by kind, at the station's clock."""
    rows = Reminder.objects.pending().values_list("kind", "due_at")
    return {
        kind.partition(".")[2]: f"{timezone.localtime(at):%m-%d %H:%M}"
        for kind, at in rows
    }


def told(user) -> list[str]:
    """The kinds of this person's unread notices, oldest first."""
    rows = Delivery.objects.for_bell(user).unread().order_by("pk")
    return [k.partition(".")[2] for k in rows.values_list("reminder__kind", flat=True)]


class TestAtAUnit:
    def test_reminds_and_shows_on_my_day_like_any_other(self, village, wang):
        unit = UnitFactory(address__community=village)

        follow_up = promise(None, wang, unit=unit)

        assert follow_up.area == village
        assert Event.objects.about(unit).get().kind == "follow_up.created"
        [item] = owed(wang, NOW)
        assert str(item.title).startswith(unit.name)
        assert item.detail == unit.address.text

    def test_is_told_by_the_name_of_the_unit(self, village, wang):
        promise(None, wang, unit=UnitFactory(address__community=village))
        reminders.fire(at=FRIDAY_16)

        assert told(wang)[-1] == "due"

    def test_needs_one_place_and_not_two(self, household, village, wang):
        unit = UnitFactory(address__community=village)

        for places in ({}, {"unit": unit, "household": household}):
            with pytest.raises(RuleError) as refused:
                actions.create(matter="x", due_at=FRIDAY_16, by=wang, at=NOW, **places)
            assert refused.value.code == "no_place"

    def test_the_database_refuses_two_places_too(self, household, village):
        unit = UnitFactory(address__community=village)

        with pytest.raises(IntegrityError, match="one_place"):
            FollowUpFactory(household=household, unit=unit)

    def test_not_at_a_closed_unit(self, village, wang):
        unit = UnitFactory(address__community=village, closed_on=date(2026, 11, 1))

        with pytest.raises(RuleError) as refused:
            promise(None, wang, unit=unit)
        assert refused.value.code == "closed"

    def test_a_unit_does_not_close_over_an_open_promise(self, village, wang):
        unit = UnitFactory(address__community=village)
        promise(None, wang, unit=unit)

        with pytest.raises(RuleError) as refused:
            units.close(
                unit=unit, closed_on=date(2026, 11, 20), version=1, by=wang, at=NOW
            )
        assert refused.value.code == "follow_up_open"

    def test_keeps_what_it_was_made_of(self, household, village, wang):
        visit = VisitFactory(household=household)

        follow_up = promise(household, wang, origin=visit)

        assert RecordLink.objects.get().made == f"households.followup:{follow_up.pk}"


class TestCreate:
    def test_for_today_reminds_an_hour_before(self, household, wang):
        promise(household, wang)

        assert planned() == {
            "soon": "11-20 15:00",
            "due": "11-20 16:00",
            "late": "11-23 09:00",
            "chief": "11-24 09:00",
        }

    def test_for_later_reminds_on_the_eve_at_nine(self, household, wang):
        promise(household, wang, due_at=NOW + timedelta(days=3, hours=6))

        assert planned()["soon"] == "11-22 09:00"

    def test_for_in_a_minute_reminds_only_when_due(self, household, wang):
        promise(household, wang, due_at=NOW + timedelta(minutes=1))

        assert "soon" not in planned()

    def test_late_days_skip_the_national_holiday(self, household, wang):
        at = datetime(2026, 9, 29, 2, tzinfo=UTC)

        promise(household, wang, due_at=datetime(2026, 9, 30, 8, tzinfo=UTC), at=at)

        assert planned()["late"] == "10-08 09:00"
        assert planned()["chief"] == "10-09 09:00"

    def test_the_office_may_correct_the_calendar(self, household, wang):
        CalendarDay.objects.create(
            day=date(2026, 11, 23), is_working=False, note="大雪"
        )

        promise(household, wang)

        assert planned()["late"] == "11-24 09:00"

    def test_writes_its_event_on_the_household_too(self, household, wang):
        follow_up = promise(household, wang)

        assert Event.objects.about(household).get().subject.endswith(str(follow_up.pk))

    def test_lies_ahead(self, household, wang):
        with pytest.raises(RuleError):
            promise(household, wang, due_at=NOW)

    def test_only_somebody_who_serves_there_is_sent(self, household, wang):
        with pytest.raises(RuleError):
            promise(household, wang, assigned_to=officer())

    def test_tells_the_person_it_is_given_to(self, household, village, wang):
        helper = person(Role.AUXILIARY_OFFICER, village)

        promise(household, wang, assigned_to=helper)
        reminders.fire(at=NOW)

        assert told(helper) == ["handed"]

    def test_without_its_reminders_there_is_no_promise(
        self, household, wang, monkeypatch
    ):
        def fail(*args, **kwargs):
            raise RuntimeError

        monkeypatch.setattr(reminders, "schedule_all", fail)
        with pytest.raises(RuntimeError):
            promise(household, wang)

        assert not FollowUp.objects.exists()


class TestReminding:
    def test_goes_from_the_officer_to_the_chief(self, household, wang, chief):
        promise(household, wang)

        heard = []
        for hours in (5, 6, 3 * 24, 4 * 24):
            reminders.fire(at=NOW + timedelta(hours=hours))
            heard.append((told(wang), told(chief)))

        assert heard == [
            (["soon"], []),
            (["soon", "due"], []),
            (["soon", "due", "late"], []),
            (["soon", "due", "late"], ["chief"]),
        ]

    def test_after_days_without_sweeps_only_the_last_stage_is_said(
        self, household, wang, chief
    ):
        promise(household, wang)

        reminders.fire(at=NOW + timedelta(days=7))

        assert (told(wang), told(chief)) == (["late"], ["chief"])

    def test_reaches_the_successor_of_who_has_left(self, household, village, wang):
        promise(household, wang)
        wang.posts.update(until_on=date(2026, 11, 19))
        successor = officer(village)

        reminders.fire(at=FRIDAY_16)

        assert (told(wang), told(successor)) == ([], ["due"])

    def test_reaches_the_chief_where_nobody_followed(self, household, wang, chief):
        promise(household, wang)
        wang.posts.update(until_on=date(2026, 11, 19))

        reminders.fire(at=FRIDAY_16)

        assert told(chief) == ["due"]

    def test_reaches_the_chief_of_that_day(self, household, village, wang, chief):
        promise(household, wang)
        chief.posts.update(until_on=date(2026, 11, 20))
        new = PostFactory(
            role=Role.STATION_CHIEF,
            area=village.parent.parent,
            from_on=date(2026, 11, 21),
        ).user

        reminders.fire(at=NOW + timedelta(days=7))

        assert (told(chief), told(new)) == ([], ["chief"])

    def test_takes_few_queries_however_many_there_are(
        self, household, wang, django_assert_max_num_queries
    ):
        for _number in range(12):
            promise(household, wang)

        with django_assert_max_num_queries(13):
            reminders.fire(at=FRIDAY_16)

        assert len(told(wang)) == 12


class TestSilence:
    @pytest.mark.parametrize("verb", ["done", "cancelled", "moved"])
    def test_at_once(self, household, wang, verb):
        ChannelChoice.objects.create(user=wang, channel="mail", address="a@b.cn")
        follow_up = promise(household, wang)
        reminders.fire(at=NOW + timedelta(hours=5))
        assert told(wang) == ["soon"]

        common = {"follow_up": follow_up, "by": wang, "at": NOW + timedelta(hours=5)}
        if verb == "done":
            actions.mark_done(**common)
        elif verb == "cancelled":
            actions.cancel(**common, reason="搬走了")
        else:
            later = NOW + timedelta(days=10)
            actions.move(**common, due_at=later, reason="下乡")

        assert told(wang) == []
        assert Delivery.objects.get(channel="mail").state == "dropped"
        assert reminders.fire(at=NOW + timedelta(days=8)) == 0

    def test_a_moved_one_is_reminded_of_anew(self, household, wang):
        follow_up = promise(household, wang)
        monday = NOW + timedelta(days=3)

        actions.move(follow_up=follow_up, due_at=monday, by=wang, at=NOW, reason="下乡")
        actions.move(
            follow_up=follow_up, due_at=FRIDAY_16, by=wang, at=NOW, reason="还是今天"
        )
        reminders.fire(at=FRIDAY_16)

        assert told(wang) == ["due"]

    def test_a_moved_one_keeps_the_day_first_set(self, household, wang):
        follow_up = promise(household, wang)
        first = follow_up.due_at

        for days in (3, 5):
            follow_up = actions.move(
                follow_up=follow_up,
                due_at=NOW + timedelta(days=days),
                by=wang,
                at=NOW,
                reason="下乡",
            )

        assert follow_up.first_due_at == first

    def test_who_handed_it_on_hears_no_more(self, household, village, wang):
        other = officer(village)
        follow_up = promise(household, wang)
        reminders.fire(at=NOW + timedelta(hours=5))

        actions.reassign(
            follow_up=follow_up, to=other, by=wang, at=NOW + timedelta(hours=5)
        )
        reminders.fire(at=FRIDAY_16)

        assert (told(wang), told(other)) == ([], ["handed", "due"])

    def test_what_is_late_gets_a_new_time_in_the_same_step(
        self, household, village, wang
    ):
        other = officer(village)
        follow_up = promise(household, wang)
        first, later = follow_up.due_at, NOW + timedelta(days=30)

        actions.reassign(follow_up=follow_up, to=other, due_at=later, by=wang, at=NOW)

        follow_up.refresh_from_db()
        assert (follow_up.due_at, follow_up.first_due_at) == (later, first)
        assert Event.objects.get(kind="follow_up.reassigned").changes.keys() == {
            "assigned_to",
            "due_at",
        }

    def test_never_a_time_that_is_past(self, household, village, wang):
        other = officer(village)
        follow_up = promise(household, wang)

        with pytest.raises(RuleError) as refused:
            actions.reassign(follow_up=follow_up, to=other, due_at=NOW, by=wang, at=NOW)

        assert refused.value.code == "past"
        follow_up.refresh_from_db()
        assert follow_up.assigned_to == wang


class TestMarkDone:
    def test_in_a_visit(self, household, wang):
        follow_up = promise(household, wang)
        visit = VisitFactory(household=household, visited_by=wang)

        done = actions.mark_done(
            follow_up=follow_up, by=wang, at=NOW, result="材料齐了", visit=visit
        )

        done.refresh_from_db()
        assert (done.status, done.done_in) == (FollowUpStatus.DONE, visit)
        assert done.result == "材料齐了"
        assert Event.objects.about(visit).exists()

    def test_twice_is_refused(self, household, wang):
        follow_up = promise(household, wang)
        actions.mark_done(follow_up=follow_up, by=wang, at=NOW)

        with pytest.raises(RuleError):
            actions.mark_done(follow_up=follow_up, by=wang, at=NOW)

    def test_on_an_old_version_is_told(self, household, wang):
        follow_up = promise(household, wang)
        actions.move(
            follow_up=follow_up,
            due_at=NOW + timedelta(days=1),
            by=wang,
            at=NOW,
            reason="下雨",
        )

        with pytest.raises(StaleVersion):
            actions.mark_done(follow_up=follow_up, by=wang, at=NOW, version=1)


class TestReopenByMistake:
    def test_brings_the_reminders_back(self, household, wang):
        follow_up = promise(household, wang)
        ticked_at = FRIDAY_16 - timedelta(minutes=5)
        actions.mark_done(follow_up=follow_up, by=wang, at=ticked_at)

        actions.reopen_by_mistake(
            follow_up=follow_up, by=wang, at=FRIDAY_16 + timedelta(minutes=1)
        )
        reminders.fire(at=FRIDAY_16 + timedelta(minutes=1))

        follow_up.refresh_from_db()
        assert follow_up.is_open
        assert told(wang) == ["due"]

    @pytest.mark.parametrize("minutes", [11])
    def test_is_too_late_after_ten_minutes(self, household, wang, minutes):
        follow_up = promise(household, wang)
        actions.mark_done(follow_up=follow_up, by=wang, at=NOW)

        with pytest.raises(RuleError):
            actions.reopen_by_mistake(
                follow_up=follow_up, by=wang, at=NOW + timedelta(minutes=minutes)
            )

    def test_is_for_who_ticked_it_off(self, household, village, wang):
        follow_up = promise(household, wang)
        actions.mark_done(follow_up=follow_up, by=wang, at=NOW)

        with pytest.raises(RuleError):
            actions.reopen_by_mistake(follow_up=follow_up, by=officer(village), at=NOW)


class TestOwed:
    def test_is_what_oneself_promised_for_the_week(self, household, village, wang):
        promise(household, wang)
        promise(household, wang, due_at=NOW + timedelta(days=9))
        promise(household, wang, assigned_to=officer(village))

        items = list(owed(wang, NOW))

        assert [item.due_at for item in items] == [FRIDAY_16]
        assert items[0].done_url

    def test_says_what_was_promised(self, signed_in, household, wang):
        soon = timezone.now() + timedelta(hours=1)
        for _times in range(3):
            promise(household, wang, due_at=soon, at=soon - timedelta(hours=2))

        page = signed_in.get("/")

        assert page.content.decode().count("张大爷 · 回访低保材料") >= 3

    def test_holds_what_who_has_left_promised(self, household, village, wang):
        promise(household, wang)
        wang.posts.update(until_on=date(2026, 11, 19))

        assert len(list(owed(officer(village), NOW))) == 1
