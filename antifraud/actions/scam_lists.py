"""Lists of scam types as an authority published them: entered, set right."""

import copy
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from antifraud.models import ScamList, ScamListEntry, ScamType
from station.actions.events import differences, record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User

FIELDS = (
    "title_zh",
    "title_en",
    "published_on",
    "is_day_known",
    "publisher",
    "source",
    "mark",
    "note",
    "is_whole",
)
MOST = 60  # places on a list


@dataclass(frozen=True)
class Place:
    """A place on a list in its own words; without a rank where that was not seen."""

    scam_type: ScamType
    words: str
    rank: int | None = None


@transaction.atomic
def add(
    *, facts: dict, code: str, places: tuple[Place, ...], by: User, at: datetime
) -> ScamList:
    """A list of another year, as far as it was seen."""
    if ScamList.objects.filter(code=code).exists():
        raise RuleError(_("This code is taken."), code="code_taken")
    _check(places)
    found = ScamList.objects.create(code=code, **facts)
    _write(found, places)
    record(kind="scam_list.created", subject=found, by=by, at=at)
    return found


@transaction.atomic
def edit(
    *,
    scam_list: ScamList,
    facts: dict,
    places: tuple[Place, ...] | None = None,
    version: int,
    by: User,
    at: datetime,
) -> ScamList:
    """More of it was seen, or something stood wrong."""
    scam_list = lock(scam_list, version=version)
    before = copy.copy(scam_list)
    for name, value in facts.items():
        setattr(scam_list, name, value)
    scam_list.version += 1
    scam_list.save()
    if places is not None:
        _check(places)
        scam_list.entries.all().delete()
        _write(scam_list, places)
    changes = differences(before, scam_list, FIELDS)
    record(kind="scam_list.edited", subject=scam_list, by=by, at=at, changes=changes)
    return scam_list


def _check(places: tuple[Place, ...]) -> None:
    if not places or len(places) > MOST:
        raise RuleError(
            _("A list has between 1 and %(most)d places.") % {"most": MOST},
            code="places",
        )
    if len({place.scam_type for place in places}) < len(places):
        raise RuleError(_("A type stands on the list twice."), code="places")


def _write(found: ScamList, places: tuple[Place, ...]) -> None:
    ScamListEntry.objects.bulk_create(
        ScamListEntry(
            of_list=found,
            rank=place.rank,
            scam_type=place.scam_type,
            words=place.words,
        )
        for place in places
    )
