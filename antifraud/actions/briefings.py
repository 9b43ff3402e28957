"""Briefings: told, taken back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from antifraud.models import Briefing, HandedOver, ScamType
from households.models import Household, Resident
from station.actions.events import record
from station.actions.links import tie, tie_new
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, User

OLDEST = timedelta(days=90)  # what is written down later is not remembered


@dataclass(frozen=True)
class Told:
    """What was explained to whom, and what was handed over."""

    scam_types: tuple[ScamType, ...]
    briefed_at: datetime
    person_name: str = ""
    resident: Resident | None = None
    handed_over: tuple[str, ...] = ()
    note: str = ""


@transaction.atomic
def brief(
    *,
    area: Area,
    told: Told,
    by: User,
    at: datetime,
    household: Household | None = None,
    origin: Model | None = None,
) -> Briefing:
    """Write a one-to-one briefing down (Anti-Telecom Fraud Law, article 8)."""
    name = told.resident.name if told.resident else told.person_name.strip()
    _check(told, name, at=at)
    home = household or (told.resident.household if told.resident else None)
    briefing = Briefing.objects.create(
        area=home.area if home else area,
        household=home,
        resident=told.resident,
        person_name=name,
        handed_over=list(told.handed_over),
        note=told.note.strip(),
        briefed_by=by,
        briefed_at=told.briefed_at,
    )
    explained = Briefing.scam_types.through
    explained.objects.bulk_create(
        explained(briefing=briefing, scamtype=found) for found in told.scam_types
    )
    also = [found for found in (home, told.resident) if found is not None]
    record(kind="briefing.given", subject=briefing, by=by, at=at, also=also)
    tie(origin=origin, made=briefing, by=by, at=at)
    return briefing


@transaction.atomic
def brief_all(
    *,
    people: list[tuple[Resident | None, str]],
    scam_types: tuple[str, ...],
    area: Area,
    by: User,
    at: datetime,
    origin: Model,
    handed_over: tuple[str, ...] = (),
) -> list[Briefing]:
    """Everybody who was met on another errand was briefed along the way."""
    types = tuple(ScamType.objects.filter(code__in=scam_types, is_active=True))
    made = [
        brief(
            area=area,
            told=Told(types, at, name, resident, handed_over),
            by=by,
            at=at,
        )
        for resident, name in people
    ]
    tie_new(origin=origin, made=made, by=by, at=at)
    return made


def choices() -> list[tuple[str, str]]:
    """The ways of fraud that can be explained now."""
    rows = ScamType.objects.valid(on=timezone.localdate()).in_order()
    return [(row.code, str(row)) for row in rows]


def _check(told: Told, name: str, *, at: datetime) -> None:
    if not name:
        raise RuleError(_("Say who was briefed."), code="no_name")
    if not told.scam_types:
        raise RuleError(_("Choose what was explained."), code="no_type")
    if set(told.handed_over) - set(HandedOver.values):
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if told.briefed_at > at:
        raise RuleError(_("The time must not lie ahead."), code="future")
    if told.briefed_at < at - OLDEST:
        raise RuleError(_("This is longer ago than three months."), code="too_old")


@transaction.atomic
def withdraw(
    *, briefing: Briefing, reason: str, version: int, by: User, at: datetime
) -> Briefing:
    """Written down by mistake; it counts no more but is kept."""
    briefing = lock(briefing, version=version)
    if not briefing.stands:
        raise RuleError(_("This briefing was taken back already."), code="withdrawn")
    if not reason.strip():
        raise RuleError(_("Say why it is taken back."), code="no_reason")
    briefing.withdrawn_at, briefing.withdrawn_by = at, by
    briefing.version += 1
    briefing.save()
    also = [briefing.household] if briefing.household_id else []
    note = reason.strip()
    record(
        kind="briefing.withdrawn", subject=briefing, by=by, at=at, also=also, note=note
    )
    return briefing
