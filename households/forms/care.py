"""Forms of care: plans, contacts, helpers, consents, kinds."""

from io import BytesIO

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.actions import care_plans
from households.forms.follow_ups import serving
from households.forms.residents import care_choices
from households.forms.signature import SignatureField
from households.models import CareContact, Relation
from households.workflow.care import ConsentWay, ContactWay, HelperRole, Holiday
from station.forms.bulk import BulkForm
from station.forms.files import PhotosField
from station.forms.once import OnceForm, VersionedForm, date_input, moment_input
from station.models import User

SENSITIVE = {"data-sensitive": True, "autocomplete": "off"}
TEL = {**SENSITIVE, "inputmode": "tel"}


def note_input(rows: int = 2) -> forms.Textarea:
    """Free text that is never kept on the device."""
    return forms.Textarea(attrs={"rows": rows, "data-sensitive": True})


class PlanFields(forms.Form):
    """What a plan says."""

    kinds = forms.MultipleChoiceField(
        label=_("Cared for as"),
        choices=care_choices,
        widget=forms.CheckboxSelectMultiple,
    )
    carer = forms.ModelChoiceField(
        label=_("Who cares"), queryset=User.objects.none(), empty_label=_("Choose")
    )
    cycle_days = forms.IntegerField(label=_("Every … days"), min_value=1, max_value=366)
    holidays = forms.MultipleChoiceField(
        label=_("Visit before these holidays"),
        choices=Holiday.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    watch_for = forms.CharField(
        label=_("What to watch for"),
        max_length=1000,
        required=False,
        widget=note_input(),
        help_text=_("Health, stove, lonely hours: only what the visitor must know."),
    )
    review_on = forms.DateField(
        label=_("Review the plan on"), required=False, widget=date_input()
    )

    def __init__(self, *args, area, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["carer"].queryset = serving(area)

    def facts(self) -> care_plans.Facts:
        """What the action takes."""
        names = PlanFields.base_fields
        return care_plans.Facts(**{name: self.cleaned_data[name] for name in names})


class PlanForm(PlanFields, OnceForm):
    """A new plan."""


class PlanEditForm(PlanFields, VersionedForm):
    """A plan set right."""


class ReasonForm(VersionedForm):
    """Why."""

    reason = forms.CharField(label=_("Why"), max_length=200)


class PauseForm(ReasonForm):
    """Why, and until when."""

    resume_on = forms.DateField(
        label=_("Until"),
        required=False,
        widget=date_input(),
        help_text=_("On that day you are reminded."),
    )


class ReviewForm(VersionedForm):
    """It still holds; when it is looked at again."""

    review_on = forms.DateField(label=_("Review it again on"), widget=date_input())
    note = forms.CharField(label=_("Remark"), max_length=300, required=False)


class ContactForm(OnceForm):
    """A call, or word from a neighbour."""

    way = forms.ChoiceField(
        label=_("How"),
        choices=ContactWay.choices,
        initial=ContactWay.PHONE,
        widget=forms.RadioSelect,
    )
    found = forms.ChoiceField(
        label=_("How it is"),
        choices=CareContact.Found,
        initial=CareContact.Found.WELL,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Remark"), max_length=1000, required=False, widget=note_input()
    )
    made_at = forms.DateTimeField(
        label=_("When"), required=False, widget=moment_input()
    )

    folded = ("made_at",)


class HelperForm(OnceForm):
    """Somebody who can be called."""

    role = forms.ChoiceField(
        label=_("Who"), choices=HelperRole.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=pgettext_lazy("person", "Name"),
        max_length=60,
        widget=forms.TextInput(attrs=SENSITIVE),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs=TEL),
    )


class ConsentForm(OnceForm):
    """A guardian agrees: on paper with a photo of it, or with a signature."""

    guardian_name = forms.CharField(
        label=_("Name of the guardian"),
        max_length=60,
        widget=forms.TextInput(attrs=SENSITIVE),
    )
    relation = forms.ChoiceField(
        label=_("Relation to the child"),
        choices=[
            (code, label)
            for code, label in Relation.choices
            if code in {"father", "mother", "grandparent", "sibling", "other"}
        ],
    )
    way = forms.ChoiceField(
        label=_("How it was given"),
        choices=ConsentWay.choices,
        initial=ConsentWay.PAPER,
        widget=forms.RadioSelect,
    )
    given_on = forms.DateField(label=_("Given on"), widget=date_input())
    photos = PhotosField(label=_("Photo of the signed paper"), required=False)
    signature = SignatureField(
        required=False,
        help_text=_("The guardian reads what is kept and why, then signs here."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("given_on", timezone.localdate())

    def clean(self):
        """What shows the consent goes to ``photos``, by how it was given."""
        data = super().clean()
        drawn = data.pop("signature", None)
        if data.get("way") == ConsentWay.SCREEN:
            data["photos"] = [BytesIO(drawn)] if drawn else []
            if not drawn and not self.has_error("signature"):
                self.add_error("signature", _("Sign in the field, please."))
        elif not data.get("photos") and not self.has_error("photos"):
            self.add_error("photos", _("Photograph the signed paper."))
        return data


class WithdrawForm(VersionedForm):
    """The guardian takes it back."""

    note = forms.CharField(label=_("Remark"), max_length=200, required=False)


class CategoryFields(forms.Form):
    """What a kind of cared-for people means."""

    name = forms.CharField(label=_("Name in Chinese"), max_length=40)
    name_en = forms.CharField(label=_("Name in English"), max_length=60, required=False)
    cycle_days = forms.IntegerField(
        label=_("Visited every … days"), min_value=1, max_value=366
    )
    holidays = forms.MultipleChoiceField(
        label=_("Visited before these holidays"),
        choices=Holiday.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)


class CategoryForm(CategoryFields, OnceForm):
    """A kind the office adds."""

    code = forms.CharField(
        label=pgettext_lazy("identifier", "Code"),
        max_length=20,
        help_text=_("Small letters, digits and underscores, beginning with a letter."),
    )
    field_order = ["name", "name_en", "code"]


class CategoryEditForm(CategoryFields, VersionedForm):
    """A kind set right; its code stays."""


class HolidayForm(OnceForm):
    """For which holiday visits are planned, and where."""

    holiday = forms.ChoiceField(label=_("Holiday"), widget=forms.RadioSelect)
    area = forms.ModelChoiceField(
        label=_("Area"),
        queryset=None,
        empty_label=_("everywhere in my charge"),
        required=False,
    )

    def __init__(self, *args, areas, holidays, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas
        self.fields["holiday"].choices = holidays


class PersonBulkForm(BulkForm):
    """Who takes them over; must serve where they lie."""

    person = forms.ModelChoiceField(
        label=_("To whom"), queryset=None, empty_label=_("Choose")
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        first = self.rows.select_related("area").first()
        found = serving(first.area) if first else User.objects.none()
        self.fields["person"].queryset = found


class CarerBulkForm(PersonBulkForm):
    """Who cares from now on."""


class ResponsibleBulkForm(PersonBulkForm):
    """Who keeps in touch from now on."""
