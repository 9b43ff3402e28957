"""Forms of swaps."""

from django import forms
from django.utils.translation import gettext_lazy as _

from patrols.models import SignUp, Volunteer
from station import phrasing
from station.forms.once import OnceForm, VersionedForm


class OfferForm(OnceForm):
    """A word to the team, if one likes; to one person where one may see their names."""

    offered_to = forms.ModelChoiceField(
        label=_("To whom"),
        queryset=Volunteer.objects.none(),
        required=False,
        empty_label=_("Whoever of the team comes first"),
    )
    note = forms.CharField(
        label=_("A word to the team"), max_length=200, required=False
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        if people:
            rows = Volunteer.objects.filter(pk__in=people)
            self.fields["offered_to"].queryset = rows.order_by("name_sort", "pk")
        else:
            del self.fields["offered_to"]


class PlaceChoice(forms.ModelChoiceField):
    """One's own places by their day and hour."""

    def label_from_instance(self, obj) -> str:
        return f"{phrasing.in_full(obj.shift.starts_at)} · {obj.shift.place_name}"


class InReturnForm(VersionedForm):
    in_return = PlaceChoice(
        label=_("The place you give"),
        queryset=SignUp.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["in_return"].queryset = places
