"""Forms of dissuasions: as short as can be, somebody is on the phone."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.actions.dissuasions import Danger, End
from antifraud.models import Dissuasion, ScamType
from antifraud.reachable import station_of
from antifraud.workflow.dissuasions import Ending, Origin, Risk, Way
from households.places import areas_in
from station import working_days
from station.forms.once import OnceForm, VersionedForm
from station.models import Area, User

MONEY = {"max_digits": 12, "decimal_places": 2, "min_value": 0, "required": False}


def _words(label, longest: int, *, required: bool = False, rows: int = 3):
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows, "data-sensitive": True}),
    )


class DangerFields(forms.Form):
    """Who, how near the money is, what is known."""

    person_name = forms.CharField(
        label=_("Who is in danger"), max_length=60, required=False
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "data-sensitive": True}),
    )
    place = forms.CharField(
        label=_("Where they are"),
        max_length=120,
        required=False,
        help_text=_("A name, a phone or a place: one of them is enough."),
    )
    risk = forms.ChoiceField(
        label=pgettext_lazy("dissuasion", "Risk"),
        choices=Risk,
        widget=forms.RadioSelect,
        initial=Risk.HIGH,
    )
    noticed_by = forms.ChoiceField(
        label=_("Noticed by"), choices=Origin, initial=Origin.CENTRE
    )
    scam_type = forms.ModelChoiceField(
        label=_("Scam type"),
        queryset=ScamType.objects.none(),
        required=False,
        empty_label=_("Not known yet"),
    )
    told = _words(_("What is known"), 2000)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scam_type"].queryset = ScamType.objects.active().in_order()

    def danger(self, *, resident=None) -> Danger:
        """What the action takes."""
        names = DangerFields.base_fields
        return Danger(
            **{name: self.cleaned_data[name] for name in names}, resident=resident
        )


class RaiseForm(DangerFields, OnceForm):
    area = forms.ModelChoiceField(
        label=_("Village"), queryset=Area.objects.none(), empty_label=_("Choose")
    )
    field_order = ["person_name", "phone", "area", "place", "risk"]
    folded = ("noticed_by", "scam_type")

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_in(user, "dissuasion.create")


class CorrectForm(DangerFields, VersionedForm):
    """What was told in haste."""


class TryForm(OnceForm):
    """Which way, and whether somebody listened."""

    way = forms.ChoiceField(
        label=_("Which way"), choices=Way, widget=forms.RadioSelect, initial=Way.PHONE
    )
    has_reached = forms.TypedChoiceField(
        label=_("Reached"),
        choices=[
            ("yes", _("Yes, we talked")),
            ("no", _("No answer, nobody there")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    note = _words(_("Remark"), 500, rows=2)


class SettleForm(VersionedForm):
    """How it ended."""

    ending = forms.ChoiceField(
        label=_("How it ended"), choices=Ending, widget=forms.RadioSelect
    )
    saved = forms.DecimalField(label=_("Kept (yuan)"), **MONEY)
    lost = forms.DecimalField(label=_("Paid already (yuan)"), **MONEY)
    result = _words(_("What was done"), 2000, required=True)

    def end(self) -> End:
        """What the action takes."""
        data = self.cleaned_data
        return End(
            data["ending"], data["result"], data["saved"] or 0, data["lost"] or 0
        )


class HandOverForm(VersionedForm):
    """Who is nearer."""

    to = forms.ModelChoiceField(
        label=_("Who goes"), queryset=User.objects.none(), empty_label=_("Choose")
    )

    def __init__(self, *args, dissuasion: Dissuasion, now, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = may_go(dissuasion, now=now)


def may_go(dissuasion: Dissuasion, *, now):
    """Officers, auxiliaries and the chief of the station, but who goes already."""
    station, on = station_of(dissuasion.area), working_days.local_date(now)
    posts = Q(
        posts__area__path__startswith=station.path,
        posts__role__in=["community_officer", "auxiliary_officer", "station_chief"],
        posts__from_on__lte=on,
    ) & (Q(posts__until_on=None) | Q(posts__until_on__gte=on))
    rows = User.objects.filter(posts, is_active=True)
    return rows.exclude(pk=dissuasion.answered_by_id).distinct().order_by("name", "pk")
