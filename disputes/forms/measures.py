"""What the pages of figures can be asked: days, place, and by what."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.measures.asking import Asked, By, usual
from disputes.models import Mediator
from disputes.models.kinds import DisputeField, DisputeGrade
from disputes.workflow.intake import Tier
from station import policy
from station.forms.once import date_input
from station.models import Area

ALL = [("", _("All"))]
KINDS = (Area.Kind.STATION, Area.Kind.TOWNSHIP, Area.Kind.COMMUNITY)


def places(user, permission: str):
    """The stations, townships and villages of one's scope."""
    scope = policy.scope(user, permission)
    rows = Area.objects.filter(kind__in=KINDS, is_active=True).in_tree_order()
    return rows if scope.everything else rows.filter(pk__in=scope.area_ids)


class PeriodForm(forms.Form):
    """Read from the address; a wrong value is as if it were not there."""

    permission = "dispute.figures"
    from_on = forms.DateField(label=_("From"), required=False, widget=date_input())
    until_on = forms.DateField(label=_("Until"), required=False, widget=date_input())
    area = forms.ModelChoiceField(
        label=_("Area"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("All"),
    )

    def __init__(self, data, *, user) -> None:
        super().__init__(data)
        self.user = user
        self.fill()
        self.is_valid()

    def fill(self) -> None:
        """What one may choose from."""
        self.fields["area"].queryset = places(self.user, self.permission)

    def clean(self):
        """Days the wrong way round are turned."""
        data = self.cleaned_data
        first, last = data.get("from_on"), data.get("until_on")
        if first and last and first > last:
            data["from_on"], data["until_on"] = last, first
        return data

    def asked(self, *, at: datetime) -> Asked:
        """What was asked for, the rest as usual."""
        said = {name: self.cleaned_data.get(name) for name in self.fields}
        return usual(self.user, at=at, **said)


class RecordForm(PeriodForm):
    """The days on which the disputes were reported."""

    permission = "warning.figures"


class MeasuresForm(PeriodForm):
    """Besides: by what, and of which kind."""

    by = forms.ChoiceField(label=_("Counted by"), choices=By.choices, required=False)
    field = forms.ChoiceField(label=_("Kind of quarrel"), required=False)
    tier = forms.ChoiceField(
        label=_("Tier"), choices=[*ALL, *Tier.choices], required=False
    )
    grade = forms.TypedChoiceField(
        label=_("Grade"), coerce=int, required=False, empty_value=None
    )
    mediator = forms.ModelChoiceField(
        label=_("Mediator"),
        queryset=Mediator.objects.none(),
        required=False,
        empty_label=_("All"),
    )

    def fill(self) -> None:
        super().fill()
        fields = DisputeField.objects.choices()
        self.fields["field"].choices = [*ALL, *fields]
        grades = DisputeGrade.objects.labels()
        self.fields["grade"].choices = [*ALL, *sorted(grades.items())]
        mediators = Mediator.objects.visible_to(self.user)
        self.fields["mediator"].queryset = mediators.order_by("name", "pk")
