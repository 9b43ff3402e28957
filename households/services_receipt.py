"""A service as its resident may read it, found by the receipt."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from households.actions import service_ends
from households.models import ServiceRequest
from households.workflow.services import WITH_SLOT, ServiceStatus, allows
from station import crypto


@dataclass(frozen=True)
class ServiceReceipt:
    """What the receipt page says of a service, and what may be done with it."""

    service: ServiceRequest
    at: datetime

    @property
    def standing(self) -> str:
        """Where it is, in a few words."""
        words = {
            ServiceStatus.BOOKED: _("Booked; the officer will confirm it"),
            ServiceStatus.CONFIRMED: _("Confirmed"),
            ServiceStatus.EN_ROUTE: _("Somebody is on the way to you"),
            ServiceStatus.SERVED: _("Done"),
            ServiceStatus.CANNOT: _("It could not be done"),
            ServiceStatus.CANCELLED: _("Called off"),
            ServiceStatus.NO_SHOW: _("You were expected, and did not come"),
        }
        return words[ServiceStatus(self.service.status)]

    @property
    def may_cancel(self) -> bool:
        on_the_way = self.service.status == ServiceStatus.EN_ROUTE
        return allows(self.service.status, ServiceStatus.CANCELLED) and not on_the_way

    @property
    def may_move(self) -> bool:
        return self.may_cancel and self.service.kind in WITH_SLOT

    @property
    def may_rate(self) -> bool:
        ended = {ServiceStatus.SERVED, ServiceStatus.CANNOT}
        return self.service.status in ended and not self.service.rating

    @property
    def may_reopen(self) -> bool:
        return service_ends.may_reopen(self.service, at=self.at)

    @property
    def reopen_until(self) -> datetime | None:
        if self.service.settled_at is None:
            return None
        return self.service.settled_at + timedelta(days=self.service.matter.reopen_days)


def find(code: str, *, at: datetime) -> ServiceReceipt | None:
    """The service with this receipt, if there is one."""
    rows = ServiceRequest.objects.filter(receipt_hash=crypto.fingerprint(code))
    rows = rows.select_related("area", "guide", "matter", "assigned_to")
    service = rows.first()
    return ServiceReceipt(service, at) if service else None
