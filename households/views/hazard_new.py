"""A hazard's file is opened: of what somebody saw, or of another record."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from households.actions import hazards as actions
from households.forms.hazards import HazardForm
from households.models import Household, Unit
from households.views.visits import PhotoStoringView
from station import policy
from station.views.origin import OriginMixin


class HazardCreateView(OriginMixin, PhotoStoringView):
    """A hazard somebody saw: at a unit, a household, or in the open."""

    permission_required = "hazard.create"
    form_class = HazardForm
    error_fields = {
        "deadline": "deadline_on",
        "no_what": "what",
        "no_place": "place",
        "too_many_photos": "photos",
        "too_large": "photos",
        "wrong_type": "photos",
        "broken": "photos",
    }

    @cached_property
    def where(self) -> dict:
        """The unit or household it is at, as the origin knows it."""
        facts = self.origin_facts
        if facts.unit is not None:
            return {"unit": self._within(Unit, facts.unit.pk)}
        if facts.household is not None:
            return {"household": self._within(Household, facts.household.pk)}
        return {}

    def _within(self, model, pk):
        scope = policy.scope(self.request.user, self.permission_required)
        rows = model.objects.visible_to(self.request.user)
        rows = rows.select_related("address", "area")
        return get_object_or_404(rows, pk=pk, area__in=scope.area_ids)

    def form_extra(self):
        return {"user": self.request.user, "has_place": bool(self.where)}

    def get_initial(self):
        facts = self.origin_facts
        return {
            "what": facts.what[:200],
            "place": facts.place[:120],
            "description": facts.text[:2000],
            "area": facts.area.pk if facts.area else None,
        }

    def texts(self):
        place = next(iter(self.where.values()), None)
        return {
            "heading": _("Report a hazard"),
            "submit": _("Open the file"),
            "done": _("The hazard has its file. Serve the notice next."),
            "back_url": self.origin.get_absolute_url()
            if self.origin
            else reverse("households:hazard_list"),
            "back_label": str(self.origin) if self.origin else _("Hazards"),
            "lead": place.address.text if place else "",
            "draft": "hazard-new",
        }

    def act(self, form):
        data = form.cleaned_data
        hazard = actions.report(
            facts=form.facts(),
            area=data.get("area"),
            place=data.get("place", ""),
            photos=self.stored,
            origin=self.origin,
            by=self.request.user,
            at=timezone.now(),
            **self.where,
        )
        self.is_kept = True
        return hazard


class UnitHazardCreateView(HazardCreateView):
    """A hazard at a unit, seen outside an inspection."""

    @cached_property
    def where(self) -> dict:
        return {"unit": self._within(Unit, self.kwargs["pk"])}
