"""Tracks: only on duty and only with consent; from the phone, or as GPX."""

import json
from datetime import datetime
from itertools import pairwise
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from patrols import geo, gpx
from patrols.gpx import Position
from patrols.models import Patrol, TrackPiece
from station.actions.events import record
from station.actions.locking import lock
from station.actions.reveal import show
from station.errors import RuleError
from station.models import User

MOST_AT_ONCE = 2_000
MOST = 40_000  # positions of one patrol
VAGUE = 100  # metres: such a position adds nothing to the way


@transaction.atomic
def keep(
    *,
    patrol: Patrol,
    positions: list[Position],
    by: User,
    at: datetime,
    client_key: UUID | None = None,
) -> Patrol:
    """A stretch from the phone; what lies outside the patrol is not kept."""
    patrol = _agreed(patrol)
    if not patrol.is_tracked:
        raise RuleError(_("No track is recorded of this patrol."), code="no_track")
    if client_key and patrol.track_pieces.filter(client_key=client_key).exists():
        return patrol
    found = _within(patrol, positions, at=at)
    is_first = not patrol.track_pieces.exists()
    _write(patrol, found, at=at, client_key=client_key)
    if is_first:
        record(kind="patrol.tracked", subject=patrol, by=by, at=at)
    return patrol


@transaction.atomic
def take_in(*, patrol: Patrol, content: bytes, by: User, at: datetime) -> Patrol:
    """One's own track from a watch or another app."""
    patrol = _agreed(patrol)
    if patrol.track_pieces.exists():
        raise RuleError(_("This patrol has a track already."), code="has_track")
    found = _within(patrol, gpx.read(content), at=at)
    for start in range(0, len(found), MOST_AT_ONCE):
        _write(patrol, found[start : start + MOST_AT_ONCE], at=at)
    record(kind="patrol.track_taken_in", subject=patrol, by=by, at=at)
    return patrol


@transaction.atomic
def stop(*, patrol: Patrol, by: User, at: datetime) -> Patrol:
    """From now on nothing more is recorded."""
    patrol = lock(patrol)
    if patrol.is_tracked:
        patrol.is_tracked = False
        patrol.version += 1
        patrol.save(update_fields=["is_tracked", "version", "updated_at"])
        record(kind="patrol.track_stopped", subject=patrol, by=by, at=at)
    return patrol


def looked_at(
    *, patrol: Patrol, by: User, at: datetime, purpose: str = "", reason: str = ""
) -> list[Position]:
    """The track: one's own freely, another's for a purpose, written down."""
    piece = patrol.track_pieces.order_by("from_at", "pk").first()
    if piece is None:
        raise RuleError(_("No track was recorded."), code="no_track")
    if patrol.volunteer.user_id != by.pk:
        show(
            by=by,
            obj=piece,
            field="positions",
            purpose=purpose,
            reason=reason,
            area=patrol.area,
            at=at,
        )
    return gpx.positions_of(patrol)


def opened(*, patrol: Patrol, **look) -> bytes:
    """The track as GPX, looked at like any track."""
    return gpx.written(looked_at(patrol=patrol, **look), since=patrol.started_at)


def _agreed(patrol: Patrol) -> Patrol:
    """The patrol, held; the consent may have been taken back meanwhile."""
    rows = Patrol.objects.select_for_update(of=("self",)).select_related("volunteer")
    patrol = rows.defer("volunteer__phone", "volunteer__vetting_note").get(pk=patrol.pk)
    if not patrol.volunteer.may_be_tracked:
        raise RuleError(
            _("There is no consent to tracks: it is given under “My data”."),
            code="no_consent",
        )
    return patrol


def _within(patrol: Patrol, positions, *, at: datetime) -> list[Position]:
    end = patrol.ended_at or at
    found = [row for row in positions if patrol.started_at <= row.at <= end]
    if not found:
        raise RuleError(_("Nothing of it lies within the patrol."), code="outside")
    known = patrol.track_pieces.aggregate(n=Sum("size"))["n"] or 0
    if known + len(found) > MOST:
        raise RuleError(_("The track is too long."), code="too_long")
    return found


def _write(patrol: Patrol, found: list[Position], *, at, client_key=None) -> None:
    since = found[0].at
    rows = [
        [
            round((row.at - since).total_seconds()),
            round(row.latitude, 6),
            round(row.longitude, 6),
            row.accuracy_m,
        ]
        for row in found
    ]
    TrackPiece.objects.create(
        patrol=patrol,
        from_at=since,
        until_at=found[-1].at,
        size=len(found),
        positions=json.dumps(rows),
        client_key=client_key or uuid4(),
        received_at=at,
    )
    patrol.distance_m = (patrol.distance_m or 0) + _length(found)
    patrol.version += 1
    patrol.save(update_fields=["distance_m", "version", "updated_at"])


def _length(found: list[Position]) -> int:
    sure = [row for row in found if row.accuracy_m <= VAGUE]
    return sum(
        geo.metres(one.latitude, one.longitude, two.latitude, two.longitude)
        for one, two in pairwise(sure)
    )
