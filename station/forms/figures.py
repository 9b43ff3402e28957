"""What figures can be asked: the place, the days, and what they are held against."""

from datetime import date, datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from station import places, working_days
from station.metrics.hiding import WHOLE_ONLY, must_be_whole
from station.metrics.periods import LONGEST, Against, Choice, Period, chosen
from station.metrics.reading import Asked
from station.models import Area


class FiguresForm(forms.Form):
    """Read from the address, so that a copied one shows the same figures."""

    area = forms.ModelChoiceField(
        label=gettext_lazy("Place"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=None,
    )
    period = forms.ChoiceField(
        label=gettext_lazy("Days"), choices=Choice.choices, required=False
    )
    from_on = forms.DateField(
        label=gettext_lazy("From"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    until_on = forms.DateField(
        label=gettext_lazy("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    against = forms.ChoiceField(
        label=gettext_lazy("Held against"), choices=Against.choices, required=False
    )

    def __init__(self, data, *, user, at: datetime, permission: str) -> None:
        data = data.copy()
        self.user, self.at, self.permission = user, at, permission
        self.home = places.home_of(user, permission)
        for name, usual in self._usual(data):
            if not data.get(name):
                data[name] = usual
        super().__init__(data)
        self.fields["area"].queryset = places.areas_of(user, permission, places.WIDEST)
        self.is_valid()
        if self.place is not None:
            self.fields["area"].choices = places.near(user, permission, self.place)

    def _usual(self, data):
        if self.home is not None:
            yield "area", self.home.pk
        has_days = data.get("from_on") or data.get("until_on")
        yield "period", Choice.DAYS if has_days else Choice.THIS_MONTH
        yield "against", Against.BEFORE

    def clean(self):
        data = super().clean()
        if data.get("period") == Choice.DAYS:
            self._check_days(data.get("from_on"), data.get("until_on"))
        return data

    def _check_days(self, from_on: date | None, until_on: date | None) -> None:
        for name, day in (("from_on", from_on), ("until_on", until_on)):
            if day is None and name not in self.errors:
                self.add_error(name, _("Choose a day."))
        if from_on is None or until_on is None:
            return
        if until_on < from_on:
            self.add_error("until_on", _("This is before the first day."))
        elif (until_on - from_on).days > LONGEST:
            self.add_error("until_on", _("At most five years at once."))
        elif self.place is not None and must_be_whole(
            self.user, self.place, Period(from_on, until_on)
        ):
            self.add_error("from_on", WHOLE_ONLY)

    @property
    def place(self) -> Area | None:
        """The place asked for, else where one serves; none for who serves nowhere."""
        return getattr(self, "cleaned_data", {}).get("area") or self.home

    @property
    def days(self) -> Period:
        """The days asked for; this month where they make no sense."""
        today = working_days.local_date(self.at)
        data = self.cleaned_data
        if data.get("period") == Choice.DAYS and not self.errors:
            return Period(data["from_on"], data["until_on"])
        choice = data.get("period") or Choice.THIS_MONTH
        choice = Choice.THIS_MONTH if choice == Choice.DAYS else choice
        return chosen(choice, today=today)

    def asked(self) -> Asked:
        """Who asks, about which days."""
        against = self.cleaned_data.get("against") or Against.BEFORE
        return Asked(self.user, self.at, self.days, against)
