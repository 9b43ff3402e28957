"""The lives of service requests, guides and documents on their way, on one screen."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ServiceKind(TextChoices):
    APPOINTMENT = "appointment", _("By appointment")
    PROXY = "proxy", _("On behalf")
    HOME_VISIT = "home_visit", _("At the door")
    OFF_HOURS = "off_hours", _("Outside hours")


WITH_SLOT = frozenset({ServiceKind.APPOINTMENT, ServiceKind.OFF_HOURS})


class ServiceStatus(TextChoices):
    BOOKED = "booked", pgettext_lazy("service", "Booked")
    CONFIRMED = "confirmed", pgettext_lazy("service", "Confirmed")
    EN_ROUTE = "en_route", pgettext_lazy("service", "On the way")
    SERVED = "served", pgettext_lazy("service", "Served")
    CANNOT = "cannot", pgettext_lazy("service", "Could not be done")
    CANCELLED = "cancelled", pgettext_lazy("service", "Called off")
    NO_SHOW = "no_show", pgettext_lazy("service", "Did not come")


class GuideStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("guide", "Draft")
    PUBLISHED = "published", pgettext_lazy("guide", "Published")
    REPLACED = "replaced", pgettext_lazy("guide", "Replaced")


class DeliveryStatus(TextChoices):
    AT_STATION = "at_station", pgettext_lazy("document", "At the counter")
    OUT = "out", pgettext_lazy("document", "On its way")
    HANDED_OVER = "handed_over", pgettext_lazy("document", "Handed over")
    RETURNED = "returned", pgettext_lazy("document", "Not handed over")
    WITHDRAWN = "withdrawn", pgettext_lazy("document", "Sent back")


S, D, G = ServiceStatus, DeliveryStatus, GuideStatus
ENDS = {S.SERVED, S.CANNOT, S.CANCELLED, S.NO_SHOW}
TRANSITIONS = {
    S: {
        S.BOOKED: {S.BOOKED, S.CONFIRMED, S.EN_ROUTE, *ENDS},
        S.CONFIRMED: {S.BOOKED, S.CONFIRMED, S.EN_ROUTE, *ENDS},
        S.EN_ROUTE: {S.CONFIRMED, *ENDS},
        S.SERVED: {S.BOOKED},  # opened again by the resident
        S.CANNOT: {S.BOOKED},
        S.NO_SHOW: {S.BOOKED},
        S.CANCELLED: set(),
    },
    D: {
        D.AT_STATION: {D.OUT, D.HANDED_OVER, D.WITHDRAWN},
        D.OUT: {D.OUT, D.AT_STATION, D.HANDED_OVER, D.RETURNED},
        D.RETURNED: {D.AT_STATION, D.OUT, D.HANDED_OVER},
        D.HANDED_OVER: set(),
        D.WITHDRAWN: set(),
    },
    G: {
        G.DRAFT: {G.PUBLISHED},
        G.PUBLISHED: {G.REPLACED},
        G.REPLACED: set(),
    },
}
OPEN_SERVICES = (S.BOOKED, S.CONFIRMED, S.EN_ROUTE)
OPEN_DELIVERIES = (D.AT_STATION, D.OUT, D.RETURNED)


def allows(current: str, target: TextChoices) -> bool:
    """May a record in this status become the other?"""
    return target in TRANSITIONS[type(target)][current]
