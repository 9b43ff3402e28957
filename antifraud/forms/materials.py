"""Forms of the material and its stock."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.actions.material_stock import MOST
from antifraud.actions.materials import FIELDS, MaterialFacts
from antifraud.forms.outreach import areas_for, colleagues
from antifraud.models import Material, ScamType
from antifraud.workflow.materials import MaterialKind
from station.forms.once import OnceForm, VersionedForm


class MaterialForm(VersionedForm):
    """What it is, where it lies, when to tell; the first stock only at the start."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    name = forms.CharField(label=pgettext_lazy("material", "Name"), max_length=60)
    kind = forms.ChoiceField(label=_("Kind"), choices=MaterialKind)
    unit = forms.CharField(
        label=pgettext_lazy("material", "Counted in"), max_length=10, initial="份"
    )
    stock = forms.IntegerField(
        label=_("In stock now"), min_value=0, max_value=MOST, required=False
    )
    low_at = forms.IntegerField(
        label=_("Tell the keeper at"),
        min_value=0,
        max_value=MOST,
        required=False,
        help_text=_("When no more than this is left; 0 tells nobody."),
    )
    area = forms.ModelChoiceField(
        label=_("Area"), queryset=None, empty_label=_("Choose")
    )
    keeper = forms.ModelChoiceField(
        label=pgettext_lazy("material", "Kept by"),
        queryset=None,
        empty_label=_("Choose"),
    )
    storage = forms.CharField(label=_("Where it lies"), max_length=80, required=False)
    scam_type = forms.ModelChoiceField(
        label=_("Scam type"), queryset=None, required=False, empty_label=_("None")
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args, user, material: Material | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        action = "edit" if material else "create"
        self.fields["area"].queryset = areas_for(user, f"material.{action}")
        people = colleagues(user, on=timezone.localdate())
        self.fields["keeper"].queryset = people
        self.fields["scam_type"].queryset = ScamType.objects.active().in_order()
        del self.fields["stock" if material else "is_active"]

    def facts(self) -> MaterialFacts:
        """What the action takes."""
        data = {name: self.cleaned_data.get(name) for name in FIELDS}
        data["low_at"] = data["low_at"] or 0
        if "is_active" not in self.fields:
            del data["is_active"]
        return MaterialFacts(**data)


class TakeInForm(OnceForm):
    quantity = forms.IntegerField(label=_("How many"), min_value=1, max_value=MOST)
    reason = forms.CharField(label=_("From where"), max_length=120, required=False)


class TakeOutForm(OnceForm):
    quantity = forms.IntegerField(label=_("How many"), min_value=1, max_value=MOST)
    reason = forms.CharField(label=_("For what"), max_length=120)


class CountForm(VersionedForm):
    counted = forms.IntegerField(label=_("Counted"), min_value=0, max_value=MOST)
    reason = forms.CharField(
        label=pgettext_lazy("material", "Remark"), max_length=120, required=False
    )
