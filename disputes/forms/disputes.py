"""Forms of disputes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.models import Dispute, DisputeGrade
from disputes.workflow import ENDS_FROM, Outcome
from households.forms.follow_ups import serving
from station.forms.once import VersionedForm

CHOOSE = [("", _("Choose"))]


def words(label, *, rows: int = 3, longest: int = 4000, **options) -> forms.CharField:
    """Words of people: never kept on the device."""
    widget = forms.Textarea(attrs={"rows": rows, "data-sensitive": ""})
    return forms.CharField(label=label, max_length=longest, widget=widget, **options)


def phone_field(label) -> forms.CharField:
    """A phone number somebody may leave out."""
    attrs = {"data-sensitive": True, "inputmode": "tel", "autocomplete": "off"}
    widget = forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, max_length=30, required=False, widget=widget)


class DisputeForm(VersionedForm):
    """A step of one dispute."""

    def __init__(self, *args, dispute: Dispute, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.dispute = dispute
        self.initial.setdefault("version", dispute.version)


class TakeUpForm(DisputeForm):
    """Who answers for it, and how grave it is."""

    assigned_to = forms.ModelChoiceField(
        label=_("In charge"), queryset=None, empty_label=_("Choose")
    )
    grade = forms.TypedChoiceField(label=_("Grade"), coerce=int)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assigned_to"].queryset = serving(self.dispute.area)
        self.fields["grade"].choices = list(DisputeGrade.objects.labels().items())
        self.initial.setdefault("assigned_to", self.dispute.assigned_to_id)
        self.initial.setdefault("grade", self.dispute.grade)


class EndForm(DisputeForm):
    """How it ended."""

    outcome = forms.ChoiceField(label=_("How it turned out"), widget=forms.RadioSelect)
    result = words(_("How it ended"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [
            (outcome.value, outcome.label)
            for outcome in Outcome
            if self.dispute.status in ENDS_FROM[outcome]
        ]


class ReopenForm(DisputeForm):
    """Why it is taken up again."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class RemoveForm(DisputeForm):
    """Nothing but the version."""
