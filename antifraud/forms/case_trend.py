"""What the trend of fraud cases can be asked: where, which type, which group."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from antifraud.figures import SPANS, Asked
from antifraud.models import ScamType
from antifraud.workflow.people import Group
from station.models import Area
from station.places import areas_of


class TrendForm(forms.Form):
    """Read from the address; what cannot be asked is said at its field."""

    area = forms.ModelChoiceField(
        label=_("Place"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("All"),
    )
    scam_type = forms.ModelChoiceField(
        label=_("Scam type"),
        queryset=ScamType.objects.none(),
        required=False,
        empty_label=_("All"),
    )
    group = forms.ChoiceField(
        label=_("Group of the victim"),
        choices=[("", _("All")), *Group.choices],
        required=False,
    )
    months = forms.TypedChoiceField(
        label=_("Months"),
        choices=[(n, n) for n in SPANS],
        coerce=int,
        required=False,
        empty_value=SPANS[0],
    )

    def __init__(self, data, *, user) -> None:
        super().__init__(data)
        self.user = user
        places = areas_of(user, "fraud_case.figures").exclude(kind=Area.Kind.GRID)
        self.fields["area"].queryset = places
        self.fields["scam_type"].queryset = ScamType.objects.in_order()
        self.fields["months"].choices = [
            (n, ngettext("%(n)d month", "%(n)d months", n) % {"n": n}) for n in SPANS
        ]
        self.is_valid()

    def asked(self, *, on) -> Asked:
        """What was asked for, and all of it where nothing was."""
        said = {name: value for name, value in self.cleaned_data.items() if value}
        return Asked(user=self.user, on=on, **said)
