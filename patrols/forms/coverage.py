"""What the coverage page can be asked: the place, the weeks, the figure."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from patrols.coverage.asking import WEEKS, Asked, Show, home_of, near, places_of
from station.models import Area


class PlaceForm(forms.Form):
    """A place to ask for, read from the address; a wrong one is said at its field."""

    area = forms.ModelChoiceField(
        label=_("Place"), queryset=Area.objects.none(), required=False, empty_label=None
    )

    def __init__(self, data, *, user) -> None:
        data = data.copy()
        self.user, self.home = user, home_of(user)
        if self.home is not None and not data.get("area"):
            data["area"] = self.home.pk
        super().__init__(data)
        self.fields["area"].queryset = places_of(user)
        self.is_valid()
        if self.place is not None:
            self.fields["area"].choices = near(user, self.place)

    @property
    def place(self) -> Area | None:
        """The place asked for, else the own one; none for who serves nowhere."""
        return self.cleaned_data.get("area") or self.home


class CoverageForm(PlaceForm):
    """What the coverage page can be asked."""

    weeks = forms.TypedChoiceField(
        label=_("Reckoned over"),
        choices=[(n, n) for n in WEEKS],
        coerce=int,
        required=False,
        empty_value=WEEKS[0],
    )
    show = forms.ChoiceField(label=_("Figure"), choices=Show.choices, required=False)

    def __init__(self, data, *, user) -> None:
        super().__init__(data, user=user)
        self.fields["weeks"].choices = [
            (n, ngettext("%(n)d week", "%(n)d weeks", n) % {"n": n}) for n in WEEKS
        ]

    def asked(self, *, at: datetime) -> Asked | None:
        """What was asked for; nothing for who serves nowhere."""
        if self.place is None:
            return None
        weeks = self.cleaned_data.get("weeks") or WEEKS[0]
        show = self.cleaned_data.get("show") or Show.SHARE
        return Asked(self.user, at, self.place, weeks, show)
