"""Forms of disputes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.actions.disputes import Intake
from disputes.actions.parties import PartyFacts
from disputes.models import Dispute
from disputes.workflow import ENDS_FROM, Outcome
from disputes.workflow.intake import Field, Grade, Side, Source
from households.forms.follow_ups import serving
from households.models import Resident
from households.places import areas_in
from station.forms.once import OnceForm, VersionedForm
from station.models import Area

CHOOSE = [("", _("Choose"))]


def words(label, *, rows: int = 3, longest: int = 4000, **options) -> forms.CharField:
    """Words of people: never kept on the device."""
    widget = forms.Textarea(attrs={"rows": rows, "data-sensitive": ""})
    return forms.CharField(label=label, max_length=longest, widget=widget, **options)


def phone_field(label) -> forms.CharField:
    """A phone number somebody may leave out."""
    attrs = {"data-sensitive": True, "inputmode": "tel", "autocomplete": "off"}
    widget = forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, max_length=30, required=False, widget=widget)


class ReportForm(OnceForm):
    """What is known at the first hint; two sides by name, more on the page."""

    field = forms.ChoiceField(
        label=_("Kind of quarrel"), choices=[*CHOOSE, *Field.choices]
    )
    summary = words(_("What it is about"))
    area = forms.ModelChoiceField(
        label=_("Area"), queryset=Area.objects.none(), empty_label=_("Choose")
    )
    one_name = forms.CharField(label=_("One side"), max_length=60, required=False)
    one_phone = phone_field(_("Phone of that side"))
    other_name = forms.CharField(label=_("Other side"), max_length=60, required=False)
    other_phone = phone_field(_("Phone of the other side"))
    source = forms.ChoiceField(
        label=_("How it was heard of"), choices=Source.choices, initial=Source.WALK_IN
    )
    grade = forms.TypedChoiceField(
        label=_("Grade"), choices=Grade.choices, coerce=int, initial=Grade.ONE
    )
    place = forms.CharField(label=_("Where"), max_length=120, required=False)
    call_number = forms.CharField(
        label=_("Number of the call"), max_length=40, required=False
    )

    folded = ("one_phone", "other_phone", "source", "grade", "place", "call_number")

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_in(user, "dispute.create")

    def intake(self, residents: tuple[Resident, ...] = ()) -> Intake:
        """What the action takes; who is in the register is joined to it by name."""
        known = {resident.name: resident for resident in residents}
        data = self.cleaned_data
        return Intake(
            **{
                name: data[name]
                for name in (
                    "source",
                    "field",
                    "summary",
                    "grade",
                    "place",
                    "call_number",
                )
            },
            parties=tuple(
                PartyFacts(
                    side=side,
                    name=data[f"{side}_name"],
                    phone=data[f"{side}_phone"],
                    resident=known.get(data[f"{side}_name"].strip()),
                )
                for side in (Side.ONE, Side.OTHER)
                if data[f"{side}_name"].strip()
            ),
        )


class DisputeForm(VersionedForm):
    """A step of one dispute."""

    def __init__(self, *args, dispute: Dispute, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.dispute = dispute
        self.initial.setdefault("version", dispute.version)


class TakeUpForm(DisputeForm):
    """Who answers for it, and how grave it is."""

    assigned_to = forms.ModelChoiceField(
        label=_("In charge"), queryset=None, empty_label=_("Choose")
    )
    grade = forms.TypedChoiceField(label=_("Grade"), choices=Grade.choices, coerce=int)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assigned_to"].queryset = serving(self.dispute.area)
        self.initial.setdefault("assigned_to", self.dispute.assigned_to_id)
        self.initial.setdefault("grade", self.dispute.grade)


class EndForm(DisputeForm):
    """How it ended."""

    outcome = forms.ChoiceField(label=_("How it turned out"), widget=forms.RadioSelect)
    result = words(_("How it ended"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [
            (outcome.value, outcome.label)
            for outcome in Outcome
            if self.dispute.status in ENDS_FROM[outcome]
        ]


class ReopenForm(DisputeForm):
    """Why it is taken up again."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class PartyForm(DisputeForm):
    """One more who belongs to it."""

    side = forms.ChoiceField(
        label=_("Side"), choices=Side.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("Full name"), max_length=60)
    phone = phone_field(_("Phone"))


class RemoveForm(DisputeForm):
    """Nothing but the version."""
