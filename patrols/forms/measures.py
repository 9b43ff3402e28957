"""What the measures of patrols can be asked: the place, the days, by what."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from patrols.coverage.asking import PERMISSION, home_of
from patrols.coverage.measures import Asked, By, usual
from patrols.places import areas_of
from station.forms.once import date_input
from station.models import Area


class MeasuresForm(forms.Form):
    """Read from the address; a wrong value is as if it were not there."""

    area = forms.ModelChoiceField(
        label=_("Place"), queryset=Area.objects.none(), required=False, empty_label=None
    )
    from_on = forms.DateField(label=_("From"), required=False, widget=date_input())
    until_on = forms.DateField(label=_("Until"), required=False, widget=date_input())
    by = forms.ChoiceField(label=_("Counted by"), choices=By.choices, required=False)

    def __init__(self, data, *, user) -> None:
        data = data.copy()
        self.user, self.home = user, home_of(user)
        if self.home is not None:
            data.setdefault("area", self.home.pk)
        super().__init__(data)
        self.fields["area"].queryset = areas_of(user, PERMISSION)
        self.is_valid()

    def clean(self):
        """Days the wrong way round are turned."""
        data = self.cleaned_data
        first, last = data.get("from_on"), data.get("until_on")
        if first and last and first > last:
            data["from_on"], data["until_on"] = last, first
        return data

    def asked(self, *, at: datetime) -> Asked | None:
        """What was asked for; nothing for who serves nowhere."""
        area = self.cleaned_data.get("area") or self.home
        if area is None:
            return None
        said = {n: self.cleaned_data.get(n) for n in ("from_on", "until_on", "by")}
        return usual(self.user, area, at=at, **said)
