"""Forms of briefings and scam types."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.actions import Told
from antifraud.models import Briefing, HandedOver, ScamType
from households.models import Resident
from households.places import areas_in
from station.forms.once import OnceForm, VersionedForm, moment_input
from station.models import Area


class BriefingForm(OnceForm):
    """Who was told what; the household's people are there to tap."""

    resident = forms.ModelChoiceField(
        label=_("Who was briefed"),
        queryset=Resident.objects.none(),
        required=False,
        widget=forms.RadioSelect,
        empty_label=_("Somebody else"),
    )
    person_name = forms.CharField(label=_("Full name"), max_length=60, required=False)
    scam_types = forms.ModelMultipleChoiceField(
        label=_("What was explained"),
        queryset=ScamType.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    handed_over = forms.MultipleChoiceField(
        label=_("Given along"),
        choices=HandedOver.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    area = forms.ModelChoiceField(
        label=_("Area"), queryset=Area.objects.none(), empty_label=_("Choose")
    )
    briefed_at = forms.DateTimeField(label=_("When"), widget=moment_input())
    note = forms.CharField(
        label=_("Remark"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-sensitive": ""}),
    )

    folded = ("area", "briefed_at", "note")

    def __init__(self, *args, user, household=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scam_types"].queryset = ScamType.objects.active().in_order()
        self.fields["area"].queryset = areas_in(user, "briefing.create")
        self.initial.setdefault("briefed_at", timezone.localtime())
        if household is None:
            del self.fields["resident"]
            self.folded = ("briefed_at", "note")
            return
        people = household.residents.filter(left_on=None, merged_into=None)
        self.fields["resident"].queryset = people
        self.fields["person_name"].help_text = _("If it was somebody else.")

    def told(self) -> Told:
        """What the action takes."""
        data = self.cleaned_data
        return Told(
            scam_types=tuple(data["scam_types"]),
            briefed_at=data["briefed_at"],
            person_name=data["person_name"],
            resident=data.get("resident"),
            handed_over=tuple(data["handed_over"]),
            note=data["note"],
        )


class WithdrawForm(VersionedForm):
    """Why it counts no more."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, briefing: Briefing, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", briefing.version)


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
