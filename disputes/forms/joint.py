"""Forms of joint mediations."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes import joint_invitees
from disputes.actions.invitations import Invitee
from disputes.actions.joint import Plan
from disputes.actions.joint_sittings import Sitting
from disputes.forms.disputes import words
from disputes.models import Dispute, JointMediation, JointTemplate
from disputes.workflow.intake import Side
from disputes.workflow.joint import PartnerKind
from disputes.workflow.law import SecondBecause
from disputes.workflow.mediation import MediationOutcome, MediationPlace
from households.forms.follow_ups import serving
from station.forms.once import OnceForm, VersionedForm, date_input, moment_input
from station.models import Area

INVITEES = {
    "offices": joint_invitees.of_office,
    "mediators": joint_invitees.of_mediator,
    "members": joint_invitees.of_member,
}
CAME_OF_IT = [
    pair
    for pair in MediationOutcome.choices
    if pair[0] in {MediationOutcome.AGREED, MediationOutcome.NOT_AGREED}
]


class JointWordsForm(VersionedForm):
    """When, where, and the words that partners read."""

    planned_at = forms.DateTimeField(label=_("When"), widget=moment_input())
    place_kind = forms.ChoiceField(
        label=_("Place"),
        choices=MediationPlace.choices,
        initial=MediationPlace.STATION,
    )
    place = forms.CharField(
        label=_("Where, as one finds it"),
        max_length=120,
        help_text=_("Mediation room of the station, second floor."),
    )
    subject = words(
        _("What partners are told it is about"),
        rows=2,
        longest=300,
        help_text=_("No names, no numbers: this is all they read of the dispute."),
    )
    agenda = words(
        _("What they are asked to bring or to think over"),
        rows=2,
        longest=1000,
        required=False,
    )
    chair = forms.ModelChoiceField(
        label=_("Officer in the chair"), queryset=None, empty_label=None
    )

    def __init__(self, *args, area: Area, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].queryset = serving(area)

    def plan(self) -> Plan:
        """What the action takes."""
        data = self.cleaned_data
        return Plan(**{name: data[name] for name in Plan.__dataclass_fields__})


class JointPlanForm(JointWordsForm):
    """The same, with those who are asked to come."""

    offices = forms.ModelMultipleChoiceField(
        label=_("Offices invited"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("More people can be invited on the next page."),
    )
    mediators = forms.ModelMultipleChoiceField(
        label=_("Mediators invited"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    members = forms.ModelMultipleChoiceField(
        label=_("Members of the committee invited"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, template: JointTemplate, area: Area, **kwargs) -> None:
        super().__init__(*args, area=area, **kwargs)
        on = timezone.localdate()
        offered = {"offices": joint_invitees.offices(area)}
        if PartnerKind.MEDIATOR in template.invites:
            offered["mediators"] = joint_invitees.mediators(area, on=on)
        if PartnerKind.COMMITTEE in template.invites:
            offered["members"] = joint_invitees.members(area, on=on)
        for name in INVITEES:
            if name in offered and offered[name].exists():
                self.fields[name].queryset = offered[name]
            else:
                del self.fields[name]

    def invitees(self) -> tuple[Invitee, ...]:
        """Those ticked."""
        return tuple(
            invitee_of(row)
            for name, invitee_of in INVITEES.items()
            for row in self.cleaned_data.get(name, ())
        )


class CallOffForm(VersionedForm):
    reason = forms.CharField(
        label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class HoldForm(VersionedForm):
    """Who came and what came of it; what the law asks beside is folded."""

    came = forms.ModelMultipleChoiceField(
        label=_("Who came"), queryset=None, widget=forms.CheckboxSelectMultiple
    )
    outcome = forms.ChoiceField(
        label=_("What came of it"), choices=CAME_OF_IT, widget=forms.RadioSelect
    )
    record = words(_("Record"), rows=6, longest=20_000)
    held_at = forms.DateTimeField(label=_("When"), widget=moment_input())
    told_on = forms.DateField(
        label=_("Told that they may sue"),
        widget=date_input(),
        required=False,
        help_text=_("Where no agreement was reached and it ends here."),
    )
    officers = forms.ModelMultipleChoiceField(
        label=_("Other officers present"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    facts = words(_("Facts established"), longest=8000, required=False)
    recording = forms.CharField(
        label=_("Recording number"), max_length=80, required=False
    )
    is_fully_recorded = forms.BooleanField(
        label=_("Recorded in sound and picture from start to end"), required=False
    )
    is_impartial = forms.BooleanField(
        label=_("Nobody in the chair is a party, kin or concerned"), required=False
    )
    rights_told = forms.BooleanField(
        label=_("Rights and duties were told"), required=False
    )
    second_because = forms.ChoiceField(
        label=_("Why there is a second session"),
        choices=[("", _("It is the first")), *SecondBecause.choices],
        required=False,
    )
    guardian_told_on = forms.DateField(
        label=_("Guardian notified on"), widget=date_input(), required=False
    )
    guardian_present = forms.CharField(
        label=_("Guardian or suitable adult present"), max_length=120, required=False
    )

    folded = (
        "officers",
        "facts",
        "recording",
        "is_fully_recorded",
        "is_impartial",
        "rights_told",
        "second_because",
        "guardian_told_on",
        "guardian_present",
    )

    def __init__(self, *args, joint: JointMediation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        invited = joint.invitations.standing().defer("phone", "words")
        self.fields["came"].queryset = invited
        officers = serving(joint.dispute.area).exclude(pk=joint.chair_id)
        self.fields["officers"].queryset = officers

    def sitting(self) -> Sitting:
        """What the action takes."""
        data = {**self.cleaned_data, "officers": tuple(self.cleaned_data["officers"])}
        return Sitting(**{name: data[name] for name in Sitting.__dataclass_fields__})


class ConsentForm(OnceForm):
    """What each party says to the others sitting in."""

    SAID = [("", _("Not asked yet")), ("yes", _("Agrees")), ("no", _("Does not agree"))]

    def __init__(self, *args, dispute: Dispute, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        rows = dispute.parties.filter(side__in=[Side.ONE, Side.OTHER])
        self.parties = {f"party_{row.pk}": row for row in rows.defer("phone")}
        for name, party in self.parties.items():
            self.fields[name] = forms.ChoiceField(
                label=party.name,
                choices=self.SAID,
                required=False,
                widget=forms.RadioSelect,
            )

    def said(self):
        """Each party that was asked, and whether it agrees."""
        for name, party in self.parties.items():
            if self.cleaned_data[name]:
                yield party, self.cleaned_data[name] == "yes"


class JointTemplateForm(VersionedForm):
    """What the station calls it, and whom it asks."""

    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=40)
    purpose_zh = forms.CharField(
        label=_("What for, in Chinese"), max_length=200, required=False
    )
    invites = forms.MultipleChoiceField(
        label=_("Whom it asks"),
        choices=PartnerKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)
    title_en = forms.CharField(
        label=_("Title in English"), max_length=80, required=False
    )
    purpose_en = forms.CharField(
        label=_("What for, in English"), max_length=200, required=False
    )

    folded = ("title_en", "purpose_en")
