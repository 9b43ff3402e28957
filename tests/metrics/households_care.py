"""Care, liaison and key points at random: kept, late, soon, done, ended."""

from datetime import timedelta

from households.models import (
    CarePlan,
    HolidayVisit,
    KeyPoint,
    Liaison,
    LiaisonContact,
    LiaisonItem,
)
from households.workflow.care import CareStatus
from tests import factories as make
from tests.factories.clock import NOW, TODAY
from tests.metrics import History, add

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def moment(chance):
    return NOW + chance.randint(-60 * 24, 30 * 24) * HOUR


def day(chance):
    return TODAY + chance.randint(-60, 30) * DAY


def plan(chance, area):
    return make.CarePlanFactory(resident__household__address__area=area)


def cared(chance, row):
    status = chance.choice(CareStatus.values)
    return {
        "status": status,
        "ended_on": TODAY if status == "ended" else None,
        "due_at": moment(chance),
        "review_on": chance.choice([None, day(chance)]),
    }


def holiday(chance, area):
    on = day(chance)
    return HolidayVisit.objects.create(
        plan=plan(chance, area),
        area=area,
        holiday=chance.choice(["spring", "national"]),
        on=on,
        from_on=on - 3 * DAY,
        due_at=moment(chance),
    )


def looked_in(chance, row):
    CarePlan.objects.filter(pk=row.plan_id).update(**cared(chance, row.plan))
    due_at = moment(chance)
    done = due_at + chance.randint(-50, 50) * HOUR
    return {"due_at": due_at, "done_at": chance.choice([None, done])}


def contact(chance, area):
    return make.LiaisonContactFactory(area=area)


def kept(chance, row):
    return {"due_at": moment(chance), "ended_on": chance.choice([None, None, TODAY])}


def talk(chance, area):
    return make.LiaisonFactory(contact__area=area)


def talked(chance, row):
    return {"at": moment(chance)}


def item(chance, area):
    return make.LiaisonItemFactory(liaison=talk(chance, area))


def agreed(chance, row):
    done = {"done_at": NOW, "done_by": row.responsible}
    left = {"done_at": None, "done_by": None}
    return {"until_on": day(chance), **chance.choice([done, left])}


def point(chance, area):
    return make.KeyPointFactory(area=area, kind=chance.choice(["school", "bank"]))


def tested(chance, row):
    return {
        "due_on": chance.choice(
            [day(chance), KeyPoint._meta.get_field("due_on").default]
        ),
        "closed_on": chance.choice([None, None, TODAY]),
    }


def is_active(row):
    return row.status == "active"


def is_soon(row, at):
    return at <= row.due_at < at + timedelta(days=7)


def in_a_week(day):
    return TODAY <= day <= TODAY + 7 * DAY


def reviewed(row):
    return row.status in {"active", "paused"} and row.review_on is not None


def is_owed(row):
    return row.done_at is None and row.plan.status == "active"


add(
    History(CarePlan, plan, cared),
    care__active=lambda row, at: is_active(row),
    care__late=lambda row, at: is_active(row) and row.due_at < at,
    care__soon=lambda row, at: is_active(row) and is_soon(row, at),
    care__review_late=lambda row, at: reviewed(row) and row.review_on < TODAY,
    care__review_soon=lambda row, at: reviewed(row) and in_a_week(row.review_on),
)
add(
    History(HolidayVisit, holiday, looked_in),
    care__holiday_late=lambda row, at: is_owed(row) and row.due_at < at,
    care__holiday_soon=lambda row, at: is_owed(row) and is_soon(row, at),
    care__holiday_due=lambda row, at: True,
    care__holiday_made=lambda row, at: (
        row.done_at is not None and row.done_at <= row.due_at
    ),
)
add(
    History(LiaisonContact, contact, kept),
    liaison__late=lambda row, at: row.ended_on is None and row.due_at < at,
    liaison__soon=lambda row, at: row.ended_on is None and is_soon(row, at),
)
add(History(Liaison, talk, talked), liaison__made=lambda row, at: True)
add(
    History(LiaisonItem, item, agreed),
    liaison__items_late=lambda row, at: row.done_at is None and row.until_on < TODAY,
    liaison__items_soon=lambda row, at: row.done_at is None and in_a_week(row.until_on),
)
add(
    History(KeyPoint, point, tested),
    key_points__kept=lambda row, at: row.closed_on is None,
    key_points__late=lambda row, at: row.closed_on is None and row.due_on < TODAY,
    key_points__soon=lambda row, at: row.closed_on is None and in_a_week(row.due_on),
)
