"""Obligations of an agreement being written: added, and taken out again."""

from datetime import datetime

from django.db import transaction

from disputes.actions import agreements, obligations
from disputes.actions.obligations import Duty
from disputes.models import Agreement, Obligation
from station.models import User


@transaction.atomic
def add(
    *, agreement: Agreement, duty: Duty, version: int, by: User, at: datetime
) -> Agreement:
    """Somebody owes one thing more; what was signed before no longer counts."""
    agreement = agreements.lock_draft(agreement, version)
    obligations.write(agreement, duty)
    return _changed(agreement, "agreement.duty_added", by=by, at=at)


@transaction.atomic
def remove(
    *,
    agreement: Agreement,
    obligation: Obligation,
    version: int,
    by: User,
    at: datetime,
) -> Agreement:
    """Written down by mistake; what was signed before no longer counts."""
    agreement = agreements.lock_draft(agreement, version)
    agreement.obligations.filter(pk=obligation.pk).delete()
    return _changed(agreement, "agreement.duty_removed", by=by, at=at)


def _changed(agreement: Agreement, kind: str, *, by: User, at: datetime) -> Agreement:
    agreements.void_signatures(agreement, by=by, at=at)
    agreements.save(agreement)
    agreements.note(kind, agreement, by=by, at=at)
    return agreement
