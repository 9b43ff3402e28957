"""What screening confirms as fraud becomes a case at once, and can be taken back."""

from datetime import timedelta

import pytest

from antifraud.actions import cases, victim_contacts
from antifraud.models import FraudCase, ScamType
from antifraud.workflow.cases import CaseSource, CaseStatus
from station.actions import screening
from station.actions.screening import Verdict
from station.models import RecordLink, Reminder, reference
from tests.antifraud.case_facts import PHONE, refusing
from tests.factories import (
    NOW,
    CallFactory,
    HouseholdFactory,
    ResidentFactory,
    ScamTypeFactory,
    officer,
)

pytestmark = pytest.mark.django_db
TEXT = "报警人称在微信群里刷单做任务,前几单返了钱,投进去六千取不出来"
FRAUD = Verdict("fraud", scam="brushing")


@pytest.fixture
def rebates():
    ScamType.objects.update(screening="")
    return ScamTypeFactory(screening="brushing", order=1)


@pytest.fixture
def call(village):
    made = CallFactory(area=village, summary=TEXT, caller_name="林晓")
    made.write_phone(PHONE)
    made.save()
    return made


def decide(call, by, verdict=FRAUD):
    return screening.correct(call=call, verdict=verdict, by=by, at=NOW)


class TestMake:
    def test_reads_the_case_out_of_the_call(self, call, wang, rebates):
        decide(call, wang)

        case = FraudCase.objects.get()
        assert (case.scam_type, case.source) == (rebates, CaseSource.CALL)
        assert (case.loss, case.channel) == (6000, "chat")
        assert (case.victim_name, case.victim_phone) == ("林晓", PHONE)
        assert (case.facts, case.call) == (TEXT, call)
        assert RecordLink.objects.get().origin == reference(call)

    def test_knows_the_caller_of_the_register(self, call, wang, village):
        home = HouseholdFactory(address__community=village, station=call.station)
        resident = ResidentFactory(household=home, name="林晓")
        resident.write_phone(PHONE)
        resident.save()

        decide(call, wang)

        case = FraudCase.objects.get()
        assert (case.victim, case.victim_name) == (resident, "")

    def test_of_no_known_type_is_other_fraud(self, call, wang):
        ScamType.objects.update(screening="")

        decide(call, wang)

        assert FraudCase.objects.get().scam_type.code == "other"

    def test_tells_the_officer_of_the_place(self, call, wang, village):
        elsewhere = officer(village.parent)

        decide(call, elsewhere)

        case = FraudCase.objects.get()
        told = Reminder.objects.filter(kind="fraud_case.screened")
        assert told.exists() == (case.owner != elsewhere)

    def test_leaves_other_calls_alone(self, call, wang):
        screening.reject(call=call, by=wang, at=NOW)

        assert not FraudCase.objects.exists()


class TestUnmake:
    def test_strikes_it_out_and_lets_the_call_be_decided_anew(
        self, call, wang, rebates
    ):
        decide(call, wang)

        screening.undo(call=call, by=wang, at=NOW + timedelta(minutes=1))
        decide(call, wang)

        old, new = FraudCase.objects.order_by("pk")
        assert (old.status, old.call) == (CaseStatus.VOID, None)
        assert (new.status, new.call) == (CaseStatus.OPEN, call)

    def test_is_refused_once_somebody_asked_the_victim(self, call, wang):
        decide(call, wang)
        contact = FraudCase.objects.get().contacts.get()
        victim_contacts.note_done(
            contact=contact,
            result="reached",
            version=contact.version,
            by=wang,
            at=NOW,
        )

        with refusing("taken_up"):
            screening.undo(call=call, by=wang, at=NOW + timedelta(minutes=1))

        call.refresh_from_db()
        assert call.kind == "fraud"

    def test_is_refused_once_it_was_ended(self, call, wang):
        decide(call, wang)
        case = FraudCase.objects.get()
        cases.end(case=case, version=case.version, by=wang, at=NOW)

        with refusing("taken_up"):
            screening.undo(call=call, by=wang, at=NOW + timedelta(minutes=1))

    def test_leaves_alone_what_was_struck_out_already(self, call, wang):
        decide(call, wang)
        case = FraudCase.objects.get()
        cases.void(case=case, reason="误报", version=case.version, by=wang, at=NOW)

        screening.undo(call=call, by=wang, at=NOW + timedelta(minutes=1))

        assert FraudCase.objects.get().status == CaseStatus.VOID
