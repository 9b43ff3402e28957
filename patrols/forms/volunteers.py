"""Forms of the register of volunteers."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patrols.actions import guardians, volunteers
from patrols.models import Volunteer
from patrols.workflow.people import Item, Skill, Topic, Trade
from station.forms.once import OnceForm, VersionedForm, date_input
from station.models import Area
from station.places import areas_of

CHOOSE = [("", _("Choose"))]


def hours_field() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Wants at most hours a week"),
        min_value=1,
        max_value=volunteers.MOST_HOURS,
        initial=8,
    )


def phone_field(**options) -> forms.CharField:
    attrs = {"inputmode": "tel", "autocomplete": "off", "data-sensitive": True}
    return forms.CharField(
        label=_("Phone"), max_length=30, widget=forms.TextInput(attrs=attrs), **options
    )


class VolunteerFields(forms.Form):
    """Who wants to patrol, or does."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=60,
        widget=forms.TextInput(attrs={"data-sensitive": True, "autocomplete": "off"}),
    )
    phone = phone_field()
    born_on = forms.DateField(label=_("Born on"), widget=date_input())
    area = forms.ModelChoiceField(
        label=_("Area"), queryset=Area.objects.none(), empty_label=_("Choose")
    )
    trade = forms.ChoiceField(label=_("Trade"), choices=[*CHOOSE, *Trade.choices])
    skills = forms.MultipleChoiceField(
        label=_("Skills"),
        choices=Skill.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    employer = forms.CharField(label=_("Place of work"), max_length=80, required=False)
    hours_a_week = hours_field()
    motive = forms.CharField(
        label=_("Why they want to join"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    folded = ("employer", "hours_a_week", "motive")

    def __init__(self, *args, user, volunteer: Volunteer | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.volunteer = volunteer
        action = "create" if volunteer is None else "edit"
        self.fields["area"].queryset = areas_of(user, f"volunteer.{action}")
        if volunteer is not None:
            self.fields["phone"].required = False
            self.fields["phone"].help_text = _("Left empty it stays as it is.")
            self.fields["phone"].widget.attrs["placeholder"] = volunteer.phone_masked

    def facts(self) -> volunteers.Facts:
        """What the action takes."""
        data = {n: v for n, v in self.cleaned_data.items() if n not in HIDDEN}
        data["skills"] = tuple(data["skills"])
        if self.volunteer is not None:
            data["phone"] = data["phone"] or self.volunteer.phone
            data["resident"] = self.volunteer.resident
        return volunteers.Facts(**data)


HIDDEN = {"once", "version"}


class VolunteerForm(VolunteerFields, OnceForm):
    """Somebody who wants to join."""


class VolunteerEditForm(VolunteerFields, VersionedForm):
    """Set right; the phone stays unless typed anew."""


class GuardianFields(forms.Form):
    """Who consented in writing that a minor patrols."""

    guardian_name = forms.CharField(
        label=_("Guardian"),
        max_length=60,
        widget=forms.TextInput(attrs={"data-sensitive": True, "autocomplete": "off"}),
        help_text=_("The written consent stays with the file."),
    )
    guardian_phone = phone_field(required=False)
    guardian_agreed_on = forms.DateField(
        label=_("Guardian consented on"), widget=date_input()
    )

    def ask_guardian(self, volunteer: Volunteer) -> None:
        """A phone that is known stays unless typed anew."""
        phone = self.fields["guardian_phone"]
        phone.label = _("Guardian's phone")
        phone.required = not volunteer.guardian_phone_masked
        if volunteer.guardian_phone_masked:
            phone.help_text = _("Left empty it stays as it is.")
            phone.widget.attrs["placeholder"] = volunteer.guardian_phone_masked


class GuardianForm(GuardianFields, VersionedForm):
    """Another guardian, or another phone."""

    def __init__(self, *args, volunteer: Volunteer, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.ask_guardian(volunteer)

    def guardian(self) -> guardians.Guardian:
        return guardians.said_in(dict(self.cleaned_data))


class AcceptForm(GuardianFields, VersionedForm):
    """What the officer found."""

    is_fit = forms.BooleanField(
        label=_("Fit for night and for risky duty"), required=False, initial=True
    )
    with_account = forms.BooleanField(
        label=_("Open an account for the phone"),
        required=False,
        initial=True,
        help_text=_("You get a one-time password to hand over."),
    )
    note = forms.CharField(
        label=_("Remark on the vetting"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-sensitive": True}),
        help_text=_("Sealed; shown only for a purpose."),
    )

    def __init__(self, *args, volunteer: Volunteer, is_minor: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if is_minor:
            self.ask_guardian(volunteer)
            return
        for name in GuardianFields.base_fields:
            del self.fields[name]

    def vetting(self) -> volunteers.Vetting:
        data = {n: v for n, v in self.cleaned_data.items() if n not in HIDDEN}
        guardian = guardians.said_in(data)
        return volunteers.Vetting(**data, guardian=guardian)


class ReasonForm(VersionedForm):
    """Why."""

    reason = forms.CharField(label=_("Why"), max_length=200)


class RestForm(VersionedForm):
    """Until when."""

    until_on = forms.DateField(
        label=_("Until"),
        required=False,
        widget=date_input(),
        help_text=_("Empty: until they say so."),
    )


class TrainingForm(OnceForm):
    """A course."""

    topic = forms.ChoiceField(label=_("Topic"), choices=[*CHOOSE, *Topic.choices])
    title = forms.CharField(
        label=_("Title of the course"), max_length=120, required=False
    )
    held_on = forms.DateField(label=_("Day"), widget=date_input())
    hours = forms.DecimalField(
        label=pgettext_lazy("training", "Hours"),
        min_value=0.5,
        max_value=200,
        decimal_places=1,
    )
    expires_on = forms.DateField(
        label=_("To be renewed by"), required=False, widget=date_input()
    )


class InsuranceForm(OnceForm):
    """A policy."""

    insurer = forms.CharField(label=_("Insurer"), max_length=60)
    policy_number = forms.CharField(
        label=_("Policy number"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"data-sensitive": True}),
    )
    from_on = forms.DateField(label=_("Insured from"), widget=date_input())
    until_on = forms.DateField(label=_("Insured until"), widget=date_input())


class EquipmentForm(OnceForm):
    """A thing handed out."""

    item = forms.ChoiceField(label=_("Item"), choices=[*CHOOSE, *Item.choices])
    mark = forms.CharField(
        label=pgettext_lazy("equipment", "Number"), max_length=40, required=False
    )
    condition = forms.CharField(label=_("Condition"), max_length=120, required=False)


class GiveBackForm(OnceForm):
    """How it looks."""

    condition = forms.CharField(
        label=_("Condition"),
        max_length=120,
        required=False,
        help_text=_("Or that it is lost."),
    )
