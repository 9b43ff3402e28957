"""Where the cared-for go, their plans go along, or end."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from households.actions import care_rounds
from households.models import CarePlan, GuardianConsent, Resident
from households.workflow.care import CareStatus
from station import working_days
from station.actions import reminders
from station.actions.events import record
from station.actions.locking import lock
from station.models import User


@transaction.atomic
def follow(*, resident: Resident, by: User | None, at: datetime) -> None:
    """Somebody moved or left: the plan moves along, or ends."""
    GuardianConsent.objects.filter(resident=resident).update(area=resident.area)
    for plan in CarePlan.objects.live().filter(resident=resident).order_by("pk"):
        current = lock(plan)
        if resident.left_on is not None:
            end(current, reason=_("moved away"), at=at)
            record(kind="care.ended", subject=current, by=by, at=at)
        elif current.area_id != resident.area_id:
            _move(current, resident, at=at)


def end(plan: CarePlan, *, reason: str, at: datetime) -> None:
    """No more visits and no more reminders of them."""
    plan.status, plan.reason = CareStatus.ENDED, reason
    plan.resume_on, plan.ended_on = None, working_days.local_date(at)
    plan.version += 1
    plan.save()
    reminders.silence(subject=plan, at=at)
    for row in plan.holiday_visits.filter(done_at__isnull=True):
        reminders.silence(subject=row, at=at)


def _move(plan: CarePlan, resident: Resident, *, at: datetime) -> None:
    plan.area = resident.area
    plan.helpers.update(area=resident.area)
    plan.holiday_visits.update(area=resident.area)
    plan.version += 1
    plan.save()
    care_rounds.remind(plan, at=at)
