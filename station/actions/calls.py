"""Call records: taken in, read by the screening, and never twice."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from station import personal_numbers, phones, working_days
from station.actions.events import record
from station.errors import RuleError
from station.models import Area, CallBatch, CallRecord, SheetImport, User
from station.models.call import KNOWN_FOR
from station.screening.codes import rank_of
from station.screening.judge import Judge
from station.screening.learning import features

TAILS = ("村民委员会", "居民委员会", "村委会", "居委会", "社区", "村")


@dataclass(frozen=True)
class CallFacts:
    """One call as the desk wrote it."""

    number: str
    called_at: datetime
    summary: str
    caller_name: str = ""
    phone: str = ""
    category: str = ""
    place: str = ""
    handling: str = ""


class Gazetteer:
    """The villages of a station, found in what a desk calls the place."""

    def __init__(self, station: Area) -> None:
        self.station = station
        rows = Area.objects.below(station).filter(is_active=True)
        rows = rows.filter(kind__in=[Area.Kind.COMMUNITY, Area.Kind.GRID])
        names = {}
        for area in rows.order_by("-path"):
            for name in {area.name, area.short_name, _bare(area.name)}:
                if len(name) > 1:
                    names[name] = area
        self.names = sorted(names.items(), key=lambda found: -len(found[0]))

    def area_of(self, place: str) -> Area:
        """The village the place names, the fullest name first; else the station."""
        return next((area for name, area in self.names if name in place), self.station)


def _bare(name: str) -> str:
    """花墙子村 for 花墙子村村民委员会."""
    for tail in TAILS[:4]:
        if name.endswith(tail):
            return name.removesuffix(tail)
    return name


@transaction.atomic
def open_batch(
    *,
    station: Area,
    name: str,
    by: User,
    at: datetime,
    sheet_import: SheetImport | None = None,
) -> CallBatch:
    """Calls that come in together; a file taken in again goes on where it was."""
    if sheet_import is not None:
        known = CallBatch.objects.filter(sheet_import=sheet_import).first()
        if known is not None:
            return known
    batch = CallBatch.objects.create(
        area=station,
        name=name[:120],
        day=working_days.local_date(at),
        sent_by=by,
        sheet_import=sheet_import,
    )
    record(kind="call_batch.opened", subject=batch, by=by, at=at)
    return batch


def known_numbers(station: Area, numbers) -> set[str]:
    """Which of these calls are on file."""
    rows = CallRecord.objects.filter(station=station, number__in=list(numbers))
    return set(rows.values_list("number", flat=True))


@transaction.atomic
def take_in(
    *,
    batch: CallBatch,
    facts: CallFacts,
    judge: Judge,
    gazetteer: Gazetteer,
    by: User,
    at: datetime,
) -> CallRecord | None:
    """Write one call down with what it seems to be; one on file stays as it is."""
    check(facts, on=working_days.local_date(at))
    station = batch.area
    if known_numbers(station, [facts.number]):
        return None
    call = CallRecord(
        station=station,
        area=gazetteer.area_of(facts.place),
        batch=batch,
        number=facts.number,
        called_at=facts.called_at,
        caller_name=facts.caller_name.strip(),
        category=facts.category.strip(),
        place=facts.place.strip(),
        summary=facts.summary.strip(),
        handling=facts.handling.strip(),
        features=features(facts.summary),
    )
    call.write_phone(phones.normalise(facts.phone))
    read(call, judge)
    _count_known(call)
    call.save(force_insert=True)
    record(kind="call_record.taken_in", subject=call, by=by, at=at)
    return call


@transaction.atomic
def take_in_all(
    *, station: Area, rows: list[CallFacts], judge: Judge, by: User, at: datetime
) -> list[CallRecord | None]:
    """Several calls of one delivery; None for each that is on file."""
    known = known_numbers(station, [facts.number for facts in rows])
    if all(facts.number in known for facts in rows):
        return [None] * len(rows)
    batch = open_batch(station=station, name="", by=by, at=at)
    gazetteer = Gazetteer(station)
    return [
        take_in(
            batch=batch, facts=facts, judge=judge, gazetteer=gazetteer, by=by, at=at
        )
        for facts in rows
    ]


def read(call: CallRecord, judge: Judge) -> None:
    """Set what the call is proposed to be; nothing is saved."""
    proposal = judge.propose(call.summary)
    call.proposed_kind = proposal.kind
    call.proposed_field = proposal.field
    call.proposed_scam = proposal.scam
    call.proposed_dangers = list(proposal.dangers)
    call.confidence = proposal.confidence
    call.urgency = rank_of(proposal.dangers)
    call.marks = [
        [mark.start, mark.end, mark.target, mark.code] for mark in proposal.marks
    ]


def check(facts: CallFacts, *, on: date) -> None:
    """Refuse what cannot be a call."""
    if not facts.number.strip() or not facts.summary.strip():
        raise RuleError(_("A call needs its number and what was told."), code="empty")
    if working_days.local_date(facts.called_at) > on:
        raise RuleError(_("This day has not come yet."), code="in_future")
    if personal_numbers.holds_personal_number(facts.place):
        raise RuleError(
            _("The place holds an ID or phone number."), code="personal_number"
        )


def _count_known(call: CallRecord) -> None:
    """How many calls of this phone and from this place there were of late."""
    late = CallRecord.objects.filter(
        station=call.station,
        called_at__gt=call.called_at - KNOWN_FOR,
        called_at__lte=call.called_at,
    )
    if call.phone_index:
        call.caller_calls = late.filter(phone_index=call.phone_index).count() + 1
    if call.place:
        call.place_calls = late.filter(place=call.place).count() + 1
