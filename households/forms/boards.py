"""Forms of the boards and of the directory of online services."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.actions.cards import WITH_CARDS
from households.actions.online_services import OFFERED_BY
from households.models import Board
from station import policy
from station.forms.once import OnceForm, VersionedForm, date_input
from station.models import Area


def areas_for(user, permission: str, kinds):
    """The areas of these kinds where the person may do this."""
    scope = policy.scope(user, permission)
    areas = Area.objects.filter(kind__in=kinds, is_active=True)
    return areas.filter(pk__in=scope.area_ids).in_tree_order()


class BoardForm(OnceForm):
    area = forms.ModelChoiceField(
        label=_("Area"), queryset=None, empty_label=_("Choose")
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Board.Kind,
        initial=Board.Kind.WALL,
        widget=forms.RadioSelect,
    )
    place = forms.CharField(
        label=_("Where it hangs"),
        max_length=120,
        help_text=_("As one finds it: outer wall of the village office, building 12."),
    )
    on = forms.DateField(
        label=_("Put up on"), widget=date_input(), initial=timezone.localdate
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_for(user, "board.create", WITH_CARDS)


class BoardStepForm(VersionedForm):
    """One tap, no field."""


class TakeDownForm(VersionedForm):
    reason = forms.CharField(label=_("Why"), max_length=200)
    on = forms.DateField(
        label=_("Taken down on"), widget=date_input(), initial=timezone.localdate
    )


class OnlineServiceForm(VersionedForm):
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=40)
    purpose_zh = forms.CharField(label=_("What for, in Chinese"), max_length=120)
    url = forms.URLField(
        label=_("Web address"), max_length=300, required=False, assume_scheme="https"
    )
    hint = forms.CharField(
        label=_("Mini-program or app"),
        max_length=120,
        required=False,
        help_text=_("What residents look for where there is no web address."),
    )
    title_en = forms.CharField(
        label=_("Title in English"), max_length=80, required=False
    )
    purpose_en = forms.CharField(
        label=_("What for, in English"), max_length=200, required=False
    )
    position = forms.IntegerField(
        label=_("Order"), min_value=0, max_value=9999, initial=100
    )
    is_active = forms.BooleanField(label=_("Shown"), required=False, initial=True)

    folded = ("title_en", "purpose_en", "position")


class NewOnlineServiceForm(OnlineServiceForm):
    area = forms.ModelChoiceField(
        label=_("Offered by"), queryset=None, empty_label=None
    )
    field_order = ("area",)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = directories_of(user)


def directories_of(user):
    """The stations or the county whose directory this person keeps."""
    return areas_for(user, "online_service.create", OFFERED_BY)


class AdoptForm(OnceForm):
    area = forms.ModelChoiceField(
        label=_("Offered by"), queryset=None, empty_label=None
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = directories_of(user)
