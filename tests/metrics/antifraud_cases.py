"""Fraud cases, victims asked again, dissuasions and waves at random."""

from datetime import timedelta
from decimal import Decimal

from antifraud.models import Dissuasion, FraudCase, VictimContact, Wave
from antifraud.workflow.cases import CaseStatus, ContactWay, Outcome
from antifraud.workflow.contacts import ContactStatus
from antifraud.workflow.dissuasions import Ending, Origin, Risk
from antifraud.workflow.people import AgeBand, Group
from antifraud.workflow.waves import Verdict, after
from tests import factories as make
from tests.factories.clock import NOW
from tests.metrics import History, add
from tests.metrics.households_follow_ups import HOUR, moment

MINUTE = timedelta(minutes=1)
STEP = {"high": 2 * MINUTE, "medium": 10 * MINUTE, "low": 60 * MINUTE}


def yuan(chance) -> Decimal:
    """Often with fen, half a yuan among them."""
    return Decimal(chance.choice([0, 50, 100, 1250, 99999, 123450, 1000050])) / 100


def case_made(_chance, area):
    return make.FraudCaseFactory(area=area)


def case_changed(chance, row):
    outcome, loss = chance.choice(Outcome.values), yuan(chance)
    loss = Decimal(0) if outcome == Outcome.ATTEMPT else loss
    status, happened_at = chance.choice(CaseStatus.values), moment(chance)
    ended = None if status == CaseStatus.OPEN else NOW
    return {
        "status": status,
        "ended_at": ended,
        "ended_by": ended and make.UserFactory(),
        "happened_at": happened_at,
        "reported_at": happened_at + HOUR,
        "outcome": outcome,
        "loss": loss,
        "stopped": min(loss, yuan(chance)),
        "group": chance.choice(Group.values),
        "channel": chance.choice(ContactWay.values),
        "age_band": chance.choice(["", *AgeBand.values]),
    }


def is_fraud(row):
    return row.status != "void"


add(
    History(FraudCase, case_made, case_changed),
    fraud_cases__happened=lambda row, at: is_fraud(row),
    fraud_cases__attempts=lambda row, at: is_fraud(row) and row.outcome == "attempt",
    fraud_cases__loss=lambda row, at: is_fraud(row),
    fraud_cases__stopped=lambda row, at: is_fraud(row),
)


def contact_made(chance, area):
    case = make.FraudCaseFactory(area=area)
    return make.VictimContactFactory(case=case, planned_at=moment(chance))


def contact_changed(chance, row):
    status, planned_at = chance.choice(ContactStatus.values), moment(chance)
    is_done = status == ContactStatus.DONE
    return {
        "status": status,
        "planned_at": planned_at,
        "result": "reached" if is_done else "",
        "done_at": planned_at if is_done else None,
        "done_by": row.owner_id if is_done else None,
    }


add(
    History(VictimContact, contact_made, contact_changed),
    victim_contacts__late=lambda row, at: (
        row.status == "planned" and row.planned_at < at
    ),
    victim_contacts__soon=lambda row, at: (
        row.status == "planned" and at <= row.planned_at < at + timedelta(days=7)
    ),
)


def dissuasion_made(chance, area):
    return make.DissuasionFactory(area=area, raised_at=moment(chance))


def dissuasion_changed(chance, row):
    raised_at = moment(chance)
    answered_at = raised_at + chance.choice([1, 2, 5, 10, 30, 60, 90]) * MINUTE
    step = chance.choice(["ringing", "answered", "ended"])
    found = {
        "raised_at": raised_at,
        "risk": chance.choice(Risk.values),
        "noticed_by": chance.choice(Origin.values),
        "answered_at": None, "answered_by": None,
        "closed_at": None, "closed_by": None, "ending": "", "saved": 0,
    }  # fmt: skip
    if step != "ringing":
        found |= {"answered_at": answered_at, "answered_by": row.raised_by_id}
    if step == "ended":
        found |= {
            "closed_at": answered_at + chance.randint(0, 48) * HOUR,
            "closed_by": row.raised_by_id,
            "ending": chance.choice(Ending.values),
            "saved": yuan(chance),
        }
    return found


def was_fraud(row):
    return row.closed_at is not None and row.ending != "no_fraud"


add(
    History(Dissuasion, dissuasion_made, dissuasion_changed),
    dissuasions__ringing=lambda row, at: not (row.answered_at or row.closed_at),
    dissuasions__raised=lambda row, at: True,
    dissuasions__in_time=lambda row, at: (
        row.answered_at is not None
        and row.answered_at - row.raised_at <= STEP[row.risk]
    ),
    dissuasions__ended=lambda row, at: was_fraud(row),
    dissuasions__kept=lambda row, at: row.ending in {"kept", "partly"},
    dissuasions__saved=lambda row, at: was_fraud(row),
)


def wave_made(chance, area):
    return make.WaveFactory(area=area, raised_at=moment(chance))


def wave_changed(chance, row):
    verdict = chance.choice(["", *Verdict.values])
    is_over = chance.random() < 0.3
    decided = moment(chance) if verdict else None
    return {
        "verdict": verdict,
        "status": after(verdict, is_over=is_over),
        "over_on": NOW.date() if is_over else None,
        "decided_at": decided,
        "decided_by": decided and make.UserFactory(),
        "raised_at": moment(chance),
        "group": chance.choice(["", *Group.values]),
    }


add(
    History(Wave, wave_made, wave_changed),
    waves__running=lambda row, at: row.status in {"open", "real"},
    waves__open=lambda row, at: row.status == "open",
    waves__judged=lambda row, at: row.verdict in {"real", "false"},
    waves__real=lambda row, at: row.verdict == "real",
)
