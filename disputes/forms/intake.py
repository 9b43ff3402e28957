"""The form at the first hint, and the facts set right later."""

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.actions.facts import SHOWN
from disputes.actions.intake import Intake
from disputes.actions.parties import PartyFacts
from disputes.forms.disputes import CHOOSE, phone_field, words
from disputes.models import DisputeField, DisputeGrade
from disputes.workflow.intake import Danger, Grade, PartyKind, Side, Source
from households.models import Resident
from households.places import areas_in, only_of
from station.forms.once import OnceForm, VersionedForm, date_input
from station.models import Area

TWO = 2  # who nobody counted: one against one


class FactFields(forms.Form):
    """What a dispute is about; the same at the first hint and later."""

    field = forms.ChoiceField(label=_("Kind of quarrel"))
    summary = words(_("What it is about"))
    dangers = forms.MultipleChoiceField(
        label=_("Signs of danger"),
        choices=Danger.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    place = forms.CharField(label=_("Where"), max_length=120, required=False)
    grade = forms.TypedChoiceField(label=_("Grade"), coerce=int, initial=Grade.ONE)
    people_count = forms.IntegerField(
        label=_("People involved"),
        min_value=1,
        max_value=9999,
        initial=TWO,
        required=False,
    )
    amount = forms.DecimalField(
        label=_("Amount in dispute (yuan)"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        required=False,
    )
    event_on = forms.DateField(
        label=_("Day of the event"),
        required=False,
        widget=date_input(),
        help_text=_("Empty means today. The law of that day holds."),
    )
    is_domestic_violence = forms.BooleanField(
        label=_("Domestic violence"), required=False
    )
    is_school_bullying = forms.BooleanField(label=_("School bullying"), required=False)
    school_told_on = forms.DateField(
        label=_("School told on"), required=False, widget=date_input()
    )
    source = forms.ChoiceField(
        label=_("How it was heard of"), choices=Source.choices, initial=Source.WALK_IN
    )
    call_number = forms.CharField(
        label=_("Number of the call"), max_length=40, required=False
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [*CHOOSE, *DisputeField.objects.choices()]
        self.fields["grade"].choices = list(DisputeGrade.objects.labels().items())

    def facts(self) -> dict:
        """The facts as the action takes them."""
        data = {name: self.cleaned_data[name] for name in SHOWN}
        return data | {
            "dangers": tuple(data["dangers"]),
            "people_count": data["people_count"] or TWO,
        }


class ReportForm(FactFields, OnceForm):
    """What is known at the first hint; two sides by name, more on the page."""

    area = forms.ModelChoiceField(
        label=_("Area"), queryset=Area.objects.none(), empty_label=_("Choose")
    )
    one_name = forms.CharField(label=_("One side"), max_length=60, required=False)
    one_phone = phone_field(_("Phone of that side"))
    one_kind = forms.ChoiceField(
        label=_("What one side is"), choices=PartyKind.choices, required=False
    )
    other_name = forms.CharField(label=_("Other side"), max_length=60, required=False)
    other_phone = phone_field(_("Phone of the other side"))
    other_kind = forms.ChoiceField(
        label=_("What the other side is"), choices=PartyKind.choices, required=False
    )

    field_order = (
        "field",
        "summary",
        "one_name",
        "one_phone",
        "other_name",
        "other_phone",
        "area",
        "place",
        "dangers",
    )
    folded = (
        "grade",
        "people_count",
        "amount",
        "event_on",
        "is_domestic_violence",
        "is_school_bullying",
        "school_told_on",
        "one_kind",
        "other_kind",
        "source",
        "call_number",
    )

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        areas = areas_in(user, "dispute.create")
        self.fields["area"].queryset = areas
        if not areas.filter(pk=self.initial.get("area")).exists():
            self.initial["area"] = only_of(areas)

    def intake(self, residents: tuple[Resident, ...] = ()) -> Intake:
        """What the action takes; who is in the register is joined to it by name."""
        known = {resident.name: resident for resident in residents}
        data = self.cleaned_data
        return Intake(
            **self.facts(),
            parties=tuple(
                PartyFacts(
                    side=side,
                    name=data[f"{side}_name"],
                    phone=data[f"{side}_phone"],
                    kind=data[f"{side}_kind"] or PartyKind.PERSON,
                    resident=known.get(data[f"{side}_name"].strip()),
                )
                for side in (Side.ONE, Side.OTHER)
                if data[f"{side}_name"].strip()
            ),
        )


class FactsForm(FactFields, VersionedForm):
    """What is known, set right."""

    def __init__(self, *args, dispute, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        codes = {code for code, _word in self.fields["field"].choices}
        if dispute.field not in codes:  # out of use, and still its own
            own = (dispute.field, dispute.get_field_display())
            self.fields["field"].choices = [*self.fields["field"].choices, own]
