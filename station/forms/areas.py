"""Forms of the territory."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from station.models import Area

PROFILE = {
    "size_km2": _("Size (km²)"),
    "population": _("Residents"),
    "households": _("Households"),
    "units": _("Units"),
    "compounds": _("Compounds"),
    "shops": _("Shops"),
    "phone": _("Phone"),
}


class AreaForm(forms.Form):
    """The name of an area and what one should know of it in a minute."""

    name = forms.CharField(label=pgettext_lazy("place", "Name"), max_length=80)
    short_name = forms.CharField(
        label=_("Spoken name"),
        max_length=40,
        required=False,
        help_text=_("As people say it: 天城村 for 天城村村民委员会."),
    )
    size_km2 = forms.DecimalField(
        label=PROFILE["size_km2"], min_value=0, max_digits=9, required=False
    )
    population = forms.IntegerField(
        label=PROFILE["population"], min_value=0, max_value=99_999_999, required=False
    )
    households = forms.IntegerField(
        label=PROFILE["households"], min_value=0, max_value=9_999_999, required=False
    )
    units = forms.IntegerField(
        label=PROFILE["units"], min_value=0, max_value=999_999, required=False
    )
    compounds = forms.IntegerField(
        label=PROFILE["compounds"], min_value=0, max_value=99_999, required=False
    )
    shops = forms.IntegerField(
        label=PROFILE["shops"], min_value=0, max_value=99_999, required=False
    )
    phone = forms.CharField(
        label=PROFILE["phone"],
        max_length=24,
        required=False,
        help_text=_("Of the station: residents see it behind contact cards."),
    )
    key_places = forms.CharField(
        label=_("Key places"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Schools, markets, stations, parks: one a line."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, area: Area, **kwargs) -> None:
        kwargs["initial"] = {
            "name": area.name,
            "short_name": area.short_name,
            "version": area.version,
            **area.profile,
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, **kwargs)

    def changes(self) -> dict:
        """What ``actions.areas.edit`` takes."""
        data = self.cleaned_data
        profile = {
            key: float(data[key]) if key == "size_km2" else data[key]
            for key in (*PROFILE, "key_places")
            if data[key] not in (None, "")
        }
        return {
            "name": data["name"],
            "short_name": data["short_name"] or data["name"],
            "profile": profile,
        }


class GridForm(forms.Form):
    """A new grid below a village."""

    name = forms.CharField(
        label=_("Name of the grid"),
        max_length=80,
        help_text=_("For example 第一网格, or the groups it takes in."),
    )


class RetireForm(forms.Form):
    """Why a grid is no longer used."""

    reason = forms.CharField(label=_("Why"), max_length=200)
