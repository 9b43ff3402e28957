"""What the coverage page can be asked: the place, the weeks, the figure."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from patrols.coverage.asking import PERMISSION, WEEKS, Asked, Show, home_of
from patrols.places import areas_of
from station.models import Area


class CoverageForm(forms.Form):
    """Read from the address; a wrong value is as if it were not there."""

    area = forms.ModelChoiceField(
        label=_("Place"), queryset=Area.objects.none(), required=False, empty_label=None
    )
    weeks = forms.TypedChoiceField(
        label=_("Reckoned over"),
        choices=[(n, n) for n in WEEKS],
        coerce=int,
        required=False,
        empty_value=WEEKS[0],
    )
    show = forms.ChoiceField(label=_("Figure"), choices=Show.choices, required=False)

    def __init__(self, data, *, user) -> None:
        data = data.copy()
        self.user, self.home = user, home_of(user)
        if self.home is not None:
            data.setdefault("area", self.home.pk)
        super().__init__(data)
        self.fields["area"].queryset = areas_of(user, PERMISSION)
        self.fields["weeks"].choices = [
            (n, ngettext("%(n)d week", "%(n)d weeks", n) % {"n": n}) for n in WEEKS
        ]
        self.is_valid()

    def asked(self, *, at: datetime) -> Asked | None:
        """What was asked for; nothing for who serves nowhere."""
        area = self.cleaned_data.get("area") or self.home
        if area is None:
            return None
        weeks = self.cleaned_data.get("weeks") or WEEKS[0]
        show = self.cleaned_data.get("show") or Show.SHARE
        return Asked(self.user, at, area, weeks, show)
