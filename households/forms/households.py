"""Forms of households and doors."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.models import Tenure
from households.places import areas_in
from station.forms.once import OnceForm, VersionedForm, date_input
from station.models import Area


class AreaField(forms.ModelChoiceField):
    """Villages, communities and grids in which the person has the right."""

    def __init__(self, **kwargs) -> None:
        super().__init__(
            queryset=Area.objects.none(),
            label=_("Village, community or grid"),
            empty_label=_("Choose"),
            **kwargs,
        )

    def narrow(self, user, permission: str) -> None:
        """Offer only what is in scope; a single place is chosen already."""
        self.queryset = areas_in(user, permission).select_related("parent")
        places = list(self.queryset[:2])
        if len(places) == 1:
            self.initial = places[0]

    def label_from_instance(self, area: Area) -> str:
        if area.kind == Area.Kind.GRID:
            return f"{area.parent.short_name} · {area.short_name}"
        return area.short_name


class DoorFields(forms.Form):
    """Where a door is."""

    area = AreaField()
    group_name = forms.CharField(
        label=_("Group or building"), max_length=40, required=False
    )
    door = forms.CharField(label=_("Door number"), max_length=60)

    field_order = ["area", "group_name", "door"]
    permission = "address.edit"

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].narrow(user, self.permission)


class AddressForm(DoorFields, VersionedForm):
    """A door set right."""

    latitude = forms.DecimalField(
        label=_("latitude"),
        max_digits=9,
        decimal_places=6,
        min_value=-90,
        max_value=90,
        required=False,
    )
    longitude = forms.DecimalField(
        label=_("longitude"),
        max_digits=9,
        decimal_places=6,
        min_value=-180,
        max_value=180,
        required=False,
    )

    folded = ("latitude", "longitude")

    def clean(self):
        data = super().clean()
        if (data.get("latitude") is None) != (data.get("longitude") is None):
            self.add_error("latitude", _("A position needs both figures."))
        return data


class HouseholdForm(DoorFields, OnceForm):
    """A new household, if wished with its head."""

    head_name = forms.CharField(label=_("Head of household"), max_length=60)
    head_id_number = forms.CharField(
        label=_("ID number of the head"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"data-sensitive": True, "autocomplete": "off"}),
        help_text=_("With it the head is entered as a resident at once."),
    )
    head_phone = forms.CharField(
        label=_("Phone of the head"),
        max_length=30,
        required=False,
        widget=forms.TextInput(
            attrs={"data-sensitive": True, "inputmode": "tel", "autocomplete": "off"}
        ),
    )
    number = forms.CharField(
        label=_("Household number"),
        max_length=30,
        required=False,
        help_text=_("As in the household register; left empty it gets one of ours."),
    )
    note = forms.CharField(
        label=_("Remark"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-sensitive": True}),
    )

    folded = ("number", "note")
    permission = "household.create"


class HouseholdEditForm(DoorFields, VersionedForm):
    """A household set right, also when it moved to another door."""

    number = forms.CharField(label=_("Household number"), max_length=30)
    note = forms.CharField(
        label=_("Remark"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-sensitive": True}),
    )

    permission = "household.edit"


class LeaveForm(VersionedForm):
    """When somebody moved away, and where to if it is known."""

    left_on = forms.DateField(label=_("Moved away on"), widget=date_input())
    reason = forms.CharField(
        label=_("Remark"),
        max_length=200,
        required=False,
        help_text=_("Where to, if it is known."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("left_on", timezone.localdate())


class HousingForm(VersionedForm):
    """How a house is used."""

    tenure = forms.ChoiceField(
        label=_("How it is used"), choices=Tenure, widget=forms.RadioSelect
    )
    owner_name = forms.CharField(label=_("Owner"), max_length=60, required=False)
    rooms = forms.IntegerField(
        label=_("Rooms"), min_value=1, max_value=999, required=False
    )
    note = forms.CharField(
        label=_("Remark"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-sensitive": True}),
    )
