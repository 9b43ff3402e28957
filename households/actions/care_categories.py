"""The office's kinds of cared-for people and of equipment."""

import copy
import re
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from households.models import CareCategory, EquipmentKind
from households.workflow.care import Holiday
from station import names
from station.actions import events
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import User

CODE = re.compile(r"[a-z][a-z0-9_]{1,19}")
FIELDS = ("name", "name_en", "cycle_days", "holidays", "is_active")
EQUIPMENT_FIELDS = (
    "name",
    "name_en",
    "cycle_days",
    "retest_days",
    "has_cameras",
    "is_active",
)


@transaction.atomic
def create(*, code: str, by: User, at: datetime, **facts) -> CareCategory:
    """A kind the office adds; its code never changes afterwards."""
    return _create(CareCategory(code=_code(code)), facts, by=by, at=at)


@transaction.atomic
def create_equipment(*, code: str, by: User, at: datetime, **facts) -> EquipmentKind:
    """A kind of equipment the office adds."""
    return _create(EquipmentKind(code=_code(code)), facts, by=by, at=at)


def _create(kind, facts: dict, *, by: User, at: datetime):
    _write(kind, **facts)
    twin = f"{kind._meta.db_table}_code_key"
    with refusing_twins(**{twin: _("This code is in use already.")}):
        kind.save()
    record_kind = f"{kind._meta.model_name}.created"
    events.record(kind=record_kind, subject=kind, by=by, at=at)
    return kind


@transaction.atomic
def edit(*, category, version: int, by: User, at: datetime, **facts):
    """Other words, another cycle, or out of use; the code stays on whom it names."""
    category = lock(category, version=version)
    before = copy.copy(category)
    _write(category, **facts)
    category.version += 1
    category.save()
    fields = FIELDS if isinstance(category, CareCategory) else EQUIPMENT_FIELDS
    events.record(
        kind=f"{category._meta.model_name}.edited",
        subject=category,
        by=by,
        at=at,
        changes=events.differences(before, category, fields),
    )
    return category


def _code(code: str) -> str:
    if not CODE.fullmatch(code):
        raise RuleError(
            _("Small letters, digits and underscores, beginning with a letter."),
            code="bad_code",
        )
    return code


def _write(kind, *, name: str, holidays: Sequence[str] = (), **facts) -> None:
    if not name.strip():
        raise RuleError(_("A name is needed."), code="no_name")
    if not set(holidays) <= set(Holiday.values):
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if not 1 <= facts["cycle_days"] <= 366:
        raise RuleError(_("Between one day and a year."), code="bad_cycle")
    kind.name = name.strip()
    if isinstance(kind, CareCategory):
        kind.name_sort = names.pinyin(kind.name)[:160]
        kind.holidays = sorted(set(holidays))
    for field, value in facts.items():
        setattr(kind, field, value)
