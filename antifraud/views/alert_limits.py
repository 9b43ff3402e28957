"""The limits of alerts: what holds where, set by the chief."""

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from antifraud import limits
from antifraud.actions import alert_limits as actions
from antifraud.forms.alert_limits import DropForm, LimitsForm
from antifraud.models import AlertLimit
from station import policy
from station.models import Area
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

PLACES = ("county", "station", "township", "community", "grid")


def areas_in(user):
    """From the county to the grid, where this person may set limits."""
    scope = policy.scope(user, "alert_limit.edit")
    rows = Area.objects.filter(kind__in=PLACES, is_active=True)
    if not scope.everything:
        rows = rows.filter(pk__in=scope.area_ids)
    return rows.in_tree_order()


class AlertLimitsView(PolicyMixin, TemplateView):
    """The usual limits, and what areas have set themselves."""

    permission_required = "alert_limit.view"
    template_name = "antifraud/alert_limits.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        rows = self._holding(user).select_related("area")
        may = policy.can(user, "alert_limit.edit")
        return super().get_context_data(
            usual=limits.Rules(),
            rows=[
                (row, policy.can(user, "alert_limit.edit", row))
                for row in rows.order_by("area__path")
            ],
            areas=self._areas() if may else [],
            **kwargs,
        )

    def _holding(self, user):
        """Those of one's own areas, and those above that hold there too."""
        own = AlertLimit.objects.visible_to(user).values("pk")
        above = {path for post in user.rights.posts for path in post.area.path_above}
        return AlertLimit.objects.filter(Q(pk__in=own) | Q(area__path__in=above))

    def _areas(self):
        """Where one may set limits and none are set yet; grids on demand."""
        rows = areas_in(self.request.user).filter(alert_limit__isnull=True)
        return rows.exclude(kind="grid")


class OfArea:
    """The area whose limits are set, within the scope."""

    permission_required = "alert_limit.edit"

    @cached_property
    def area(self) -> Area:
        return get_object_or_404(areas_in(self.request.user), pk=self.kwargs["pk"])

    def texts(self):
        return {
            "lead": self.area.name,
            "back_url": reverse("antifraud:alert_limits"),
            "back_label": _("Limits of alerts"),
        }


class AlertLimitsEditView(OfArea, ActionFormView):
    """The nearest area's limits hold: these, from now on, for this area and below."""

    form_class = LimitsForm
    error_fields = {name: name for name in limits.NAMES}

    @cached_property
    def row(self) -> AlertLimit | None:
        return AlertLimit.objects.filter(area=self.area).first()

    def get_initial(self):
        version = self.row.version if self.row else 0
        return {**self.initial_of(self.row), "version": version}

    def initial_of(self, current):
        rules = current or limits.Book().rules_of(self.area)
        return {name: getattr(rules, name) for name in limits.NAMES}

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Limits of alerts"),
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


class AlertLimitsDropView(OfArea, ActionFormView):
    form_class = DropForm

    @cached_property
    def row(self) -> AlertLimit:
        return get_object_or_404(AlertLimit, area=self.area)

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
        return reverse("antifraud:alert_limits")

    def act(self, form):
        return actions.drop(
            limit=self.row,
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
        )
