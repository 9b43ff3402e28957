"""Forms of the sittings, short enough for a phone."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.actions.mediations import HELD, Plan, Result
from disputes.forms.disputes import DisputeForm, words
from disputes.models import Dispute, Mediation, Mediator
from disputes.workflow.intake import Track
from disputes.workflow.law import SecondBecause
from disputes.workflow.mediation import MediationOutcome, MediationPlace
from households.forms.follow_ups import serving
from station.forms.once import VersionedForm, date_input, moment_input
from station.models import Post, User

ONLY_POLICE = ("facts", "is_fully_recorded", "is_impartial")


def officers_of(dispute: Dispute):
    """Everybody of the station who serves there or above."""
    station = dispute.area.path[: 8 * 4]
    posts = Post.objects.valid(on=timezone.localdate())
    near = posts.filter(area__path__startswith=station, user__is_active=True)
    here = serving(dispute.area).values("pk")
    officers = User.objects.filter(
        pk__in=near.for_role("community_officer", "station_chief").values("user")
    )
    return (officers | User.objects.filter(pk__in=here)).distinct().order_by("name")


class PlanForm(DisputeForm):
    """When, where, before whom; for the police also what the law asks."""

    held_at = forms.DateTimeField(label=_("When"), widget=moment_input())
    place_kind = forms.ChoiceField(label=_("Where"), choices=MediationPlace.choices)
    place = forms.CharField(label=_("Exact place"), max_length=120, required=False)
    officers = forms.ModelMultipleChoiceField(
        label=_("Officers"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    mediator = forms.ModelChoiceField(
        label=_("Mediator in the chair"),
        queryset=Mediator.objects.none(),
        required=False,
        empty_label=_("None chosen"),
    )
    facts = words(_("Facts established"), required=False)
    second_because = forms.ChoiceField(
        label=_("Why a second session"),
        choices=[("", _("Choose")), *SecondBecause.choices],
        required=False,
    )
    is_fully_recorded = forms.BooleanField(
        label=_("Recorded in sound and picture from start to end"), required=False
    )
    is_impartial = forms.BooleanField(
        label=_("Nobody in the chair is a party, kin or concerned"), required=False
    )
    others_present = forms.CharField(
        label=_("Others invited"), max_length=300, required=False
    )
    others_agreed = forms.BooleanField(
        label=_("Both sides agree to the others"), required=False
    )
    guardian_told_on = forms.DateField(
        label=_("Guardian notified on"), widget=date_input(), required=False
    )
    is_public = forms.BooleanField(label=_("Open to the public"), required=False)

    folded = ("others_present", "others_agreed", "guardian_told_on", "is_public")

    def __init__(self, *args, user, is_second: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officers"].queryset = officers_of(self.dispute)
        self.fields["mediator"].queryset = (
            Mediator.objects.serving(on=timezone.localdate())
            .filter(area__path__startswith=self.dispute.area.path[: 8 * 4])
            .order_by("name", "pk")
            .defer("phone")
        )
        is_police = self.dispute.track == Track.PUBLIC_SECURITY
        for name in ONLY_POLICE:
            self.fields[name].required = name != "is_fully_recorded"
            if not is_police:
                del self.fields[name]
        self.fields["officers"].required = is_police
        self.fields["second_because"].required = is_second
        if not is_second:
            del self.fields["second_because"]
        self.initial.setdefault("officers", [user.pk])
        self.initial.setdefault("mediator", self.dispute.mediator_id)

    def plan(self) -> Plan:
        """What the action takes."""
        said = {
            name: value
            for name, value in self.cleaned_data.items()
            if name in Plan.__dataclass_fields__
        }
        return Plan(**{**said, "officers": tuple(said["officers"])})


class SittingForm(VersionedForm):
    """A step of one sitting."""

    def __init__(self, *args, sitting: Mediation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.sitting = sitting
        self.initial.setdefault("version", sitting.version)


class HoldForm(SittingForm):
    """How it went, and what was said."""

    outcome = forms.ChoiceField(
        label=_("What came of it"),
        choices=[(found.value, MediationOutcome(found).label) for found in HELD],
        widget=forms.RadioSelect,
    )
    record = words(_("Record"), rows=6)
    told_on = forms.DateField(
        label=_("Told on that they may sue"),
        widget=date_input(),
        required=False,
        help_text=_("Only where mediation ends here without agreement."),
    )
    held_at = forms.DateTimeField(label=_("Held"), widget=moment_input())
    recording = forms.CharField(
        label=_("Recording number"), max_length=80, required=False
    )
    guardian_present = forms.CharField(
        label=_("Guardian or suitable adult present"), max_length=120, required=False
    )
    rights_told = forms.BooleanField(
        label=_("Rights and duties were told"), required=False
    )
    others_present = forms.CharField(
        label=_("Others present"), max_length=300, required=False
    )
    others_agreed = forms.BooleanField(
        label=_("Both sides agree to the others"), required=False
    )

    folded = ("guardian_present", "others_present", "others_agreed")

    def result(self) -> Result:
        """What the action takes."""
        said = {
            name: value
            for name, value in self.cleaned_data.items()
            if name in Result.__dataclass_fields__
        }
        return Result(**said)


class CallOffForm(SittingForm):
    """Why it does not take place."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
