"""Liaison: with whom one keeps in touch, each talk, and what was agreed."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Max, Model
from django.utils.translation import gettext as _

from households.actions.residents import read_phone
from households.models import Liaison, LiaisonContact, LiaisonItem
from households.workflow.care import WORKING_DAYS, ContactWay, Rhythm
from station import working_days
from station.actions import attachments, events, reminders
from station.actions.attachments import StoredFile
from station.actions.events import record
from station.actions.links import tie
from station.actions.locking import lock
from station.duty import Roster
from station.errors import RuleError
from station.models import Area, Attachment, User

MORNING, EVENING = time(9), time(18)
ONE_DAY = timedelta(days=1)
CHIEF_AFTER = 2  # working days
MOST_ITEMS = 20


@dataclass(frozen=True)
class Facts:
    """With whom, how often, and who keeps in touch."""

    name: str
    role: str
    area: Area
    rhythm: str
    responsible: User
    organisation: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Agreed:
    """What somebody promised, until when, and who of us sees to it."""

    what: str
    until_on: date
    who: str = ""
    responsible: User | None = None


FIELDS = ("name", "role", "area", "rhythm", "responsible", "organisation", "phone")


@transaction.atomic
def create(*, facts: Facts, by: User, at: datetime) -> LiaisonContact:
    """Somebody the station talks with regularly from now on."""
    contact = LiaisonContact(since_on=working_days.local_date(at), due_at=at)
    _write(contact, facts, at=at)
    contact.due_at = _due(contact)
    contact.save()
    _remind(contact, at=at)
    record(kind="liaison.contact_created", subject=contact, by=by, at=at)
    return contact


@transaction.atomic
def edit(
    *, contact: LiaisonContact, facts: Facts, version: int, by: User, at: datetime
) -> LiaisonContact:
    """Another person, another rhythm, or somebody else keeps in touch."""
    contact = _kept(contact, version)
    before = copy.copy(contact)
    _write(contact, facts, at=at)
    contact.due_at = _due(contact)
    _save(contact)
    _remind(contact, at=at)
    events.record(
        kind="liaison.contact_edited",
        subject=contact,
        by=by,
        at=at,
        changes=events.differences(before, contact, FIELDS),
    )
    return contact


@transaction.atomic
def assign(
    *,
    contact: LiaisonContact,
    responsible: User,
    by: User,
    at: datetime,
    version: int | None = None,
) -> LiaisonContact:
    """Somebody else keeps in touch from now on."""
    contact = _kept(contact, version)
    _check_person(responsible, contact.area, at=at)
    before, contact.responsible = contact.responsible_id, responsible
    _save(contact)
    _remind(contact, at=at)
    changes = {"responsible": [before, responsible.pk]}
    record(kind="liaison.assigned", subject=contact, by=by, at=at, changes=changes)
    return contact


@transaction.atomic
def end(
    *, contact: LiaisonContact, by: User, at: datetime, version: int | None = None
) -> LiaisonContact:
    """They no longer hold that office; what was said stays."""
    contact = _kept(contact, version)
    contact.ended_on = working_days.local_date(at)
    _save(contact)
    reminders.silence(subject=contact, at=at)
    record(kind="liaison.contact_ended", subject=contact, by=by, at=at)
    return contact


@transaction.atomic
def talk(
    *,
    contact: LiaisonContact,
    way: str,
    by: User,
    at: datetime,
    about: str = "",
    others: str = "",
    talked_at: datetime | None = None,
    agreed: Sequence[Agreed] = (),
    files: Sequence[StoredFile] = (),
    origin: Model | None = None,
) -> Liaison:
    """One was in touch; what was agreed is kept until it is done."""
    contact = _kept(contact, None)
    when = talked_at or at
    if when > at:
        raise RuleError(_("This lies in the future."), code="future")
    if way not in ContactWay.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if len(agreed) > MOST_ITEMS:
        raise RuleError(_("Twenty items at most."), code="too_many")
    liaison = Liaison.objects.create(
        contact=contact,
        area=contact.area,
        at=when,
        by=by,
        way=way,
        others=others.strip(),
        about=about.strip(),
    )
    record(
        kind="liaison.talked",
        subject=liaison,
        by=by,
        at=at,
        also=[contact],
        changes={"way": [None, way]},
    )
    for found in agreed:
        _agree(liaison, found, by=by, at=at)
    attachments.attach(
        files=files, kind=Attachment.Kind.PHOTO, subject=liaison, by=by, at=at
    )
    _refresh(contact, at=at)
    tie(origin=origin, made=liaison, by=by, at=at)
    return liaison


@transaction.atomic
def agree(*, liaison: Liaison, agreed: Agreed, by: User, at: datetime) -> LiaisonItem:
    """One more thing that was agreed."""
    liaison = lock(liaison)
    if liaison.items.count() >= MOST_ITEMS:
        raise RuleError(_("Twenty items at most."), code="too_many")
    return _agree(liaison, agreed, by=by, at=at)


@transaction.atomic
def finish_item(
    *, item: LiaisonItem, by: User, at: datetime, result: str = ""
) -> LiaisonItem:
    """It was done."""
    item = lock(item)
    if item.done_at is not None:
        raise RuleError(_("This is done already."), code="done")
    item.done_at, item.done_by, item.result = at, by, result.strip()
    item.version += 1
    item.save()
    reminders.silence(subject=item, at=at)
    _record_item("item_done", item, by=by, at=at)
    return item


@transaction.atomic
def reopen_item(*, item: LiaisonItem, by: User, at: datetime) -> LiaisonItem:
    """Ticked by mistake: it is still to be done."""
    item = lock(item)
    if item.done_at is None:
        raise RuleError(_("This is still open."), code="open")
    item.done_at = item.done_by = None
    item.result = ""
    item.version += 1
    item.save()
    _remind_of_item(item, at=at)
    _record_item("item_reopened", item, by=by, at=at)
    return item


def _agree(liaison: Liaison, agreed: Agreed, *, by: User, at: datetime) -> LiaisonItem:
    if not agreed.what.strip():
        raise RuleError(_("Say what was agreed."), code="no_what")
    if agreed.until_on < working_days.local_date(at):
        raise RuleError(_("The time must lie ahead."), code="past")
    person = agreed.responsible or by
    _check_person(person, liaison.area, at=at)
    item = LiaisonItem.objects.create(
        liaison=liaison,
        area=liaison.area,
        what=agreed.what.strip(),
        who=agreed.who.strip(),
        responsible=person,
        until_on=agreed.until_on,
    )
    _remind_of_item(item, at=at)
    _record_item("agreed", item, by=by, at=at)
    return item


def _record_item(verb: str, item: LiaisonItem, *, by: User, at: datetime) -> None:
    record(
        kind=f"liaison.{verb}",
        subject=item.liaison,
        by=by,
        at=at,
        also=[item.liaison.contact],
        changes={"until_on": [None, item.until_on.isoformat()]},
    )


def _remind_of_item(item: LiaisonItem, *, at: datetime) -> None:
    late_on = working_days.add_working_days(item.until_on, 1)
    planned = {
        "liaison_item.due": working_days.at_clock(item.until_on, MORNING),
        "liaison_item.late": working_days.at_clock(late_on, MORNING),
    }
    planned = {kind: moment for kind, moment in planned.items() if moment > at}
    reminders.schedule_all(moments=planned, subject=item, edition=item.version)


def _refresh(contact: LiaisonContact, *, at: datetime) -> None:
    """The latest talk decides when the next one is due."""
    contact.last_at = contact.liaisons.aggregate(last=Max("at"))["last"]
    contact.due_at = _due(contact)
    _save(contact)
    _remind(contact, at=at)


def _due(contact: LiaisonContact) -> datetime:
    """The evening of the working day by which one talks again."""
    calendar = working_days.calendar()
    days = WORKING_DAYS[Rhythm(contact.rhythm)]
    if contact.last_at:
        start = max(working_days.local_date(contact.last_at), contact.since_on)
    else:
        start = contact.since_on - ONE_DAY
    return working_days.at_clock(calendar.add_days(start, days), EVENING)


def _remind(contact: LiaisonContact, *, at: datetime) -> None:
    """In the evening when it was missed; the chief two working days later.

    The morning it is due is told for rarer talks only: the daily one stands in My day.
    """
    reminders.silence(subject=contact, at=at)
    due_on = working_days.local_date(contact.due_at)
    chief_on = working_days.add_working_days(due_on, CHIEF_AFTER)
    planned = {
        "liaison.late": contact.due_at,
        "liaison.chief": working_days.at_clock(chief_on, MORNING),
    }
    if contact.rhythm not in (Rhythm.DAILY, Rhythm.TWICE):
        planned["liaison.due"] = working_days.at_clock(due_on, MORNING)
    planned = {kind: moment for kind, moment in planned.items() if moment > at}
    reminders.schedule_all(moments=planned, subject=contact, edition=contact.version)


def _write(contact: LiaisonContact, facts: Facts, *, at: datetime) -> None:
    if not facts.name.strip():
        raise RuleError(_("A name is needed."), code="no_name")
    known = facts.role in LiaisonContact.Role.values and facts.rhythm in Rhythm.values
    if not known:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    _check_person(facts.responsible, facts.area, at=at)
    contact.write_name(facts.name)
    contact.write_phone(read_phone(facts.phone))
    contact.role, contact.rhythm = facts.role, facts.rhythm
    contact.area, contact.responsible = facts.area, facts.responsible
    contact.organisation = facts.organisation.strip()


def _check_person(person: User, area: Area, *, at: datetime) -> None:
    """Only who serves in the area keeps in touch there."""
    roster = Roster([area.path], on=working_days.local_date(at))
    if not roster.serves(person.pk, area.path):
        raise RuleError(
            _("%(person)s does not serve in %(area)s.")
            % {"person": person, "area": area},
            code="not_serving",
        )


def _kept(contact: LiaisonContact, version: int | None) -> LiaisonContact:
    current = lock(contact, version=version)
    if not current.is_kept:
        raise RuleError(_("This contact is no longer kept."), code="ended")
    return current


def _save(contact: LiaisonContact) -> None:
    contact.version += 1
    contact.save()
