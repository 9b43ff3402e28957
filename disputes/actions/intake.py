"""What is known at the first hint: complete, possible, and as the fields of a dispute."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from disputes import alike
from disputes.actions import parties
from disputes.actions.parties import PartyFacts
from disputes.models import DisputeField
from disputes.workflow.intake import Danger, Grade, Source
from station import working_days
from station.errors import RuleError


@dataclass(frozen=True)
class Intake:
    """What is known at the first hint."""

    source: str
    field: str
    summary: str
    grade: int = Grade.ONE
    place: str = ""
    call_number: str = ""
    event_on: date | None = None  # the day it was written down, where nobody says
    amount: Decimal | None = None
    people_count: int = 2
    dangers: tuple[str, ...] = ()
    is_domestic_violence: bool = False
    is_school_bullying: bool = False
    school_told_on: date | None = None
    parties: tuple[PartyFacts, ...] = ()


def check_facts(intake: Intake, *, at: datetime, field: str = "") -> None:
    """Is it complete and possible? ``field`` is the kind that stands there already."""
    known = (
        (intake.source, Source.values),
        (intake.field, {field, *dict(DisputeField.objects.choices())}),
        (intake.grade, Grade.values),
    )
    if any(value not in values for value, values in known):
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if set(intake.dangers) - set(Danger.values):
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if not intake.summary.strip():
        raise RuleError(_("Say what it is about."), code="no_summary")
    days = (intake.event_on, intake.school_told_on)
    if any(day and day > working_days.local_date(at) for day in days):
        raise RuleError(_("This day has not come yet."), code="in_future")
    if intake.people_count < 1 or (intake.amount is not None and intake.amount < 0):
        raise RuleError(_("This figure is not possible."), code="bad_figure")
    if len(intake.parties) > parties.MOST_PARTIES:
        raise parties.too_many()


def facts_of(intake: Intake, *, at: datetime) -> dict:
    """The intake as the fields of a dispute."""
    told = intake.school_told_on if intake.is_school_bullying else None
    return {
        "source": intake.source,
        "field": intake.field,
        "grade": intake.grade,
        "place": intake.place.strip(),
        "place_key": alike.place_key(intake.place),
        "call_number": intake.call_number.strip(),
        "summary": intake.summary.strip(),
        "event_on": intake.event_on or working_days.local_date(at),
        "amount": intake.amount,
        "people_count": intake.people_count,
        "dangers": sorted(set(intake.dangers)),
        "is_domestic_violence": intake.is_domestic_violence,
        "is_school_bullying": intake.is_school_bullying,
        "school_told_on": told,
    }
