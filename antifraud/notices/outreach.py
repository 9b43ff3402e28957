"""Whom events and material concern at this moment, and what to say to them."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from antifraud.actions import material_reminders, outreach_reminders
from antifraud.models import Material, OutreachEvent
from antifraud.workflow.outreach import ICONS
from households.dues import Dues
from station.models import Reminder
from station.registry import ReminderKind, WorkItem

AHEAD = timedelta(days=7)
ICON = "speakerphone"
LED = Dues(
    model=OutreachEvent,
    labels={
        outreach_reminders.GIVEN: gettext_lazy("You lead an outreach event"),
        outreach_reminders.UNWRITTEN: gettext_lazy("Outreach event to be written up"),
        outreach_reminders.LATE: gettext_lazy("Outreach event not written up"),
    },
    still=lambda rows: rows.planned(),
    title=lambda row: row.title,
    person="led_by_id",
    for_both=frozenset({outreach_reminders.LATE}),
    icon=ICON,
    defer=("result", "helpers"),
)
COMING = Dues(
    model=OutreachEvent,
    labels={outreach_reminders.SOON: gettext_lazy("Outreach event tomorrow")},
    still=lambda rows: rows.planned(),
    title=lambda row: row.title,
    person="led_by_id",
    icon=ICON,
    defer=("result", "helpers"),
)
STOCK = Dues(
    model=Material,
    labels={material_reminders.LOW: gettext_lazy("Little material left")},
    still=lambda rows: rows.low(),
    title=lambda row: row.name,
    person="keeper_id",
    icon="package",
)


def everybody(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """Whoever leads it, and the colleagues who come along."""
    leaders = COMING.recipients(reminders, at)
    keys = {r.pk: int(r.subject.rpartition(":")[2]) for r in reminders}
    along = defaultdict(list)
    rows = OutreachEvent.staff.through.objects.filter(
        outreachevent__in=keys.values(), user__is_active=True
    )
    for event, user in rows.order_by("pk").values_list("outreachevent_id", "user_id"):
        along[event].append(user)
    return {
        pk: list(dict.fromkeys([*told, *along[keys[pk]]]))
        for pk, told in leaders.items()
    }


KINDS = [
    *LED.kinds(),
    *STOCK.kinds(),
    *(
        ReminderKind(key, label, everybody, COMING.words, ICON)
        for key, label in COMING.labels.items()
    ),
]


def owed(user, now: datetime):
    """What this person holds within the week, and what waits to be written up."""
    rows = OutreachEvent.objects.visible_to(user).planned()
    mine = Q(led_by=user) | Q(
        pk__in=OutreachEvent.staff.through.objects.filter(user=user).values(
            "outreachevent"
        ),
        ends_at__gte=now,
    )
    rows = rows.filter(mine, starts_at__lt=now + AHEAD)
    for row in rows.for_list().order_by("starts_at", "pk"):
        yield _item(row, now)


def _item(row: OutreachEvent, now: datetime) -> WorkItem:
    is_over = row.ends_at < now
    return WorkItem(
        title=row.title,
        url=row.get_absolute_url(),
        due_at=row.ends_at if is_over else row.starts_at,
        kind_label=_("To be written up") if is_over else row.get_kind_display(),
        icon=ICONS[row.kind],
        area_name=row.area.name,
        detail=row.place,
        sort_key=row.place,
    )


def low(user, _now: datetime):
    """Material that runs out, for whoever keeps it."""
    rows = Material.objects.visible_to(user, "edit").low().filter(keeper=user)
    for row in rows.for_list().order_by("name", "pk"):
        yield WorkItem(
            title=row.name,
            url=row.get_absolute_url(),
            due_at=None,
            kind_label=_("Little material left"),
            icon="package",
            area_name=row.area.name,
            detail=_("%(n)d %(unit)s in stock") % {"n": row.stock, "unit": row.unit},
        )
