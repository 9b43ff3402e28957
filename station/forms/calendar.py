"""The form of a corrected day."""

from django import forms
from django.utils.translation import gettext_lazy as _

from station.forms.once import date_input


class CalendarDayForm(forms.Form):
    """A day on which the office works, or does not, against the calendar."""

    day = forms.DateField(label=_("Day"), widget=date_input())
    is_working = forms.TypedChoiceField(
        label=_("On this day"),
        choices=[("1", _("the office works")), ("0", _("the office is closed"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Why"),
        max_length=120,
        help_text=_("For example the notice that says so."),
    )


class ClearDayForm(forms.Form):
    """The day whose correction is taken back."""

    day = forms.DateField()
