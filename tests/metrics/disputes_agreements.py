"""Agreements and what is owed by them at random: kept, broken, before the court."""

from datetime import timedelta

from disputes.models import Agreement, Obligation
from disputes.workflow.agreements import BreachAnswer
from disputes.workflow.mediation import AgreementForm, AgreementStatus, ObligationStatus
from station import working_days
from tests import factories as make
from tests.factories.clock import TODAY
from tests.metrics import History, add

WEEK = timedelta(days=7)
HOLDS = {"effective", "broken"}


def agreement(chance, area):
    home = make.HouseholdFactory(area=area, address__area=area)
    made = make.AgreementFactory(dispute__household=home)
    if chance.random() < 0.4:
        status = chance.choice(["applied", "accepted", "not_accepted"])
        answered = None if status == "applied" else TODAY
        make.ConfirmationFactory(
            agreement=made, status=status, answered_on=answered, ruled_on=None
        )
    return made


def agreement_change(chance, row):
    status = chance.choice(AgreementStatus.values)
    is_broken = status == "broken"
    answer = chance.choice(["", *BreachAnswer.values]) if is_broken else ""
    is_void = status == "void"
    return {
        "status": status,
        "form": chance.choice(AgreementForm.values),
        "effective_on": TODAY - timedelta(days=chance.randint(10, 45)),
        "kept_on": TODAY if status == "kept" else None,
        "broken_on": TODAY if is_broken else None,
        "breach_answer": answer,
        "void_on": TODAY if is_void else None,
        "void_reason": "写错了" if is_void else "",
    }


def obligation(chance, area):
    owner = agreement(chance, area)
    Agreement.objects.filter(pk=owner.pk).update(**agreement_change(chance, owner))
    return make.ObligationFactory(agreement=owner)


def obligation_change(chance, row):
    status = chance.choice(ObligationStatus.values)
    is_open = status == "open"
    return {
        "status": status,
        "due_on": TODAY + timedelta(days=chance.randint(-30, 15)),
        "settled_on": None if is_open else TODAY,
        "settled_by": None if is_open else row.agreement.written_by_id,
    }


def is_owed(row):
    held = row.agreement
    return row.status == "open" and held.status in HOLDS and not held.breach_answer


def may_go_to_court_until(row):
    """Thirty days after it took effect; on a day off the first working day after."""
    last = row.effective_on + timedelta(days=30)
    return working_days.calendar().first_from(last)


def is_court_soon(row, at):
    if row.form != "people" or row.status not in HOLDS:
        return False
    asked = {found.status for found in row.confirmations.all()}
    if asked & {"applied", "accepted", "confirmed"}:
        return False
    return TODAY <= may_go_to_court_until(row) <= TODAY + WEEK


add(
    History(Agreement, agreement, agreement_change, may_go=False),
    agreements__broken=lambda row, at: (
        row.status == "broken" and row.breach_answer == ""
    ),
    agreements__court_soon=is_court_soon,
)
add(
    History(Obligation, obligation, obligation_change),
    obligations__late=lambda row, at: is_owed(row) and row.due_on < TODAY,
    obligations__soon=lambda row, at: (
        is_owed(row) and TODAY <= row.due_on <= TODAY + WEEK
    ),
)
