"""Liaison, alliances and key points: who is told what, and what stands in My day."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.dues import Dues
from households.models import Equipment, JointAction, LiaisonContact, LiaisonItem
from households.notices.care import nobody_left
from station import working_days
from station.registry import WorkItem

AHEAD = timedelta(days=7)
MOST = 60
EVENING = time(18)

CONTACTS = Dues(
    LiaisonContact,
    {
        "liaison.due": gettext_lazy("Liaison due today"),
        "liaison.late": gettext_lazy("Liaison missed"),
        "liaison.chief": gettext_lazy("Liaison missed for two working days"),
    },
    still=lambda rows: rows.kept(),
    title=lambda contact: contact.organisation or contact.name,
    person="responsible_id",
    for_chief=frozenset({"liaison.chief"}),
    icon="messages",
    defer=("phone",),
)
ITEMS = Dues(
    LiaisonItem,
    {
        "liaison_item.due": gettext_lazy("What was agreed is due today"),
        "liaison_item.late": gettext_lazy("What was agreed is late"),
    },
    still=lambda rows: rows.open(),
    title=lambda item: item.what,
    person="responsible_id",
    icon="checks",
)
ACTIONS = Dues(
    JointAction,
    {
        "joint_action.soon": gettext_lazy("Joint action tomorrow"),
        "joint_action.result": gettext_lazy("Write down what the joint action brought"),
    },
    still=lambda rows: rows.open(),
    title=lambda action: action.title,
    person="lead_id",
    icon="users",
)
EQUIPMENT = Dues(
    Equipment,
    {
        "equipment.due": gettext_lazy("Equipment to be tested today"),
        "equipment.late": gettext_lazy("Test of equipment late"),
        "equipment.failed": gettext_lazy("Equipment failed its test"),
    },
    still=lambda rows: rows.in_place(),
    title=str,
    joins=("key_point", "kind"),
    for_chief=frozenset({"equipment.failed"}),
    for_both=frozenset({"equipment.late"}),
    icon="shield-check",
)
KINDS = [
    kind for dues in (CONTACTS, ITEMS, ACTIONS, EQUIPMENT) for kind in dues.kinds()
]


def owed(user, now: datetime) -> Iterator[WorkItem]:
    """With whom this person should talk; one tap says it was done."""
    rows = LiaisonContact.objects.visible_to(user, "edit").kept()
    soon = working_days.at_clock(timezone.localdate(now) + timedelta(days=3), EVENING)
    rows = rows.filter(
        Q(responsible=user) | nobody_left("responsible", now), due_at__lt=soon
    )
    for contact in rows.for_list().order_by("due_at", "pk")[:MOST]:
        yield work_item(contact)


def work_item(contact: LiaisonContact) -> WorkItem:
    """One line of My day."""
    return WorkItem(
        title=_("Talk with %(name)s") % {"name": contact.name},
        url=contact.get_absolute_url(),
        due_at=contact.due_at,
        kind_label=contact.get_role_display(),
        icon="messages",
        area_name=contact.area.name,
        detail=contact.organisation,
        done_url=reverse("households:liaison_tick", args=[contact.pk]),
    )


def items_owed(user, now: datetime) -> Iterator[WorkItem]:
    """What was agreed and this person sees to."""
    until = timezone.localdate(now) + AHEAD
    rows = LiaisonItem.objects.visible_to(user, "edit").open()
    rows = rows.filter(responsible=user, until_on__lte=until)
    for item in rows.for_list().order_by("until_on", "pk")[:MOST]:
        yield item_work(item)


def item_work(item: LiaisonItem) -> WorkItem:
    """One line of My day."""
    return WorkItem(
        title=item.what,
        url=item.get_absolute_url(),
        due_at=_evening(item.until_on),
        kind_label=_("Agreed"),
        icon="checks",
        area_name=item.area.name,
        detail=item.who or item.liaison.contact.name,
        done_url=reverse("households:liaison_item_tick", args=[item.pk]),
    )


def actions_owed(user, now: datetime) -> Iterator[WorkItem]:
    """Joint actions this person leads."""
    rows = JointAction.objects.visible_to(user).open()
    rows = rows.filter(lead=user, planned_at__lt=now + AHEAD)
    for action in rows.for_list().order_by("planned_at", "pk")[:MOST]:
        yield WorkItem(
            title=action.title,
            url=action.get_absolute_url(),
            due_at=action.planned_at,
            kind_label=_("Joint action"),
            icon="users",
            area_name=action.area.name,
            detail=action.alliance.name,
        )


def tests_owed(user, now: datetime) -> Iterator[WorkItem]:
    """Equipment to be tested within the week where this person serves."""
    until = timezone.localdate(now) + AHEAD
    rows = Equipment.objects.visible_to(user, "test").in_place()
    rows = rows.filter(due_on__lte=until).for_list()
    for found in rows.order_by("due_on", "pk")[:MOST]:
        yield WorkItem(
            title=_("Test: %(what)s") % {"what": found},
            url=reverse("households:equipment_test", args=[found.pk]),
            due_at=_evening(found.due_on),
            kind_label=_("Key point"),
            icon="shield-check",
            area_name=found.area.name,
        )


def _evening(day: date) -> datetime:
    return working_days.at_clock(day, EVENING)
