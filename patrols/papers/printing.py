"""The codes of patrol points as they go to the printer: drawn, and written down."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from patrols.actions import points as actions
from patrols.models import PatrolPoint
from patrols.papers import points as papers
from station.errors import RuleError
from station.models import User


@transaction.atomic
def codes(*, points, by: User, at: datetime) -> bytes:
    """The PDF of these points in use, at most as many as one paper takes."""
    rows = points.in_use().order_by("area__path", "name", "pk")
    found = list(rows.select_related("area")[: papers.MOST])
    if not found:
        raise RuleError(_("No point to print."), code="none")
    printed = PatrolPoint.objects.filter(pk__in=[point.pk for point in found])
    actions.note_printed(points=printed, by=by, at=at)
    return papers.render(found)
