"""Visits in the fields (田间警务), with what the crop season asks to be said."""

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from households.actions import field_visits
from households.forms.field_visits import FieldVisitForm
from households.models import CropSeason
from households.places import areas_in
from households.views.visits import FIELD_OF, PhotoStoringView
from station.models import Area
from station.views.origin import OriginMixin


class FieldVisitCreateView(OriginMixin, PhotoStoringView):
    """Whom one met at the edge of the field, and what was said."""

    permission_required = "visit.create"
    form_class = FieldVisitForm
    template_name = "households/field_visit_form.html"
    error_fields = FIELD_OF | {"no_place": "place", "not_your_area": "area"}

    def form_extra(self):
        return {"user": self.request.user}

    @cached_property
    def area(self) -> Area | None:
        """The village of the origin, else one's own where there is just one."""
        places = areas_in(self.request.user, "visit.create")
        known = self.origin_facts.area
        if known is not None:
            return places.filter(pk=known.pk).first()
        home = self.request.user.home_area
        return places.filter(pk=home.pk).first() if home else None

    @cached_property
    def seasons(self) -> list[CropSeason]:
        """What is grown and done in the fields these weeks."""
        rows = CropSeason.objects.visible_to(self.request.user)
        rows = rows.on_day(timezone.localdate())
        if self.area is not None:
            rows = rows.reaching(self.area.path)
        return list(rows.order_by("from_day", "pk"))

    def get_initial(self):
        codes = [code for season in self.seasons for code in season.advice]
        return {
            "area": self.area and self.area.pk,
            "visited_at": timezone.localtime(),
            "advice": list(dict.fromkeys(codes)),
            "asked_for": self.origin_facts.text,
        }

    def texts(self):
        return {
            "heading": _("Record a field visit"),
            "submit": _("Record the visit"),
            "done": _("The field visit is recorded."),
            "back_url": reverse("households:visit_list"),
            "back_label": _("Visit records"),
            "draft": "field-visit",
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(seasons=self.seasons, **kwargs)

    def act(self, form):
        data = form.cleaned_data
        visit = field_visits.record(
            area=data["area"],
            report=form.report(),
            reason=data["reason"],
            photos=self.stored,
            origin=self.origin,
            by=self.request.user,
            at=timezone.now(),
        )
        self.is_kept = True
        return visit
