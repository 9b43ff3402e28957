"""Documents taken home: the counter's lists, the round, one document."""

from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import DetailView, TemplateView

from households.actions import late_hand_overs
from households.filters.services import (
    OPEN,
    OVERDUE,
    BatchFilterSet,
)
from households.models import Delivery, DeliveryBatch
from households.views.services import segments
from households.workflow.services import DeliveryStatus, allows
from station import policy
from station.actions import attachments
from station.actions.access import record_access
from station.models import AccessRecord, Area
from station.paging import count_text, paginate
from station.timeline import timeline_of
from station.views.list import ListPageView
from station.views.policy import PolicyMixin

MOST_GIVEN = 300


class DeliveryListView(ListPageView):
    """Every document within one's scope, and who has it."""

    permission_required = "delivery.view"
    list_key = "households.delivery"
    template_name = "households/delivery_list.html"

    def get_context_data(self, **kwargs):
        looks = [
            (OPEN, _("Open")),
            (DeliveryStatus.AT_STATION, DeliveryStatus.AT_STATION.label),
            (DeliveryStatus.OUT, DeliveryStatus.OUT.label),
            (OVERDUE, _("Late")),
            ("", _("All")),
        ]
        return super().get_context_data(
            segments=segments(self, looks),
            may_create=policy.can(self.request.user, "delivery_batch.create"),
            **kwargs,
        )


class DeliveryRoundView(PolicyMixin, TemplateView):
    """What one has along, village by village in the order of the doors."""

    permission_required = "delivery.edit"
    template_name = "households/delivery_round.html"

    def get_context_data(self, **kwargs):
        rows = Delivery.objects.visible_to(self.request.user, "edit").for_list()
        rows = rows.filter(assigned_to=self.request.user, status=DeliveryStatus.OUT)
        area = self.request.GET.get("area", "")
        if area.isdecimal() and len(area) < 18:
            rows = rows.filter(area=area)
        rows = rows.select_related("area__parent", "kind")
        rows = rows.order_by("area__path", "place", "pk")[:MOST_GIVEN]
        villages = [
            (_village(area), list(found))
            for area, found in groupby(rows, key=lambda row: row.area)
        ]
        return super().get_context_data(
            villages=villages,
            total=sum(len(found) for _area, found in villages),
            is_narrowed=bool(area),
            **kwargs,
        )


def _village(area: Area) -> str:
    """A grid by its village: every village has a first grid."""
    if area.kind == Area.Kind.GRID and area.parent:
        return f"{area.parent.short_name} · {area.name}"
    return area.name


class DeliveryDetailView(PolicyMixin, DetailView):
    """One document: for whom, where it is, who took it."""

    permission_required = "delivery.view"
    template_name = "households/delivery_detail.html"
    context_object_name = "delivery"

    def get_queryset(self):
        rows = Delivery.objects.visible_to(self.request.user)
        return rows.select_related(
            "area", "kind", "assigned_to", "batch", "household__address", "settled_by"
        )

    def get_context_data(self, **kwargs):
        delivery, user = self.object, self.request.user
        record_access(
            by=user,
            act=AccessRecord.Act.VIEW,
            subject=delivery,
            at=timezone.now(),
            fields="holder_name,place",
        )
        may_edit = policy.can(user, "delivery.edit", delivery)
        steps = {s.value for s in DeliveryStatus if allows(delivery.status, s)}
        return super().get_context_data(
            look=delivery.look,
            steps=steps if may_edit else set(),
            may_assign="out" in steps and policy.can(user, "delivery.assign", delivery),
            files=attachments.attached_to(delivery).visible_to(user),
            number_url=self._reveal_url("document_number"),
            phone_url=self._reveal_url("phone"),
            timeline=timeline_of(delivery, user=user),
            late_hand_overs=late_hand_overs.told_of(delivery),
            **kwargs,
        )

    def _reveal_url(self, field: str) -> str:
        if not policy.can(self.request.user, "delivery.reveal", self.object):
            return ""
        return reverse(
            "station:reveal", args=["households.delivery", self.object.pk, field]
        )


class DeliveryReceiptView(DeliveryDetailView):
    """The hand-over on paper, to print."""

    template_name = "households/delivery_receipt.html"

    def get_context_data(self, **kwargs):
        station = Area.objects.above(self.object.area).filter(kind=Area.Kind.STATION)
        return super().get_context_data(
            station=station.first(),
            sign_names=[_("Who took it"), _("Who delivers")],
            **kwargs,
        )


class BatchListView(PolicyMixin, TemplateView):
    """The counter's lists, newest first."""

    permission_required = "delivery_batch.view"
    template_name = "households/batch_list.html"

    def get_context_data(self, **kwargs):
        rows = DeliveryBatch.objects.visible_to(self.request.user)
        filterset = BatchFilterSet(
            self.request.GET, queryset=rows, request=self.request
        )
        rows = filterset.qs if filterset.is_valid() else rows.none()
        page = paginate(
            rows.select_related("area", "listed_by"),
            request=self.request,
            order=("-listed_at", "-id"),
        )
        return super().get_context_data(
            filterset=filterset,
            page=page,
            count_text=count_text(rows),
            may_create=policy.can(self.request.user, "delivery_batch.create"),
            **kwargs,
        )


class BatchDetailView(PolicyMixin, DetailView):
    """One list, the documents on it, and how far they are."""

    permission_required = "delivery_batch.view"
    template_name = "households/batch_detail.html"
    context_object_name = "batch"

    def get_queryset(self):
        rows = DeliveryBatch.objects.visible_to(self.request.user)
        return rows.select_related("area", "listed_by")

    def get_context_data(self, **kwargs):
        rows = Delivery.objects.visible_to(self.request.user).filter(batch=self.object)
        page = paginate(
            rows.for_list(), request=self.request, order=("area__path", "place", "id")
        )
        states = list(rows.values_list("status", flat=True))
        return super().get_context_data(
            page=page,
            total=len(states),
            done=states.count(DeliveryStatus.HANDED_OVER),
            late=rows.overdue(at=timezone.now()).count(),
            waiting=states.count(DeliveryStatus.AT_STATION),
            may_assign=policy.can(self.request.user, "delivery.assign"),
            timeline=timeline_of(self.object, user=self.request.user),
            **kwargs,
        )
