"""Forms of a day's round: making it, putting doors on it, passing one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from households.actions import rounds
from households.models import Household
from station import policy
from station.forms.once import OnceForm, VersionedForm, date_input
from station.forms.words import WordsField
from station.models import Area, Post, User
from station.roles import Role

WALKERS = (Role.AUXILIARY_OFFICER, Role.COMMUNITY_OFFICER, Role.STATION_CHIEF)
KINDS = (Area.Kind.STATION, Area.Kind.TOWNSHIP, Area.Kind.COMMUNITY, Area.Kind.GRID)
REASONS_NOT = (
    ("away", _("Nobody home for some time")),
    ("time", _("No time left today")),
    ("blocked", _("The way is blocked")),
    ("asked", _("They asked to come another day")),
    ("other", _("Another reason")),
)


def walkers(user, *, on):
    """Whose round this person may plan: one's own, and those of one's people."""
    scope = policy.scope(user, "round.assign")
    posts = Post.objects.valid(on=on).for_role(*WALKERS).filter(user__is_active=True)
    if not scope.everything:
        posts = posts.filter(area__in=scope.area_ids)
    people = User.objects.filter(pk__in=posts.values("user")) | User.objects.filter(
        pk=user.pk
    )
    return people.distinct().order_by("name_sort", "pk")


def places(user):
    """Where this person may plan a round."""
    scope = policy.scope(user, "round.create")
    areas = Area.objects.filter(is_active=True, kind__in=KINDS)
    if not scope.everything:
        areas = areas.filter(pk__in=scope.area_ids)
    return areas.in_tree_order()


class RoundForm(OnceForm):
    """Whose day, where, and how many doors."""

    officer = forms.ModelChoiceField(label=_("Who goes"), queryset=None)
    on = forms.DateField(label=_("Day"), widget=date_input())
    area = forms.ModelChoiceField(
        label=_("Where"), queryset=None, empty_label=_("Choose")
    )
    size = forms.IntegerField(
        label=_("How many doors"),
        min_value=1,
        max_value=rounds.MOST,
        initial=rounds.SIZE,
        help_text=_("What was left over last time comes first and counts."),
    )

    def __init__(self, *args, user, today, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = walkers(user, on=today)
        self.fields["area"].queryset = places(user)
        if self.fields["officer"].queryset.count() < 2:
            self.fields["officer"].widget = forms.HiddenInput()


class AddForm(VersionedForm):
    """Which household to put on the round."""

    household = forms.ModelChoiceField(queryset=None)

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        rows = Household.objects.visible_to(user).present()
        self.fields["household"].queryset = rows


class FindForm(forms.Form):
    """A household by name, number or address."""

    q = WordsField(label=_("Name, number or address"), required=False)


class SkipForm(VersionedForm):
    """Why a door is passed today."""

    why = forms.ChoiceField(
        label=_("Why not today"), choices=REASONS_NOT, widget=forms.RadioSelect
    )
    words = forms.CharField(label=_("In words"), max_length=90, required=False)

    @property
    def reason(self) -> str:
        data = self.cleaned_data
        label = str(dict(REASONS_NOT)[data["why"]])
        words = data["words"].strip()
        if not words:
            return label
        return words if data["why"] == "other" else f"{label} · {words}"
