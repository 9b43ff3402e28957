"""Kinds of patrol and their checklists: kept by the county, for every station."""

import copy
import re
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from households.models.visit import MONTH_DAY
from patrols.models import KindCheck, PatrolKind
from patrols.workflow.people import Skill
from station.actions.events import differences, record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import User

CODE = re.compile(r"[a-z][a-z0-9_-]{1,19}")
CODE_TWIN = "patrols_patrolkind_code_key"
FIELDS = (
    "title_zh", "title_en", "icon", "is_risky", "from_day", "until_day", "skills",
    "position", "is_active",
)  # fmt: skip
LINE_FIELDS = ("title_zh", "title_en", "position", "is_active")
ICONS = {
    "walk", "building-store", "building-community", "school", "trees", "ripple",
    "plant-2", "route", "shield", "users-group",
}  # fmt: skip


@transaction.atomic
def create(*, code: str, by: User, at: datetime, **facts) -> PatrolKind:
    """A kind the county adds; its code never changes afterwards."""
    if not CODE.fullmatch(code):
        raise RuleError(
            _("Small letters, digits and underscores, beginning with a letter."),
            code="bad_code",
        )
    kind = PatrolKind(code=code, **_checked(facts))
    with refusing_twins(**{CODE_TWIN: _("This code is in use already.")}):
        kind.save(force_insert=True)
    record(kind="patrol_kind.created", subject=kind, by=by, at=at)
    return kind


@transaction.atomic
def edit(
    *, kind: PatrolKind, version: int | None = None, by: User, at: datetime, **facts
) -> PatrolKind:
    """Other words, another season, or out of use; what was planned stays planned."""
    kind = lock(kind, version=version)
    before = copy.copy(kind)
    stands = {name: getattr(kind, name) for name in FIELDS}
    for name, value in _checked(stands | facts).items():
        setattr(kind, name, value)
    kind.version += 1
    kind.save()
    changes = differences(before, kind, FIELDS)
    record(kind="patrol_kind.edited", subject=kind, by=by, at=at, changes=changes)
    return kind


@transaction.atomic
def add_line(*, kind: PatrolKind, by: User, at: datetime, **facts) -> KindCheck:
    """One thing more that is looked at on the way."""
    kind = lock(kind)
    line = KindCheck(kind=kind, **_named(facts))
    line.save()
    record(kind="patrol_kind.line_added", subject=kind, by=by, at=at)
    return line


@transaction.atomic
def edit_line(
    *, line: KindCheck, version: int | None = None, by: User, at: datetime, **facts
) -> KindCheck:
    """Other words or another place, or looked at no more; past patrols keep it."""
    line = lock(line, version=version)
    before = copy.copy(line)
    stands = {name: getattr(line, name) for name in LINE_FIELDS}
    for name, value in _named(stands | facts).items():
        setattr(line, name, value)
    line.version += 1
    line.save()
    changes = differences(before, line, LINE_FIELDS)
    record(
        kind="patrol_kind.line_edited", subject=line.kind, by=by, at=at, changes=changes
    )
    return line


def _checked(facts: dict) -> dict:
    facts = _named(facts)
    if facts.get("icon", "walk") not in ICONS:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if set(facts.get("skills", ())) - set(Skill.values):
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    season = facts.get("from_day", ""), facts.get("until_day", "")
    if bool(season[0]) != bool(season[1]):
        raise RuleError(_("A season needs both days."), code="half_season")
    for day in season:
        _check_day(day)
    return facts | {"skills": sorted(set(facts.get("skills", ())))}


def _check_day(day: str) -> None:
    if not day:
        return
    try:
        MONTH_DAY(day)
    except ValidationError as error:
        raise RuleError(error.messages[0], code="bad_day") from None


def _named(facts: dict) -> dict:
    name = facts.get("title_zh", "").strip()
    if not name:
        raise RuleError(_("A name is needed."), code="no_name")
    return facts | {"title_zh": name, "title_en": facts.get("title_en", "").strip()}
