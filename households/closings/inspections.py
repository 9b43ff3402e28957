"""What is still open about inspections and hazards."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from households.models import Hazard, Unit
from households.workflow.inspections import HazardStatus
from station.closings import MOST, evening
from station.registry import WorkItem, registry


def of_inspection(inspection, user) -> list[WorkItem]:
    """The hazards it found that are not put right, each with the day it is due."""
    return _hazards(user, inspection=inspection)


def of_unit(unit: Unit, user) -> list[WorkItem]:
    """Hazards at the place, whoever found them."""
    return _hazards(user, unit=unit)


def of_hazard(hazard: Hazard, user) -> list[WorkItem]:
    """What has to happen until the file can be closed."""
    return [
        WorkItem(
            title=title,
            url=reverse(f"households:{url_name}", args=[hazard.pk]),
            due_at=evening(due) if due else None,
            kind_label=_("Next step"),
            icon=icon,
        )
        for title, url_name, due, icon in _steps(hazard)
    ]


def _steps(hazard: Hazard) -> list[tuple]:
    """Text, page, day and picture of each step that is owed."""
    status, found = hazard.status, []
    if status == HazardStatus.FOUND:
        found.append(
            (_("The notice is not served"), "hazard_notify", timezone.localdate(),
             "writing")
        )  # fmt: skip
    if hazard.is_to_transfer:
        due = hazard.transfer_due_on
        found.append((_("It is not transferred"), "hazard_transfer", due, "send"))
    elif hazard.is_with_us:
        due = hazard.next_due_on
        found.append(
            (_("The re-inspection is open"), "hazard_reinspect", due, "eye-check")
        )
    elif status == HazardStatus.TRANSFERRED:
        found.append(
            (_("The office has not answered"), "hazard_answer", None, "hourglass")
        )
    elif status == HazardStatus.ANSWERED:
        found.append((_("The file is not closed"), "hazard_close", None, "archive"))
    return found


def _hazards(user, **about) -> list[WorkItem]:
    rows = Hazard.objects.visible_to(user).open().filter(**about).for_list()
    return [
        WorkItem(
            title=row.what,
            url=row.get_absolute_url(),
            due_at=evening(row.next_due_on) if row.next_due_on else None,
            kind_label=_("Hazard"),
            icon="alert-triangle",
            detail=row.get_status_display(),
        )
        for row in rows.order_by("next_due_on", "pk")[:MOST]
    ]


registry.add_closing("households.inspection", of_inspection)
registry.add_closing("households.unit", of_unit)
registry.add_closing("households.hazard", of_hazard)
