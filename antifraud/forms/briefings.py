"""Forms of briefings."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antifraud.actions.briefings import Told
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
        types = ScamType.objects.valid(on=timezone.localdate())
        self.fields["scam_types"].queryset = types.in_order()
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
