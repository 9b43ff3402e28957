"""Forms of the register of audiences."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.actions.audience_members import Choice
from antifraud.actions.audiences import LARGEST, AudienceFacts
from antifraud.keepers import keepers
from antifraud.models import Audience
from antifraud.workflow.people import AgeBand, Group
from antifraud.workflow.sendings import Channel
from households.filters.register import care_choices
from households.models.resident import ResidenceKind
from station.forms.once import OnceForm, VersionedForm
from station.models import Area, User
from station.places import areas_of

HIDDEN = {"once", "version"}
CHOOSE = [("", _("Choose"))]
ALL = [("", _("All"))]


class AudienceFields(forms.Form):
    """Who they are, how many, who keeps the group and how it is reached."""

    name = forms.CharField(label=_("Name of the group"), max_length=80)
    kind = forms.ChoiceField(
        label=_("Kind of people"), choices=[*CHOOSE, *Group.choices]
    )
    area = forms.ModelChoiceField(
        label=_("Area"), queryset=Area.objects.none(), empty_label=_("Choose")
    )
    size = forms.IntegerField(
        label=pgettext_lazy("audience", "People"),
        min_value=1,
        max_value=LARGEST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    channel = forms.ChoiceField(label=_("Channel"), choices=[*CHOOSE, *Channel.choices])
    address = forms.CharField(
        label=_("Address of the channel"),
        max_length=400,
        required=False,
        widget=forms.TextInput(attrs={"data-sensitive": True, "autocomplete": "off"}),
        help_text=_(
            "The robot of the work-chat, the mail address or the list of the gateway. "
            "WeChat groups and notice boards have none."
        ),
    )
    owner = forms.ModelChoiceField(
        label=_("Kept by"), queryset=User.objects.none(), empty_label=_("Choose")
    )
    led_by = forms.CharField(
        label=_("Leader of the group"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"data-sensitive": True, "autocomplete": "off"}),
        help_text=_("Who leads the group itself: a counsellor, a group owner."),
    )
    note = forms.CharField(
        label=_("Remark"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    folded = ("led_by", "note")

    def __init__(self, *args, user, audience: Audience | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.audience = audience
        action = "create" if audience is None else "edit"
        self.fields["area"].queryset = areas_of(user, f"audience.{action}")
        owners = keepers(user)
        if audience is not None:
            owners = owners | User.objects.filter(pk=audience.owner_id)
            if audience.is_by_machine:
                said = _("Left empty it stays as it is.")
                self.fields["address"].help_text = said
        self.fields["owner"].queryset = owners

    def facts(self) -> AudienceFacts:
        """What the action takes; an address that is kept need not be typed again."""
        data = {n: v for n, v in self.cleaned_data.items() if n not in HIDDEN}
        if self.audience is not None:
            data["address"] = data["address"] or self.audience.address
        return AudienceFacts(**data)


class AudienceForm(AudienceFields, OnceForm):
    """A new group."""


class AudienceEditForm(AudienceFields, VersionedForm):
    """Set right."""


class KeeperForm(OnceForm):
    """Who keeps it from now on."""

    owner = forms.ModelChoiceField(
        label=_("New keeper"),
        queryset=User.objects.none(),
        empty_label=_("Choose"),
    )

    def __init__(self, *args, user, audience, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        rows = keepers(user).exclude(pk=audience.owner_id)
        self.fields["owner"].queryset = rows


class OverlapForm(OnceForm):
    """How many people are in this group and in another."""

    other = forms.ModelChoiceField(
        label=_("Other group"),
        queryset=Audience.objects.none(),
        empty_label=_("Choose"),
    )
    people = forms.IntegerField(
        label=_("People in both"),
        min_value=0,
        max_value=LARGEST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("About how many, as you know them. 0 takes the estimate off."),
    )

    def __init__(self, *args, user, audience: Audience, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        rows = Audience.objects.visible_to(user).active().exclude(pk=audience.pk)
        self.fields["other"].queryset = rows.defer("address").order_by("name", "pk")
        self.fields["other"].label_from_instance = _sized


class AreaMembersForm(OnceForm):
    """All residents of a place, of an age, living there as what."""

    area = forms.ModelChoiceField(
        label=_("Area"), queryset=Area.objects.none(), empty_label=_("Choose")
    )
    age_band = forms.ChoiceField(
        label=_("Age"), choices=[*ALL, *AgeBand.choices], required=False
    )
    residence_kind = forms.ChoiceField(
        label=_("Kind of residence"),
        choices=[*ALL, *ResidenceKind.choices],
        required=False,
    )
    care_kind = forms.ChoiceField(label=_("Cared for as"), required=False)

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_of(user, "resident.view")
        self.fields["care_kind"].choices = [*ALL, *care_choices()]

    def choice(self) -> Choice:
        """What the action takes."""
        data = {n: v for n, v in self.cleaned_data.items() if n not in HIDDEN}
        return Choice(**data)


def _sized(row: Audience) -> str:
    """The estimate is said beside the size."""
    return _("%(name)s (%(n)d people)") % {"name": row.name, "n": row.size}
