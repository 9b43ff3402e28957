"""Saying what a call is, and the words screening goes by."""

from django import forms
from django.utils.translation import gettext_lazy as _

from station.actions.screening import Verdict
from station.actions.screening_terms import LONGEST, TermFacts
from station.forms.once import VersionedForm
from station.screening.codes import CODES, CallKind, Quarrel, Scam, Sign, Target

CHOICES = [
    *((f"dispute:{code}", label) for code, label in Quarrel.choices),
    *((f"fraud:{code}", label) for code, label in Scam.choices),
    ("other:", CallKind.OTHER.label),
]


class CorrectForm(forms.Form):
    """One choice says kind and part: ``dispute:parking``."""

    choice = forms.ChoiceField(choices=CHOICES)
    dangers = forms.MultipleChoiceField(choices=Sign.choices, required=False)

    def verdict(self) -> Verdict:
        kind, _colon, part = self.cleaned_data["choice"].partition(":")
        return Verdict(
            kind=kind,
            field=part if kind == CallKind.DISPUTE else "",
            scam=part if kind == CallKind.FRAUD else "",
            dangers=tuple(self.cleaned_data["dangers"]),
        )


class TermForm(VersionedForm):
    """Words, what they vote for, and how much."""

    votes_for = forms.ChoiceField(label=_("Votes for"))
    pattern = forms.CharField(
        label=_("Words"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Several words with | between them; … stands for a short gap."),
    )
    weight = forms.DecimalField(
        label=_("Weight"),
        min_value=-10,
        max_value=10,
        max_digits=4,
        decimal_places=1,
        initial=3,
        help_text=_("3 is strong, 1 is weak; below 0 the words speak against it."),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args, is_new: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["votes_for"].choices = [
            (
                target.label,
                [(f"{target}:{code}", label) for code, label in CODES[target].choices],
            )
            for target in Target
        ]
        if is_new:
            del self.fields["is_active"], self.fields["version"]

    def facts(self) -> TermFacts:
        data = self.cleaned_data
        target, _colon, code = data["votes_for"].partition(":")
        return TermFacts(target, code, data["pattern"], data["weight"])
