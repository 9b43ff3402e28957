"""Venues: what kind a unit is, how large, at what risk, and when it is due."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from households.models import Measure, Unit, VenueKind, VenueLimit
from households.workflow.inspections import Risk
from station import working_days
from station.actions import reminders
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User

MORNING = time(9)
CHIEF_AFTER = 5  # working days


@dataclass(frozen=True)
class Venue:
    """What is kept of a unit as a venue."""

    kind: VenueKind | None
    risk: str = Risk.MEDIUM
    risk_reason: str = ""
    figures: dict[str, int] = field(default_factory=dict)


@transaction.atomic
def describe(
    *,
    unit: Unit,
    venue: Venue,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Unit:
    """Say what kind of venue a unit is; another risk needs its reason."""
    unit = lock(unit, version=version)
    _check(unit, venue)
    changes = _differences(unit, venue)
    unit.venue_kind, unit.figures = venue.kind, dict(venue.figures)
    if unit.risk != venue.risk:
        unit.risk, unit.risk_reason = venue.risk, venue.risk_reason.strip()
        unit.risk_set_at, unit.risk_set_by = at, by
    unit.inspection_due_on = due_on(unit)
    unit.version += 1
    unit.save()
    remind(unit, at=at)
    record(kind="unit.classified", subject=unit, by=by, at=at, changes=changes)
    return unit


def _check(unit: Unit, venue: Venue) -> None:
    if unit.closed_on is not None:
        raise RuleError(_("This unit is closed already."), code="closed")
    unknown = set(venue.figures) - set(Measure.values)
    if unknown or venue.risk not in Risk.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if unit.risk != venue.risk and not venue.risk_reason.strip():
        raise RuleError(_("Say why the risk is another one."), code="no_reason")


def _differences(unit: Unit, venue: Venue) -> dict:
    before = {"venue_kind": unit.venue_kind_id, "risk": unit.risk}
    after = {"venue_kind": venue.kind and venue.kind.pk, "risk": str(venue.risk)}
    changes = {
        name: [before[name], after[name]]
        for name in before
        if before[name] != after[name]
    }
    if unit.figures != venue.figures:
        changes["figures"] = [in_words(unit.figures), in_words(venue.figures)]
    return changes


def in_words(figures: dict[str, int]) -> str:
    """Sizes as a line of text."""
    known = dict(Measure.choices)
    return _(", ").join(
        f"{known[name]} {value}" for name, value in figures.items() if name in known
    )


def beyond(kind: VenueKind | None, figures: dict[str, int]) -> list[VenueLimit]:
    """The limits of the kind that the venue passes: no small venue any more."""
    if kind is None:
        return []
    return [
        limit
        for limit in kind.limits.all()
        if figures.get(limit.measure, 0) > limit.most
    ]


def too_large(unit: Unit) -> str:
    """The hint where a venue is too large for the station's daily supervision."""
    passed = beyond(unit.venue_kind, unit.figures)
    if not passed:
        return ""
    return _(
        "Too large for a small venue (%(limits)s): it belongs to the fire department."
    ) % {"limits": _(", ").join(str(limit) for limit in passed)}


def due_on(unit: Unit) -> date | None:
    """When it is due next: a cycle of its kind and risk after the last time."""
    if unit.venue_kind is None or unit.last_inspected_at is None:
        return None
    days = unit.venue_kind.cycle(unit.risk)
    return timezone.localdate(unit.last_inspected_at) + timedelta(days=days)


def remind(unit: Unit, *, at: datetime) -> None:
    """One reminder a village and day, however many venues fall due on it."""
    if unit.inspection_due_on is None:
        return
    morning = _morning(unit.inspection_due_on)
    late = working_days.add_working_days(unit.inspection_due_on, CHIEF_AFTER)
    reminders.schedule_all(
        moments={
            kind: moment
            for kind, moment in (
                ("inspection.due", morning),
                ("inspection.chief", _morning(late)),
            )
            if moment > at
        },
        subject=unit.area,
        area=unit.area,
        edition=unit.inspection_due_on.isoformat(),
    )


def _morning(day: date) -> datetime:
    return working_days.at_clock(day, MORNING)
