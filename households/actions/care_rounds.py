"""What ticks care off: visits, calls, and the visits before a holiday.

A plan's ``due_at`` is the evening of the day by which somebody must have been met
again. It is worked out anew from what really happened whenever that changes, so a
corrected visit corrects the round too.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _

from households import festivals
from households.models import (
    CareContact,
    CarePlan,
    HolidayVisit,
    Household,
    Outcome,
    Purpose,
    Resident,
    Visit,
)
from station import working_days
from station.actions import reminders
from station.actions.events import record
from station.errors import RuleError
from station.models import Area, User

MORNING, EVENING = time(9), time(18)
LOOKED_AT = 50  # the latest visits and calls of each person
MOST_PLANNED = 2000

# The plans of who lives in a household, and of who was ever met there.
CARED_FOR = """
SELECT id FROM households_careplan
WHERE status = 'active' AND resident_id IN (
    SELECT id FROM households_resident WHERE household_id = %(household)s
    UNION
    SELECT met.resident_id
    FROM households_visit v JOIN households_visit_people_met met ON met.visit_id = v.id
    WHERE v.household_id = %(household)s
)
"""


def visited(*, household: Household | None, at: datetime) -> None:
    """A visit was written, changed or taken back: the rounds here follow it."""
    if household is None:  # in the fields, at no door
        return
    with connection.cursor() as cursor:
        cursor.execute(CARED_FOR, {"household": household.pk})
        found = [key for (key,) in cursor.fetchall()]
    if found:
        refresh(CarePlan.objects.active().filter(pk__in=found), at=at)


def refresh(plans, *, at: datetime) -> None:
    """Work out anew when each was last met and when the next contact is due."""
    rows = plans.select_for_update(of=("self",)).select_related("resident", "area")
    for plan in rows.order_by("pk"):
        _refresh_one(plan, at=at)


def _refresh_one(plan: CarePlan, *, at: datetime) -> None:
    visits = visits_of(plan.resident)
    last = max([*visits[:1], *_calls(plan.resident)], default=None)
    due_at = due_after(plan, last)
    _tick_holidays(plan, visits, at=at)
    if (plan.last_contact_at, plan.due_at) == (last, due_at):
        return
    plan.last_contact_at, plan.due_at = last, due_at
    plan.version += 1
    plan.save(update_fields=["last_contact_at", "due_at", "version", "updated_at"])
    remind(plan, at=at)


def visits_of(resident: Resident) -> list[datetime]:
    """When somebody was met at home, the latest first; a draft counts already.

    Care visits count for everybody who is cared for in the household.
    """
    rows = Visit.objects.filter(outcome=Outcome.MET)
    care = rows.filter(household=resident.household_id, purpose=Purpose.CARE)
    met = rows.filter(people_met=resident)
    found = {
        *care.order_by("-visited_at").values_list("visited_at", flat=True)[:LOOKED_AT],
        *met.order_by("-visited_at").values_list("visited_at", flat=True)[:LOOKED_AT],
    }
    return sorted(found, reverse=True)


def _calls(resident: Resident) -> list[datetime]:
    """The latest call that reached somebody."""
    rows = CareContact.objects.filter(plan__resident=resident)
    rows = rows.exclude(found=CareContact.Found.NOT_REACHED)
    return list(rows.order_by("-at").values_list("at", flat=True)[:1])


def due_after(plan: CarePlan, last: datetime | None) -> datetime:
    """The evening by which somebody must be met again, never before the plan began."""
    began = plan.resume_on or plan.started_on
    base = working_days.local_date(last) if last else began
    due_on = max(base + timedelta(days=plan.cycle_days), began)
    return working_days.at_clock(due_on, EVENING)


def remind(plan: CarePlan, *, at: datetime, told: str = "") -> None:
    """The morning it is due, and the same evening when it was missed."""
    reminders.silence(subject=plan, at=at)
    if not plan.is_live:
        return
    moments = _moments(plan)
    planned = {kind: moment for kind, moment in moments.items() if moment > at}
    if told:
        planned[f"care.{told}"] = at
    reminders.schedule_all(moments=planned, subject=plan, edition=plan.version)


def _moments(plan: CarePlan) -> dict[str, datetime]:
    found = {}
    if plan.review_on:
        found["care.review"] = working_days.at_clock(plan.review_on, MORNING)
    if plan.is_active:
        due_on = working_days.local_date(plan.due_at)
        found["care.due"] = working_days.at_clock(due_on, MORNING)
        found["care.late"] = found["care.chief"] = plan.due_at
    elif plan.resume_on:
        found["care.resume"] = working_days.at_clock(plan.resume_on, MORNING)
    return found


# -- before a holiday --------------------------------------------------------------


@transaction.atomic
def plan_holiday(
    *, area: Area, holiday: str, plans: Iterable[CarePlan], by: User, at: datetime
) -> int:
    """Plan the visits before a holiday; asked twice nothing is planned twice."""
    today = working_days.local_date(at)
    day = festivals.next_day(holiday, on=today)
    if day is None:
        raise RuleError(_("The day of this holiday is not known."), code="no_day")
    rows = list(plans.active().filter(holidays__contains=[holiday])[:MOST_PLANNED])
    if not rows:
        raise RuleError(_("No plan here names this holiday."), code="no_plans")
    known = HolidayVisit.objects.filter(holiday=holiday, on=day, plan__in=rows)
    known = set(known.values_list("plan_id", flat=True))
    made = [row for row in rows if row.pk not in known]
    _make(made, holiday=holiday, day=day, at=at)
    record(
        kind="care.holiday_planned",
        subject=area,
        by=by,
        at=at,
        area=area,
        changes={"planned": [len(known), len(rows)]},
    )
    return len(made)


def _make(plans: list[CarePlan], *, holiday: str, day: date, at: datetime) -> None:
    eve = working_days.at_clock(day - timedelta(days=1), EVENING)
    due_at = max(eve, at + timedelta(hours=1)) if eve <= at else eve
    HolidayVisit.objects.bulk_create(
        [
            HolidayVisit(
                plan=plan,
                area_id=plan.area_id,
                holiday=holiday,
                on=day,
                from_on=day - festivals.AHEAD,
                due_at=due_at,
            )
            for plan in plans
        ],
        ignore_conflicts=True,
    )
    made = HolidayVisit.objects.filter(holiday=holiday, on=day, plan__in=plans)
    for row in made.select_related("plan", "plan__resident", "area"):
        _tick_holidays(row.plan, visits_of(row.plan.resident), at=at)
        _remind_of_holiday(row, at=at)


def _remind_of_holiday(row: HolidayVisit, *, at: datetime) -> None:
    planned = {
        "care.holiday": working_days.at_clock(row.on - timedelta(days=7), MORNING),
        "care.holiday_late": row.due_at,
    }
    planned = {kind: moment for kind, moment in planned.items() if moment > at}
    reminders.schedule_all(moments=planned, subject=row)


def _tick_holidays(plan: CarePlan, visits: list[datetime], *, at: datetime) -> None:
    """A visit in the days before the holiday ticks it off; one taken back does not."""
    rows = plan.holiday_visits.filter(
        on__gte=working_days.local_date(at) - festivals.AHEAD
    )
    for row in rows:
        days = [
            v for v in visits if row.from_on <= working_days.local_date(v) <= row.on
        ]
        done_at = min(days, default=None)
        if done_at != row.done_at:
            row.done_at = done_at
            row.save(update_fields=["done_at"])
        if done_at is not None:
            reminders.silence(subject=row, at=at)
