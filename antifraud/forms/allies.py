"""Forms of the members of the alliance."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from antifraud.actions.allies import AllyFacts
from antifraud.forms.audiences import CHOOSE, HIDDEN
from antifraud.models import Ally, Audience
from antifraud.workflow.people import Group
from station.forms.once import OnceForm, VersionedForm, date_input
from station.models import Area
from station.places import areas_of


class AllyFields(forms.Form):
    """Who helps, from where, and in which groups they speak."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=60,
        widget=forms.TextInput(attrs={"data-sensitive": True, "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("Who it is"), choices=[*CHOOSE, *Group.choices])
    organisation = forms.CharField(
        label=_("School, shop or unit"), max_length=80, required=False
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(
            attrs={"inputmode": "tel", "autocomplete": "off", "data-sensitive": True}
        ),
    )
    area = forms.ModelChoiceField(
        label=_("Area"), queryset=Area.objects.none(), empty_label=_("Choose")
    )
    audiences = forms.ModelMultipleChoiceField(
        label=_("Groups"),
        queryset=Audience.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those in which this person passes alerts on."),
    )
    joined_on = forms.DateField(label=_("Member since"), widget=date_input())

    def __init__(self, *args, user, ally: Ally | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.ally = ally
        action = "create" if ally is None else "edit"
        self.fields["area"].queryset = areas_of(user, f"ally.{action}")
        groups = Audience.objects.visible_to(user).defer("address")
        offered = Q(is_active=True)
        if ally is not None:
            offered |= Q(pk__in=ally.audiences.values("pk"))
            self._keep_phone(ally)
        rows = groups.filter(offered).order_by("name", "pk")
        self.fields["audiences"].queryset = rows

    def _keep_phone(self, ally: Ally) -> None:
        """A number that is known stays unless it is typed anew or taken off."""
        if ally.phone_masked:
            phone = self.fields["phone"]
            phone.widget.attrs["placeholder"] = ally.phone_masked
            phone.help_text = _("Left empty it stays as it is.")
            self.fields["forget_phone"] = forms.BooleanField(
                label=_("Take the number off"), required=False
            )

    def facts(self) -> AllyFacts:
        """What the action takes; a phone that is kept need not be typed again."""
        data = {n: v for n, v in self.cleaned_data.items() if n not in HIDDEN}
        data["audiences"] = tuple(data["audiences"])
        forgets = data.pop("forget_phone", False)
        if self.ally is not None:
            kept = "" if forgets else self.ally.phone
            data["phone"] = data["phone"] or kept
            data["resident"] = self.ally.resident
        return AllyFacts(**data)


class AllyForm(AllyFields, OnceForm):
    """A new member."""


class AllyEditForm(AllyFields, VersionedForm):
    """Set right."""
