"""Forms of the kinds of quarrels and of the grades."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disputes.workflow.intake import Tier
from disputes.workflow.mediation import MediatorType
from station.forms.once import VersionedForm


class FieldForm(VersionedForm):
    """What a kind of quarrel is called."""

    title_zh = forms.CharField(label=_("Chinese name"), max_length=40)
    title_en = forms.CharField(label=_("English name"), max_length=60, required=False)
    order = forms.IntegerField(
        label=_("Order"), min_value=0, max_value=9999, initial=200
    )
    is_active = forms.BooleanField(
        label=_("In use"),
        required=False,
        initial=True,
        help_text=_("What is out of use is not offered for new disputes."),
    )


class NewFieldForm(FieldForm):
    """A new one has a code by which machines know it."""

    code = forms.CharField(
        label=pgettext_lazy("identifier", "Code"),
        max_length=24,
        help_text=_("Small letters, digits and underscores, beginning with a letter."),
    )
    field_order = ["title_zh", "title_en", "code"]


class GradeForm(VersionedForm):
    """What a grade means, whom it is given to and in which tier it begins."""

    title_zh = forms.CharField(label=_("Chinese name"), max_length=40)
    title_en = forms.CharField(label=_("English name"), max_length=60, required=False)
    meaning_zh = forms.CharField(
        label=_("Meaning in Chinese"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    meaning_en = forms.CharField(
        label=_("Meaning in English"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    mediator_type = forms.ChoiceField(
        label=_("Mediator it is given to"), choices=MediatorType.choices
    )
    tier = forms.ChoiceField(label=_("Tier"), choices=Tier.choices)
