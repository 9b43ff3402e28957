"""What is still open about care, liaison and alliances."""

from django.utils.translation import gettext as _

from households.models import HolidayVisit, JointAction, LiaisonItem
from station.closings import MOST, evening
from station.registry import WorkItem, registry


def of_plan(plan, user) -> list[WorkItem]:
    """Visits before a holiday that nobody made yet."""
    rows = HolidayVisit.objects.visible_to(user).open().filter(plan=plan)
    return [
        WorkItem(
            title=row.get_holiday_display(),
            url=plan.get_absolute_url(),
            due_at=row.due_at,
            kind_label=_("Holiday visit"),
            icon="calendar-event",
        )
        for row in rows.order_by("due_at", "pk")[:MOST]
    ]


def agreed(user, **about) -> list[WorkItem]:
    """What was agreed and is not done."""
    rows = LiaisonItem.objects.visible_to(user).open().filter(**about)
    rows = rows.select_related("responsible").order_by("until_on", "pk")
    return [
        WorkItem(
            title=row.what,
            url=row.get_absolute_url(),
            due_at=evening(row.until_on),
            kind_label=_("Agreed item"),
            icon="list-check",
            detail=row.who or row.responsible.name,
        )
        for row in rows[:MOST]
    ]


def of_alliance(alliance, user) -> list[WorkItem]:
    """Joint actions that are planned; before they are settled it cannot end."""
    return _actions(JointAction.objects.filter(alliance=alliance), user)


def of_action(action, user) -> list[WorkItem]:
    """Its own result, as long as nobody wrote it."""
    return _actions(JointAction.objects.filter(pk=action.pk), user)


def _actions(rows, user) -> list[WorkItem]:
    rows = rows.open().visible_to(user).select_related("lead")
    return [
        WorkItem(
            title=_("%(action)s: no result yet") % {"action": row.title},
            url=row.get_absolute_url(),
            due_at=row.planned_at,
            kind_label=_("Joint action"),
            icon="users",
            detail=row.lead.name,
        )
        for row in rows.order_by("planned_at", "pk")[:MOST]
    ]


registry.add_closing("households.careplan", of_plan)
registry.add_closing(
    "households.liaison", lambda liaison, user: agreed(user, liaison=liaison)
)
registry.add_closing(
    "households.liaisoncontact",
    lambda contact, user: agreed(user, liaison__contact=contact),
)
registry.add_closing("households.alliance", of_alliance)
registry.add_closing("households.jointaction", of_action)
