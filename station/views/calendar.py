"""The working days, as the office corrects them."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import FormView, View

from station import policy, working_days
from station.actions import calendar as actions
from station.forms.calendar import CalendarDayForm, ClearDayForm
from station.models import CalendarDay
from station.views.policy import PolicyMixin

MOST = 100  # corrections on the page, newest first


class CalendarView(PolicyMixin, FormView):
    """Every correction, and a form for the county to add one."""

    permission_required = "calendar.view"
    form_class = CalendarDayForm
    template_name = "station/calendar.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            days=CalendarDay.objects.order_by("-day")[:MOST],
            published_until=working_days.published_until(),
            may_edit=policy.can(self.request.user, "calendar.edit"),
            **kwargs,
        )


class CalendarSetView(CalendarView):
    """Keeps one correction."""

    permission_required = "calendar.edit"

    def form_valid(self, form):
        actions.set_day(by=self.request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(self.request, _("The day was saved."))
        return HttpResponseRedirect(reverse("station:calendar"))


class CalendarClearView(PolicyMixin, View):
    """Takes one correction back."""

    permission_required = "calendar.edit"

    def post(self, request):
        form = ClearDayForm(request.POST)
        day = form.cleaned_data["day"] if form.is_valid() else None
        found = CalendarDay.objects.filter(pk=day).first()
        if found is not None:  # else it was taken back already
            actions.clear_day(day=found, by=request.user, at=timezone.now())
            messages.success(request, _("The published calendar holds again."))
        return HttpResponseRedirect(reverse("station:calendar"))
