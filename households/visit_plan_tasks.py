"""Work of the visit plans in the background; each starts from the rows."""

import structlog
from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from households.actions import due_dates, visit_questions
from station.models import Area

log = structlog.get_logger(__name__)


@shared_task
def recompute_due_dates(area_id: int | None = None) -> None:
    """Which households are due when; without an area everywhere."""
    on = timezone.localdate()
    if area_id is None:
        due_dates.recompute_all(on=on)
        return
    area = Area.objects.filter(pk=area_id).first()
    if area is not None:
        due_dates.recompute_below(area.path, on=on)


@shared_task
def look_at_visits() -> None:
    """What looks implausible among the visits of the last days becomes a question."""
    visit_questions.look(at=timezone.now())


def ring_due_dates(area_id: int) -> None:
    """Soon; with the broker away the next hour does."""
    try:
        recompute_due_dates.delay_on_commit(area_id)
    except OperationalError:
        log.warning("due_dates.bell_unheard", area=area_id)
