"""The plan of a day: when somebody comes to each, and who."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from households.actions import services
from households.models import ServiceRequest
from households.workflow.services import WITH_SLOT, ServiceStatus
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User


@transaction.atomic
def plan(
    *,
    request: ServiceRequest,
    begins_at: datetime,
    by: User,
    at: datetime,
    to: User | None = None,
) -> ServiceRequest:
    """Say when somebody comes and who; a time at the counter stays in its calendar."""
    request = lock(request)
    if request.kind in WITH_SLOT:
        raise RuleError(
            _("Its time was taken from the calendar of the counter: move it there."),
            code="slot",
        )
    if to is not None and request.assigned_to_id != to.pk:
        request = services.reassign(request=request, to=to, by=by, at=at)
    if request.status == ServiceStatus.BOOKED:
        return services.confirm(request=request, begins_at=begins_at, by=by, at=at)
    if request.begins_at == begins_at:
        return request
    return services.reschedule(request=request, begins_at=begins_at, by=by, at=at)
