"""Forms of the hazards."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.actions.hazards import Facts
from households.forms.signature import SignatureField
from households.models import Hazard, Office
from households.places import areas_in
from households.workflow.inspections import HazardStatus, Severity
from station.forms.files import PhotosField
from station.forms.once import OnceForm, VersionedForm, date_input

USUAL_DAYS = 7


def _text(label, longest: int, *, required: bool = False, rows: int = 2):
    attrs = {"rows": rows, "data-sensitive": True}
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        widget=forms.Textarea(attrs=attrs),
    )


class HazardForm(OnceForm):
    """What is wrong and until when it is to be put right."""

    what = forms.CharField(label=_("What is wrong"), max_length=200)
    area = forms.ModelChoiceField(
        label=_("Village"), queryset=None, empty_label=_("Choose")
    )
    place = forms.CharField(label=_("Where exactly"), max_length=120)
    severity = forms.ChoiceField(
        label=_("Severity"), choices=Severity, widget=forms.RadioSelect
    )
    deadline_on = forms.DateField(label=_("To be put right by"), widget=date_input())
    photos = PhotosField(label=_("Photos"), required=False)
    description = _text(_("Description"), 2000)
    legal_basis = forms.CharField(
        label=_("Legal basis"), max_length=200, required=False
    )
    to_transfer = forms.BooleanField(
        label=_("Belongs to another department: the limit for the transfer runs"),
        required=False,
    )

    folded = ("description", "legal_basis", "to_transfer")

    def __init__(self, *args, user, has_place: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_in(user, "hazard.create")
        self.initial.setdefault("severity", Severity.MINOR)
        self.initial.setdefault(
            "deadline_on", timezone.localdate() + timedelta(days=USUAL_DAYS)
        )
        if has_place:
            del self.fields["area"], self.fields["place"]

    def facts(self) -> Facts:
        """What the action takes."""
        names = (
            "what", "severity", "deadline_on", "description", "legal_basis",
            "to_transfer",
        )  # fmt: skip
        return Facts(**{name: self.cleaned_data[name] for name in names})


class NotifyForm(OnceForm):
    """Which hazards the notice names, and who took it."""

    hazards = forms.ModelMultipleChoiceField(
        label=_("Hazards on the notice"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
    )
    received_by = forms.CharField(
        label=_("Received by"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"data-sensitive": True, "autocomplete": "off"}),
    )
    signature = SignatureField(required=False)
    is_refused = forms.BooleanField(
        label=_("Refused to sign; left at the place"), required=False
    )

    def __init__(self, *args, hazard: Hazard, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        same = Hazard.objects.visible_to(user, "edit").filter(
            unit=hazard.unit_id,
            household=hazard.household_id,
            place=hazard.place,
            status=HazardStatus.FOUND,
        )
        self.fields["hazards"].queryset = same.order_by("pk")
        self.initial.setdefault("hazards", [row.pk for row in same])


class ReportDoneForm(VersionedForm):
    """The owner says so."""

    note = forms.CharField(
        label=_("How it was put right"), max_length=300, required=False
    )


class ExtendForm(VersionedForm):
    deadline_on = forms.DateField(label=_("New deadline"), widget=date_input())
    reason = forms.CharField(label=_("Why"), max_length=300)


class ReinspectForm(VersionedForm):
    """Is it gone?"""

    is_gone = forms.TypedChoiceField(
        label=_("Is it put right?"),
        choices=[("yes", _("Put right")), ("no", _("Not put right"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    photos = PhotosField(label=_("Photos"), required=False)
    remark = _text(_("Remark"), 500)


class TransferForm(VersionedForm):
    """Which office takes it over."""

    office = forms.ModelChoiceField(
        label=_("Competent office"), queryset=None, empty_label=_("Choose")
    )
    reference = forms.CharField(
        label=_("Number of the letter"), max_length=60, required=False
    )
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)

    def __init__(self, *args, hazard: Hazard, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices_for(hazard)


def offices_for(hazard: Hazard):
    """The offices in use that the hazard's station works with."""
    path = hazard.area.path
    above = [path[:end] for end in range(8, len(path) + 1, 8)]
    rows = Office.objects.filter(is_active=True, station__path__in=above)
    return rows.order_by("kind", "title")


class AnswerForm(VersionedForm):
    answer = _text(_("What the office answered"), 2000, required=True, rows=3)


class CloseForm(VersionedForm):
    reason = forms.CharField(label=_("Remark"), max_length=300, required=False)
