"""What a volunteer fills in about themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.models.service_hours import Weekday
from patrols.forms.volunteers import HIDDEN, hours_field, phone_field
from patrols.models import Volunteer
from station.forms.once import OnceForm, VersionedForm

LIKES = [("yes", _("I like to come then")), ("no", _("I cannot come then"))]


def time_input() -> forms.TimeInput:
    """The browser's own field for a time."""
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class OwnForm(VersionedForm):
    """Phone, hours and consents; a consent can be taken back at any time."""

    phone = phone_field(required=False, help_text=_("Left empty it stays as it is."))
    hours_a_week = hours_field()
    may_be_tracked = forms.BooleanField(
        label=_("My way may be recorded during shifts"),
        required=False,
        help_text=_("Only from going on duty to going off, and never without this."),
    )
    may_be_published = forms.BooleanField(
        label=_("I may be named in public"),
        required=False,
        help_text=_("In thanks and honour rolls (志愿服务条例, article 20)."),
    )

    def __init__(self, *args, volunteer: Volunteer, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].widget.attrs["placeholder"] = volunteer.phone_masked
        self.fields["hours_a_week"].label = _("Hours a week I want at most")

    def given(self) -> dict:
        return {n: v for n, v in self.cleaned_data.items() if n not in HIDDEN}


class WishForm(OnceForm):
    """When in the week."""

    weekday = forms.TypedChoiceField(
        label=_("Day of the week"), choices=Weekday.choices, coerce=int
    )
    from_time = forms.TimeField(
        label=pgettext_lazy("time", "From"), widget=time_input()
    )
    until_time = forms.TimeField(
        label=pgettext_lazy("time", "Until"), widget=time_input()
    )
    likes = forms.ChoiceField(
        label=_("Wish"), choices=LIKES, initial="yes", widget=forms.RadioSelect
    )

    def wish(self) -> dict:
        data = {n: v for n, v in self.cleaned_data.items() if n not in HIDDEN}
        likes = data.pop("likes")
        return {**data, "is_possible": likes == "yes"}
