"""The map of a station: outlines, what stands there, figures by area."""

from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from station import policy
from station.forms.maps import MapForm, asked_of
from station.map_layers import layers_for
from station.maps.asking import PERMISSION, Asked
from station.maps.picture import map_of
from station.registry import registry
from station.views.policy import PolicyMixin


class MapView(PolicyMixin, TemplateView):
    """One place as a picture and as lists, with a step down into each of its parts."""

    permission_required = PERMISSION
    template_name = "station/map.html"

    @cached_property
    def asked(self) -> Asked:
        user = self.request.user
        asked = asked_of(self.request.GET, user=user, at=timezone.now())
        if asked is None:
            raise Http404
        return asked

    def get_context_data(self, **kwargs):
        asked, user = self.asked, self.request.user
        return super().get_context_data(
            asked=asked,
            map=map_of(asked),
            form=MapForm(asked),
            layers=[
                (layer, asked.toggled(layer), layer in asked.layers)
                for layer in layers_for(user, registry.map_layers.values())
            ],
            trail=[(area, asked.url(area=area.pk)) for area in asked.trail],
            may_open=policy.covers(user, "area.view", asked.area),
            may_draw=asked.area.is_active and policy.can(user, "area.edit", asked.area),
            **kwargs,
        )
