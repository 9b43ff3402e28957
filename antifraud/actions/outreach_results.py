"""How an event went: people reached, material handed out, photos."""

from collections.abc import Mapping, Sequence
from copy import copy
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from antifraud.actions import event_materials
from antifraud.actions import outreach_reminders as reminders
from antifraud.actions.outreach import check_people, lock_planned, save
from antifraud.models import Material, OutreachEvent
from antifraud.workflow.outreach import OutreachStatus
from station.actions import attachments
from station.actions.events import differences, record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Attachment, User

Photos = Sequence[attachments.StoredFile]
MOST_PHOTOS = 60


@transaction.atomic
def write_up(
    *,
    event: OutreachEvent,
    reached: int,
    version: int,
    by: User,
    at: datetime,
    result: str = "",
    given: Mapping[Material, int] | None = None,
    photos: Photos = (),
) -> OutreachEvent:
    """It was held: how many were reached, what was handed out, what it looked like."""
    row = lock_planned(event, version)
    if not row.has_begun(at=at):
        raise RuleError(
            _("It has not begun: write it up when it was held."), code="not_begun"
        )
    _check_reached(reached)
    event_materials.give_out(event=row, given=given or {}, by=by, at=at)
    row.status, row.reached, row.result = OutreachStatus.DONE, reached, result.strip()
    row.done_at, row.done_by = at, by
    save(row)
    photograph(row, photos, by=by, at=at)
    record(kind="outreach.held", subject=row, by=by, at=at)
    reminders.settled(row, at=at)
    return row


@transaction.atomic
def correct(
    *,
    event: OutreachEvent,
    reached: int,
    version: int,
    by: User,
    at: datetime,
    result: str = "",
    given: Mapping[Material, int] | None = None,
    photos: Photos = (),
) -> OutreachEvent:
    """What was written down in haste is set right; the stock follows."""
    row = lock(event, version=version)
    if not row.is_held:
        raise RuleError(_("It was not written up yet."), code="state")
    _check_reached(reached)
    event_materials.give_out(event=row, given=given or {}, by=by, at=at)
    before = copy(row)
    row.reached, row.result = reached, result.strip()
    save(row)
    photograph(row, photos, by=by, at=at)
    changes = differences(before, row, ("reached", "result"))
    record(kind="outreach.corrected", subject=row, by=by, at=at, changes=changes)
    return row


@transaction.atomic
def add_photos(
    *, event: OutreachEvent, photos: Photos, by: User, at: datetime
) -> OutreachEvent:
    """More pictures of an event that has begun."""
    row = lock(event)
    if row.is_called_off or not row.has_begun(at=at):
        raise RuleError(_("There is nothing to photograph."), code="state")
    if not photos:
        raise RuleError(_("Choose at least one photo."), code="no_photo")
    photograph(row, photos, by=by, at=at)
    return row


def photograph(row: OutreachEvent, photos: Photos, *, by: User, at: datetime) -> None:
    """Keep the pictures with the event."""
    if not photos:
        return
    known = attachments.attached_to(row).count()
    if known + len(photos) > MOST_PHOTOS:
        raise RuleError(_("At most %(n)d photos.") % {"n": MOST_PHOTOS}, code="photos")
    attachments.attach(
        files=list(photos), kind=Attachment.Kind.PHOTO, subject=row, by=by, at=at
    )


def _check_reached(reached: int | None) -> None:
    if reached is None:
        raise RuleError(_("Say how many people it reached."), code="no_reached")
    check_people(reached)
