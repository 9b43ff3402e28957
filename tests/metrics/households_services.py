"""Services and documents at random: open, done in time, done late, called off."""

from datetime import timedelta

from households.models import Delivery, ServiceRequest
from households.workflow.services import ServiceKind, ServiceStatus
from tests import factories as make
from tests.factories.clock import NOW
from tests.metrics import History, add

HOUR = timedelta(hours=1)


def moment(chance):
    return NOW + chance.randint(-100 * 24, 30 * 24) * HOUR


def asked(chance, area):
    return make.ServiceRequestFactory(area=area, kind=chance.choice(ServiceKind.values))


def served(chance, row):
    status, due_at = chance.choice(ServiceStatus.values), moment(chance)
    is_open = status in {"booked", "confirmed", "en_route"}
    rating = chance.choice(["", "pleased", "fair", "displeased"])
    return {
        "status": status,
        "due_at": due_at,
        "booked_at": moment(chance),
        "settled_at": None if is_open else due_at + chance.randint(-50, 50) * HOUR,
        "rating": rating,
        "rated_at": moment(chance) if rating else None,
    }


def listed(chance, area):
    return make.DeliveryFactory(area=area, due_at=moment(chance))


def taken(chance, row):
    status, due_at = (
        chance.choice(["at_station", "handed_over", "withdrawn"]),
        moment(chance),
    )
    ended = status != "at_station"
    return {
        "status": status,
        "due_at": due_at,
        "settled_at": due_at + chance.randint(-50, 50) * HOUR if ended else None,
        "settled_by": make.UserFactory() if ended else None,
        "received_by": "张大爷" if status == "handed_over" else "",
    }


def is_open(row):
    return row.settled_at is None


def is_soon(row, at):
    return is_open(row) and at <= row.due_at < at + timedelta(days=7)


def is_late(row, at):
    return is_open(row) and row.due_at < at


add(
    History(ServiceRequest, asked, served),
    services__late=is_late,
    services__soon=is_soon,
    services__asked=lambda row, at: True,
    services__done=lambda row, at: row.status == "served",
    services__outside=lambda row, at: (
        row.status == "served" and row.kind in {"home_visit", "off_hours"}
    ),
    services__due=lambda row, at: row.status not in {"cancelled", "no_show"},
    services__on_time=lambda row, at: (
        row.status == "served" and row.settled_at <= row.due_at
    ),
    services__said=lambda row, at: bool(row.rating),
    services__content=lambda row, at: row.rating == "pleased",
)
add(
    History(Delivery, listed, taken),
    deliveries__late=is_late,
    deliveries__soon=is_soon,
    deliveries__done=lambda row, at: row.status == "handed_over",
    deliveries__due=lambda row, at: row.status != "withdrawn",
    deliveries__on_time=lambda row, at: (
        row.status == "handed_over" and row.settled_at <= row.due_at
    ),
)
