"""Documents that come as a workbook: row by row, onto one list of the day."""

from datetime import datetime

from django.db import transaction

from households.actions.deliveries import Item, list_documents, row_of
from households.models import Delivery, DeliveryBatch
from station import working_days
from station.actions.events import record
from station.actions.locking import lock
from station.models import Area, User

NOTE = "Excel"


def known(item: Item) -> Delivery | None:
    """The same document, still on its way: sent twice it is listed once."""
    rows = Delivery.objects.open().filter(
        area=item.area, kind=item.kind, holder_name=item.holder_name
    )
    same = (row for row in rows if row.document_number == item.document_number)
    return next(same, None)


@transaction.atomic
def add(*, area: Area, item: Item, by: User, at: datetime) -> DeliveryBatch:
    """Onto the list this person began today by workbook, or onto a new one."""
    today = working_days.local_date(at)
    begun = DeliveryBatch.objects.filter(
        area=area, listed_by=by, note=NOTE, listed_at__date=today
    )
    batch = begun.order_by("pk").last()
    if batch is None:
        return list_documents(area=area, items=[item], note=NOTE, by=by, at=at)
    batch = lock(batch)
    row_of(batch, item, at=at).save(force_insert=True)
    batch.version += 1
    batch.save(update_fields=["version", "updated_at"])
    record(kind="delivery_batch.added", subject=batch, by=by, at=at)
    return batch
