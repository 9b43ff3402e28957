"""Whom findings concern at this moment, and what to say to them."""

from datetime import datetime, timedelta

from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.dues import Dues
from patrols.actions import finding_reminders as kinds
from patrols.carried import BECOMES, ORIGIN
from patrols.models import Finding
from patrols.workflow.findings import ICONS
from station.models import RecordLink, Reminder
from station.registry import Notice, ReminderKind, WorkItem

AHEAD = timedelta(days=7)
MOST = 20
ICON = "eye"
OWED = Dues(
    model=Finding,
    labels={
        kinds.DUE: gettext_lazy("Finding of a patrol due today"),
        kinds.LATE: gettext_lazy("Finding of a patrol late"),
    },
    still=lambda rows: rows.unsettled(),
    title=lambda row: row.what,
    person="owner_id",
    for_both=frozenset({kinds.LATE}),
    icon=ICON,
    defer=("details", "result"),
)
NEW = Dues(
    model=Finding,
    labels={kinds.NEW: gettext_lazy("New finding of a patrol")},
    still=lambda rows: rows,
    title=lambda row: row.what,
    person="owner_id",
    icon=ICON,
    defer=("details", "result"),
)
SETTLED = gettext_lazy("What you found is settled")


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def finders(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """Whoever found it, while it is settled."""
    rows = Finding.objects.filter(pk__in=map(_key, reminders))
    settled = set(rows.exclude(closed_at=None).values_list("pk", flat=True))
    return {r.pk: [r.recipient_id] for r in reminders if _key(r) in settled}


def finder_words(reminders: list[Reminder], user) -> dict[int, Notice]:
    rows = Finding.objects.visible_to(user).filter(pk__in=map(_key, reminders))
    found = {row.pk: row for row in rows.for_list()}
    return {
        r.pk: Notice(
            recipient=user,
            title=_("%(what)s · %(who)s") % {"what": SETTLED, "who": row.what},
            url=row.get_absolute_url(),
            detail=row.where or row.area.name,
            outside=_("%(what)s · %(who)s") % {"what": SETTLED, "who": row.area.name},
        )
        for r in reminders
        if (row := found.get(_key(r))) is not None
    }


KINDS = [
    *OWED.kinds(),
    *NEW.kinds(),
    ReminderKind(kinds.SETTLED, SETTLED, finders, finder_words, icon="circle-check"),
]


def with_own_record(rows):
    """Those that became a record of ours, which is owed by itself."""
    here = Concat(Value(ORIGIN), Cast(OuterRef("pk"), CharField()))
    own = Q(pk__in=[])
    for label in BECOMES:
        own |= Q(made__startswith=f"{label}:")
    return rows.filter(Exists(RecordLink.objects.filter(own, origin=here)))


def still_open(rows, user) -> list[WorkItem]:
    """Findings of a patrol or at a point that are not settled."""
    found = rows.visible_to(user).unsettled().for_list()
    return [_item(row) for row in found.order_by("due_at", "pk")[:MOST]]


def owed(user, now: datetime):
    """What this person has to see to within the week."""
    rows = Finding.objects.visible_to(user, "edit").unsettled()
    rows = rows.filter(owner=user, due_at__lt=now + AHEAD)
    rows = rows.exclude(pk__in=with_own_record(rows).values("pk"))
    for row in rows.for_list().order_by("due_at", "pk"):
        yield _item(row)


def _item(row: Finding) -> WorkItem:
    return WorkItem(
        title=row.what,
        url=row.get_absolute_url(),
        due_at=row.due_at,
        kind_label=row.get_kind_display(),
        icon=ICONS[row.kind],
        area_name=row.area.name,
        detail=row.where,
        sort_key=row.where,
    )
