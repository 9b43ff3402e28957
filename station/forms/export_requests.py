"""Asking for whole numbers, and deciding on it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from station.actions.export_requests import SHORTEST_REASON
from station.forms.once import OnceForm
from station.lists import ListKind
from station.models import AccessRecord


class AskForm(OnceForm):
    """Which numbers, and what for."""

    whole = forms.MultipleChoiceField(
        label=_("Which numbers whole"), widget=forms.CheckboxSelectMultiple
    )
    purpose = forms.ChoiceField(label=_("Purpose"), choices=AccessRecord.Purpose)
    reason = forms.CharField(
        label=_("What for exactly"),
        help_text=_("Who decides reads this. No names, no numbers."),
        min_length=SHORTEST_REASON,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, kind: ListKind, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["whole"].choices = [
            (column.key, column.label) for column in kind.whole_columns
        ]


class ApproveForm(OnceForm):
    """A yes; words may go with it."""

    answer = forms.CharField(
        label=_("A word to go with it"), max_length=200, required=False
    )


class RefuseForm(OnceForm):
    """A no says why."""

    answer = forms.CharField(
        label=_("Why not"), max_length=200, widget=forms.Textarea(attrs={"rows": 3})
    )
