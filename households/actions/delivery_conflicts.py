"""A hand-over written down without signal, when the document moved meanwhile.

The phone gets what the station knows and shows both; the officer decides.
"""

from django.utils.translation import gettext as _

from households.models import Delivery
from households.workflow.services import DeliveryStatus, allows
from station.errors import StaleVersion
from station.models import User


class DeliveryChanged(StaleVersion):
    """The document is not where the phone thought; ``values`` stand now."""

    def __init__(self, *, current: Delivery) -> None:
        super().__init__(
            _("This document moved meanwhile. Both versions are shown."),
            current=current,
        )
        self.code = "stale"
        self.values = values_of(current)


def check(delivery: Delivery, *, seen: int | None, by: User) -> None:
    """Raises DeliveryChanged when the officer did not carry it as they thought."""
    is_carried = delivery.status == DeliveryStatus.OUT
    is_carried = is_carried and delivery.assigned_to_id == by.pk
    if seen is not None and seen != delivery.version and not is_carried:
        raise DeliveryChanged(current=delivery)


def values_of(delivery: Delivery) -> dict:
    """What the station knows of the document, for the officer who carried it."""
    who, when = delivery.settled_by, delivery.settled_at
    return {
        "version": delivery.version,
        "status": delivery.status,
        "status_display": delivery.get_status_display(),
        "may_hand_over": allows(delivery.status, DeliveryStatus.HANDED_OVER),
        "assigned_to": delivery.assigned_to.name if delivery.assigned_to else "",
        "received_by": delivery.received_by,
        "relation_display": delivery.get_relation_display(),
        "return_reason": delivery.return_reason,
        "settled_by": who.name if who else "",
        "settled_at": when.isoformat() if when else None,
    }
