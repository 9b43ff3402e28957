"""Suggestions to merge two entries or to move somebody: an officer decides."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from households.actions import households, residents
from households.models import MatchSuggestion, PastResidence, Relation, Resident
from station.actions import events
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User

Kind = MatchSuggestion.Kind
Status = MatchSuggestion.Status
# What the newer entry says replaces what the older one had, where it says anything.
CARRIED = ("ethnicity", "residence_kind", "employer", "care_kinds", "note")


@transaction.atomic
def accept(
    *, suggestion: MatchSuggestion, by: User, at: datetime, note: str = ""
) -> MatchSuggestion:
    """It is so: move the person, or make one entry of two."""
    suggestion = _lock_open(suggestion)
    if suggestion.kind == Kind.MOVE:
        _move(suggestion, by=by, at=at, note=note)
    else:
        _merge(suggestion, by=by, at=at, note=note)
    return _decide(suggestion, Status.ACCEPTED, by=by, at=at, note=note)


@transaction.atomic
def reject(
    *, suggestion: MatchSuggestion, by: User, at: datetime, note: str = ""
) -> MatchSuggestion:
    """It is not so: everything stays as it is."""
    suggestion = _lock_open(suggestion)
    return _decide(suggestion, Status.REJECTED, by=by, at=at, note=note)


def _lock_open(suggestion: MatchSuggestion) -> MatchSuggestion:
    suggestion = lock(suggestion)
    if suggestion.status != Status.OPEN:
        raise RuleError(_("Somebody has decided this already."), code="decided")
    return suggestion


def _decide(suggestion, status, *, by: User, at: datetime, note: str):
    suggestion.status, suggestion.decision_note = status, note[:200]
    suggestion.decided_by, suggestion.decided_at = by, at
    suggestion.save()
    events.record(
        kind=f"match.{status.value}",
        subject=suggestion,
        by=by,
        at=at,
        also=[suggestion.resident, *([suggestion.other] if suggestion.other else [])],
        note=note,
    )
    return suggestion


def _move(suggestion: MatchSuggestion, *, by: User, at: datetime, note: str) -> None:
    resident, household = suggestion.resident, suggestion.household
    is_alone = not household.residents.present().exists()
    relation = Relation.OTHER
    if resident.relation == Relation.HEAD and is_alone:
        relation = Relation.HEAD
    residents.move(
        resident=resident,
        household=household,
        relation=relation,
        moved_on=timezone.localdate(at),
        version=resident.version,
        by=by,
        at=at,
        reason=note or _("Registered there by an import"),
    )


def _merge(suggestion: MatchSuggestion, *, by: User, at: datetime, note: str) -> None:
    """The older entry stays, with its history, and takes what the newer one says."""
    pks = sorted((suggestion.resident_id, suggestion.other_id))
    rows = Resident.objects.select_for_update(of=("self",)).in_bulk(pks)
    newer, older = rows[suggestion.resident_id], rows[suggestion.other_id]
    if newer.merged_into_id is not None or older.merged_into_id is not None:
        raise RuleError(_("This entry was merged into another one."), code="merged")
    former = older.household
    newer.merged_into = older
    newer.version += 1
    newer.save()
    _carry_over(newer, older, at=at)
    for household in {former, newer.household}:
        households.refresh(household)
    events.record(
        kind="resident.merged",
        subject=older,
        by=by,
        at=at,
        also=[newer, newer.household],
        changes={"merged": [newer.pk, older.pk]},
        note=note,
    )


def _carry_over(newer: Resident, older: Resident, *, at: datetime) -> None:
    if older.household_id != newer.household_id and older.left_on is None:
        PastResidence.objects.create(
            resident=older, household=older.household, until_on=timezone.localdate(at)
        )
    older.household, older.area = newer.household, newer.area
    older.station, older.relation = newer.station, newer.relation
    older.left_on = None
    older.write_name(newer.name)
    older.write_id_number(newer.id_number or older.id_number)
    older.write_phone(newer.phone or older.phone)
    older.sex, older.birth_date = newer.sex, newer.birth_date
    for name in CARRIED:
        setattr(older, name, getattr(newer, name) or getattr(older, name))
    older.version += 1
    older.save()
