"""What a volunteer keeps up to date without anybody else: phone, hours, consents."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from households.actions.residents import read_phone
from patrols.actions.volunteers import MOST_HOURS, TWIN
from patrols.models import Volunteer
from station.actions.events import record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import User

CONSENTS = ("may_be_tracked", "may_be_published")


@dataclass(frozen=True)
class Own:
    """One's own phone (empty: as it is), hours and consents."""

    hours_a_week: int
    may_be_tracked: bool
    may_be_published: bool
    phone: str = ""


@transaction.atomic
def keep(
    *, volunteer: Volunteer, own: Own, version: int, by: User, at: datetime
) -> Volunteer:
    """Consents count from this moment, and end from the moment they are taken back."""
    volunteer = lock(volunteer, version=version)
    if not 1 <= own.hours_a_week <= MOST_HOURS:
        raise RuleError(_("Between one and forty hours a week."), code="hours")
    changes = _changes(volunteer, own)
    for name in ("hours_a_week", *CONSENTS):
        setattr(volunteer, name, getattr(own, name))
    if phone := read_phone(own.phone):
        if phone != volunteer.phone:
            changes["phone"] = None
        volunteer.write_phone(phone)
    volunteer.version += 1
    twin = _("Somebody of this name and phone is on the register already.")
    with refusing_twins(**{TWIN: twin}):
        volunteer.save()
    record(kind="volunteer.kept", subject=volunteer, by=by, at=at, changes=changes)
    return volunteer


def _changes(volunteer: Volunteer, own: Own) -> dict:
    """Before and after, so that a consent can be shown later."""
    found = {}
    for name in ("hours_a_week", *CONSENTS):
        before, after = getattr(volunteer, name), getattr(own, name)
        if before != after:
            found[name] = [before, after]
    return found
