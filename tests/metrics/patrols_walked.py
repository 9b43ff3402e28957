"""Patrols, check-ins, hours of areas, shifts, alarms and volunteers at random."""

from datetime import timedelta

from patrols.models import Alarm, AreaHour, CheckIn, Patrol, Shift, Volunteer
from patrols.workflow.patrols import Way
from patrols.workflow.people import Trade, VolunteerStatus
from patrols.workflow.rosters import ShiftStatus, SignUpStatus
from station.working_days import local_date
from tests import factories as make
from tests.factories.clock import NOW
from tests.metrics import History, add

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
WEEK = timedelta(days=7)


def before(chance):
    return NOW - chance.randint(0, 100 * 24) * HOUR


def patrol(chance, area):
    return make.PatrolFactory(team__area=area)


def patrol_change(chance, row):
    started = before(chance)
    is_out = chance.random() < 0.3
    return {
        "started_at": started,
        "ended_at": None if is_out else started + 2 * HOUR,
        "end": "" if is_out else "self",
        "minutes": 0 if is_out else chance.choice([0, 45, 120]),
    }


def check_in_change(chance, row):
    is_struck = chance.random() < 0.3
    return {
        "at": before(chance),
        "way": chance.choice([Way.SCAN, Way.POSITION]),
        "doubts": chance.choice([[], ["far"], ["far", "late"]]),
        "struck_at": NOW if is_struck else None,
        "struck_by": make.UserFactory() if is_struck else None,
        "strike_reason": "不在现场" if is_struck else "",
    }


def area_hour(chance, area):
    return AreaHour.objects.create(
        area=area, day=local_date(before(chance)), hour=chance.randint(0, 23)
    )


def area_hour_change(chance, row):
    return {
        "planned": chance.choice([0, 60, 120]),
        "minutes": chance.choice([0, 35, 60]),
        "hour": chance.randint(0, 23),
    }


def shift(chance, area):
    made = make.ShiftFactory(team__area=area, needed=chance.randint(1, 2))
    for _place in range(chance.randint(0, 2)):
        status = chance.choice(SignUpStatus.values)
        make.SignUpFactory(shift=made, status=status)
    return made


def shift_change(chance, row):
    starts_at = NOW + chance.randint(-30 * 24, 12 * 24) * HOUR
    status = chance.choice(ShiftStatus.values)
    is_off = status == "cancelled"
    return {
        "starts_at": starts_at,
        "ends_at": starts_at + 2 * HOUR,
        "status": status,
        "needed": chance.randint(1, 3),
        "cancelled_at": NOW if is_off else None,
        "cancelled_by": make.UserFactory() if is_off else None,
    }


def alarm_change(chance, row):
    pressed = before(chance)
    is_answered, is_closed = chance.random() < 0.6, chance.random() < 0.4
    officer = make.UserFactory()
    minutes = chance.choice([0, 4, 5, 6, 30])
    return {
        "pressed_at": pressed,
        "received_at": pressed + MINUTE,
        "acknowledged_at": pressed + (1 + minutes) * MINUTE if is_answered else None,
        "acknowledged_by": officer if is_answered else None,
        "closed_at": NOW if is_closed else None,
        "closed_by": officer if is_closed else None,
        "is_false": chance.random() < 0.3,
    }


def held(row):
    """Proposed, asked for or confirmed: these hold a place."""
    holding = {"proposed", "requested", "confirmed"}
    return sum(place.status in holding for place in row.sign_ups.all())


def is_coming(row, at):
    return row.status == "open" and at <= row.starts_at < at + WEEK


def is_in_five_minutes(row):
    if row.is_false or row.acknowledged_at is None:
        return False
    return row.acknowledged_at - row.received_at <= 5 * MINUTE


add(
    History(Patrol, patrol, patrol_change),
    patrols__made=lambda row, at: row.ended_at is not None,
    patrols__minutes=lambda row, at: row.minutes > 0,
    patrols__out=lambda row, at: row.ended_at is None,
)
add(
    History(
        CheckIn,
        lambda chance, area: make.CheckInFactory(
            patrol__team__area=area, point__area=area
        ),
        check_in_change,
    ),
    check_ins__made=lambda row, at: row.struck_at is None,
    check_ins__odd=lambda row, at: row.struck_at is None and len(row.doubts) > 0,
)
add(
    History(AreaHour, area_hour, area_hour_change),
    patrols__planned=lambda row, at: True,
    patrols__present=lambda row, at: True,
)
add(
    History(Shift, shift, shift_change, may_go=False),
    shifts__planned=lambda row, at: row.status == "open",
    shifts__coming=is_coming,
    shifts__filled=lambda row, at: is_coming(row, at) and held(row) >= row.needed,
    shifts__unfilled=lambda row, at: is_coming(row, at) and held(row) < row.needed,
)
add(
    History(
        Alarm,
        lambda chance, area: make.AlarmFactory(volunteer__area=area),
        alarm_change,
    ),
    alarms__pressed=lambda row, at: not row.is_false,
    alarms__answered=lambda row, at: is_in_five_minutes(row),
    alarms__ringing=lambda row, at: (
        row.acknowledged_at is None and row.closed_at is None
    ),
)
add(
    History(
        Volunteer,
        lambda chance, area: make.VolunteerFactory(area=area),
        lambda chance, row: {
            "status": chance.choice(VolunteerStatus.values),
            "trade": chance.choice(Trade.values),
        },
    ),
    volunteers__active=lambda row, at: row.status == "active",
    volunteers__applied=lambda row, at: row.status == "applied",
)
