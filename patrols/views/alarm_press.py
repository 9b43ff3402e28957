"""The one button: a page to press it, and a page that says who comes."""

from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from households.views.ledger import tap
from patrols.actions import alarms as actions
from patrols.forms.alarms import EMERGENCY, PressForm
from patrols.models import Alarm
from patrols.views.mine import OwnMixin
from station.tasks import sweep


class AlarmPressView(OwnMixin, TemplateView):
    """A second look against pockets; what comes in always goes out."""

    permission_required = "alarm.create"
    template_name = "patrols/alarm_press.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            form=PressForm(), volunteer=self.volunteer, emergency=EMERGENCY, **kwargs
        )

    def post(self, request):
        form = PressForm(request.POST)
        form.is_valid()  # what is wrong is left out: a call is never refused for it
        now = timezone.now()
        alarm = actions.press(
            volunteer=self.volunteer,
            position=form.position(),
            client_key=form.cleaned_data.get("client_key"),
            pressed_at=form.pressed_at(now=now),
            by=request.user,
            at=now,
        )
        sweep.delay_on_commit()
        if request.accepts("text/html"):
            return HttpResponseRedirect(alarm.own_url)
        return JsonResponse({"url": alarm.own_url})


class OwnAlarmMixin(OwnMixin):
    permission_required = "alarm.create"

    @cached_property
    def alarm(self) -> Alarm:
        rows = Alarm.objects.filter(volunteer=self.volunteer).for_list()
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class AlarmOwnView(OwnAlarmMixin, TemplateView):
    """Who comes; asked anew every few seconds."""

    def get_template_names(self):
        part = "_alarm_state" if self.request.htmx else "alarm_own"
        return [f"patrols/{part}.html"]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            alarm=self.alarm, emergency=EMERGENCY, now=timezone.now(), **kwargs
        )


class AlarmMistakeView(OwnAlarmMixin, View):
    """Pressed by mistake: an officer rings all the same."""

    http_method_names = ["post", "options"]

    def post(self, request, pk):
        return tap(
            request,
            lambda: actions.mistake(
                alarm=self.alarm, by=request.user, at=timezone.now()
            ),
            self.alarm.own_url,
            _("Noted. An officer still calls you, to be sure."),
        )
