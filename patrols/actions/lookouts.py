"""Somebody on duty has seen who or what is looked for."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from patrols.actions.findings import note, photograph
from patrols.models import Finding
from patrols.workflow.findings import TOLD_TO_ALL
from station.actions import attachments, reminders
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User

SIGHTED = "finding.sighted"


@transaction.atomic
def sight(
    *,
    finding: Finding,
    where: str,
    by: User,
    at: datetime,
    photos: Sequence[attachments.StoredFile] = (),
) -> Finding:
    """Tell whoever sees to it where it was seen; they decide whether it is found."""
    row = lock(finding)
    if row.kind not in TOLD_TO_ALL or row.is_settled:
        raise RuleError(_("This is not looked for any more."), code="settled")
    if not where.strip():
        raise RuleError(_("Say where you saw it."), code="no_place")
    photograph(row, photos, by=by, at=at)
    note("finding.sighted", row, by=by, at=at, words=where.strip())
    reminders.schedule(
        kind=SIGHTED, subject=row, due_at=at, edition=f"{by.pk}:{at.isoformat()}"
    )
    return row
