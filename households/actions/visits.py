"""Visits: written down at the door, confirmed, edited for a day, then corrected."""

import copy
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from households.actions import (
    cards,
    care_rounds,
    due_dates,
    follow_ups,
    rounds,
    visit_conflicts,
    visit_rules,
)
from households.models import (
    Advice,
    ContactCard,
    FollowUp,
    Household,
    HouseholdStanding,
    Outcome,
    Purpose,
    Resident,
    Visit,
    VisitCorrection,
)
from station import phrasing, policy
from station.actions import attachments, events
from station.actions.attachments import StoredFile
from station.actions.locking import lock
from station.crypto import blind_index
from station.errors import RuleError
from station.models import Attachment, Event, User, reference

WORD = re.compile(r"\w")
SHORTEST_TEXT = 12  # “all is well” may stand in many visits
PLAIN = (
    "purpose",
    "outcome",
    "visited_at",
    "others_met",
    "learned",
    "asked_for",
    "next_visit_on",
)


@dataclass(frozen=True)
class Report:
    """What an officer writes down after a call at a door."""

    purpose: str
    outcome: str
    visited_at: datetime
    people_met: Sequence[Resident] = ()
    others_met: str = ""
    learned: str = ""
    asked_for: str = ""
    advice: Sequence[str] = ()
    next_visit_on: date | None = None
    place: str = ""  # of a field visit
    latitude: Decimal | None = None  # where it was written, if the phone told
    longitude: Decimal | None = None


@dataclass(frozen=True)
class Promise:
    """What was promised at the door: to come back for this, by then."""

    matter: str
    due_at: datetime
    assigned_to: User | None = None


@dataclass(frozen=True)
class CardGiven:
    """The card that was left with the household."""

    card: ContactCard
    received_by: str = ""


@transaction.atomic
def record(
    *,
    household: Household,
    report: Report,
    by: User,
    at: datetime,
    reason: str = "",
    photos: Sequence[StoredFile] = (),
    promise: Promise | None = None,
    card: CardGiven | None = None,
    settles: FollowUp | None = None,
    household_version: int | None = None,
) -> Visit:
    """Write down a visit; an auxiliary's is a draft until an officer confirms it.

    With ``household_version``, what the officer saw at the door must still hold.
    """
    if household_version is not None:
        household = visit_conflicts.check(
            household=household,
            version=household_version,
            visited_on=timezone.localdate(report.visited_at),
            people_met=report.people_met,
            settles=settles,
            card=card.card if card else None,
            by=by,
        )
    _hold(household)
    visit_rules.check(report, household=household, at=at, reason=reason)
    confirms = policy.can(by, "visit.confirm", household)
    visit = Visit(
        household=household,
        area_id=household.area_id,
        visited_by=by,
        state=Visit.State.CONFIRMED if confirms else Visit.State.DRAFT,
        confirmed_by=by if confirms else None,
        confirmed_at=at if confirms else None,
    )
    write(visit, report)
    events.record(
        kind="visit.recorded" if confirms else "visit.drafted",
        subject=visit,
        by=by,
        at=at,
        also=[household, *report.people_met],
        changes={
            "purpose": [None, visit.purpose],
            "outcome": [None, visit.outcome],
        },
        note=reason,
    )
    if photos:
        add_photos(visit=visit, files=photos, by=by, at=at)
    refresh_standing(household, on=timezone.localdate(at))
    care_rounds.visited(household=household, at=at)
    rounds.tick(visit)
    _write_what_follows(visit, promise=promise, card=card, settles=settles, at=at)
    return visit


def _write_what_follows(visit: Visit, *, promise, card, settles, at) -> None:
    """The promise, the card and the follow-up that this visit settles."""
    by = visit.visited_by
    if card is not None:
        cards.hand_over(
            card=card.card,
            household=visit.household,
            visit=visit,
            received_by=card.received_by,
            by=by,
            at=at,
        )
    if settles is not None:
        follow_ups.mark_done(follow_up=settles, visit=visit, by=by, at=at)
    if promise is not None:
        follow_ups.create(
            household=visit.household,
            visit=visit,
            matter=promise.matter,
            due_at=promise.due_at,
            assigned_to=promise.assigned_to,
            by=by,
            at=at,
        )


@transaction.atomic
def add_photos(
    *, visit: Visit, files: Sequence[StoredFile], by: User, at: datetime
) -> list[Attachment]:
    """Put photos to a visit while it may still be edited."""
    if not files:
        return []
    visit = lock(visit)
    _check_open_to(visit, by=by, at=at)
    visit_rules.check_photos(attachments.attached_to(visit).count() + len(files))
    return attachments.attach(
        files=files,
        kind=Attachment.Kind.PHOTO,
        subject=visit,
        by=by,
        at=at,
        also=about(visit),
    )


@transaction.atomic
def edit(
    *, visit: Visit, report: Report, version: int, by: User, at: datetime
) -> Visit:
    """Change a draft, or a visit within a day of its confirmation."""
    visit = lock(visit, version=version)
    _check_open_to(visit, by=by, at=at)
    return _rewrite(visit, report, kind="visit.edited", by=by, at=at)


@transaction.atomic
def correct(
    *,
    visit: Visit,
    report: Report,
    version: int,
    by: User,
    at: datetime,
    reason: str,
) -> Visit:
    """Set an older visit right; what it said before is kept beside it."""
    visit = lock(visit, version=version)
    if visit.is_draft:
        raise RuleError(_("A draft is edited, not corrected."), code="still_a_draft")
    if not reason.strip():
        raise RuleError(_("A correction needs a reason."), code="no_reason")
    VisitCorrection.objects.create(
        visit=visit,
        corrected_by=by,
        corrected_at=at,
        reason=reason,
        before=json.dumps(snapshot(visit), ensure_ascii=False),
    )
    return _rewrite(visit, report, kind="visit.corrected", by=by, at=at, note=reason)


@transaction.atomic
def confirm(
    *, visit: Visit, by: User, at: datetime, version: int | None = None
) -> Visit:
    """The officer stands for what the auxiliary wrote."""
    visit = _lock_draft(visit, version=version)
    visit.state = Visit.State.CONFIRMED
    visit.confirmed_by, visit.confirmed_at = by, at
    visit.version += 1
    visit.save()
    events.record(
        kind="visit.confirmed", subject=visit, by=by, at=at, also=about(visit)
    )
    refresh_standing(visit.household, on=timezone.localdate(at))
    care_rounds.visited(household=visit.household, at=at)
    return visit


@transaction.atomic
def send_back(*, visit: Visit, by: User, at: datetime, note: str) -> Visit:
    """Ask the auxiliary to complete a draft, saying what is missing."""
    visit = _lock_draft(visit, version=None)
    if not note.strip():
        raise RuleError(_("Say what should be completed."), code="no_reason")
    visit.version += 1
    visit.save(update_fields=["version", "updated_at"])
    events.record(
        kind="visit.returned",
        subject=visit,
        by=by,
        at=at,
        also=about(visit),
        note=note,
    )
    return visit


def words_index(*texts: str) -> bytes | None:
    """Equal words give equal bytes, from which nobody reads them; short ones none."""
    words = "".join(WORD.findall(" ".join(texts).lower()))
    if len(words) < SHORTEST_TEXT:
        return None
    return blind_index(words, purpose="visit.words")


def snapshot(visit: Visit) -> dict:
    """Everything a visit says, as it is kept beside a correction."""
    said = {name: getattr(visit, name) for name in PLAIN}
    said["visited_at"] = visit.visited_at.isoformat()
    if visit.place:
        said["place"] = visit.place
    if visit.next_visit_on:
        said["next_visit_on"] = visit.next_visit_on.isoformat()
    said["advice"] = list(visit.advice)
    said["people_met"] = list(
        visit.people_met.order_by("pk").values_list("pk", flat=True)
    )
    return said


def said_before(correction: VisitCorrection) -> list[tuple[str, str]]:
    """Label and words of what a visit said before this correction."""
    said = json.loads(correction.before)
    met = Resident.objects.in_bulk(said.pop("people_met"))
    advice = dict(Advice.choices)
    said["purpose"] = str(Purpose(said["purpose"]).label)
    said["outcome"] = str(Outcome(said["outcome"]).label)
    said["visited_at"] = phrasing.in_full(datetime.fromisoformat(said["visited_at"]))
    said["advice"] = _(", ").join(str(advice[code]) for code in said["advice"])
    said["people_met"] = _(", ").join(person.name for person in met.values())
    return [
        (str(Visit._meta.get_field(name).verbose_name), words)
        for name, words in said.items()
        if words
    ]


def about(visit: Visit) -> list[Household]:
    """The household on whose page it shows; a field visit has none."""
    return [] if visit.household is None else [visit.household]


def refresh_standing(household: Household | None, *, on: date) -> None:
    """When the household was last met, and when the next visit is due.

    A call at which nobody was home leaves the household unvisited. What was agreed
    counts unless a visit rule asks for an earlier day.
    """
    if household is None:
        return
    due_dates.visited(household.pk, on=on)


def _hold(household: Household) -> None:
    """Visits of one household are written one after the other.

    The household is held first, as by whoever moves it: nobody waits in a circle.
    """
    held = Household.objects.select_for_update(no_key=True)
    household.refresh_from_db(fields=["area", "left_on"], from_queryset=held)
    standings = HouseholdStanding.objects.select_for_update().filter(pk=household.pk)
    if not standings.values_list("pk"):
        HouseholdStanding.objects.get_or_create(household=household)
        standings.get()


def _lock_draft(visit: Visit, *, version: int | None) -> Visit:
    visit = lock(visit, version=version)
    if not visit.is_draft:
        raise RuleError(_("This visit is confirmed already."), code="confirmed")
    return visit


def _check_open_to(visit: Visit, *, by: User, at: datetime) -> None:
    """Auxiliaries change drafts only; officers for a day after the confirmation."""
    if not visit.may_be_edited(at=at):
        raise RuleError(
            _("This visit is older than a day: correct it and say why."),
            code="needs_correction",
        )
    if not visit.is_draft and not policy.can(by, "visit.confirm", visit):
        raise RuleError(
            _("The officer has confirmed this visit: ask for a correction."),
            code="confirmed",
        )


def write(visit: Visit, report: Report) -> None:
    """Put what the report says into the visit."""
    for name in PLAIN:
        setattr(visit, name, getattr(report, name))
    visit.advice = list(report.advice)
    visit.place = report.place or visit.place
    if report.latitude is not None:
        visit.latitude, visit.longitude = report.latitude, report.longitude
    visit.words_index = words_index(report.learned, report.asked_for)
    is_new = visit.pk is None
    visit.save()
    if is_new:  # nobody stands there yet
        visit.people_met.add(*report.people_met)
    else:
        visit.people_met.set(report.people_met)


def _rewrite(
    visit: Visit, report: Report, *, kind: str, by: User, at: datetime, note: str = ""
) -> Visit:
    """Put the new report over the old one and log what moved."""
    before, met = copy.copy(visit), set(visit.people_met.all())
    visit_rules.check(
        report,
        household=visit.household,
        at=at,
        reason=note,
        known_since=visit.created_at,
        known_people=met,
    )
    visit.version += 1
    write(visit, report)
    changes = events.differences(before, visit, PLAIN)
    if list(before.advice) != list(visit.advice):
        changes["advice"] = [list(before.advice), list(visit.advice)]
    if met != set(report.people_met):
        changes["people_met"] = None
    events.record(
        kind=kind,
        subject=visit,
        by=by,
        at=at,
        also=[*about(visit), *report.people_met],
        changes=changes,
        note=note,
    )
    refresh_standing(visit.household, on=timezone.localdate(at))
    care_rounds.visited(household=visit.household, at=at)
    return visit


def latest_return(visit: Visit):
    """What the officer asked for when sending the draft back, if anything."""
    return (
        Event.objects.filter(subject=reference(visit), kind="visit.returned")
        .order_by("-pk")
        .first()
    )
