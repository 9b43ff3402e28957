"""Scam types: added and set right."""

import copy
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from antifraud.models import ScamType
from antifraud.workflow.people import Group, Scene
from station.actions.events import differences, record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User
from station.models.legal import Mark
from station.screening.codes import Scam

FIELDS = (
    "name_zh",
    "name_en",
    "signs",
    "phrases",
    "advice",
    "hotline",
    "groups",
    "scenes",
    "screening",
    "source",
    "mark",
    "valid_from",
    "valid_until",
    "order",
    "is_active",
)


@transaction.atomic
def add(*, facts: dict, code: str, by: User, at: datetime) -> ScamType:
    """A way of fraud that is new here."""
    if ScamType.objects.filter(code=code).exists():
        raise RuleError(_("This code is taken."), code="code_taken")
    scam_type = ScamType(code=code, **facts)
    _check(scam_type)
    scam_type.save()
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
    _check(scam_type)
    scam_type.version += 1
    scam_type.save()
    changes = differences(before, scam_type, FIELDS)
    record(kind="scam_type.edited", subject=scam_type, by=by, at=at, changes=changes)
    return scam_type


def _check(found: ScamType) -> None:
    if not found.name_zh.strip() or not found.name_en.strip():
        raise RuleError(_("Give it a name in both languages."), code="no_name")
    if not found.hotline.strip():
        raise RuleError(_("Say which number people should call."), code="no_hotline")
    if found.valid_until is not None and found.valid_until < found.valid_from:
        raise RuleError(_("It cannot end before it began."), code="days")
    known = {
        "groups": set(found.groups) <= set(Group.values),
        "scenes": set(found.scenes) <= set(Scene.values),
        "screening": found.screening in {"", *Scam.values},
        "mark": found.mark in Mark.values,
    }
    if not all(known.values()):
        raise RuleError(_("Choose from the list."), code="unknown_choice")
