"""What the pages of reach can be asked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from antifraud.models import ScamType
from antifraud.reach import asking
from antifraud.reach.asking import Asked
from antifraud.reach.untold import Whom, sees_care
from antifraud.workflow.people import AgeBand
from households.models import CareCategory, ResidenceKind
from households.places import areas_in
from station.forms.once import date_input
from station.models import Area


class ReachForm(forms.Form):
    """Read from the address; a wrong value is as if it were not there."""

    area = forms.ModelChoiceField(
        label=_("Area"),
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
    since = forms.DateField(label=_("Told from"), widget=date_input(), required=False)
    until = forms.DateField(label=_("Told until"), widget=date_input(), required=False)

    def __init__(self, data, *, user, today, days=(None, None)) -> None:
        """``days`` are the first and the last where the address names none."""
        asked = asking.usual(user, today=today, since=days[0], until=days[1])
        filled = data.copy()
        filled.setdefault("since", asked.since.isoformat())
        filled.setdefault("until", asked.until.isoformat())
        super().__init__(filled)
        self.user, self.today = user, today
        self.fields["area"].queryset = asking.places(user)
        self.fields["scam_type"].queryset = ScamType.objects.in_order()
        self.is_valid()

    def asked(self) -> Asked:
        """The question, with the usual days where nothing was said."""
        data = self.cleaned_data
        names = ("since", "until", "area", "scam_type")
        said = {name: data.get(name) for name in names}
        return asking.usual(self.user, today=self.today, **said)


class WhomForm(forms.Form):
    """Which of those never told; a wrong value is as if it were not there."""

    area = forms.ModelChoiceField(
        label=_("Area"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("All"),
    )
    band = forms.ChoiceField(
        label=_("Age"), choices=[("", _("All")), *AgeBand.choices], required=False
    )
    care = forms.ChoiceField(label=_("Cared for as"), required=False)
    residence = forms.ChoiceField(
        label=_("Residence"),
        choices=[("", _("All")), *ResidenceKind.choices],
        required=False,
    )

    def __init__(self, data, *, user) -> None:
        super().__init__(data)
        self.fields["area"].queryset = areas_in(user, "briefing.view")
        care = CareCategory.objects.choices()
        self.fields["care"].choices = [("", _("All")), *care]
        if not sees_care(user):
            del self.fields["care"]
        self.is_valid()

    def whom(self) -> Whom:
        """Whom it is about."""
        names = ("area", "band", "care", "residence")
        said = {name: self.cleaned_data.get(name) for name in names}
        return Whom(**{name: value for name, value in said.items() if value})
