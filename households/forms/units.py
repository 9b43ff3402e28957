"""Forms of units."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.actions import units
from households.forms.households import DoorFields
from households.models import Unit, UnitKind
from station.forms.once import OnceForm, VersionedForm, date_input


class UnitFields(forms.Form):
    """What the register keeps of a unit."""

    name = forms.CharField(label=pgettext_lazy("place", "Name"), max_length=120)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("Choose")), *UnitKind.choices]
    )
    contact_name = forms.CharField(
        label=_("Person in charge"), max_length=60, required=False
    )
    contact_phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(
            attrs={"data-sensitive": True, "inputmode": "tel", "autocomplete": "off"}
        ),
    )
    credit_code = forms.CharField(
        label=_("Social credit code"), max_length=18, required=False
    )
    staff_count = forms.IntegerField(
        label=_("Staff"), min_value=0, max_value=99_999, required=False
    )
    note = forms.CharField(
        label=_("Remark"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    folded = ("credit_code", "staff_count", "note")

    def facts(self) -> units.Facts:
        """What the action takes."""
        named = {name: self.cleaned_data[name] for name in UnitFields.base_fields}
        return units.Facts(**named)


class UnitForm(UnitFields, DoorFields, OnceForm):
    """A new unit behind a door."""

    field_order = ["name", "kind", "area", "group_name", "door"]
    permission = "unit.create"


class UnitEditForm(UnitFields, DoorFields, VersionedForm):
    """A unit set right; the phone stays unless typed anew."""

    field_order = ["name", "kind", "area", "group_name", "door"]
    permission = "unit.edit"

    def __init__(self, *args, unit: Unit, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        if unit.contact_phone_masked:
            field = self.fields["contact_phone"]
            field.help_text = _("Left empty it stays as it is.")
            field.widget.attrs["placeholder"] = unit.contact_phone_masked

    def clean(self):
        data = super().clean()
        if not data.get("contact_phone"):
            data["contact_phone"] = self.unit.contact_phone
        return data


class CloseForm(VersionedForm):
    """Since when the unit is gone."""

    closed_on = forms.DateField(label=_("Closed on"), widget=date_input())

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("closed_on", timezone.localdate())
