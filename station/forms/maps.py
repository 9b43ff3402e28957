"""What the map can be asked, read from the address."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from station.map_layers import layers_for
from station.maps.asking import Asked, home_of, places_of
from station.maps.figures import PERIODS, metrics_for
from station.metrics.declared import book
from station.metrics.periods import Choice
from station.models import Area
from station.registry import registry


class MapForm(forms.Form):
    """The figure that colours the map and its days; the rest goes along unseen."""

    counts = forms.ChoiceField(label=_("Figure by area"), required=False)
    period = forms.ChoiceField(
        label=pgettext_lazy("figure", "Days"),
        choices=[(choice.value, choice.label) for choice in PERIODS],
        required=False,
    )
    area = forms.IntegerField(widget=forms.HiddenInput, required=False)
    layers = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, asked: Asked) -> None:
        super().__init__(
            initial={
                "counts": asked.counts,
                "period": asked.period,
                "area": asked.area.pk,
                "layers": ",".join(layer.key for layer in asked.layers),
            }
        )
        self.fields["counts"].choices = _choices(asked)


def asked_of(params, *, user, at: datetime) -> Asked | None:
    """What an address asks for; nothing where it is not for this person."""
    area = _area(params.get("area", ""), user)
    if area is None:
        return None
    counts, period = params.get("counts", ""), params.get("period", "")
    known = {metric.key for metric in metrics_for(user, area)}
    return Asked(
        user,
        at,
        area,
        tuple(_layers(params, user)),
        counts if counts in known else "",
        period if period in PERIODS else Choice.THIS_MONTH,
    )


def _area(said: str, user) -> Area | None:
    if not said:
        return home_of(user)
    if not (said.isascii() and said.isdigit() and len(said) < 19):
        return None
    return places_of(user).filter(pk=said).first()


def _layers(params, user) -> list:
    """Those named; the usual ones where nothing is said of them."""
    offered = layers_for(user, registry.map_layers.values())
    if "layers" not in params:
        return [layer for layer in offered if layer.is_usual]
    named = params["layers"].split(",")
    return [layer for layer in offered if layer.key in named]


def _choices(asked: Asked) -> list[tuple]:
    """The metrics under the headings of the dashboard."""
    found: dict[str, list] = {}
    for metric in metrics_for(asked.user, asked.area):
        found.setdefault(metric.group, []).append((metric.key, metric.label))
    return [
        ("", _("No figures")),
        *((book.groups[key].label, rows) for key, rows in found.items()),
    ]
