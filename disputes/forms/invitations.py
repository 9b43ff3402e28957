"""Forms of invitations to joint mediations."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes import joint_invitees
from disputes.actions.invitations import Invitee
from disputes.forms.disputes import CHOOSE, phone_field, words
from disputes.workflow.joint import Answer, Attendance, PartnerKind
from station.forms.once import OnceForm, VersionedForm
from station.models import Area, Post, User

ANSWERS = [pair for pair in Answer.choices if pair[0] != Answer.PENDING]


class InviteForm(OnceForm):
    """One more: an office, a person, or somebody with an account."""

    kind = forms.ChoiceField(
        label=_("Kind of partner"), choices=[*CHOOSE, *PartnerKind.choices]
    )
    office = forms.ModelChoiceField(
        label=_("Office"), queryset=None, required=False, empty_label=_("Another one")
    )
    organisation = forms.CharField(
        label=_("Office or firm"),
        max_length=80,
        required=False,
        help_text=_("Where it is not in the list."),
    )
    name = forms.CharField(label=_("Name"), max_length=60, required=False)
    phone = phone_field(_("Phone"))
    user = forms.ModelChoiceField(
        label=_("Account"),
        queryset=None,
        required=False,
        empty_label=_("None"),
        help_text=_("Who has one sees the invitation there too."),
    )

    folded = ("user",)

    def __init__(self, *args, area: Area, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = joint_invitees.offices(area)
        posts = Post.objects.valid(on=timezone.localdate()).covering(area)
        people = User.objects.active().filter(
            pk__in=posts.filter(role__in=["partner", "mediator"]).values("user")
        )
        self.fields["user"].queryset = people

    def invitee(self) -> Invitee:
        """What the action takes."""
        data = self.cleaned_data
        return Invitee(**{name: data[name] for name in Invitee.__dataclass_fields__})


class AnswerForm(OnceForm):
    """What a partner says."""

    answer = forms.ChoiceField(
        label=_("Answer"), choices=ANSWERS, widget=forms.RadioSelect
    )
    words = words(_("In words"), rows=2, longest=500, required=False)


class AttendForm(VersionedForm):
    attendance = forms.ChoiceField(
        label=_("Came"), choices=Attendance.choices, widget=forms.RadioSelect
    )


class RevokeForm(VersionedForm):
    """Nothing but the version."""
