"""Sittings, joint mediations, invitations, promises, closings: at random."""

from datetime import date, timedelta

from disputes.models import (
    ClosingRequest,
    Invitation,
    JointMediation,
    Mediation,
    Undertaking,
)
from disputes.workflow.joint import Answer, UndertakingStatus
from disputes.workflow.mediation import MediationOutcome
from station.working_days import local_date
from tests import factories as make
from tests.factories.clock import NOW, TODAY
from tests.metrics import History, add

HOUR, WEEK = timedelta(hours=1), timedelta(days=7)


def near(chance):
    return NOW + chance.randint(-20 * 24, 12 * 24) * HOUR


def dispute(area):
    home = make.HouseholdFactory(area=area, address__area=area)
    return make.DisputeFactory(household=home, tier="major")


def joint(chance, area):
    return make.JointMediationFactory(dispute=dispute(area), planned_at=near(chance))


def joint_change(chance, row):
    is_off = chance.random() < 0.3
    return {
        "planned_at": near(chance),
        "status": "called_off" if is_off else "planned",
        "called_off_at": NOW if is_off else None,
    }


def invitation_change(chance, row):
    answer = chance.choice(Answer.values)
    is_back = chance.random() < 0.3
    return {
        "answer": answer,
        "answered_at": None if answer == "pending" else NOW,
        "revoked_at": NOW if is_back else None,
        "revoked_by": row.joint.chair_id if is_back else None,
        "token_hash": None,
    }


def undertaking_change(chance, row):
    status = chance.choice(UndertakingStatus.values)
    return {
        "status": status,
        "settled_at": None if status == "open" else NOW,
        "due_on": local_date(near(chance)),
    }


def closing_change(chance, row):
    is_open = chance.random() < 0.7
    return {
        "asked_at": NOW - chance.randint(0, 12 * 24) * HOUR,
        "decided_at": None if is_open else NOW,
        "decided_by": None if is_open else row.asked_by_id,
        "is_approved": None if is_open else False,
    }


def is_week(at, moment):
    return at <= moment < at + WEEK


def is_silent(row, at):
    stands = row.revoked_at is None and row.answer == "pending"
    sitting = row.joint
    return stands and sitting.status == "planned" and is_week(at, sitting.planned_at)


# One working day is left to answer: what was asked on Thursday is due on Friday.
THURSDAY = date(2026, 11, 19)


def is_late_closing(row):
    return local_date(row.asked_at) < THURSDAY


add(
    History(
        Mediation,
        lambda chance, area: make.SittingFactory(dispute=dispute(area)),
        lambda chance, row: {
            "held_at": near(chance),
            "outcome": chance.choice(MediationOutcome.values),
        },
    ),
    sittings__late=lambda row, at: row.outcome == "planned" and row.held_at < at,
    sittings__soon=lambda row, at: (
        row.outcome == "planned" and is_week(at, row.held_at)
    ),
)
add(
    History(JointMediation, joint, joint_change),
    joints__late=lambda row, at: row.status == "planned" and row.planned_at < at,
    joints__soon=lambda row, at: (
        row.status == "planned" and is_week(at, row.planned_at)
    ),
)
add(
    History(
        Invitation,
        lambda chance, area: make.InvitationFactory(joint=joint(chance, area)),
        invitation_change,
    ),
    invitations__soon=is_silent,
)
add(
    History(
        Undertaking,
        lambda chance, area: make.UndertakingFactory(
            invitation__joint=joint(chance, area)
        ),
        undertaking_change,
    ),
    undertakings__late=lambda row, at: row.status == "open" and row.due_on < TODAY,
    undertakings__soon=lambda row, at: (
        row.status == "open" and TODAY <= row.due_on <= TODAY + WEEK
    ),
)
add(
    History(
        ClosingRequest,
        lambda chance, area: make.ClosingRequestFactory(dispute=dispute(area)),
        closing_change,
    ),
    closings__late=lambda row, at: row.decided_at is None and is_late_closing(row),
    closings__soon=lambda row, at: row.decided_at is None and not is_late_closing(row),
)
