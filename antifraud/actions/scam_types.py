"""Scam types: added and set right."""

import copy
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from antifraud.models import ScamType
from station.actions.events import differences, record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User

FIELDS = ("name_zh", "name_en", "signs", "advice", "order", "is_active")


@transaction.atomic
def add(*, facts: dict, code: str, by: User, at: datetime) -> ScamType:
    """A way of fraud that is new here."""
    if ScamType.objects.filter(code=code).exists():
        raise RuleError(_("This code is taken."), code="code_taken")
    scam_type = ScamType.objects.create(code=code, **facts)
    record(kind="scam_type.created", subject=scam_type, by=by, at=at)
    return scam_type


@transaction.atomic
def edit(
    *, scam_type: ScamType, facts: dict, version: int, by: User, at: datetime
) -> ScamType:
    """Other signs, other advice, or no longer told of."""
    scam_type = lock(scam_type, version=version)
    before = copy.copy(scam_type)
    for name, value in facts.items():
        setattr(scam_type, name, value)
    scam_type.version += 1
    scam_type.save()
    changes = differences(before, scam_type, FIELDS)
    record(kind="scam_type.edited", subject=scam_type, by=by, at=at, changes=changes)
    return scam_type
