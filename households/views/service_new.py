"""A new service, perhaps made of a visit, a message or a follow-up."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from households.actions import services
from households.forms.services import MatterPickForm, ServiceForm
from households.models import Household, ServiceGuide, ServiceMatter
from households.places import areas_in
from station.models import Area
from station.views.action import ActionFormView
from station.views.origin import OriginMixin


class ServiceCreateView(OriginMixin, ActionFormView):
    """First the matter, then the form with its papers and its free times."""

    permission_required = "service.create"
    form_class = ServiceForm
    template_name = "households/service_form.html"
    error_fields = {
        "slot": "slot",
        "begins_at": "wished_at",
        "place": "place",
        "resident_name": "resident_name",
        "kind": "kind",
        "to": "assigned_to",
    }

    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs) if self.guide else self._pick()

    def _pick(self):
        """Which matter, and where?"""
        self.template_name = "households/service_pick.html"
        areas = areas_in(self.request.user, "service.create")
        chosen = self.area
        matters = ServiceMatter.objects.none()
        if chosen is not None:
            matters = ServiceMatter.objects.offered_in(chosen)
        form = MatterPickForm(
            initial={"area": chosen}, areas=areas, matters=matters, auto_id="f-%s"
        )
        return self.render_to_response(
            {"form": form, "area": chosen, "carried": self._carried()}
        )

    def _carried(self) -> list[tuple[str, str]]:
        """What the next address must still say."""
        names = ("from", "household")
        return [(n, self.request.GET[n]) for n in names if self.request.GET.get(n)]

    @cached_property
    def household(self) -> Household | None:
        found = self.origin_facts.household
        asked = self.request.GET.get("household", "")
        if found is None and asked.isdecimal() and len(asked) < 18:
            rows = Household.objects.visible_to(self.request.user)
            found = get_object_or_404(rows.select_related("address"), pk=asked)
        return found

    @cached_property
    def area(self) -> Area | None:
        """Where it lies: as chosen, else where the origin or household is."""
        areas = areas_in(self.request.user, "service.create")
        asked = self.request.GET.get("area", "")
        if asked.isdecimal() and len(asked) < 18:
            return get_object_or_404(areas, pk=asked)
        known = self.household or self.origin_facts
        area = getattr(known, "area", None)
        if area is not None:
            return areas.filter(pk=area.pk).first()
        return areas.first() if areas.count() == 1 else None

    @cached_property
    def guide(self) -> ServiceGuide | None:
        asked = self.request.GET.get("matter", "")
        if self.area is None or not (asked.isdecimal() and len(asked) < 18):
            return None
        offered = ServiceGuide.objects.offered_in(self.area)
        return get_object_or_404(offered, matter_id=asked)

    @cached_property
    def residents(self) -> list:
        known = list(self.origin_facts.residents)
        if not known and self.household is not None:
            known = list(self.household.residents.present().order_by("pk")[:30])
        return known

    def form_extra(self):
        if self.guide is None:
            raise Http404
        return {"area": self.area, "guide": self.guide, "residents": self.residents}

    def get_initial(self):
        return {
            "place": self.household.address.text if self.household else "",
            "note": self.origin_facts.text[:1000],
            "resident": self.residents[0].pk if len(self.residents) == 1 else None,
        }

    def texts(self):
        return {
            "heading": _("Book a service"),
            "submit": _("Book"),
            "done": _("Booked."),
            "back_url": self.origin.get_absolute_url()
            if self.origin
            else reverse("households:service_list"),
            "back_label": str(self.origin) if self.origin else _("Services"),
            "draft": "service-new",
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(guide=self.guide, area=self.area, **kwargs)

    def act(self, form):
        data = form.cleaned_data
        resident = data.get("resident")
        wish = services.Wish(
            kind=data["kind"],
            matter=self.guide.matter,
            resident_name=data["resident_name"] or (resident.name if resident else ""),
            phone=data["phone"],
            place=data["place"],
            note=data["note"],
            begins_at=form.begins_at,
            resident=resident,
            household=self.household,
            papers_missing=form.papers_missing,
        )
        return services.book(
            area=self.area,
            wish=wish,
            assigned_to=data["assigned_to"],
            origin=self.origin,
            by=self.request.user,
            at=timezone.now(),
        )
