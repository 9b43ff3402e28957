"""Care: who is told what, and what stands in My day."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from households.dues import Dues
from households.models import CarePlan, HolidayVisit
from station.duty import SERVING
from station.models import Post
from station.registry import WorkItem

AHEAD = timedelta(days=7)
MOST = 60
SEALED = ("watch_for", "resident__note", "resident__phone", "resident__id_number")

PLANS = Dues(
    CarePlan,
    {
        "care.due": gettext_lazy("Care visit due today"),
        "care.late": gettext_lazy("Care visit missed"),
        "care.chief": gettext_lazy("A care visit was missed today"),
        "care.review": gettext_lazy("Care plan to be reviewed"),
        "care.resume": gettext_lazy("The pause of a care plan is over"),
        "care.handed": gettext_lazy("Somebody is in your care now"),
    },
    still=lambda rows: rows.live(),
    title=lambda plan: plan.resident.name,
    person="carer_id",
    joins=("resident",),
    for_chief=frozenset({"care.chief"}),
    icon="heart-handshake",
    defer=SEALED,
)
HOLIDAYS = Dues(
    HolidayVisit,
    {
        "care.holiday": gettext_lazy("Look in before the holiday"),
        "care.holiday_late": gettext_lazy("Visit before the holiday missed"),
    },
    still=lambda rows: rows.open(),
    title=lambda row: row.plan.resident.name,
    person="plan__carer_id",
    joins=("plan__resident",),
    for_both=frozenset({"care.holiday_late"}),
    icon="heart-handshake",
    defer=("plan__watch_for", "plan__resident__note"),
)
KINDS = [*PLANS.kinds(), *HOLIDAYS.kinds()]


def nobody_left(lookup: str, now: datetime):
    """The person no longer serves anywhere: whoever answers there sees it."""
    return ~Exists(
        Post.objects.valid(on=timezone.localdate(now)).filter(
            user=OuterRef(lookup), user__is_active=True, role__in=SERVING
        )
    )


def owed(user, now: datetime) -> Iterator[WorkItem]:
    """Whom this person should see within the week, the missed ones first."""
    rows = CarePlan.objects.visible_to(user, "contact").active()
    rows = rows.filter(
        Q(carer=user) | nobody_left("carer", now), due_at__lt=now + AHEAD
    )
    for plan in rows.for_list().order_by("due_at", "pk")[:MOST]:
        address = plan.resident.household.address.text
        yield WorkItem(
            title=_("See how %(name)s is") % {"name": plan.resident.name},
            url=plan.get_absolute_url(),
            due_at=plan.due_at,
            kind_label=_("Care"),
            icon="heart-handshake",
            area_name=plan.area.name,
            detail=address,
            sort_key=address,
        )


def holidays_owed(user, now: datetime) -> Iterator[WorkItem]:
    """Holiday visits whose days have begun."""
    today = timezone.localdate(now)
    rows = HolidayVisit.objects.visible_to(user, "contact").open()
    rows = rows.filter(
        Q(plan__carer=user) | nobody_left("plan__carer", now),
        from_on__lte=today,
        on__gte=today - AHEAD,
    )
    for row in rows.for_list().order_by("due_at", "pk")[:MOST]:
        address = row.plan.resident.household.address.text
        words = {"name": row.plan.resident.name, "holiday": row.get_holiday_display()}
        yield WorkItem(
            title=_("%(holiday)s: see %(name)s") % words,
            url=row.get_absolute_url(),
            due_at=row.due_at,
            kind_label=_("Holiday visit"),
            icon="heart-handshake",
            area_name=row.area.name,
            detail=address,
            sort_key=address,
        )


def missed_today(user, now: datetime) -> Iterator[WorkItem]:
    """For the chief: one line that says how many rounds were missed."""
    if user.pk is None or not _leads(user, now):
        return
    rows = CarePlan.objects.visible_to(user).overdue(at=now)
    late = rows.aggregate(count=Count("pk"), since=Min("due_at"))
    count = late["count"]
    if count:
        yield WorkItem(
            title=ngettext(
                "%(n)d care visit was missed", "%(n)d care visits were missed", count
            )
            % {"n": count},
            url=reverse("households:care_list") + "?state=overdue",
            due_at=late["since"],
            kind_label=_("Care"),
            icon="alert-triangle",
        )


def _leads(user, now: datetime) -> bool:
    on = timezone.localdate(now)
    return Post.objects.valid(on=on).filter(user=user, role="station_chief").exists()
