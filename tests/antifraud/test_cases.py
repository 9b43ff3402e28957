"""Fraud cases: written down, set right, ended, struck out, taken up again."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from antifraud.actions import cases as actions
from antifraud.models import FraudCase
from antifraud.workflow.cases import CaseStatus
from antifraud.workflow.people import AgeBand
from station.errors import StaleVersion
from station.models import Event, RecordLink, Reminder, reference
from tests.antifraud.case_facts import PHONE, refusing, told
from tests.factories import (
    NOW,
    CommunityFactory,
    EndedCaseFactory,
    FraudCaseFactory,
    HouseholdFactory,
    ResidentFactory,
    VisitFactory,
    officer,
)

pytestmark = pytest.mark.django_db


def register(village, wang, **said) -> FraudCase:
    return actions.register(facts=told(**said), area=village, by=wang, at=NOW)


class TestRegister:
    def test_seals_the_victim_and_plans_to_ask_once(self, village, wang):
        case = register(village, wang)

        case.refresh_from_db()
        contact = case.contacts.get()
        assert case.number.startswith("SZ-")
        assert (case.owner, case.status) == (wang, CaseStatus.OPEN)
        assert (case.victim_phone, case.phone_masked) == (PHONE, "132****9755")
        assert (contact.owner, contact.means) == (wang, "phone")
        assert contact.planned_at.date() == date(2026, 11, 23)
        kinds = set(Event.objects.about(case).values_list("kind", flat=True))
        assert kinds == {"fraud_case.registered", "fraud_case.contact_planned"}
        assert Reminder.objects.about(reference(contact)).count() == 2

    def test_says_no_name_in_its_events(self, village, wang):
        case = register(village, wang)

        actions.edit(
            case=case,
            facts=told(scam_type=case.scam_type, victim_name="王五"),
            version=case.version,
            by=wang,
            at=NOW,
        )

        event = Event.objects.get(kind="fraud_case.edited")
        assert event.changes == {"victim_name": None}

    def test_keeps_what_it_was_made_of(self, village, wang):
        visit = VisitFactory(household__address__community=village)

        case = actions.register(
            facts=told(), area=village, origin=visit, by=wang, at=NOW
        )

        assert RecordLink.objects.get().made == reference(case)

    def test_reckons_the_age_from_the_register(self, village, wang):
        home = HouseholdFactory(address__community=village)
        resident = ResidentFactory(household=home, birth_date=date(2005, 11, 20))

        case = register(village, wang, victim=resident, victim_name=None)

        assert case.age_band == AgeBand.TO_25

    @pytest.mark.parametrize(
        ("outcome", "loss", "stopped", "kept"),
        [
            ("lost", 500, 0, 0),
            ("lost", 0, 0, 0),
            ("partly", 500, 200, 200),
            ("stopped", 500, 0, 500),
            ("attempt", 0, 0, 0),
        ],
    )
    def test_takes_sums_as_the_outcome_says(
        self, village, wang, outcome, loss, stopped, kept
    ):
        case = register(village, wang, outcome=outcome, loss=loss, stopped=stopped)

        assert (case.loss, case.stopped) == (loss, kept)
        assert case.lost == loss - kept

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"outcome": "attempt", "loss": 5}, "loss"),
            ({"outcome": "lost", "stopped": 5}, "stopped"),
            ({"outcome": "partly", "stopped": 6000}, "stopped"),
            ({"outcome": "partly", "stopped": 0}, "stopped"),
            ({"loss": Decimal(-1)}, "loss"),
            ({"outcome": "won"}, "unknown_choice"),
            ({"channel": "dream"}, "unknown_choice"),
            ({"victim_phone": "12"}, "phone_invalid"),
            ({"reported_at": NOW + timedelta(days=1)}, "reported_at"),
            ({"happened_at": NOW}, "happened_at"),
        ],
    )
    def test_refuses_what_cannot_be(self, village, wang, said, code):
        with refusing(code):
            register(village, wang, **said)
        assert not FraudCase.objects.exists()

    def test_takes_a_number_of_the_statistics_once(self, village, wang):
        said = {"source": "statistics", "source_number": "A1"}
        register(village, wang, **said)

        with refusing("antifraud_fraudcase_source_number_once"):
            register(village, wang, **said)

    @pytest.mark.parametrize(
        ("said", "status"),
        [
            ({"victim_name": "", "victim_phone": ""}, CaseStatus.CLOSED),
            ({}, CaseStatus.OPEN),
            (
                {
                    "happened_at": NOW - timedelta(days=90),
                    "reported_at": NOW - timedelta(days=90),
                },
                CaseStatus.CLOSED,
            ),
        ],
    )
    def test_of_the_statistics_is_open_while_somebody_can_be_asked(
        self, village, wang, said, status
    ):
        case = register(village, wang, source="statistics", source_number="A1", **said)

        assert case.status == status
        assert case.contacts.exists() == (status == CaseStatus.OPEN)

    def test_goes_to_the_officer_of_the_place(self, village, wang):
        chief = officer(CommunityFactory())

        case = actions.register(facts=told(), area=village, by=chief, at=NOW)

        assert case.owner == wang


class TestEdit:
    def test_keeps_what_nobody_typed_again(self, village, wang):
        case = register(village, wang)
        facts = told(
            scam_type=case.scam_type,
            loss=900,
            victim_name=None,
            victim_phone=None,
            facts=None,
        )

        done = actions.edit(
            case=case, facts=facts, version=case.version, by=wang, at=NOW
        )

        assert (done.victim_name, done.victim_phone) == ("林晓", PHONE)
        assert (done.loss, done.facts) == (900, "群里做任务")

    def test_refuses_a_stale_version(self, village, wang):
        case = register(village, wang)

        with pytest.raises(StaleVersion):
            actions.edit(case=case, facts=told(), version=99, by=wang, at=NOW)

    def test_refuses_what_is_struck_out(self, village, wang):
        case = _void(register(village, wang), wang)

        with refusing("void"):
            actions.edit(case=case, facts=told(), version=case.version, by=wang, at=NOW)


class TestEnd:
    def test_calls_the_contact_off(self, village, wang):
        case = register(village, wang)

        done = actions.end(
            case=case, note="已止付", version=case.version, by=wang, at=NOW
        )

        assert (done.status, done.ended_by) == (CaseStatus.CLOSED, wang)
        assert case.contacts.get().status == "cancelled"
        assert not Reminder.objects.pending().exists()

    def test_is_refused_twice(self, village, wang):
        case = EndedCaseFactory(area=village)

        with refusing("state"):
            actions.end(case=case, version=case.version, by=wang, at=NOW)


class TestVoid:
    def test_counts_no_more(self, village, wang):
        _void(register(village, wang), wang)

        assert not FraudCase.objects.counted().exists()

    def test_says_why(self, village, wang):
        case = register(village, wang)

        with refusing("no_reason"):
            actions.void(case=case, reason=" ", version=case.version, by=wang, at=NOW)


class TestReopen:
    def test_counts_again(self, village, wang):
        case = _void(register(village, wang), wang)

        done = actions.reopen(
            case=case, reason="确系诈骗", version=case.version, by=wang, at=NOW
        )

        assert (done.status, done.ended_at) == (CaseStatus.OPEN, None)

    def test_is_refused_of_what_is_open(self, village, wang):
        case = register(village, wang)

        with refusing("state"):
            actions.reopen(case=case, reason="x", version=case.version, by=wang, at=NOW)


class TestHandOver:
    def test_takes_the_contact_along(self, village, wang):
        li = officer(village)
        case = register(village, wang)

        actions.hand_over(case=case, to=li, version=case.version, by=wang, at=NOW)

        assert case.contacts.get().owner == li

    def test_is_refused_to_who_does_not_serve_there(self, village, wang):
        case = register(village, wang)
        stranger = officer(CommunityFactory())

        with refusing("not_serving"):
            actions.hand_over(
                case=case, to=stranger, version=case.version, by=wang, at=NOW
            )


class TestConstraints:
    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("stopped_of_the_loss", {"stopped": 7000}),
            ("attempt_cost_nothing", {"outcome": "attempt"}),
            ("happened_before_told", {"happened_at": NOW + timedelta(days=1)}),
            ("ended_by_somebody", {"status": "closed"}),
            ("codes_valid", {"group": "king"}),
            ("phone_indexed", {"victim_phone": PHONE}),
        ],
    )
    def test_refuse_what_must_never_be(self, name, said):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            FraudCaseFactory(**said)


def _void(case: FraudCase, by) -> FraudCase:
    return actions.void(
        case=case, reason="不是诈骗", version=case.version, by=by, at=NOW
    )
