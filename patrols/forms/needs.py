"""Forms of the weights of the need."""

from django import forms
from django.utils.translation import gettext_lazy as _

from patrols.actions.needs import Facts
from patrols.models import PatrolPoint
from patrols.workflow.coverage import HOURS, USUAL, WEEKDAYS, NeedSource
from station.forms.once import OnceForm, VersionedForm, date_input
from station.models import Area
from station.places import areas_of

HIDDEN = {"once", "version"}


class NeedForm(forms.Form):
    """What both kinds have: the place and the minutes."""

    permission = "need_weight.create"
    area = forms.ModelChoiceField(
        label=_("Area"), queryset=Area.objects.none(), empty_label=_("Choose")
    )
    minutes = forms.IntegerField(
        label=_("Minutes of patrol"), min_value=0, max_value=600
    )

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_of(user, self.permission)
        if "point" in self.fields:
            points = PatrolPoint.objects.visible_to(user).in_use().for_list()
            self.fields["point"].queryset = points.order_by("area__path", "name")

    def facts(self) -> Facts:
        """What the action takes."""
        data = {n: v for n, v in self.cleaned_data.items() if n not in HIDDEN}
        return Facts(**data)


class RateForm(NeedForm):
    """How many minutes of patrol each call or finding asks for."""

    source = forms.ChoiceField(
        label=_("Counts"),
        choices=[(key, NeedSource(key).label) for key in USUAL],
        widget=forms.RadioSelect,
    )
    field_order = ["source", "area", "minutes"]


class HoursForm(NeedForm):
    """Hours of the week at which the chief wants somebody at a place."""

    title = forms.CharField(
        label=_("What for"), max_length=60, help_text=_("Night market, school is out …")
    )
    point = forms.ModelChoiceField(
        label=_("Patrol point"),
        queryset=PatrolPoint.objects.none(),
        required=False,
        empty_label=_("None"),
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days of the week"),
        choices=list(enumerate(WEEKDAYS)),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    from_hour = forms.IntegerField(
        label=_("From (hour)"), min_value=0, max_value=HOURS - 1
    )
    until_hour = forms.IntegerField(
        label=_("Until (hour)"), min_value=1, max_value=HOURS
    )
    from_on = forms.DateField(label=_("Only from"), required=False, widget=date_input())
    until_on = forms.DateField(
        label=_("Only until"), required=False, widget=date_input()
    )
    field_order = ["title", "area", "point", "weekdays", "from_hour", "until_hour"]
    folded = ("from_on", "until_on")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["minutes"].help_text = _("In each of these hours.")

    def facts(self) -> Facts:
        data = {n: v for n, v in self.cleaned_data.items() if n not in HIDDEN}
        data["weekdays"] = tuple(data["weekdays"])
        return Facts(source=NeedSource.OWN, **data)


class NewRateForm(RateForm, OnceForm):
    """A figure for an area."""


class NewHoursForm(HoursForm, OnceForm):
    """Hours that are not set yet."""


class EditRateForm(RateForm, VersionedForm):
    permission = "need_weight.edit"


class EditHoursForm(HoursForm, VersionedForm):
    permission = "need_weight.edit"
