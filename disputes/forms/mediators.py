"""Forms of the register of mediators."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disputes.actions import mediators
from disputes.forms.disputes import CHOOSE, phone_field
from disputes.models import DisputeField, Mediator
from disputes.workflow.mediation import MediatorType
from disputes.workflow.mediators import Background, TieKind
from households.models import Household, Resident
from station import policy
from station.forms.once import OnceForm, VersionedForm, date_input
from station.models import Area, Post, User
from station.roles import Role

KINDS = (
    Area.Kind.STATION,
    Area.Kind.TOWNSHIP,
    Area.Kind.COMMUNITY,
    Area.Kind.GRID,
)


def areas_of(user, permission: str):
    """From the station to the grid, where the person has this right."""
    scope = policy.scope(user, permission)
    rows = Area.objects.filter(kind__in=KINDS, is_active=True)
    if not scope.everything:
        rows = rows.filter(pk__in=scope.area_ids)
    return rows.in_tree_order()


def accounts_of(user, *, on):
    """Accounts with the post of a mediator, where this person may look."""
    posts = Post.objects.visible_to(user).valid(on=on).for_role(Role.MEDIATOR)
    return User.objects.active().filter(pk__in=posts.values("user"))


def household_of(form, name: str, user) -> Household | None:
    """The household of a number that was typed, within the scope."""
    number = (form.cleaned_data.get(name) or "").strip()
    if not number:
        return None
    found = Household.objects.visible_to(user).filter(number=number).first()
    if found is None:
        form.add_error(name, _("No household of this number in your area."))
    return found


class MediatorFields(forms.Form):
    """Who mediates, what for, how long."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=60,
        widget=forms.TextInput(attrs={"data-sensitive": True, "autocomplete": "off"}),
    )
    type = forms.ChoiceField(
        label=_("Type"), choices=MediatorType.choices, widget=forms.RadioSelect
    )
    background = forms.ChoiceField(
        label=_("Background"), choices=[*CHOOSE, *Background.choices]
    )
    area = forms.ModelChoiceField(
        label=_("Area"), queryset=Area.objects.none(), empty_label=_("Choose")
    )
    fields_known = forms.MultipleChoiceField(
        label=_("Kinds of quarrels they know"),
        choices=lambda: DisputeField.objects.choices(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    from_on = forms.DateField(label=_("Since"), widget=date_input())
    until_on = forms.DateField(
        label=_("Term ends on"), required=False, widget=date_input()
    )
    is_full_time = forms.BooleanField(label=_("Full-time"), required=False)
    is_volunteer = forms.BooleanField(
        label=_("Volunteer: one dispute a month"), required=False
    )
    phone = phone_field(_("Phone"))
    occupation = forms.CharField(label=_("Occupation"), max_length=60, required=False)
    skills = forms.CharField(
        label=_("Skills"), max_length=200, required=False,
        help_text=_("What people come to them for."),
    )  # fmt: skip
    dialects_spoken = forms.CharField(
        label=_("Languages and dialects"), max_length=120, required=False,
        help_text=_("Several with a comma between."),
    )  # fmt: skip
    areas = forms.ModelMultipleChoiceField(
        label=_("Also serves in"), queryset=Area.objects.none(), required=False
    )
    household_number = forms.CharField(
        label=_("Household number in the register"), max_length=30, required=False,
        help_text=_("The register then tells who their family and neighbours are."),
    )  # fmt: skip
    user = forms.ModelChoiceField(
        label=_("Account"), queryset=User.objects.none(), required=False,
        empty_label=_("has no account"),
    )  # fmt: skip

    folded = (
        "occupation", "skills", "dialects_spoken", "areas", "household_number", "user",
    )  # fmt: skip

    def __init__(self, *args, user, on, mediator: Mediator | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.by, self.mediator = user, mediator
        action = "create" if mediator is None else "edit"
        places = areas_of(user, f"mediator.{action}")
        self.fields["area"].queryset = self.fields["areas"].queryset = places
        self.fields["user"].queryset = accounts_of(user, on=on)
        if mediator is not None and mediator.phone_masked:
            self.fields["phone"].help_text = _("Left empty it stays as it is.")
            self.fields["phone"].widget.attrs["placeholder"] = mediator.phone_masked

    def clean(self):
        data = super().clean()
        household = household_of(self, "household_number", self.by)
        self.resident = self._resident(household, data.get("name", ""))
        if self.mediator is not None and not data.get("phone"):
            data["phone"] = self.mediator.phone
        return data

    def _resident(self, household: Household | None, name: str) -> Resident | None:
        if household is None:
            return None
        found = household.residents.present().filter(name=name.strip()).first()
        if found is None:
            self.add_error(
                "household_number", _("Nobody of this name lives in that household.")
            )
        return found

    def facts(self) -> mediators.Facts:
        """What the action takes."""
        data = self.cleaned_data
        typed = data["dialects_spoken"].replace("，", ",").replace("、", ",")
        names = (
            "name", "type", "background", "area", "from_on", "until_on",
            "is_full_time", "is_volunteer", "phone", "occupation", "skills", "user",
        )  # fmt: skip
        return mediators.Facts(
            **{name: data[name] for name in names},
            fields=tuple(data["fields_known"]),
            dialects=tuple(typed.split(",")),
            areas=tuple(data["areas"]),
            resident=self.resident,
        )


class MediatorForm(MediatorFields, OnceForm):
    """Somebody new."""


class MediatorEditForm(MediatorFields, VersionedForm):
    """Set right; the phone stays unless typed anew."""


class EndTermForm(VersionedForm):
    """From when, and why."""

    on = forms.DateField(label=_("Last day"), widget=date_input())
    reason = forms.CharField(label=_("Why"), max_length=200)


class TrainingForm(OnceForm):
    """A course."""

    held_on = forms.DateField(label=_("Day"), widget=date_input())
    topic = forms.CharField(label=_("Topic"), max_length=120)
    hours = forms.DecimalField(
        label=pgettext_lazy("training", "Hours"),
        min_value=0.5,
        max_value=200,
        decimal_places=1,
    )


class AbsenceForm(OnceForm):
    """Days away."""

    from_on = forms.DateField(label=_("From"), widget=date_input())
    until_on = forms.DateField(label=_("Until"), widget=date_input())
    reason = forms.CharField(
        label=_("Reason"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"data-sensitive": True}),
    )


class TieForm(OnceForm):
    """To whom they are bound."""

    kind = forms.ChoiceField(
        label=_("Tie"), choices=TieKind.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=_("Name of the person or unit"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"data-sensitive": True, "autocomplete": "off"}),
    )
    household_number = forms.CharField(
        label=_("Household number in the register"), max_length=30, required=False,
        help_text=_("Without a name the whole household is meant."),
    )  # fmt: skip
    note = forms.CharField(label=_("Remark"), max_length=200, required=False)

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.by = user

    def clean(self):
        data = super().clean()
        household = household_of(self, "household_number", self.by)
        name = (data.get("name") or "").strip()
        resident = None
        if household is not None and name:
            resident = household.residents.present().filter(name=name).first()
            if resident is None:
                message = _("Nobody of this name lives in that household.")
                self.add_error("name", message)
        if not name and not data.get("household_number"):
            self.add_error("name", _("Name one person, household or unit."))
        self.other = {
            "resident": resident,
            "household": household if not name else None,
            "name": name if household is None else "",
        }
        return data
