"""The volunteer's own page: few large buttons, made of panels."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from patrols.models import Volunteer
from station.views.home import greeting
from station.views.panels import panels_of
from station.views.policy import PolicyMixin


class OwnMixin(PolicyMixin):
    """A page about the volunteer who is signed in."""

    permission_required = "volunteer.keep"

    @cached_property
    def volunteer(self) -> Volunteer:
        return get_object_or_404(self._own)

    @property
    def _own(self):
        return Volunteer.objects.of(self.request.user).for_list()


class MineView(OwnMixin, TemplateView):
    """Today: the next shift, on duty, report, alarm, hours and thanks."""

    template_name = "patrols/mine.html"

    def get_context_data(self, **kwargs):
        volunteer = self._own.first()
        panels = panels_of("volunteer", self.request, volunteer) if volunteer else []
        return super().get_context_data(
            greeting=greeting(self.request.user.name, now=timezone.now()),
            volunteer=volunteer,
            teams=volunteer.team_names() if volunteer else "",
            panels=panels,
            **kwargs,
        )
