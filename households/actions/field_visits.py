"""Visits in the fields (田间警务): a place instead of a door, people by name."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from households.actions import visit_rules, visits
from households.models import Visit
from station import policy
from station.actions import events, links
from station.actions.attachments import StoredFile
from station.errors import RuleError
from station.models import Area, User


@transaction.atomic
def record(
    *,
    area: Area,
    report: visits.Report,
    by: User,
    at: datetime,
    reason: str = "",
    photos: Sequence[StoredFile] = (),
    origin: Model | None = None,
) -> Visit:
    """Write down whom one met out there; an auxiliary's is a draft at first."""
    if not policy.covers(by, "visit.create", area):
        raise RuleError(_("You make no visits there."), code="not_your_area")
    visit_rules.check(report, household=None, at=at, reason=reason)
    confirms = policy.covers(by, "visit.confirm", area)
    visit = Visit(
        area=area,
        visited_by=by,
        state=Visit.State.CONFIRMED if confirms else Visit.State.DRAFT,
        confirmed_by=by if confirms else None,
        confirmed_at=at if confirms else None,
    )
    visits.write(visit, report)
    events.record(
        kind="visit.recorded" if confirms else "visit.drafted",
        subject=visit,
        by=by,
        at=at,
        changes={
            "purpose": [None, visit.purpose],
            "outcome": [None, visit.outcome],
        },
        note=reason,
    )
    if photos:
        visits.add_photos(visit=visit, files=photos, by=by, at=at)
    links.tie(origin=origin, made=visit, by=by, at=at)
    return visit
