"""Forms of tiers: raise, lower, keep, and the rules."""

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.forms.disputes import DisputeForm
from disputes.models import DisputeField, DisputeGrade
from disputes.tiers import RANK
from disputes.workflow.intake import Danger, Tier
from station.forms.once import VersionedForm


class TierForm(DisputeForm):
    """Another tier, and why; the reason stays with the dispute."""

    tier = forms.ChoiceField(
        label=_("Tier"),
        choices=Tier.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "The full-time mediator is told of a simple one, the community officer of "
            "a general one, the chief of a major one."
        ),
    )
    reason = forms.CharField(
        label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, step: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        stands = RANK[Tier(self.dispute.tier)]
        self.fields["tier"].choices = [
            (tier.value, tier.label)
            for tier in Tier
            if (RANK[tier] - stands) * step > 0
        ]
        codes = [code for code, _label in self.fields["tier"].choices]
        likely = codes[0] if len(codes) == 1 else self.dispute.proposed_tier
        if likely:
            self.initial.setdefault("tier", likely)


class KeepTierForm(DisputeForm):
    """Why it stays although the rules say otherwise."""

    reason = forms.CharField(
        label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class TierRuleForm(VersionedForm):
    """When a dispute belongs at least to a tier; all that is set must hold."""

    tier = forms.ChoiceField(
        label=_("At least"), choices=Tier.choices, widget=forms.RadioSelect
    )
    fields_ = forms.MultipleChoiceField(
        label=_("Kinds of quarrels"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    dangers = forms.MultipleChoiceField(
        label=_("One of these signs of danger"),
        choices=Danger.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    grade_from = forms.TypedChoiceField(
        label=_("Grade from"),
        coerce=int,
        empty_value=None,
        required=False,
    )
    people_from = forms.IntegerField(
        label=_("People from"), min_value=1, max_value=9999, required=False
    )
    times_from = forms.IntegerField(
        label=_("Times in twelve months from"),
        min_value=2,
        max_value=99,
        required=False,
    )
    amount_from = forms.DecimalField(
        label=_("Amount from (yuan)"),
        min_value=1,
        max_digits=12,
        decimal_places=2,
        required=False,
    )
    is_domestic_violence = forms.BooleanField(
        label=_("Domestic violence"), required=False
    )
    order = forms.IntegerField(
        label=_("Order"), min_value=0, max_value=9999, initial=100
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    folded = ("order",)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fields_"].choices = list(DisputeField.objects.labels().items())
        grades = DisputeGrade.objects.labels()
        self.fields["grade_from"].choices = [("", "–"), *grades.items()]

    def facts(self) -> dict:
        """What the action takes."""
        data = dict(self.cleaned_data)
        data["fields"] = data.pop("fields_")
        return {k: v for k, v in data.items() if k not in {"once", "version"}}
