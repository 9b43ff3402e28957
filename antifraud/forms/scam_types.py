"""Forms of scam types."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.actions import scam_types as actions
from antifraud.models import HOTLINE
from antifraud.workflow.people import Group, Scene
from station.forms.once import OnceForm, VersionedForm, date_input
from station.models.legal import Mark
from station.screening.codes import Scam


def _text(label, rows: int = 3, **options) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
        **options,
    )


def _ticks(label, choices, **options) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        **options,
    )


class TypeFields(forms.Form):
    """How a fraud is known, and what to do."""

    name_zh = forms.CharField(label=_("Chinese name"), max_length=60)
    name_en = forms.CharField(label=_("English name"), max_length=80)
    signs = _text(_("Warning signs"))
    phrases = _text(_("What they say"), 4, help_text=_("One saying a line."))
    advice = _text(_("Advice"))
    groups = _ticks(
        _("Whom it meets"),
        Group.choices,
        help_text=_("The groups an alert about it is proposed for."),
    )
    scenes = _ticks(_("Scenes"), Scene.choices)
    hotline = forms.CharField(label=_("Hotline"), max_length=20, initial=HOTLINE)
    screening = forms.ChoiceField(
        label=_("As the screening of calls names it"),
        choices=[("", "—"), *Scam.choices],
        required=False,
    )
    source = forms.CharField(label=_("Source"), max_length=120, required=False)
    mark = forms.ChoiceField(
        label=_("Certainty"), choices=Mark.choices, initial=Mark.OFFICE
    )
    valid_from = forms.DateField(label=_("Spoken of since"), widget=date_input())
    valid_until = forms.DateField(
        label=_("Spoken of until"), widget=date_input(), required=False
    )
    order = forms.IntegerField(
        label=_("Place in the list"), min_value=0, max_value=9999, initial=100
    )
    is_active = forms.BooleanField(
        label=_("Told of in briefings"), required=False, initial=True
    )

    folded = (
        "hotline", "screening", "source", "mark", "valid_from", "valid_until", "order",
    )  # fmt: skip

    def facts(self) -> dict:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in actions.FIELDS}


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
