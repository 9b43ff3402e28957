"""Messages and tips at random: running, waiting, answered in time or late, joined."""

from datetime import timedelta

from households.models import Message, Referral
from households.workflow.messages import MessageKind, ReferralStatus
from tests import factories as make
from tests.factories.clock import NOW
from tests.metrics import History, add

HOUR = timedelta(hours=1)


def moment(chance):
    return NOW + chance.randint(-100 * 24, 30 * 24) * HOUR


def written(chance, area):
    card = make.CardFactory(area=area, status="revoked", **ended())
    return make.MessageFactory(card=card, kind=chance.choice(MessageKind.values))


def ended():
    return {"ended_at": NOW, "ended_by": make.UserFactory()}


def life(chance, row):
    due_at, status = moment(chance), chance.choice(["new", "paused", "answered"])
    about_officer = row.kind == "tip" and chance.random() < 0.3
    return {
        "received_at": moment(chance),
        "due_at": due_at,
        "status": status,
        "stopped_at": NOW if status == "paused" else None,
        "settled_at": due_at + chance.randint(-50, 50) * HOUR
        if status == "answered"
        else None,
        "is_about_police": about_officer,
    }


def referred(chance, area):
    message = written(chance, area)
    Message.objects.filter(pk=message.pk).update(status="referred", stopped_at=NOW)
    return make.ReferralFactory(message=message, due_at=moment(chance))


def answered(chance, row):
    status = chance.choice([ReferralStatus.WAITING, ReferralStatus.ANSWERED])
    settled = status == ReferralStatus.ANSWERED
    return {
        "status": status,
        "due_at": moment(chance),
        "settled_at": NOW if settled else None,
        "settled_by": row.handed_by if settled else None,
    }


def is_message(row):
    return row.kind != "tip"


def is_tip(row):
    return row.kind == "tip" and not row.is_about_police


def is_due(row):
    return row.status in {"new", "answered", "closed"}


def in_time(row):
    return row.status in {"answered", "closed"} and row.settled_at <= row.due_at


def is_late(row, at):
    return row.status == "new" and row.due_at < at


def is_soon(row, at):
    return at <= row.due_at < at + timedelta(days=7)


def waits(row):
    return row.status == "waiting" and row.message.kind != "tip"


add(
    History(Message, written, life),
    messages__late=lambda row, at: is_message(row) and is_late(row, at),
    messages__soon=lambda row, at: (
        is_message(row) and row.status == "new" and is_soon(row, at)
    ),
    messages__received=lambda row, at: is_message(row),
    messages__due=lambda row, at: is_message(row) and is_due(row),
    messages__on_time=lambda row, at: is_message(row) and in_time(row),
    tips__received=lambda row, at: is_tip(row),
    tips__due=lambda row, at: is_tip(row) and is_due(row),
    tips__on_time=lambda row, at: is_tip(row) and in_time(row),
    tips__late=lambda row, at: is_tip(row) and is_late(row, at),
)
add(
    History(Referral, referred, answered),
    referrals__late=lambda row, at: waits(row) and row.due_at < at,
    referrals__soon=lambda row, at: waits(row) and is_soon(row, at),
)
