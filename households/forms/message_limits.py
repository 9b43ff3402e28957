"""Forms for the time limits of messages and the office hours of a station."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from households.reply_limits import ReplyLimit
from households.workflow.messages import LimitUnit
from station.forms.once import OnceForm


class LimitForm(OnceForm):
    amount = forms.IntegerField(label=_("Answer within"), min_value=1, max_value=200)
    unit = forms.ChoiceField(
        label=_("Counted in"), choices=LimitUnit, widget=forms.RadioSelect
    )
    chief_after = forms.IntegerField(
        label=_("The chief hears of it after (working hours)"),
        min_value=0,
        max_value=200,
        help_text=_("Counted from when the answer was due; 0: at once."),
    )
    reopen_days = forms.IntegerField(
        label=_("The sender may reopen it for (days)"), min_value=0, max_value=90
    )
    reopen_times = forms.IntegerField(
        label=_("At most so many times"), min_value=0, max_value=9
    )

    def limit(self) -> ReplyLimit:
        """What was decided."""
        names = ("amount", "unit", "chief_after", "reopen_days", "reopen_times")
        return ReplyLimit(**{name: self.cleaned_data[name] for name in names})


def clock(label) -> forms.TimeField:
    """A time of the day, in the browser's own field."""
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget)


class HoursForm(OnceForm):
    morning_from = clock(_("Morning from"))
    morning_until = clock(_("Morning until"))
    afternoon_from = clock(_("Afternoon from"))
    afternoon_until = clock(_("Afternoon until"))

    def clean(self):
        cleaned = super().clean()
        ends = [cleaned.get(name) for name in HOURS]
        if None not in ends and not (ends[0] < ends[1] <= ends[2] < ends[3]):
            self.add_error(
                None, gettext("Each time must be later than the one before.")
            )
        return cleaned


HOURS = ("morning_from", "morning_until", "afternoon_from", "afternoon_until")
