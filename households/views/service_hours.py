"""When people are served, and the days that differ."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from households.actions import service_hours as actions
from households.forms.guides import DayForm, HoursForm
from households.models import ServiceDay, ServiceHours
from station import policy
from station.models import Area
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

PLACES = (Area.Kind.STATION, Area.Kind.TOWNSHIP, Area.Kind.COMMUNITY)


class HoursListView(PolicyMixin, TemplateView):
    """The week of the station and its community rooms."""

    permission_required = "service_hours.view"
    template_name = "households/service_hours.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        rows = ServiceHours.objects.visible_to(user).select_related("area")
        days = ServiceDay.objects.visible_to(user).select_related("area")
        return super().get_context_data(
            rows=rows.order_by("area__path", "weekday", "opens"),
            days=days.filter(day__gte=timezone.localdate()).order_by("day", "pk"),
            may_edit=policy.can(user, "service_hours.edit"),
            **kwargs,
        )


class HoursFormView(ActionFormView):
    """A form for whoever says when people are served."""

    permission_required = "service_hours.edit"
    error_fields = {
        "opens": "opens",
        "closes": "closes",
        "area": "area",
        "reason": "reason",
        "households_servicehours_unique": "opens",
        "households_serviceday_unique": "day",
    }

    @cached_property
    def areas(self):
        scope = policy.scope(self.request.user, self.permission_required)
        areas = Area.objects.filter(kind__in=PLACES, pk__in=scope.area_ids)
        return areas.filter(is_active=True).order_by("path")

    def form_extra(self):
        return {"areas": self.areas}

    @property
    def common(self) -> dict:
        return {"by": self.request.user, "at": timezone.now()}

    def texts(self):
        return {
            "heading": _("Service hours"),
            "submit": _("Save"),
            "done": _("Saved."),
            "back_url": reverse("households:service_hours"),
            "back_label": _("Service hours"),
        }


class HoursCreateView(HoursFormView):
    form_class = HoursForm

    def act(self, form):
        area = form.cleaned_data["area"]
        return actions.add(area=area, hours=form.hours(), **self.common)


class HoursEditView(HoursFormView):
    form_class = HoursForm

    @cached_property
    def window(self) -> ServiceHours:
        rows = ServiceHours.objects.visible_to(self.request.user, "edit")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def form_extra(self):
        return {"areas": self.areas, "window": self.window}

    def get_initial(self):
        return self.initial_of(self.window)

    def initial_of(self, current):
        names = actions.Hours.__dataclass_fields__
        hours = {name: getattr(current, name) for name in names}
        return {"version": current.version, **hours}

    def act(self, form):
        version = form.cleaned_data["version"]
        return actions.change(
            window=self.window, hours=form.hours(), version=version, **self.common
        )


class DayCreateView(HoursFormView):
    form_class = DayForm

    def texts(self):
        return {**super().texts(), "heading": _("A day that differs")}

    def act(self, form):
        data = form.cleaned_data
        names = ("area", "day", "reason", "is_open", "opens", "closes")
        return actions.set_day(**{name: data[name] for name in names}, **self.common)


class HoursDropView(PolicyMixin, View):
    """No more in this window."""

    permission_required = "service_hours.edit"
    http_method_names = ["post"]

    def post(self, request, pk):
        rows = ServiceHours.objects.visible_to(request.user, "edit")
        window = get_object_or_404(rows.select_related("area"), pk=pk)
        actions.drop(window=window, by=request.user, at=timezone.now())
        messages.success(request, _("These hours are gone."))
        return HttpResponseRedirect(reverse("households:service_hours"))


class DayClearView(PolicyMixin, View):
    """The day is as its weekday says again."""

    permission_required = "service_hours.edit"
    http_method_names = ["post"]

    def post(self, request, pk):
        rows = ServiceDay.objects.visible_to(request.user, "edit")
        day = get_object_or_404(rows.select_related("area"), pk=pk)
        actions.clear_day(day=day, by=request.user, at=timezone.now())
        messages.success(request, _("The day is as usual again."))
        return HttpResponseRedirect(reverse("households:service_hours"))
