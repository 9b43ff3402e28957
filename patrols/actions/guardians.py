"""The guardian of a volunteer under eighteen: who consented in writing, and when."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from households.actions.residents import read_phone
from patrols.models import Volunteer
from station import names, working_days
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User


@dataclass(frozen=True)
class Guardian:
    """Who answers for a minor; without a phone the one that is known stays."""

    name: str = ""
    phone: str = ""
    agreed_on: date | None = None


def said_in(data: dict) -> Guardian:
    """Take what was told of the guardian out of what was sent."""
    return Guardian(
        name=data.pop("guardian_name", ""),
        phone=data.pop("guardian_phone", ""),
        agreed_on=data.pop("guardian_agreed_on", None),
    )


@transaction.atomic
def note(
    *, volunteer: Volunteer, guardian: Guardian, version: int, by: User, at: datetime
) -> Volunteer:
    """Another guardian, another phone, or a consent given anew."""
    volunteer = lock(volunteer, version=version)
    if not volunteer.is_minor_on(working_days.local_date(at)):
        raise RuleError(_("Of age: no guardian is needed."), code="of_age")
    write(volunteer, guardian, at=at)
    volunteer.version += 1
    volunteer.save()
    record(kind="volunteer.guardian_noted", subject=volunteer, by=by, at=at)
    return volunteer


def write(volunteer: Volunteer, guardian: Guardian, *, at: datetime) -> None:
    """On the locked row; the caller saves it."""
    name = names.normalise(guardian.name)
    if not name:
        raise RuleError(
            _("Somebody under eighteen needs the guardian's consent in writing."),
            code="guardian",
        )
    phone = read_phone(guardian.phone) or volunteer.guardian_phone
    if not phone:
        raise RuleError(
            _("Without a phone the guardian cannot be reached."), code="guardian_phone"
        )
    if guardian.agreed_on is None:
        raise RuleError(_("When did the guardian sign?"), code="guardian_day")
    if guardian.agreed_on > working_days.local_date(at):
        raise RuleError(_("This day has not come yet."), code="guardian_day")
    if guardian.agreed_on <= volunteer.born_on:
        raise RuleError(_("Is the year right?"), code="guardian_day")
    volunteer.guardian_name, volunteer.guardian_agreed_on = name, guardian.agreed_on
    volunteer.write_guardian_phone(phone)
