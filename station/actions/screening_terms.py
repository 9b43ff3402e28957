"""The words screening goes by: a chief adds some, and leaves out what does not fit."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from station.actions.events import differences, record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import Area, ScreeningTerm, TermSwitch, User
from station.screening.codes import CODES, Target

LONGEST = 1000
MOST_WEIGHT = 10


@dataclass(frozen=True)
class TermFacts:
    """Words, what they vote for, and how much."""

    target: str
    code: str
    pattern: str
    weight: Decimal


def _twins():
    return refusing_twins(
        station_screeningterm_once=_("These words vote for it already.")
    )


@transaction.atomic
def add(*, area: Area, facts: TermFacts, by: User, at: datetime) -> ScreeningTerm:
    """A station's or county's own words."""
    told = _told(facts)
    with _twins():
        term = ScreeningTerm.objects.create(area=area, **told)
    record(kind="screening_term.added", subject=term, by=by, at=at)
    return term


@transaction.atomic
def edit(
    *,
    term: ScreeningTerm,
    facts: TermFacts,
    is_active: bool,
    version: int,
    by: User,
    at: datetime,
) -> ScreeningTerm:
    """Other words or another weight; what ships is left out instead."""
    term = lock(term, version=version)
    if term.area_id is None:
        raise RuleError(_("What ships is only left out, not changed."), code="shipped")
    before = ScreeningTerm.objects.get(pk=term.pk)
    told = {**_told(facts), "is_active": is_active}
    for name, value in told.items():
        setattr(term, name, value)
    term.version += 1
    with _twins():
        term.save()
    changes = differences(before, term, told)
    record(kind="screening_term.edited", subject=term, by=by, at=at, changes=changes)
    return term


@transaction.atomic
def switch(
    *, term: ScreeningTerm, area: Area, is_on: bool, by: User, at: datetime
) -> ScreeningTerm:
    """Leave a term out in one's station or county, or use it again."""
    if is_on:
        TermSwitch.objects.filter(term=term, area=area).delete()
    else:
        TermSwitch.objects.get_or_create(
            term=term, area=area, defaults={"switched_by": by}
        )
    way = "on" if is_on else "off"
    record(kind=f"screening_term.switched_{way}", subject=term, area=area, by=by, at=at)
    return term


def _told(facts: TermFacts) -> dict:
    """The facts as fields, refused where they could never vote."""
    if facts.target not in Target.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if facts.code not in CODES[Target(facts.target)].values:
        raise RuleError(_("Choose from the list."), code="unknown_code")
    if not facts.weight or abs(facts.weight) > MOST_WEIGHT:
        raise RuleError(
            _("The weight lies between −10 and 10 and is not 0."), code="weight"
        )
    return {
        "target": facts.target,
        "code": facts.code,
        "pattern": _pattern(facts.pattern),
        "weight": facts.weight,
    }


def _pattern(text: str) -> str:
    words = list(dict.fromkeys(word.strip() for word in text.split("|")))
    words = [word for word in words if word]
    if not words or any(not word.replace("…", "").strip() for word in words):
        raise RuleError(_("Write at least one word."), code="no_words")
    found = "|".join(words)
    if len(found) > LONGEST:
        raise RuleError(
            _("At most %(n)s characters.") % {"n": LONGEST}, code="too_long"
        )
    return found
