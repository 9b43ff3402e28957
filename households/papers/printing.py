"""Printing notices and inspections: drawn, and the print written down."""

from datetime import datetime

from households.models import HazardNotice, Inspection
from households.papers import inspections, notices
from station.actions.access import record_access
from station.models import AccessRecord, User


def notice(served: HazardNotice, *, by: User, at: datetime) -> bytes:
    """A rectification notice as it was served."""
    body = notices.render(served)
    _note(served, fields="received_by", by=by, at=at)
    return body


def inspection(made: Inspection, *, by: User, at: datetime) -> bytes:
    """The record of an inspection, with what this person may see of it."""
    body = inspections.render(made, user=by)
    _note(made, fields="person_in_charge, remark", by=by, at=at)
    return body


def _note(subject, *, fields: str, by: User, at: datetime) -> None:
    """Who printed what."""
    record_access(
        by=by, act=AccessRecord.Act.PRINT, subject=subject, fields=fields, at=at
    )
