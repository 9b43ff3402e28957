"""Alerts: written, seen by a second pair of eyes, let go, taken back."""

import copy
import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from antifraud.actions import alert_reminders as reminders
from antifraud.actions import sendings
from antifraud.actions.alert_parts import (
    address,
    check_audiences,
    check_going,
    lock_for,
    save,
    show,
)
from antifraud.actions.alert_words import Words, say
from antifraud.models import Alert, Audience
from antifraud.workflow.alerts import EDITABLE, PUBLISHED, AlertStatus, Form
from households.numbering import number_in
from station.actions.attachments import StoredFile
from station.actions.events import differences, record
from station.actions.links import tie
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, User

__all__ = [
    "Words",
    "approve",
    "choose",
    "draft",
    "edit",
    "give_back",
    "submit",
    "take_back",
    "withdraw",
]

SERIES = "YJ"
LINK_BYTES = 6
FIELDS = (
    "kind", "form", "title", "scam_type_id", "scenes", "groups", "source", "video_url",
    "area_id", "picture_id",
)  # fmt: skip


@transaction.atomic
def draft(
    *,
    words: Words,
    area: Area,
    by: User,
    at: datetime,
    audiences: Iterable[Audience] = (),
    picture: StoredFile | None = None,
    origin: Model | None = None,
) -> Alert:
    """Write an alert down; nobody but colleagues sees it yet."""
    alert = Alert(area=area, written_by=by)
    say(alert, words, by=by)
    alert.link = secrets.token_urlsafe(LINK_BYTES)
    alert.number = number_in(SERIES, area, at=at)
    alert.save()
    address(alert, audiences)
    show(alert, picture, by=by, at=at)
    record(kind="alert.drafted", subject=alert, by=by, at=at)
    tie(origin=origin, made=alert, by=by, at=at)
    return alert


@transaction.atomic
def edit(
    *,
    alert: Alert,
    words: Words,
    version: int,
    by: User,
    at: datetime,
    area: Area | None = None,
    audiences: Iterable[Audience] | None = None,
    picture: StoredFile | None = None,
    drop_picture: bool = False,
) -> Alert:
    """Other words, another picture, other groups."""
    alert = lock(alert, version=version)
    if alert.status not in EDITABLE:
        raise RuleError(_("Only a draft can be changed."), code="state")
    before = copy.copy(alert)
    say(alert, words, by=by)
    alert.area = area or alert.area
    alert.picture = None if drop_picture else alert.picture
    if audiences is not None:
        address(alert, audiences)
    show(alert, picture, by=by, at=at)
    save(alert)
    changes = differences(before, alert, FIELDS)
    if before.body != alert.body:
        changes["body"] = None  # the history keeps the whole text
    record(kind="alert.edited", subject=alert, by=by, at=at, changes=changes)
    return alert


@transaction.atomic
def choose(
    *,
    alert: Alert,
    audiences: Iterable[Audience],
    version: int,
    by: User,
    at: datetime,
    hand_in: bool = False,
) -> Alert:
    """Whom it goes to, and perhaps handed in with it; the words stay."""
    alert = lock(alert, version=version)
    if alert.status not in EDITABLE:
        raise RuleError(_("Only a draft can be changed."), code="state")
    address(alert, audiences)
    save(alert)
    record(kind="alert.addressed", subject=alert, by=by, at=at)
    if hand_in:
        _hand_in(alert, by=by, at=at)
    return alert


@transaction.atomic
def submit(*, alert: Alert, version: int, by: User, at: datetime) -> Alert:
    """Handed in: a second pair of eyes looks at it."""
    alert = lock_for(alert, AlertStatus.SUBMITTED, version)
    _hand_in(alert, by=by, at=at)
    return alert


def _hand_in(alert: Alert, *, by: User, at: datetime) -> None:
    """It waits from now on, whole, with groups that are still there."""
    if alert.form == Form.PICTURE and alert.picture_id is None:
        raise RuleError(_("The picture is missing."), code="picture")
    check_audiences(alert)
    alert.status = AlertStatus.SUBMITTED
    alert.submitted_at, alert.submitted_by = at, by
    save(alert)
    reminders.submitted(alert, at=at)
    record(kind="alert.submitted", subject=alert, by=by, at=at)


@transaction.atomic
def give_back(
    *, alert: Alert, reason: str, version: int, by: User, at: datetime
) -> Alert:
    """It is not right yet, and why."""
    if not reason.strip():
        raise RuleError(_("Say what is to be changed."), code="no_reason")
    alert = _draft_again(alert, version, at=at)
    reminders.tell_writer(reminders.GIVEN_BACK, alert, by=by, at=at)
    note = reason.strip()
    record(kind="alert.given_back", subject=alert, by=by, at=at, note=note)
    return alert


@transaction.atomic
def take_back(*, alert: Alert, version: int, by: User, at: datetime) -> Alert:
    """Whoever wrote it found something to change themselves."""
    alert = _draft_again(alert, version, at=at)
    record(kind="alert.taken_back", subject=alert, by=by, at=at)
    return alert


def _draft_again(alert: Alert, version: int, *, at: datetime) -> Alert:
    alert = lock_for(alert, AlertStatus.DRAFT, version)
    alert.status = AlertStatus.DRAFT
    alert.submitted_at = alert.submitted_by = None
    save(alert)
    reminders.settled(alert, at=at)
    return alert


@transaction.atomic
def approve(
    *,
    alert: Alert,
    version: int,
    by: User,
    at: datetime,
    send_at: datetime | None = None,
    urgent_reason: str = "",
) -> Alert:
    """It may go out; never one's own words (article 8 wants it right and aimed)."""
    alert = lock_for(alert, AlertStatus.APPROVED, version)
    if by.pk in {*alert.authors, alert.written_by_id, alert.submitted_by_id}:
        raise RuleError(
            _("You wrote or handed it in; somebody else has to look at it."), code="own"
        )
    check_audiences(alert)
    check_going(alert, send_at, urgent_reason, by=by, at=at)
    alert.status = AlertStatus.APPROVED
    alert.approved_at, alert.approved_by = at, by
    alert.send_at, alert.urgent_reason = send_at, urgent_reason.strip()
    save(alert)
    reminders.settled(alert, at=at)
    reminders.tell_writer(reminders.APPROVED, alert, by=by, at=at)
    record(kind="alert.approved", subject=alert, by=by, at=at, note=alert.urgent_reason)
    sendings.plan(alert=alert, by=by, at=at)
    return alert


@transaction.atomic
def withdraw(
    *, alert: Alert, version: int, by: User, at: datetime, reason: str
) -> Alert:
    """It goes no further and stands nowhere any more; what was sent stays counted."""
    alert = lock_for(alert, AlertStatus.WITHDRAWN, version)
    if not reason.strip():
        raise RuleError(_("Say why it is taken back."), code="no_reason")
    was_out = alert.status in PUBLISHED
    alert.status, alert.withdrawn_at = AlertStatus.WITHDRAWN, at
    save(alert)
    reminders.settled(alert, at=at)
    reminders.tell_writer(reminders.WITHDRAWN, alert, by=by, at=at)
    note = reason.strip()
    record(kind="alert.withdrawn", subject=alert, by=by, at=at, note=note)
    if was_out:
        sendings.call_off(alert=alert, by=by, at=at)
    return alert
