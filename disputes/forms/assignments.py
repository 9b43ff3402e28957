"""Forms of choosing a mediator for a dispute."""

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.forms.disputes import DisputeForm, words
from disputes.models import DisputeParty, Mediator


class ChoiceForm(DisputeForm):
    """Who mediates, and why it is not the first of the list."""

    mediator = forms.ModelChoiceField(
        queryset=Mediator.objects.none(), widget=forms.HiddenInput
    )
    by_parties = forms.BooleanField(
        label=_("The parties agreed on this mediator"), required=False
    )
    reason = words(_("Why this person"), rows=2, longest=500, required=False)

    def __init__(self, *args, mediators, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mediator"].queryset = mediators


class ObjectionForm(DisputeForm):
    """Who does not want this mediator, and why."""

    mediator = forms.ModelChoiceField(
        queryset=Mediator.objects.none(), widget=forms.HiddenInput
    )
    party = forms.ModelChoiceField(
        label=_("Who objects"),
        queryset=DisputeParty.objects.none(),
        required=False,
        empty_label=_("Choose"),
    )
    reason = words(_("Why"), rows=2, longest=500)

    def __init__(self, *args, mediators, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mediator"].queryset = mediators
        self.fields["party"].queryset = self.dispute.parties.defer("phone")


class LeaveForm(DisputeForm):
    """Why the mediator leaves the dispute."""

    reason = words(_("Why"), rows=2, longest=500)
