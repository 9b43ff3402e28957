"""What inspections and hazards bring to the shared pages."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.actions import venues
from households.inspection_facts import open_hazards
from households.lists import inspections as inspection_lists  # noqa: F401
from households.models import Inspection
from households.notices import hazards as hazard_notices
from households.notices import inspections as inspection_notices
from households.subjects import inspections as inspection_subjects
from households.workflow.inspections import WITH_US
from station import policy
from station.registry import NavItem, Panel, registry

SECTION = "inspect"


def of_unit(request, unit) -> dict | None:
    """The last inspections, what is still open, and when it is due next."""
    user = request.user
    if not policy.can(user, "inspection.view", unit):
        return None
    rows = Inspection.objects.visible_to(user).filter(unit=unit).select_related("lead")
    may = policy.can(user, "inspection.create", unit) and unit.closed_on is None
    return {
        "unit": unit,
        "sizes": venues.in_words(unit.figures),
        "too_large": venues.too_large(unit),
        "inspections": list(rows.order_by("-finished_at", "-pk")[:5]),
        "hazards": open_hazards(unit, user=user),
        "today": timezone.localdate(),
        "may_inspect": may,
        "may_report": unit.closed_on is None
        and policy.can(user, "hazard.create", unit),
        "may_edit": policy.can(user, "unit.edit", unit) and unit.closed_on is None,
    }


def of_household(request, household) -> dict | None:
    """The hazards found here, where there are any."""
    rows = household.hazards.visible_to(request.user).filter(status__in=WITH_US)
    found = list(rows.for_list().order_by("next_due_on", "pk")[:10])
    return {"hazards": found} if found else None


for label, subject in inspection_subjects.SUBJECTS.items():
    registry.add_subject(label, subject)
registry.add_conversions(*inspection_subjects.CONVERSIONS)
registry.add_legal(inspection_subjects.TRANSFER)
registry.add_event_labels(**inspection_subjects.EVENTS)
registry.add_reminder_kinds(*hazard_notices.KINDS, *inspection_notices.KINDS)
registry.add_worklist("hazards", hazard_notices.owed)
registry.add_worklist("inspections", inspection_notices.owed)
registry.add_panel(
    "unit", Panel("inspections", "households/_unit_inspections.html", of_unit, order=10)
)
registry.add_panel(
    "household", Panel("hazards", "households/_open_hazards.html", of_household, 20)
)
registry.add_nav(
    NavItem(
        key="inspections",
        label=_("Inspections"),
        icon="clipboard-check",
        url_name="households:inspection_list",
        permission="inspection.view",
        order=44,
        section=SECTION,
    ),
    NavItem(
        key="hazards",
        label=_("Hazards"),
        icon="alert-triangle",
        url_name="households:hazard_list",
        permission="hazard.view",
        order=45,
        section=SECTION,
    ),
    NavItem(
        key="hazard_new",
        label=_("Report a hazard"),
        icon="alert-triangle",
        url_name="households:hazard_create",
        permission="hazard.create",
        order=30,
        place="add",
    ),
    NavItem(
        key="venues",
        label=_("Venues and checklists"),
        icon="checklist",
        url_name="venues:kind_list",
        permission="venue_kind.view",
        order=60,
        place="manage",
    ),
    NavItem(
        key="rules",
        label=_("Legal limits"),
        icon="scale",
        url_name="station:rule_list",
        permission="legal_rule.view",
        order=70,
        place="manage",
    ),
)
