"""What the measures of patrols can be asked: the place, the days, by what."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from patrols.coverage.definitions import Asked, By, usual
from patrols.forms.coverage import PlaceForm
from station.errors import RuleError
from station.forms.once import date_input

DAYS = ("from_on", "until_on")


class MeasuresForm(PlaceForm):
    """Read from the address; a wrong value is said at its field, the usual one shown."""

    from_on = forms.DateField(label=_("From"), required=False, widget=date_input())
    until_on = forms.DateField(label=_("Until"), required=False, widget=date_input())
    by = forms.ChoiceField(label=_("Counted by"), choices=By.choices, required=False)

    def asked(self, *, at: datetime) -> Asked | None:
        """What was asked for; nothing for who serves nowhere."""
        if self.place is None:
            return None
        said = {name: self.cleaned_data.get(name) for name in (*DAYS, "by")}
        try:
            asked = usual(self.user, self.place, at=at, **said)
        except RuleError as error:
            self.add_error(error.code, str(error))
            asked = usual(self.user, self.place, at=at, by=said["by"])
        for name in DAYS:
            if not self.data.get(name):
                self.data[name] = getattr(asked, name).isoformat()
        return asked
