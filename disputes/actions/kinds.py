"""Kinds of quarrels and grades: kept by the county, for every station."""

import copy
import re
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.models import DisputeField, DisputeGrade
from disputes.workflow.intake import Tier
from disputes.workflow.mediation import MediatorType
from station.actions.events import differences, record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import User

CODE = re.compile(r"[a-z][a-z0-9_]{1,23}")
CODE_TWIN = "disputes_disputefield_code_key"
FIELDS = ("title_zh", "title_en", "order", "is_active")
GRADE_FIELDS = (
    "title_zh",
    "title_en",
    "meaning_zh",
    "meaning_en",
    "mediator_type",
    "tier",
)


@transaction.atomic
def create(*, code: str, by: User, at: datetime, **facts) -> DisputeField:
    """A kind the county adds; its code never changes afterwards."""
    if not CODE.fullmatch(code):
        raise RuleError(
            _("Small letters, digits and underscores, beginning with a letter."),
            code="bad_code",
        )
    kind = DisputeField(code=code, **_named(facts))
    with refusing_twins(**{CODE_TWIN: _("This code is in use already.")}):
        kind.save(force_insert=True)
    record(kind="dispute_field.created", subject=kind, by=by, at=at)
    return kind


@transaction.atomic
def edit(
    *, field: DisputeField, by: User, at: datetime, version: int | None = None, **facts
) -> DisputeField:
    """Other words or another order, or out of use; disputes keep the code."""
    return _edit(
        field, FIELDS, facts, "dispute_field.edited", version=version, by=by, at=at
    )


@transaction.atomic
def edit_grade(
    *, grade: DisputeGrade, by: User, at: datetime, version: int | None = None, **facts
) -> DisputeGrade:
    """What a grade means, whom it is given to and where it begins.

    Disputes that are on file keep their tier.
    """
    known = (("tier", Tier.values), ("mediator_type", MediatorType.values))
    if any(name in facts and facts[name] not in values for name, values in known):
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if "meaning_zh" in facts and not facts["meaning_zh"].strip():
        raise RuleError(_("Say what it means."), code="no_meaning")
    kind = "dispute_grade.edited"
    return _edit(grade, GRADE_FIELDS, facts, kind, version=version, by=by, at=at)


def _edit(row, fields, facts: dict, kind: str, *, version, by: User, at: datetime):
    row = lock(row, version=version)
    before = copy.copy(row)
    stands = {name: getattr(row, name) for name in fields}
    for name, value in _named(stands | facts).items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    changes = differences(before, row, fields)
    record(kind=kind, subject=row, by=by, at=at, changes=changes)
    return row


def _named(facts: dict) -> dict:
    name = facts.get("title_zh", "").strip()
    if not name:
        raise RuleError(_("A name is needed."), code="no_name")
    return facts | {"title_zh": name, "title_en": facts.get("title_en", "").strip()}
