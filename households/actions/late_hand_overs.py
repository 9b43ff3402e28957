"""A hand-over that the station's record contradicts: put beside it, with its signature.

The document was handed over or sent back at the station while an officer without signal
gave it to somebody at a door. Both stay on record, so that people can find out.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from households.actions.deliveries import Proof
from households.models import Delivery, LateHandOver
from households.workflow.services import DeliveryStatus, allows
from station.actions import attachments
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Attachment, User, reference


@transaction.atomic
def tell(
    *,
    delivery: Delivery,
    proof: Proof,
    handed_at: datetime,
    by: User,
    at: datetime,
) -> LateHandOver:
    """Say that one handed it over too; what the station holds does not change."""
    delivery = lock(delivery)
    if allows(delivery.status, DeliveryStatus.HANDED_OVER):
        raise RuleError(_("It can be handed over as usual."), code="state")
    proof.check()
    if handed_at > at:
        raise RuleError(_("That lies in the future."), code="handed_at")
    made = LateHandOver.objects.create(
        delivery=delivery,
        received_by=proof.received_by.strip(),
        relation=proof.relation,
        handed_at=handed_at,
        told_by=by,
        told_at=at,
    )
    _attach(made, proof, by=by, at=at)
    also = [other for other in (delivery.batch, delivery.household) if other]
    record(kind="delivery.also_handed_over", subject=delivery, by=by, at=at, also=also)
    return made


def told_of(delivery: Delivery) -> list[LateHandOver]:
    """What was told beside the record, each with its ``signature``."""
    rows = list(delivery.late_hand_overs.select_related("told_by").order_by("pk"))
    names = [reference(row) for row in rows]
    files = Attachment.objects.filter(subject__in=names) if names else ()
    found = {file.subject: file for file in files}
    for row in rows:
        row.signature = found.get(reference(row))
    return rows


def _attach(made: LateHandOver, proof: Proof, *, by: User, at: datetime) -> None:
    attachments.attach(
        files=[proof.signature],
        kind=Attachment.Kind.SIGNATURE,
        subject=made,
        area=made.delivery.area,
        also=[made.delivery],
        by=by,
        at=at,
    )
