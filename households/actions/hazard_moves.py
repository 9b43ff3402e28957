"""One step of a hazard: checked, stored, its reminders moved along, written down."""

from django.utils.translation import gettext as _

from households.actions import hazard_clock as clock
from households.models import Hazard
from households.workflow.inspections import HazardStatus, allows
from station.actions.events import record
from station.errors import RuleError


def check_move(hazard: Hazard, target: HazardStatus) -> None:
    if not allows(hazard.status, target):
        raise RuleError(
            _("A hazard that is “%(status)s” cannot become “%(target)s”.")
            % {"status": hazard.get_status_display(), "target": target.label},
            code="not_now",
        )


def move(hazard: Hazard, target, verb, *, by, at, saved, note="", changes=None):
    before, hazard.status = hazard.status, target
    changes = {"status": [str(before), str(target)], **(changes or {})}
    return save(
        hazard, verb, by=by, at=at, note=note, changes=changes, saved=["status", *saved]
    )


def save(hazard: Hazard, verb, *, by, at, saved, note="", changes=None) -> Hazard:
    """Store it, move its reminders along, and write it down."""
    clock.set_next(hazard)
    hazard.version += 1
    hazard.save(update_fields=[*saved, "next_due_on", "version", "updated_at"])
    clock.renew(hazard, at=at)
    record(
        kind=f"hazard.{verb}",
        subject=hazard,
        by=by,
        at=at,
        also=[found for found in (hazard.place_record,) if found],
        changes=changes,
        note=note.strip()[:500],
    )
    return hazard
