"""Alerts, sendings, briefings, rounds, events, material and school at random."""

from datetime import timedelta

from antifraud.models import (
    Alert,
    AlertSending,
    Attendee,
    Briefing,
    BriefingRound,
    CourseSession,
    Material,
    OutreachEvent,
)
from antifraud.workflow.alerts import AlertStatus, NoticeKind
from antifraud.workflow.briefing_rounds import RoundStatus
from antifraud.workflow.outreach import OutreachKind, OutreachStatus, Topic
from antifraud.workflow.school import AgeGroup, Direction, Seat, SessionStatus
from antifraud.workflow.sendings import Channel, HeldBy, SendingStatus
from station.working_days import local_date
from tests import factories as make
from tests.factories.clock import NOW
from tests.metrics import History, add
from tests.metrics.households_follow_ups import HOUR, moment

WEEK = timedelta(days=7)
BY_HAND = {"wechat", "board"}


def alert_made(_chance, area):
    return make.AlertFactory(area=area)


def alert_changed(chance, row):
    status = chance.choice(AlertStatus.values)
    is_out = status in {"approved", "done"} or chance.random() < 0.2
    return {
        "status": status,
        "kind": chance.choice(NoticeKind.values),
        "created_at": moment(chance),
        "approved_at": moment(chance) if is_out else None,
        "approved_by": make.UserFactory() if is_out else None,
        "withdrawn_at": NOW if status == AlertStatus.WITHDRAWN else None,
    }


add(
    History(Alert, alert_made, alert_changed),
    alerts__written=lambda row, at: True,
    alerts__approved=lambda row, at: row.approved_by_id is not None,
    alerts__waiting=lambda row, at: row.status == "submitted",
)


def sending_made(chance, area):
    channel = chance.choice(Channel.values)
    audience = make.AudienceFactory(area=area, channel=channel, address="https://x")
    return make.SendingFactory(alert__area=area, audience=audience)


def sending_changed(chance, _row):
    status = chance.choice(SendingStatus.values)
    return {
        "status": status,
        "due_at": moment(chance),
        "sent_at": NOW if status == SendingStatus.SENT else None,
        "held_by": HeldBy.PERSON_CAP if status == SendingStatus.HELD else "",
    }


add(
    History(AlertSending, sending_made, sending_changed),
    sendings__late=lambda row, at: row.status == "to_hand" and row.due_at < at,
    sendings__soon=lambda row, at: (
        row.status in {"planned", "to_hand"}
        and row.audience.channel in BY_HAND
        and at <= row.due_at < at + WEEK
    ),
    sendings__failed=lambda row, at: row.status in {"failed", "unsure"},
    sendings__held=lambda row, at: (
        row.status == "held" and row.due_at >= at - timedelta(days=30)
    ),
)


def briefing_made(chance, area):
    home = make.HouseholdFactory(area=area, address__area=area)
    return make.BriefingFactory(household=home, briefed_at=moment(chance))


def briefing_changed(chance, row):
    gone = NOW if chance.random() < 0.3 else None
    return {
        "briefed_at": moment(chance),
        "handed_over": chance.choice([[], ["app"], ["leaflet", "app"], ["letter"]]),
        "withdrawn_at": gone,
        "withdrawn_by": gone and row.briefed_by_id,
    }


add(
    History(Briefing, briefing_made, briefing_changed),
    briefings__given=lambda row, at: row.withdrawn_at is None,
    briefings__app=lambda row, at: (
        row.withdrawn_at is None and "app" in row.handed_over
    ),
)


def round_made(_chance, area):
    return make.BriefingRoundFactory(area=area)


def round_changed(chance, row):
    status = chance.choice(RoundStatus.values)
    first_on = NOW.date() + timedelta(days=chance.randint(-30, 20))
    ended = None if status == RoundStatus.OPEN else NOW
    return {
        "status": status,
        "first_on": first_on,
        "last_on": first_on + timedelta(days=chance.randint(0, 10)),
        "ended_at": ended,
        "ended_by": ended and row.officer_id,
    }


def days_left(row, at):
    return (row.last_on - local_date(at)).days


add(
    History(BriefingRound, round_made, round_changed),
    briefing_rounds__late=lambda row, at: (
        row.status == "open" and days_left(row, at) < 0
    ),
    briefing_rounds__soon=lambda row, at: (
        row.status == "open" and 0 <= days_left(row, at) < 7
    ),
)


def event_made(chance, area):
    return make.OutreachFactory(area=area, starts_at=moment(chance))


def event_changed(chance, row):
    status, starts_at = chance.choice(OutreachStatus.values), moment(chance)
    is_held, is_off = status == OutreachStatus.DONE, status == OutreachStatus.CANCELLED
    return {
        "status": status,
        "kind": chance.choice(OutreachKind.values),
        "topic": chance.choice(Topic.values),
        "starts_at": starts_at,
        "ends_at": starts_at + chance.randint(1, 5) * HOUR,
        "reached": chance.randint(0, 300) if is_held else None,
        "done_at": NOW if is_held else None,
        "done_by": row.led_by_id if is_held else None,
        "cancelled_at": NOW if is_off else None,
        "cancelled_by": row.led_by_id if is_off else None,
        "cancel_reason": "大风" if is_off else "",
    }


add(
    History(OutreachEvent, event_made, event_changed),
    outreach__held=lambda row, at: row.status == "done",
    outreach__reached=lambda row, at: row.status == "done",
    outreach__late=lambda row, at: row.status == "planned" and row.ends_at < at,
    outreach__soon=lambda row, at: (
        row.status == "planned" and at <= row.ends_at < at + WEEK
    ),
)


def material_made(_chance, area):
    return make.MaterialFactory(area=area)


def material_changed(chance, _row):
    return {
        "stock": chance.randint(0, 40),
        "low_at": chance.choice([0, 10, 20]),
        "is_active": chance.random() < 0.7,
    }


add(
    History(Material, material_made, material_changed),
    materials__low=lambda row, at: (
        row.is_active and row.low_at > 0 and row.stock <= row.low_at
    ),
)


def session_made(chance, area):
    starts_at = moment(chance)
    return make.CourseSessionFactory(
        area=area, starts_at=starts_at, ends_at=starts_at + HOUR
    )


def session_changed(chance, row):
    status, starts_at = chance.choice(SessionStatus.values), moment(chance)
    ended = None if status == SessionStatus.PLANNED else NOW
    return {
        "status": status,
        "direction": chance.choice(Direction.values),
        "starts_at": starts_at,
        "ends_at": starts_at + HOUR,
        "nameless": chance.randint(0, 30),
        "ended_at": ended,
        "ended_by": ended and row.planned_by_id,
    }


add(
    History(CourseSession, session_made, session_changed),
    school__held=lambda row, at: row.status == "done",
    school__nameless=lambda row, at: row.status == "done",
    school__late=lambda row, at: row.status == "planned" and row.ends_at < at,
    school__soon=lambda row, at: (
        row.status == "planned" and at <= row.ends_at < at + WEEK
    ),
)


def attendee_made(_chance, area):
    return make.AttendeeFactory(session__area=area)


def attendee_changed(chance, _row):
    seat = chance.choice(Seat.values)
    is_there = seat == Seat.CAME
    return {
        "seat": seat,
        "age_group": chance.choice(AgeGroup.values),
        "way": "hand" if is_there else "",
        "came_at": moment(chance) if is_there else None,
    }


add(
    History(Attendee, attendee_made, attendee_changed),
    school__attendees=lambda row, at: row.seat == "came",
)
