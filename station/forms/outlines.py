"""The outline of an area: a file to look at first, then what was looked at."""

import json

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from station import outlines
from station.errors import RuleError


class OutlineFileForm(forms.Form):
    """A GeoJSON file, shown before anything is kept."""

    file = forms.FileField(
        label=gettext_lazy("GeoJSON file"),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
        help_text=gettext_lazy(
            "Polygons in degrees, WGS 84 or CGCS 2000; at most 2 MB and 10,000 corners."
        ),
    )

    def clean_file(self) -> outlines.Drawn:
        content = self.cleaned_data["file"].read(outlines.MOST_BYTES + 1)
        try:
            return outlines.read(content)
        except RuleError as error:
            raise forms.ValidationError(str(error)) from None


class OutlineForm(forms.Form):
    """What was looked at, as it goes back and forth."""

    polygons = forms.CharField(widget=forms.HiddenInput)

    def clean_polygons(self) -> outlines.Drawn:
        try:
            kept = json.loads(self.cleaned_data["polygons"])
            return outlines.drawn({"type": "MultiPolygon", "coordinates": kept})
        except (ValueError, RecursionError):
            raise forms.ValidationError(_("Choose the file once more.")) from None
        except RuleError as error:
            raise forms.ValidationError(str(error)) from None
