"""Forms of going on and off duty, and of check-ins."""

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.forms.position import PositionFields
from patrols.doubts import Proof
from patrols.models import Patrol, PatrolKind, PatrolPoint, SignUp, Volunteer
from patrols.workflow.patrols import Way
from station import working_days
from station.forms.once import OnceForm, moment_input
from station.models import AccessRecord

STATES = (
    ("fine", pgettext_lazy("checklist", "Fine")),
    ("trouble", pgettext_lazy("checklist", "Trouble")),
)
SIX = RegexValidator(r"^[0-9]{6}$", _("Six figures."))


class GoOnForm(OnceForm):
    """On the shift that runs, or a kind chosen by oneself."""

    kind = forms.ModelChoiceField(
        label=_("Kind of patrol"),
        queryset=None,
        empty_label=None,
        widget=forms.RadioSelect,
    )
    is_tracked = forms.BooleanField(
        label=_("Record my track during this patrol"),
        required=False,
        help_text=_("Only while the patrol page is open, and you can stop any time."),
    )

    def __init__(
        self, *args, volunteer: Volunteer, place: SignUp | None, **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        if place is not None:
            del self.fields["kind"]
        else:
            self.fields["kind"].queryset = kinds_now()
        if not volunteer.may_be_tracked:
            del self.fields["is_tracked"]


def kinds_now():
    """The kinds in use whose season it is."""
    today = working_days.local_date(timezone.now())
    kinds = PatrolKind.objects.in_use()
    pks = [kind.pk for kind in kinds if kind.is_in_season(on=today)]
    return kinds.filter(pk__in=pks)


class GoOffForm(OnceForm):
    """What was looked at on the way; each line may be left out."""

    def __init__(self, *args, patrol: Patrol, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(patrol.kind.checks.filter(is_active=True))
        for line in self.lines:
            self.fields[f"line_{line.pk}"] = forms.ChoiceField(
                label=line.title,
                choices=STATES,
                required=False,
                widget=forms.RadioSelect,
                initial=patrol.checks.get(str(line.pk), ""),
            )

    def states(self) -> dict[int, str]:
        """The lines that were answered."""
        found = {line.pk: self.cleaned_data[f"line_{line.pk}"] for line in self.lines}
        return {pk: state for pk, state in found.items() if state}


class CheckInForm(PositionFields, OnceForm):
    """Where the phone says it is, and the code of a screen."""

    accuracy_m = forms.IntegerField(
        min_value=0, max_value=1_000_000, required=False, widget=forms.HiddenInput
    )
    screen_code = forms.CharField(
        label=_("Code of the screen"),
        required=False,
        validators=[SIX],
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 6}
        ),
        help_text=_("Six figures, only where a screen shows them."),
    )

    def __init__(self, *args, has_screen: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not has_screen:
            del self.fields["screen_code"]

    def proof(self, way: Way) -> Proof:
        """What the action takes."""
        data = self.cleaned_data
        return Proof(
            way=way,
            latitude=data["latitude"],
            longitude=data["longitude"],
            accuracy_m=data["accuracy_m"],
            screen_code=data.get("screen_code", ""),
        )


class HereForm(CheckInForm):
    """By position alone."""

    def clean(self):
        data = super().clean()
        if data.get("latitude") is None:
            self.add_error(None, _("The phone does not know where it is."))
        return data


class StrikeForm(OnceForm):
    reason = forms.CharField(
        label=_("Why"),
        max_length=200,
        help_text=_("What was sent stays readable, with this reason beside it."),
    )


class ConfirmForm(OnceForm):
    """Which point, and when."""

    point = forms.ModelChoiceField(
        label=_("Patrol point"), queryset=None, empty_label=_("Choose")
    )
    moment = forms.DateTimeField(
        label=pgettext_lazy("check-in", "When"), widget=moment_input()
    )

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        points = PatrolPoint.objects.visible_to(user).in_use()
        self.fields["point"].queryset = points.defer("token", "screen_seed").order_by(
            "area__path", "name", "pk"
        )


class EndForForm(OnceForm):
    """When the patrol really ended."""

    ended = forms.DateTimeField(label=_("Off duty at"), widget=moment_input())


class PurposeForm(OnceForm):
    """Where somebody walked is looked at for a purpose."""

    purpose = forms.ChoiceField(
        label=_("What for?"), choices=[("", _("Choose")), *AccessRecord.Purpose.choices]
    )
    reason = forms.CharField(label=_("In a few words"), max_length=200, required=False)


class TrackForm(OnceForm):
    """A track from a watch or another app."""

    file = forms.FileField(
        label=_("GPX file"),
        widget=forms.ClearableFileInput(attrs={"accept": ".gpx,application/gpx+xml"}),
        help_text=_("What lies outside the patrol is not kept."),
    )
