"""Forms of mediation committees."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disputes.actions import committees
from disputes.forms.mediators import areas_of
from disputes.models import Mediator
from disputes.workflow.mediators import CommitteeKind, Seat, Sex
from station.forms.once import OnceForm, VersionedForm, date_input
from station.models import Area


class CommitteeFields(forms.Form):
    """What a committee is and for how long."""

    name = forms.CharField(label=_("Name of the committee"), max_length=100)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=CommitteeKind.choices, widget=forms.RadioSelect
    )
    area = forms.ModelChoiceField(
        label=_("Area"), queryset=Area.objects.none(), empty_label=_("Choose")
    )
    seal_name = forms.CharField(
        label=_("Name on the seal"), max_length=100, required=False,
        help_text=_("Left empty: as the committee is called."),
    )  # fmt: skip
    from_on = forms.DateField(label=_("Term begins"), widget=date_input())
    until_on = forms.DateField(
        label=_("Term ends"), required=False, widget=date_input(),
        help_text=_("Left empty: three years, as the law has it."),
    )  # fmt: skip
    is_multi_ethnic = forms.BooleanField(
        label=_("Several ethnic groups live together here"), required=False
    )

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_of(user, "committee.edit")

    def facts(self) -> committees.Facts:
        """What the action takes."""
        names = CommitteeFields.base_fields
        return committees.Facts(**{name: self.cleaned_data[name] for name in names})


class CommitteeForm(CommitteeFields, OnceForm):
    """A new committee."""


class CommitteeEditForm(CommitteeFields, VersionedForm):
    """Set right."""


class SeatForm(OnceForm):
    """Somebody takes a seat."""

    mediator = forms.ModelChoiceField(
        label=_("Mediator of the register"),
        queryset=Mediator.objects.none(),
        required=False,
        empty_label=_("somebody else"),
    )
    name = forms.CharField(
        label=_("Full name"), max_length=60, required=False,
        help_text=_("Left empty for a mediator of the register."),
    )  # fmt: skip
    seat = forms.ChoiceField(label=_("Sits for"), choices=Seat.choices)
    sex = forms.ChoiceField(
        label=_("Sex"), choices=Sex.choices, widget=forms.RadioSelect
    )
    is_minority = forms.BooleanField(label=_("Of an ethnic minority"), required=False)
    is_chair = forms.BooleanField(
        label=pgettext_lazy("committee", "In the chair"), required=False
    )
    from_on = forms.DateField(label=_("Since"), required=False, widget=date_input())

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        rows = Mediator.objects.visible_to(user).defer("phone")
        self.fields["mediator"].queryset = rows.order_by("name_sort", "pk")

    def facts(self) -> committees.MemberFacts:
        """What the action takes."""
        hidden = {"once"}
        return committees.MemberFacts(
            **{n: v for n, v in self.cleaned_data.items() if n not in hidden}
        )
