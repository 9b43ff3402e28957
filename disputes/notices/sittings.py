"""Sittings that are planned: in My day of whoever is to hold them."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from disputes.models import Mediation
from disputes.workflow.mediation import MediationOutcome
from station.registry import WorkItem

AHEAD = timedelta(days=7)
MOST = 60


def owed(user, now: datetime):
    """Those of the coming week, and those whose hour has passed with nothing noted."""
    beside = Mediation.officers.through.objects.filter(user=user).values("mediation")
    mine = Q(dispute__assigned_to=user) | Q(mediator__user=user) | Q(pk__in=beside)
    rows = Mediation.objects.visible_to(user, "edit").filter(
        mine, outcome=MediationOutcome.PLANNED, held_at__lt=now + AHEAD
    )
    rows = rows.select_related("dispute__area").defer(
        "facts", "record", "dispute__summary", "dispute__result"
    )
    for sitting in rows.order_by("held_at", "pk")[:MOST]:
        yield WorkItem(
            title=sitting.dispute.title,
            url=sitting.get_absolute_url(),
            due_at=sitting.held_at,
            kind_label=_("Mediation"),
            icon="users",
            area_name=sitting.dispute.area.name,
            detail=sitting.dispute.number,
        )
