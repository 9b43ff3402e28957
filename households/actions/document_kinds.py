"""The kinds of documents people wait for: rows that the office keeps."""

import copy
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from households.models import DocumentKind
from station.actions.events import differences, record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import User

FIELDS = ("name", "name_en", "working_days", "order", "is_active")
NAME_TWIN = "households_documentkind_name_once"
CODE_TWIN = "households_documentkind_code_key"
MOST_DAYS = 90


@transaction.atomic
def create(*, code: str, by: User, at: datetime, **facts) -> DocumentKind:
    """Take in a kind of document."""
    kind = DocumentKind(code=code, **_checked(facts))
    with refusing_twins(**_twins()):
        kind.save(force_insert=True)
    record(kind="document_kind.created", subject=kind, by=by, at=at)
    return kind


@transaction.atomic
def edit(
    *,
    document_kind: DocumentKind,
    by: User,
    at: datetime,
    version: int | None = None,
    **facts,
) -> DocumentKind:
    """Set a kind right, or take it out of use; documents listed before keep it."""
    after = lock(document_kind, version=version)
    before = copy.copy(after)
    stands = {name: getattr(after, name) for name in FIELDS}
    for name, value in _checked(stands | facts).items():
        setattr(after, name, value)
    after.version += 1
    with refusing_twins(**_twins()):
        after.save()
    changes = differences(before, after, FIELDS)
    record(kind="document_kind.edited", subject=after, by=by, at=at, changes=changes)
    return after


def _twins() -> dict[str, str]:
    text = _("There is such a kind already.")
    return {NAME_TWIN: text, CODE_TWIN: text}


def _checked(facts: dict) -> dict:
    name = facts["name"].strip()
    if not name:
        raise RuleError(_("A kind needs a name."), code="no_name")
    if not 1 <= facts["working_days"] <= MOST_DAYS:
        raise RuleError(
            _("Between one and %(n)d working days.") % {"n": MOST_DAYS}, code="bad_days"
        )
    return facts | {"name": name}
