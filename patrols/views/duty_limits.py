"""The limits of duty: what holds where, set by the chief."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from patrols import limits
from patrols.actions import duty_limits as actions
from patrols.forms.duty_limits import DropForm, LimitsForm
from patrols.models import DutyLimits
from station import policy
from station.models import Area
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

PLACES = ("county", "station", "township", "community")


def areas_in(user):
    """From the county to the village, where this person may set limits."""
    scope = policy.scope(user, "duty_limits.edit")
    rows = Area.objects.filter(kind__in=PLACES, is_active=True)
    if not scope.everything:
        rows = rows.filter(pk__in=scope.area_ids)
    return rows.in_tree_order()


class DutyLimitsView(PolicyMixin, TemplateView):
    """What the law says, the usual limits, and what areas have set themselves."""

    permission_required = "duty_limits.view"
    template_name = "patrols/duty_limits.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        rows = DutyLimits.objects.visible_to(user).select_related("area")
        seen = Area.objects.visible_to(user).values("pk")
        own = list(rows.filter(area__in=seen).order_by("area__path"))
        may = policy.can(user, "duty_limits.edit")
        return super().get_context_data(
            usual=limits.Rules(),
            rows=[(row, policy.can(user, "duty_limits.edit", row)) for row in own],
            areas=self._areas() if may else [],
            **kwargs,
        )

    def _areas(self):
        """Where one may set limits and none are set yet."""
        return areas_in(self.request.user).filter(duty_limits__isnull=True)


class OfArea:
    """The area whose limits are set, within the scope."""

    permission_required = "duty_limits.edit"

    @cached_property
    def area(self) -> Area:
        return get_object_or_404(areas_in(self.request.user), pk=self.kwargs["pk"])

    def texts(self):
        return {
            "lead": self.area.name,
            "back_url": reverse("patrols:duty_limits"),
            "back_label": _("Limits of duty"),
        }


class DutyLimitsEditView(OfArea, ActionFormView):
    """The nearest area's limits hold: these, from now on, for this area and below."""

    form_class = LimitsForm
    error_fields = {name: name for name in limits.NAMES}

    @cached_property
    def row(self) -> DutyLimits | None:
        return DutyLimits.objects.filter(area=self.area).first()

    def get_initial(self):
        version = self.row.version if self.row else 0
        return {**self.initial_of(self.row), "version": version}

    def initial_of(self, current):
        rules = current or limits.rules_of(self.area)
        return {name: getattr(rules, name) for name in limits.NAMES}

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Limits of duty"),
            "submit": _("Save"),
            "done": _("These limits hold from now on."),
        }

    def act(self, form):
        data = form.cleaned_data
        return actions.set_(
            area=self.area,
            rules=limits.Rules(**{name: data[name] for name in limits.NAMES}),
            version=data["version"],
            by=self.request.user,
            at=timezone.now(),
        )


class DutyLimitsDropView(OfArea, ActionFormView):
    form_class = DropForm

    @cached_property
    def row(self) -> DutyLimits:
        return get_object_or_404(DutyLimits, area=self.area)

    def get_initial(self):
        return {"version": self.row.version}

    def get_context_data(self, **kwargs):
        return super().get_context_data(row=self.row, **kwargs)

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Take these limits back?"),
            "submit": _("Take back"),
            "done": _("What holds above holds here again."),
            "danger": True,
        }

    def next_url(self, made):
        return reverse("patrols:duty_limits")

    def act(self, form):
        return actions.drop(
            limits=self.row,
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
        )
