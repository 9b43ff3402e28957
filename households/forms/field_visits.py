"""The form of a visit in the fields: a place, people by name, the season's advice."""

from django import forms
from django.utils.translation import gettext_lazy

from households.actions import visits
from households.forms.position import PositionFields
from households.forms.visits import free_text
from households.models import Advice, Outcome, Purpose
from households.places import areas_in
from station.forms.files import PhotosField
from station.forms.once import OnceForm, moment_input


class FieldVisitForm(PositionFields, OnceForm):
    """Out there: where, whom one met, what was said."""

    area = forms.ModelChoiceField(
        label=gettext_lazy("Village"), queryset=None, empty_label=gettext_lazy("Choose")
    )
    place = forms.CharField(
        label=gettext_lazy("Place in the fields"),
        max_length=120,
        help_text=gettext_lazy("Such as: seed maize east of the second channel."),
    )
    others_met = forms.CharField(
        label=gettext_lazy("Who was met?"),
        max_length=120,
        help_text=gettext_lazy("By name, as people are called there."),
    )
    advice = forms.MultipleChoiceField(
        label=gettext_lazy("Safety advice given"),
        choices=Advice,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    learned = free_text(gettext_lazy("What was learned"))
    asked_for = free_text(gettext_lazy("What was asked for"))
    photos = PhotosField(
        label=gettext_lazy("Photos"),
        required=False,
        help_text=gettext_lazy("At most six. Place and device are taken out."),
    )
    visited_at = forms.DateTimeField(label=gettext_lazy("When"), widget=moment_input())
    reason = forms.CharField(
        label=gettext_lazy("Why it is recorded only now"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Only where the visit was more than a week ago."),
    )
    folded = ("visited_at", "reason")

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_in(user, "visit.create")

    def report(self) -> visits.Report:
        """What the action takes."""
        data = self.cleaned_data
        return visits.Report(
            purpose=Purpose.FIELD,
            outcome=Outcome.MET,
            visited_at=data["visited_at"],
            others_met=data["others_met"].strip(),
            learned=data["learned"].strip(),
            asked_for=data["asked_for"].strip(),
            advice=data["advice"],
            place=data["place"].strip(),
            latitude=data["latitude"],
            longitude=data["longitude"],
        )
