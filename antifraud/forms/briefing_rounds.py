"""Forms of rounds of briefings."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antifraud.actions import briefing_rounds as actions
from antifraud.actions.briefing_rounds import Plan
from antifraud.models import ScamType
from antifraud.reach.untold import Whom, sees_care
from antifraud.workflow.people import AgeBand
from households.forms.rounds import walkers
from households.models import CareCategory, ResidenceKind
from households.places import areas_in
from station.forms.once import OnceForm, VersionedForm, date_input
from station.models import Area, User

KINDS = ("band", "care", "residence")


class PlanForm(OnceForm):
    """Whom to tell, what, by whom, and on which days."""

    area = forms.ModelChoiceField(
        label=_("Area"), queryset=Area.objects.none(), empty_label=_("Choose")
    )
    officer = forms.ModelChoiceField(
        label=_("Who goes"), queryset=User.objects.none(), empty_label=None
    )
    first_on = forms.DateField(label=_("First day"), widget=date_input())
    days = forms.IntegerField(
        label=_("How many days"),
        min_value=1,
        max_value=actions.MOST_DAYS,
        help_text=_("The first one and the working days behind it."),
    )
    a_day = forms.IntegerField(
        label=_("Doors a day"), min_value=1, max_value=actions.MOST_A_DAY
    )
    scam_types = forms.ModelMultipleChoiceField(
        label=_("What to explain"),
        queryset=ScamType.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
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

    def __init__(self, *args, user, today, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_in(user, "briefing_round.create")
        self.fields["officer"].queryset = walkers(user, on=today)
        types = ScamType.objects.valid(on=today).in_order()
        self.fields["scam_types"].queryset = types
        care = CareCategory.objects.choices()
        self.fields["care"].choices = [("", _("All")), *care]
        if not sees_care(user):
            del self.fields["care"]
        if self.fields["officer"].queryset.count() < 2:
            self.fields["officer"].widget = forms.HiddenInput()

    def plan(self) -> Plan:
        """What the action takes."""
        data = self.cleaned_data
        kinds = [name for name in KINDS if data.get(name)]
        said = [str(dict(self.fields[name].choices)[data[name]]) for name in kinds]
        return Plan(
            officer=data["officer"],
            area=data["area"],
            first_on=data["first_on"],
            days=data["days"],
            a_day=data["a_day"],
            whom=Whom(**{name: data[name] for name in kinds}),
            in_words=" · ".join(said),
            scam_types=tuple(data["scam_types"]),
        )


class EndForm(VersionedForm):
    """How it went."""

    note = forms.CharField(
        label=_("How it went"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CallOffForm(VersionedForm):
    """Why it does not take place."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class TakeOffForm(VersionedForm):
    """Nothing but the version: the household is named in the address."""


def usual(user) -> dict:
    """What the form proposes."""
    calendar_day = timezone.localdate()
    return {
        "officer": user.pk,
        "first_on": calendar_day,
        "days": actions.DAYS,
        "a_day": actions.A_DAY,
    }
