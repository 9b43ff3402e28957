"""New lists of documents, and who takes them along."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from households.actions import deliveries as actions
from households.forms.deliveries import GiveOutForm, ListForm, QuickForm
from households.models import Delivery, DeliveryBatch, Household
from households.places import areas_in
from households.workflow.services import DeliveryStatus, allows
from station.models import Area
from station.views.action import ActionFormView
from station.views.origin import OriginMixin

MOST_GIVEN = 300


class DeliveryCreateView(OriginMixin, ActionFormView):
    """One document that lies at the counter."""

    permission_required = "delivery_batch.create"
    form_class = QuickForm

    @cached_property
    def areas(self):
        return areas_in(self.request.user, "delivery_batch.create")

    @cached_property
    def household(self) -> Household | None:
        found = self.origin_facts.household
        asked = self.request.GET.get("household", "")
        if found is None and asked.isdecimal() and len(asked) < 18:
            rows = Household.objects.visible_to(self.request.user)
            found = get_object_or_404(rows.select_related("address"), pk=asked)
        return found

    def form_extra(self):
        return {"areas": self.areas}

    def get_initial(self):
        if self.household is None:
            return {"area": self.areas.first() if self.areas.count() == 1 else None}
        return {
            "area": self.household.area_id,
            "holder_name": self.household.head_name,
            "place": self.household.address.text,
        }

    def texts(self):
        return {
            "heading": _("A document to deliver"),
            "submit": _("Put on the list"),
            "done": _("It is on the list."),
            "back_url": reverse("households:delivery_list"),
            "back_label": _("Documents to deliver"),
        }

    def act(self, form):
        item = form.item(household=self.household)
        return self.list_items([item])

    def list_items(self, items, note: str = "") -> DeliveryBatch:
        """One list, under the station of the first village on it."""
        stations = Area.objects.above(items[0].area).filter(kind=Area.Kind.STATION)
        return actions.list_documents(
            area=stations.first() or items[0].area,
            items=items,
            note=note,
            origin=self.origin,
            by=self.request.user,
            at=timezone.now(),
        )


class BatchCreateView(DeliveryCreateView):
    """A whole list at once, typed or copied from a table."""

    form_class = ListForm

    def get_initial(self):
        return {}

    def texts(self):
        return {
            **super().texts(),
            "heading": _("A list of documents"),
            "done": _("The list is in."),
            "draft": "",
        }

    def act(self, form):
        return self.list_items(form.items(), note=form.cleaned_data["note"])


class DeliveryGiveOutView(ActionFormView):
    """The documents ticked on the list go along with somebody."""

    permission_required = "delivery.assign"
    form_class = GiveOutForm
    template_name = "households/delivery_give_out.html"
    error_fields = {"to": "to"}

    @cached_property
    def chosen(self) -> list[Delivery]:
        """Those ticked, else all of a list that lie at the counter."""
        asked = self.request.GET
        rows = Delivery.objects.visible_to(self.request.user, "assign").for_list()
        rows = rows.filter(status__in=[s for s in DeliveryStatus if _may_go(s)])
        keys = [key for key in asked.getlist("pk") if key.isdecimal() and len(key) < 18]
        batch = asked.get("batch", "")
        if batch.isdecimal() and len(batch) < 18:
            rows = rows.filter(batch=batch, status=DeliveryStatus.AT_STATION)
        else:
            rows = rows.filter(pk__in=keys)
        return list(rows.order_by("area__path", "place", "pk")[:MOST_GIVEN])

    def get(self, request, *args, **kwargs):
        if not self.chosen:
            messages.info(request, _("Tick the documents first."))
            return HttpResponseRedirect(reverse("households:delivery_list"))
        return super().get(request, *args, **kwargs)

    def form_extra(self):
        areas = {row.area_id: row.area for row in self.chosen}
        return {"areas": list(areas.values()), "at": timezone.now()}

    def get_context_data(self, **kwargs):
        return super().get_context_data(chosen=self.chosen, **kwargs)

    def texts(self):
        return {
            "heading": _("Give documents out"),
            "submit": _("Give out"),
            "done": _("They are on their way."),
            "back_url": reverse("households:delivery_list"),
            "back_label": _("Documents to deliver"),
        }

    def act(self, form):
        actions.give_out(
            deliveries=self.chosen,
            to=form.cleaned_data["to"],
            by=self.request.user,
            at=timezone.now(),
        )
        return

    def next_url(self, made) -> str:
        return f"{reverse('households:delivery_list')}?state=out"


def _may_go(status: str) -> bool:
    return allows(status, DeliveryStatus.OUT)
