"""Disputes: reported, taken up, ended; the clock goes with each step."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from disputes.actions import deadlines, parties
from disputes.actions import disputes as actions
from disputes.models import Dispute
from disputes.notices import disputes as notices
from disputes.workflow import Outcome, Status
from disputes.workflow.intake import Side
from station.actions import reminders
from station.errors import RuleError, StaleVersion
from station.models import Delivery, Event, RecordLink, Reminder, reference
from tests.factories import (
    NOW,
    CommunityFactory,
    DisputeFactory,
    ResidentFactory,
    VisitFactory,
    officer,
)

pytestmark = pytest.mark.django_db


def intake(**said) -> actions.Intake:
    facts = {"source": "visit", "field": "neighbour", "summary": "院墙滴水起争执"}
    return actions.Intake(**{**facts, **said})


@pytest.fixture
def dispute(village, wang) -> Dispute:
    return actions.report(area=village, intake=intake(), by=wang, at=NOW)


def end(dispute, by, **said) -> Dispute:
    facts = {
        "outcome": Outcome.WITHDRAWN,
        "result": "当场和好",
        "version": dispute.version,
    }
    return actions.end(dispute=dispute, by=by, at=NOW, **{**facts, **said})


class TestReport:
    def test_somebody_answers_for_it_at_once(self, dispute, village, wang):
        assert (dispute.status, dispute.assigned_to) == (Status.REPORTED, wang)
        assert dispute.number.startswith("JF-")
        assert Event.objects.about(dispute).get().kind == "dispute.reported"

    def test_is_due_by_the_rule_of_the_day(self, dispute):
        """Friday 20 November: three working days later is Wednesday."""
        due = timezone.localtime(dispute.due_at)

        assert f"{due:%m-%d %H:%M}" == "11-25 18:00"
        assert "3" in deadlines.limit_of(dispute).explained

    def test_names_the_parties_and_keeps_their_phones_sealed(self, village, wang):
        li = ResidentFactory(name="李四")
        both = (
            parties.PartyFacts(side=Side.ONE, name=" 张三 ", phone="13800138000"),
            parties.PartyFacts(side=Side.OTHER, resident=li),
        )

        dispute = actions.report(
            area=village, intake=intake(parties=both), by=wang, at=NOW
        )

        assert dispute.party_names == "张三、李四"
        one, other = dispute.parties.all()
        assert (one.phone, one.phone_masked) == ("13800138000", "138****8000")
        assert other.resident == li

    def test_keeps_what_it_was_made_of(self, village, wang, household):
        visit = VisitFactory(household=household)

        dispute = actions.report(
            area=village, intake=intake(), origin=visit, by=wang, at=NOW
        )

        link = RecordLink.objects.get()
        assert (link.origin, link.made) == (reference(visit), reference(dispute))

    def test_stands_where_the_household_lies(self, village, wang, household):
        dispute = actions.report(
            area=village, household=household, intake=intake(), by=wang, at=NOW
        )

        assert dispute.area == household.area
        assert Event.objects.about(household).exists()

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"summary": "  "}, "no_summary"),
            ({"field": "burglary"}, "unknown_choice"),
            ({"grade": 6}, "unknown_choice"),
            ({"parties": (parties.PartyFacts(side="one"),)}, "no_name"),
            (
                {"parties": (parties.PartyFacts(side="one", name="张", phone="12"),)},
                "phone_invalid",
            ),
        ],
    )
    def test_refuses_what_says_nothing(self, village, wang, said, code):
        with pytest.raises(RuleError) as refusal:
            actions.report(area=village, intake=intake(**said), by=wang, at=NOW)

        assert refusal.value.code == code
        assert not Dispute.objects.exists()


class TestTakeUp:
    def test_gives_a_month_from_that_day(self, dispute, wang):
        taken = actions.take_up(
            dispute=dispute, assigned_to=wang, version=1, by=wang, at=NOW, grade=3
        )

        assert (taken.status, taken.grade) == (Status.TAKEN_UP, 3)
        assert f"{timezone.localtime(taken.due_at):%m-%d %H:%M}" == "12-21 18:00"

    def test_refuses_who_does_not_serve_there(self, dispute, wang):
        stranger = officer(CommunityFactory())

        with pytest.raises(RuleError) as refusal:
            actions.take_up(
                dispute=dispute, assigned_to=stranger, version=1, by=wang, at=NOW
            )

        assert refusal.value.code == "not_serving"

    def test_tells_of_a_stale_version(self, dispute, wang):
        with pytest.raises(StaleVersion):
            actions.take_up(
                dispute=dispute, assigned_to=wang, version=9, by=wang, at=NOW
            )


class TestEnd:
    def test_says_how_and_falls_silent(self, dispute, wang):
        ended = end(dispute, wang)

        assert (ended.status, ended.outcome) == (Status.ENDED, Outcome.WITHDRAWN)
        assert (ended.ended_at, ended.ended_by) == (NOW, wang)
        assert not Reminder.objects.pending().exists()

    @pytest.mark.parametrize(
        ("said", "code"),
        [({"result": ""}, "no_result"), ({"outcome": "won"}, "unknown_choice")],
    )
    def test_refuses_without_a_word(self, dispute, wang, said, code):
        with pytest.raises(RuleError) as refusal:
            end(dispute, wang, **said)

        assert refusal.value.code == code

    def test_ends_once(self, dispute, wang):
        ended = end(dispute, wang)

        with pytest.raises(RuleError) as refusal:
            end(ended, wang)

        assert refusal.value.code == "ended"


class TestReopen:
    def test_runs_anew_and_reminds_again(self, dispute, wang):
        ended = end(dispute, wang)
        later = NOW + timedelta(days=10)

        again = actions.reopen(
            dispute=ended, reason="协议未履行", version=ended.version, by=wang, at=later
        )

        assert (again.status, again.outcome) == (Status.TAKEN_UP, "")
        assert again.due_at > later
        assert Reminder.objects.pending().count() == 3

    def test_refuses_what_is_open(self, dispute, wang):
        with pytest.raises(RuleError) as refusal:
            actions.reopen(dispute=dispute, reason="x", version=1, by=wang, at=NOW)

        assert refusal.value.code == "open"


class TestParties:
    def test_come_and_go_with_their_names(self, dispute, wang):
        facts = parties.PartyFacts(side=Side.ONE, name="张三")

        party = parties.add_party(
            dispute=dispute, facts=facts, version=1, by=wang, at=NOW
        )
        dispute.refresh_from_db()
        named = dispute.party_names
        dispute = parties.remove_party(
            dispute=dispute, party=party, version=2, by=wang, at=NOW
        )

        assert (named, dispute.party_names) == ("张三", "")

    def test_nobody_is_a_party_twice(self, dispute, wang):
        facts = parties.PartyFacts(side=Side.ONE, resident=ResidentFactory())
        parties.add_party(dispute=dispute, facts=facts, version=1, by=wang, at=NOW)

        with pytest.raises(RuleError) as refusal:
            parties.add_party(dispute=dispute, facts=facts, version=2, by=wang, at=NOW)

        assert refusal.value.code == "twice"


class TestReminders:
    def test_go_to_who_answers_then_to_the_chief(self, dispute, wang, chief):
        reminders.fire(at=dispute.due_at + timedelta(days=5))

        kinds = {
            user: set(
                Delivery.objects.for_bell(user).values_list("reminder__kind", flat=True)
            )
            for user in (wang, chief)
        }
        assert kinds[wang] == {"dispute.due", "dispute.late"}
        assert kinds[chief] == {"dispute.chief"}

    def test_my_day_shows_what_one_answers_for(self, dispute, wang, chief):
        assert [item.url for item in notices.owed(wang, NOW)] == [
            dispute.get_absolute_url()
        ]
        assert list(notices.owed(chief, NOW)) == []


class TestConstraints:
    @pytest.mark.parametrize(
        ("values", "name"),
        [
            ({"status": "lost"}, "status_valid"),
            ({"source": "rumour"}, "kinds_valid"),
            ({"grade": 6}, "grade_valid"),
            ({"status": "ended"}, "outcome_iff_ended"),
            ({"status": "taken_up"}, "taken_up_by_somebody"),
        ],
    )
    def test_the_database_refuses(self, values, name):
        dispute = DisputeFactory()

        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Dispute.objects.filter(pk=dispute.pk).update(**values)
