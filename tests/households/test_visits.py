from datetime import date, timedelta

import pytest
from django.db import connection

from households.actions import cards, visits
from households.models import CardHandover, Visit
from station.actions import events
from station.errors import RuleError, StaleVersion
from station.models import Event, reference
from station.roles import Role
from tests.factories import (
    NOW,
    FollowUpFactory,
    HouseholdFactory,
    ResidentFactory,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def household(village):
    return HouseholdFactory(community=village)


@pytest.fixture
def head(household):
    return ResidentFactory(household=household, relation="head")


@pytest.fixture
def li(village):
    """The auxiliary of the village."""
    return person(Role.AUXILIARY_OFFICER, village)


def report(head=None, **said):
    """What was written down; somebody was met unless the test says otherwise."""
    facts = {
        "purpose": "routine",
        "outcome": "met",
        "visited_at": NOW - timedelta(minutes=5),
        "people_met": [head] if head else [],
        **said,
    }
    return visits.Report(**facts)


class TestRecord:
    def test_an_officer_stands_for_it_at_once(self, household, head, wang):
        visit = visits.record(household=household, report=report(head), by=wang, at=NOW)

        assert visit.state == Visit.State.CONFIRMED
        assert visit.confirmed_by == wang
        assert visit.area == household.area
        assert list(visit.people_met.all()) == [head]

    def test_an_auxiliary_writes_a_draft(self, household, head, li):
        visit = visits.record(household=household, report=report(head), by=li, at=NOW)

        assert visit.is_draft
        household.standing.refresh_from_db()
        assert household.standing.last_visited_at is None

    def test_moves_the_standing_of_the_household(self, household, head, wang):
        said = report(head, next_visit_on=date(2026, 12, 20))

        visit = visits.record(household=household, report=said, by=wang, at=NOW)

        household.standing.refresh_from_db()
        assert household.standing.last_visited_at == visit.visited_at
        assert household.standing.next_due_on == date(2026, 12, 20)

    def test_an_older_visit_does_not_set_the_standing_back(self, household, head, wang):
        latest = visits.record(
            household=household, report=report(head), by=wang, at=NOW
        )
        earlier = report(head, visited_at=NOW - timedelta(days=3))

        visits.record(household=household, report=earlier, by=wang, at=NOW)

        household.standing.refresh_from_db()
        assert household.standing.last_visited_at == latest.visited_at

    def test_nobody_home_leaves_the_household_unvisited(self, household, wang):
        visits.record(
            household=household, report=report(outcome="nobody_home"), by=wang, at=NOW
        )

        household.standing.refresh_from_db()
        assert household.standing.last_visited_at is None

    def test_being_turned_away_is_an_ordinary_outcome(self, household, wang):
        visit = visits.record(
            household=household, report=report(outcome="declined"), by=wang, at=NOW
        )

        household.standing.refresh_from_db()
        assert visit.outcome == "declined"
        assert household.standing.last_visited_at == visit.visited_at

    def test_stands_on_the_timeline_of_everybody_it_touches(
        self, household, head, wang
    ):
        visit = visits.record(household=household, report=report(head), by=wang, at=NOW)

        event = Event.objects.get(kind="visit.recorded")
        assert event.trail == [reference(visit), reference(household), reference(head)]
        assert event.actor == wang

    def test_what_was_said_lies_sealed_and_not_in_the_event(
        self, household, head, wang
    ):
        said = report(head, learned="邻居张三经常吵闹", asked_for="换领身份证")

        visit = visits.record(household=household, report=said, by=wang, at=NOW)

        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT learned FROM households_visit WHERE id = %s", [visit.pk]
            )
            assert "张三" not in cursor.fetchone()[0]
        assert "张三" not in str(Event.objects.values_list("changes", "note"))
        assert Visit.objects.get(pk=visit.pk).learned == "邻居张三经常吵闹"

    def test_hands_over_a_card_on_the_way(self, household, head, wang):
        card = cards.issue(area=household.area, by=wang, at=NOW)

        visit = visits.record(
            household=household,
            report=report(head),
            card=visits.CardGiven(card),
            by=wang,
            at=NOW,
        )

        assert CardHandover.objects.get().visit == visit

    def test_leaves_a_promise_behind(self, household, head, wang):
        promise = visits.Promise(matter="送身份证", due_at=NOW + timedelta(days=1))

        visit = visits.record(
            household=household, report=report(head), promise=promise, by=wang, at=NOW
        )

        follow_up = visit.follow_ups.get()
        assert follow_up.assigned_to == wang
        assert follow_up.due_at == promise.due_at

    def test_settles_the_promise_it_was_made_for(self, household, head, wang):
        promised = FollowUpFactory(household=household, assigned_to=wang)

        visit = visits.record(
            household=household, report=report(head), settles=promised, by=wang, at=NOW
        )

        promised.refresh_from_db()
        assert promised.status == "done"
        assert promised.done_in == visit

    def test_nothing_is_kept_when_the_promise_is_refused(self, household, head, wang):
        promise = visits.Promise(matter="送身份证", due_at=NOW - timedelta(days=1))

        with pytest.raises(RuleError):
            visits.record(
                household=household,
                report=report(head),
                promise=promise,
                by=wang,
                at=NOW,
            )

        assert not Visit.objects.exists()

    def test_is_undone_whole_if_its_event_cannot_be_written(
        self, household, head, wang, monkeypatch
    ):
        def refuse(**kwargs):
            raise RuntimeError

        monkeypatch.setattr(events.Event.objects, "create", refuse)

        with pytest.raises(RuntimeError):
            visits.record(household=household, report=report(head), by=wang, at=NOW)

        household.standing.refresh_from_db()
        assert not Visit.objects.exists()
        assert household.standing.last_visited_at is None


class TestRules:
    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"visited_at": NOW + timedelta(minutes=1)}, "visited_in_future"),
            ({"visited_at": NOW - timedelta(days=8)}, "late_without_reason"),
            ({"next_visit_on": date(2026, 11, 20)}, "next_too_early"),
            ({"next_visit_on": date(2029, 11, 20)}, "next_too_late"),
            ({"outcome": "nobody_home"}, "nobody_home"),
            ({"outcome": "searched"}, "unknown_choice"),
            ({"advice": ["bomb"]}, "unknown_choice"),
            ({"people_met": []}, "nobody_named"),
        ],
    )
    def test_refuses(self, household, head, wang, said, code):
        with pytest.raises(RuleError) as refusal:
            visits.record(
                household=household, report=report(head, **said), by=wang, at=NOW
            )

        assert refusal.value.code == code
        assert not Visit.objects.exists()

    def test_an_old_visit_needs_a_reason(self, household, head, wang):
        said = report(head, visited_at=NOW - timedelta(days=8))

        visit = visits.record(
            household=household, report=said, by=wang, at=NOW, reason="手机没信号"
        )

        assert Event.objects.get(subject=reference(visit)).note == "手机没信号"

    def test_nobody_of_another_household_was_met(self, household, wang):
        stranger = ResidentFactory()

        with pytest.raises(RuleError) as refusal:
            visits.record(household=household, report=report(stranger), by=wang, at=NOW)

        assert refusal.value.code == "not_of_household"

    def test_nobody_visits_a_household_that_moved_away(self, household, head, wang):
        household.left_on = date(2026, 10, 1)
        household.save()

        with pytest.raises(RuleError) as refusal:
            visits.record(household=household, report=report(head), by=wang, at=NOW)

        assert refusal.value.code == "moved_away"


class TestConfirm:
    def test_the_officer_stands_for_the_draft(self, household, head, li, wang):
        draft = visits.record(household=household, report=report(head), by=li, at=NOW)

        visit = visits.confirm(visit=draft, by=wang, at=NOW)

        household.standing.refresh_from_db()
        assert visit.state == Visit.State.CONFIRMED
        assert visit.confirmed_by == wang
        assert visit.visited_by == li
        assert household.standing.last_visited_at == visit.visited_at

    def test_only_once(self, household, head, wang):
        visit = visits.record(household=household, report=report(head), by=wang, at=NOW)

        with pytest.raises(RuleError) as refusal:
            visits.confirm(visit=visit, by=wang, at=NOW)

        assert refusal.value.code == "confirmed"

    def test_a_draft_sent_back_says_what_is_missing(self, household, head, li, wang):
        draft = visits.record(household=household, report=report(head), by=li, at=NOW)

        visits.send_back(visit=draft, by=wang, at=NOW, note="补充消防建议")

        assert visits.latest_return(draft).note == "补充消防建议"

    def test_stays_a_draft_if_its_event_cannot_be_written(
        self, household, head, li, wang, monkeypatch
    ):
        draft = visits.record(household=household, report=report(head), by=li, at=NOW)

        def refuse(**kwargs):
            raise RuntimeError

        monkeypatch.setattr(events.Event.objects, "create", refuse)

        with pytest.raises(RuntimeError):
            visits.confirm(visit=draft, by=wang, at=NOW)

        draft.refresh_from_db()
        assert draft.is_draft


class TestEdit:
    def test_changes_and_logs_what_moved(self, household, head, wang):
        visit = visits.record(household=household, report=report(head), by=wang, at=NOW)

        visits.edit(
            visit=visit,
            report=report(head, purpose="care", advice=["fire"], learned="新情况"),
            version=visit.version,
            by=wang,
            at=NOW + timedelta(hours=2),
        )

        event = Event.objects.get(kind="visit.edited")
        assert event.changes == {
            "purpose": ["routine", "care"],
            "advice": [[], ["fire"]],
            "learned": None,
        }

    def test_a_stale_save_is_told(self, household, head, wang):
        visit = visits.record(household=household, report=report(head), by=wang, at=NOW)
        again = {"report": report(head), "version": visit.version, "by": wang}
        visits.edit(visit=visit, at=NOW, **again)

        with pytest.raises(StaleVersion):
            visits.edit(visit=visit, at=NOW, **again)

    def test_after_a_day_only_by_correction(self, household, head, wang):
        visit = visits.record(household=household, report=report(head), by=wang, at=NOW)

        with pytest.raises(RuleError) as refusal:
            visits.edit(
                visit=visit,
                report=report(head, purpose="care"),
                version=visit.version,
                by=wang,
                at=NOW + timedelta(hours=24),
            )

        assert refusal.value.code == "needs_correction"

    def test_an_auxiliary_cannot_touch_what_was_confirmed(
        self, household, head, li, wang
    ):
        draft = visits.record(household=household, report=report(head), by=li, at=NOW)
        visit = visits.confirm(visit=draft, by=wang, at=NOW)

        with pytest.raises(RuleError) as refusal:
            visits.edit(
                visit=visit,
                report=report(head),
                version=visit.version,
                by=li,
                at=NOW,
            )

        assert refusal.value.code == "confirmed"


class TestCorrect:
    def test_keeps_both(self, household, head, wang):
        visit = visits.record(
            household=household, report=report(head, learned="旧"), by=wang, at=NOW
        )

        corrected = visits.correct(
            visit=visit,
            report=report(head, learned="新"),
            version=visit.version,
            by=wang,
            at=NOW + timedelta(days=3),
            reason="听错了",
        )

        kept = corrected.corrections.get()
        assert corrected.learned == "新"
        assert '"learned": "旧"' in kept.before
        assert kept.reason == "听错了"
        assert Event.objects.get(kind="visit.corrected").note == "听错了"

    def test_needs_a_reason(self, household, head, wang):
        visit = visits.record(household=household, report=report(head), by=wang, at=NOW)

        with pytest.raises(RuleError) as refusal:
            visits.correct(
                visit=visit,
                report=report(head),
                version=visit.version,
                by=wang,
                at=NOW,
                reason=" ",
            )

        assert refusal.value.code == "no_reason"

    def test_somebody_who_moved_since_stays_in_the_visit(self, household, head, wang):
        visit = visits.record(household=household, report=report(head), by=wang, at=NOW)
        head.household = HouseholdFactory(community=household.address.community)
        head.save()

        visits.correct(
            visit=visit,
            report=report(head, purpose="care"),
            version=visit.version,
            by=wang,
            at=NOW + timedelta(days=3),
            reason="目的选错",
        )

        assert list(visit.people_met.all()) == [head]
