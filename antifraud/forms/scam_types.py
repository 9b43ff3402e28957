"""Forms of scam types."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from station.forms.once import OnceForm, VersionedForm


class TypeFields(forms.Form):
    """How a fraud is known, and what to do."""

    name_zh = forms.CharField(label=_("Chinese name"), max_length=60)
    name_en = forms.CharField(label=_("English name"), max_length=80)
    signs = forms.CharField(
        label=_("Warning signs"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    advice = forms.CharField(
        label=_("Advice"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    order = forms.IntegerField(
        label=_("Place in the list"), min_value=0, max_value=9999, initial=100
    )
    is_active = forms.BooleanField(
        label=_("Told of in briefings"), required=False, initial=True
    )

    def facts(self) -> dict:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in TypeFields.base_fields}


class TypeForm(TypeFields, OnceForm):
    """A type that is new here."""

    code = forms.SlugField(
        label=pgettext_lazy("identifier", "Code"),
        max_length=30,
        help_text=_("Small letters, for the API."),
    )
    field_order = ["name_zh", "name_en", "code"]


class TypeEditForm(TypeFields, VersionedForm):
    """A type set right."""
