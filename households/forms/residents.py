"""Forms of residents."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.actions import residents
from households.models import CareCategory, Relation, ResidenceKind, Resident
from station.forms.once import OnceForm, VersionedForm, date_input

NUMBER = {"data-sensitive": True, "autocomplete": "off"}


def care_choices():
    """The kinds of cared-for people as the office has them today."""
    return CareCategory.objects.choices()


class ResidentForm(OnceForm):
    """Somebody who lives here. Sex and birth date follow from the ID number."""

    name = forms.CharField(label=_("Name"), max_length=60)
    relation = forms.ChoiceField(label=_("Relation to the head"), choices=Relation)
    id_number = forms.CharField(
        label=_("ID number"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs=NUMBER),
        help_text=_("Sex and date of birth are read from it."),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={**NUMBER, "inputmode": "tel"}),
    )
    sex = forms.ChoiceField(
        label=_("Sex"),
        choices=[("", _("by the ID number")), *Resident.Sex.choices],
        required=False,
    )
    birth_date = forms.DateField(
        label=_("Date of birth"), required=False, widget=date_input()
    )
    residence_kind = forms.ChoiceField(
        label=_("Kind of residence"),
        choices=ResidenceKind,
        initial=ResidenceKind.PERMANENT,
        widget=forms.RadioSelect,
    )
    care_kinds = forms.MultipleChoiceField(
        label=_("Cared for as"),
        choices=care_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ethnicity = forms.CharField(label=_("Ethnic group"), max_length=20, required=False)
    employer = forms.CharField(label=_("Place of work"), max_length=120, required=False)
    note = forms.CharField(
        label=_("Remark"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-sensitive": True}),
    )

    folded = ("sex", "birth_date", "ethnicity", "employer", "note")

    def person(self) -> residents.Person:
        """What the action takes."""
        names = residents.FIELDS
        return residents.Person(**{name: self.cleaned_data[name] for name in names})


class ResidentEditForm(ResidentForm, VersionedForm):
    """Somebody's data set right; numbers stay as they are unless typed anew."""

    KEEP = _("Left empty it stays as it is.")

    clear_phone = forms.BooleanField(label=_("Take the phone out"), required=False)

    folded = (*ResidentForm.folded, "clear_phone")

    def __init__(self, *args, resident: Resident, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.resident = resident
        for name in ("id_number", "phone"):
            masked = getattr(resident, f"{name}_masked")
            if masked:
                self.fields[name].help_text = self.KEEP
                self.fields[name].widget.attrs["placeholder"] = masked
        if not resident.phone_masked:
            del self.fields["clear_phone"]

    def clean(self):
        """The form never shows whole numbers, so an empty one means unchanged."""
        data = super().clean()
        if not data.get("id_number"):
            data["id_number"] = self.resident.id_number
        if data.get("clear_phone"):
            data["phone"] = ""
        elif not data.get("phone"):
            data["phone"] = self.resident.phone
        return data


class MoveForm(VersionedForm):
    """Somebody lives in another household now."""

    number = forms.CharField(
        label=_("Number of the new household"),
        max_length=30,
        help_text=_("As it stands on the page of the household."),
    )
    relation = forms.ChoiceField(label=_("Relation to the head"), choices=Relation)
    moved_on = forms.DateField(label=_("Moved on"), widget=date_input())
    reason = forms.CharField(label=_("Remark"), max_length=200, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("moved_on", timezone.localdate())


class HeadForm(VersionedForm):
    """Who answers for the household from now on."""

    former_relation = forms.ChoiceField(
        label=_("The former head is to the new one"),
        choices=[pair for pair in Relation.choices if pair[0] != Relation.HEAD],
        initial=Relation.OTHER,
        required=False,
    )
