"""What is known of a dispute, set right; the tier is proposed anew, never moved."""

import copy
from dataclasses import fields, replace
from datetime import datetime

from django.db import transaction

from disputes.actions import moves, parties, repeats, safeguards, tiers
from disputes.actions.intake import Intake, check_facts, facts_of
from disputes.models import Dispute
from station.actions.events import differences
from station.models import User

SHOWN = (
    "source",
    "field",
    "grade",
    "place",
    "call_number",
    "summary",
    "event_on",
    "amount",
    "people_count",
    "dangers",
    "is_domestic_violence",
    "is_school_bullying",
    "school_told_on",
)


def stands(dispute: Dispute) -> Intake:
    """What is on file, as an intake to set right."""
    known = {field.name for field in fields(Intake)} - {"parties"}
    values = {name: getattr(dispute, name) for name in known}
    return Intake(**values | {"dangers": tuple(dispute.dangers)})


@transaction.atomic
def edit(
    *,
    dispute: Dispute,
    version: int,
    by: User,
    at: datetime,
    **said,
) -> Dispute:
    """Other facts than were written down; what follows from them is reckoned anew."""
    dispute = moves.lock_open(dispute, version)
    before = copy.copy(dispute)
    intake = replace(stands(dispute), **said)
    check_facts(intake, at=at, field=dispute.field)
    for name, value in facts_of(intake, at=at).items():
        setattr(dispute, name, value)
    parties.name(dispute)
    repeats.count(dispute, by=by, at=at)
    safeguards.plan(dispute, by=by, at=at)
    tiers.propose(dispute)
    moves.save(dispute)
    changes = differences(before, dispute, SHOWN)
    moves.note("dispute.edited", dispute, by=by, at=at, changes=changes)
    return dispute
