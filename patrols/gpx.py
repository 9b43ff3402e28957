"""Tracks as GPX: written for maps, read from watches and other apps."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import gpxpy
import gpxpy.gpx
from django.utils.translation import gettext as _

from patrols.models import Patrol
from station.errors import RuleError

MOST_BYTES = 5_000_000
TYPE = "application/gpx+xml"


@dataclass(frozen=True)
class Position:
    """Where somebody was at a moment."""

    at: datetime
    latitude: float
    longitude: float
    accuracy_m: int = 0


def positions_of(patrol: Patrol) -> list[Position]:
    """The whole track, stretch after stretch."""
    return [
        Position(piece.from_at + timedelta(seconds=s), latitude, longitude, accuracy)
        for piece in patrol.track_pieces.order_by("from_at", "pk")
        for s, latitude, longitude, accuracy in json.loads(piece.positions)
    ]


def written(positions: list[Position], *, since: datetime) -> bytes:
    """The track as GPX; no name of anybody stands in it."""
    book = gpxpy.gpx.GPX()
    book.creator = "Fengqiao"
    track = gpxpy.gpx.GPXTrack(name=since.isoformat())
    segment = gpxpy.gpx.GPXTrackSegment()
    segment.points = [
        gpxpy.gpx.GPXTrackPoint(row.latitude, row.longitude, time=row.at)
        for row in positions
    ]
    track.segments.append(segment)
    book.tracks.append(track)
    return book.to_xml().encode()


def read(content: bytes) -> list[Position]:
    """The positions with a time in a GPX file, in the order of time."""
    if len(content) > MOST_BYTES:
        raise RuleError(_("The file is too large."), code="too_large")
    text = content.decode("utf-8", errors="replace")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise _not_gpx()
    try:
        book = gpxpy.parse(text)
    except gpxpy.gpx.GPXException:
        raise _not_gpx() from None
    found = [
        Position(_in_zone(point.time), point.latitude, point.longitude)
        for track in book.tracks
        for segment in track.segments
        for point in segment.points
        if point.time is not None
    ]
    if not all(abs(row.latitude) <= 90 and abs(row.longitude) <= 180 for row in found):
        raise RuleError(_("A position in it is nowhere on earth."), code="nowhere")
    return sorted(found, key=lambda row: row.at)


def _in_zone(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _not_gpx() -> RuleError:
    return RuleError(_("This is not a GPX file."), code="not_gpx")
