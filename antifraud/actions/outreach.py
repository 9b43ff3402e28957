"""Outreach events: planned, moved, handed over, called off, taken up again."""

import secrets
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from antifraud.actions import event_materials
from antifraud.actions import outreach_reminders as reminders
from antifraud.models import Audience, OutreachEvent, ScamType
from antifraud.workflow import outreach as workflow
from antifraud.workflow.outreach import OutreachKind, OutreachStatus, Topic
from antifraud.workflow.people import Group
from households.numbering import number_in
from station import policy
from station.actions.events import differences, record
from station.actions.links import tie
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, User

SERIES = "XJ"  # 宣教
LONGEST = timedelta(days=31)
BACK, AHEAD = timedelta(days=366), timedelta(days=732)
MOST_PEOPLE = 1_000_000  # of one event, online too
MOST_STAFF = 60
PLAIN = (
    "kind", "topic", "title", "area", "place", "online_url", "starts_at", "ends_at",
    "led_by", "helpers", "groups", "audience_words", "expected",
)  # fmt: skip
MANY = ("scam_types", "staff", "audiences")


@dataclass(frozen=True)
class OutreachFacts:
    """What is to happen, where and when, who goes there and who is invited."""

    kind: str
    title: str
    area: Area
    place: str
    starts_at: datetime
    ends_at: datetime
    led_by: User
    topic: str = Topic.FRAUD
    online_url: str = ""
    scam_types: tuple[ScamType, ...] = ()
    staff: tuple[User, ...] = ()
    helpers: str = ""
    audiences: tuple[Audience, ...] = ()
    groups: tuple[str, ...] = ()
    audience_words: str = ""
    expected: int | None = None


@transaction.atomic
def plan(
    *, facts: OutreachFacts, by: User, at: datetime, origin: Model | None = None
) -> OutreachEvent:
    """Put an event into the calendar; what was held already is written up next."""
    _check(facts, at=at)
    event = OutreachEvent(
        number=number_in(SERIES, facts.area, at=at),
        link=secrets.token_urlsafe(8),
        created_by=by,
    )
    _write(event, facts)
    _check_leader(event, facts.led_by)
    event.save()
    _join(event, facts)
    record(kind="outreach.planned", subject=event, by=by, at=at)
    tie(origin=origin, made=event, by=by, at=at)
    reminders.follow(event, at=at)
    if event.led_by_id != by.pk:
        reminders.given(event, at=at)
    return event


@transaction.atomic
def edit(
    *, event: OutreachEvent, facts: OutreachFacts, version: int, by: User, at: datetime
) -> OutreachEvent:
    """Another day, another place, other people; whoever leads it now hears so."""
    row = lock_planned(event, version)
    _check(facts, at=at)
    before = copy(row)
    _write(row, facts)
    _check_leader(row, facts.led_by)
    save(row)
    others = _join(row, replace(facts, audiences=_invited(row, facts, by)))
    changes = differences(before, row, PLAIN) | others
    record(kind="outreach.edited", subject=row, by=by, at=at, changes=changes)
    reminders.follow(row, at=at)
    if row.led_by_id not in (before.led_by_id, by.pk):
        reminders.given(row, at=at)
    return row


@transaction.atomic
def hand_over(
    *, event: OutreachEvent, to: User, version: int, by: User, at: datetime
) -> OutreachEvent:
    """Somebody else leads it."""
    row = lock_planned(event, version)
    before, row.led_by = row.led_by_id, to
    _check_leader(row, to)
    save(row)
    changes = {"led_by": [before, to.pk]}
    record(kind="outreach.handed_over", subject=row, by=by, at=at, changes=changes)
    if to.pk not in (before, by.pk):
        reminders.given(row, at=at)
    return row


@transaction.atomic
def cancel(
    *, event: OutreachEvent, reason: str, version: int, by: User, at: datetime
) -> OutreachEvent:
    """It does not take place; what was set aside for it goes back into stock."""
    row = lock_planned(event, version)
    if not reason.strip():
        raise RuleError(_("Say why it is called off."), code="no_reason")
    event_materials.put_back(event=row, by=by, at=at)
    row.status, row.cancel_reason = OutreachStatus.CANCELLED, reason.strip()
    row.cancelled_at, row.cancelled_by = at, by
    save(row)
    record(kind="outreach.cancelled", subject=row, by=by, at=at, note=reason.strip())
    reminders.settled(row, at=at)
    return row


@transaction.atomic
def resume(
    *, event: OutreachEvent, version: int, by: User, at: datetime
) -> OutreachEvent:
    """It takes place after all."""
    row = lock(event, version=version)
    if not row.is_called_off:
        raise RuleError(_("It was not called off."), code="state")
    row.status, row.cancel_reason = OutreachStatus.PLANNED, ""
    row.cancelled_at = row.cancelled_by = None
    save(row)
    record(kind="outreach.resumed", subject=row, by=by, at=at)
    reminders.follow(row, at=at)
    return row


def lock_planned(event: OutreachEvent, version: int | None) -> OutreachEvent:
    """The event, while it can still be moved."""
    row = lock(event, version=version)
    if not workflow.allows(row.status, OutreachStatus.CANCELLED):
        raise RuleError(
            _("This event is %(state)s already.")
            % {"state": row.get_status_display().lower()},
            code="state",
        )
    return row


def save(row: OutreachEvent) -> None:
    """Keep the change; whoever read it before is told."""
    row.version += 1
    row.save()


def check_people(people: int | None) -> None:
    """No more than can be true."""
    if people is not None and not 0 <= people <= MOST_PEOPLE:
        raise RuleError(_("At most %(n)d people.") % {"n": MOST_PEOPLE}, code="people")


def _write(row: OutreachEvent, facts: OutreachFacts) -> None:
    words = ("title", "place", "helpers", "audience_words", "online_url")
    for name in PLAIN:
        value = getattr(facts, name)
        setattr(row, name, value.strip() if name in words else value)
    row.groups = [group for group in Group.values if group in facts.groups]


def _invited(row: OutreachEvent, facts: OutreachFacts, by: User) -> tuple:
    """Whoever does not see a group cannot take its invitation back."""
    seen = Audience.objects.visible_to(by).values("pk")
    return (*facts.audiences, *row.audiences.exclude(pk__in=seen))


def _join(row: OutreachEvent, facts: OutreachFacts) -> dict:
    """Keep the lists, and say which of them changed."""
    changes = {}
    for name in MANY:
        kept, wanted = getattr(row, name), {found.pk for found in getattr(facts, name)}
        before = set(kept.values_list("pk", flat=True))
        if before != wanted:
            kept.set(wanted)
            changes[name] = [sorted(before), sorted(wanted)]
    return changes


def _check(facts: OutreachFacts, *, at: datetime) -> None:
    known = facts.kind in OutreachKind.values and facts.topic in Topic.values
    if not known or set(facts.groups) - set(Group.values):
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if not facts.title.strip():
        raise RuleError(_("Give it a title."), code="no_title")
    if not facts.place.strip():
        raise RuleError(_("Say where it is."), code="no_place")
    if len(facts.staff) > MOST_STAFF:
        raise RuleError(_("At most %(n)d people.") % {"n": MOST_STAFF}, code="staff")
    check_people(facts.expected)
    _check_time(facts, at=at)


def _check_time(facts: OutreachFacts, *, at: datetime) -> None:
    if facts.ends_at <= facts.starts_at:
        raise RuleError(_("It must end after it begins."), code="ends_at")
    if facts.ends_at - facts.starts_at > LONGEST:
        raise RuleError(
            _("One event takes at most a month: write down several."), code="ends_at"
        )
    if not at - BACK <= facts.starts_at <= at + AHEAD:
        raise RuleError(
            _("It must lie within the last year or the next two."), code="starts_at"
        )


def _check_leader(row: OutreachEvent, to: User) -> None:
    """Whoever leads it serves there and may write it up."""
    may = policy.can(to, "outreach.edit", row)
    if not (to.is_active and may and policy.covers(to, "outreach.view", row.area)):
        raise RuleError(_("This person does not serve there."), code="not_serving")
