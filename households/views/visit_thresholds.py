"""From which figures on visits strike: shown to the chief, set by the county."""

from dataclasses import asdict

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from households import visit_thresholds as book
from households.actions import visit_thresholds
from households.forms.visit_thresholds import LABELS, ThresholdForm
from households.models import VisitThreshold
from station import policy
from station.models import Area
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

MOST = 60


def places_of(user, permission: str):
    """The counties and stations within one's scope."""
    scope = policy.scope(user, permission)
    rows = Area.objects.filter(kind__in=visit_thresholds.LEVELS, is_active=True)
    return rows if scope.everything else rows.filter(pk__in=scope.area_ids)


class ThresholdListView(PolicyMixin, TemplateView):
    """What holds where, and which of it was set there."""

    permission_required = "visit_threshold.view"
    template_name = "households/visit_threshold_list.html"

    def get_context_data(self, **kwargs):
        user, set_here = self.request.user, book.Book()
        places = [
            (area, self.lines(set_here.at(area.path)), area.path in set_here.rows)
            for area in places_of(user, self.permission_required).order_by("path")[
                :MOST
            ]
        ]
        return super().get_context_data(
            places=places, may_edit=policy.can(user, "visit_threshold.edit"), **kwargs
        )

    def lines(self, thresholds: book.Thresholds) -> list:
        """Label, figure, and whether it is another than what ships."""
        values, shipped = asdict(thresholds), asdict(book.SHIPPED)
        return [
            (label, values[name], values[name] != shipped[name])
            for name, label in LABELS.items()
        ]


class ThresholdEditView(ActionFormView):
    """The figures of a county or of one station."""

    permission_required = "visit_threshold.edit"
    form_class = ThresholdForm
    error_fields = {name: name for name in LABELS}

    @cached_property
    def area(self) -> Area:
        rows = places_of(self.request.user, self.permission_required)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_initial(self):
        known = VisitThreshold.objects.filter(area=self.area).first()
        if known is not None:
            return self.initial_of(known)
        return {**asdict(book.at(self.area)), "version": 0}

    def initial_of(self, current):
        return {name: getattr(current, name) for name in (*LABELS, "version")}

    def texts(self):
        return {
            "heading": _("Thresholds of visits"),
            "lead": str(self.area),
            "submit": _("Save"),
            "done": _("Saved. The next look asks by these figures."),
            "back_url": reverse("households:visit_threshold_list"),
            "back_label": _("Thresholds of visits"),
        }

    def next_url(self, made) -> str:
        return reverse("households:visit_threshold_list")

    def act(self, form):
        return visit_thresholds.set_for(
            area=self.area,
            thresholds=form.thresholds(),
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
        )
