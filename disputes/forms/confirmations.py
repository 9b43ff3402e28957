"""Forms of judicial confirmation."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disputes.actions.confirmations import ARTICLES, Application
from disputes.forms.disputes import words
from disputes.workflow.agreements import Obstacle
from station.forms.once import OnceForm, VersionedForm, date_input


class ApplyForm(OnceForm):
    """Is there something a court would not confirm? If not, both apply together."""

    obstacles = forms.MultipleChoiceField(
        label=_("Does any of this apply?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    none_applies = forms.BooleanField(label=_("I have checked: none of it applies"))
    court = forms.CharField(label=_("Court"), max_length=80)
    applied_on = forms.DateField(label=_("Applied for on"), widget=date_input())
    both_apply = forms.BooleanField(label=_("Both parties apply together"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["obstacles"].choices = [
            (code.value, _obstacle(code)) for code in Obstacle
        ]

    def application(self) -> Application:
        """What the action takes."""
        data = self.cleaned_data
        return Application(
            court=data["court"],
            applied_on=data["applied_on"],
            both_apply=data["both_apply"],
            obstacles=tuple(data["obstacles"]),
        )


def _obstacle(code: Obstacle) -> str:
    return f"{code.label}（{ARTICLES[code]}）"


def _accepted(value: str) -> bool:
    return value == "yes"


class AnswerForm(VersionedForm):
    """The court takes it, or not."""

    is_accepted = forms.TypedChoiceField(
        label=_("Answer of the court"),
        choices=[
            ("yes", pgettext_lazy("court", "Accepted")),
            ("no", pgettext_lazy("court", "Not accepted")),
        ],
        coerce=_accepted,
        widget=forms.RadioSelect,
    )
    answered_on = forms.DateField(label=_("Answered on"), widget=date_input())
    case_number = forms.CharField(
        label=_("Number of the case"), max_length=60, required=False
    )
    reason = words(_("Reason"), rows=3, longest=2000, required=False)


class RuleForm(VersionedForm):
    """What the court ruled."""

    is_confirmed = forms.TypedChoiceField(
        label=_("Ruling"),
        choices=[
            ("yes", pgettext_lazy("court", "Confirmed")),
            ("no", pgettext_lazy("court", "Rejected")),
        ],
        coerce=_accepted,
        widget=forms.RadioSelect,
    )
    ruled_on = forms.DateField(label=_("Ruled on"), widget=date_input())
    reason = words(_("Reason"), rows=3, longest=2000, required=False)
