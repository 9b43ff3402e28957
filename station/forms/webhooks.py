"""Forms about webhooks of machines."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from station.feed import followed
from station.forms.once import OnceForm, VersionedForm, moment_input
from station.models import ServiceToken, User
from station.models.webhook import MOST


class WebhookFields(forms.Form):
    """Where, what and how much at once."""

    name = forms.CharField(
        label=_("What it is for"),
        max_length=80,
        help_text=_("For example: keeps the county's copy in step."),
    )
    address = forms.CharField(
        label=_("Address"),
        max_length=500,
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        help_text=_("It begins with https:// and lies outside our own network."),
    )
    token = forms.ModelChoiceField(
        label=_("Key"),
        queryset=ServiceToken.objects.none(),
        empty_label=None,
        help_text=_("It tells what this key may read, and only while the key holds."),
    )
    types = forms.MultipleChoiceField(
        label=_("Only these resources"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: everything the key may read."),
    )
    with_data = forms.BooleanField(
        label=_("Send the row along"),
        required=False,
        initial=True,
        help_text=_("Masked as in the lists. Otherwise only kind and number go out."),
    )
    most = forms.IntegerField(
        label=_("Changes in one call"),
        min_value=1,
        max_value=MOST,
        initial=50,
        help_text=_("At most; they stand in the order in which they were saved."),
    )

    folded = ("types", "most")

    def __init__(
        self, *args, machine: User, names: frozenset[str], at, **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        valid = machine.tokens.filter(revoked_at__isnull=True, expires_at__gt=at)
        self.fields["token"].queryset = valid
        self.fields["types"].choices = [
            (kind.name, f"{_label(kind)} · {kind.name}")
            for kind in followed()
            if kind.name in names
        ]


def _label(kind) -> str:
    return capfirst(str(kind.shape.model._meta.verbose_name))


class WebhookForm(OnceForm, WebhookFields):
    """A new webhook."""

    start = forms.ChoiceField(
        label=_("It begins"),
        choices=[
            ("now", _("with what changes from now on")),
            ("beginning", _("with everything since the beginning")),
        ],
        initial="now",
        widget=forms.RadioSelect,
    )

    folded = ("types", "most")


class WebhookEditForm(VersionedForm, WebhookFields):
    """Another address, other resources, another key."""


class RotateForm(VersionedForm):
    """A new secret."""

    at_once = forms.BooleanField(
        label=_("The old one ends now"),
        required=False,
        help_text=_("Where somebody else got to know it. Calls are refused until the "
                    "other side has the new one."),
    )  # fmt: skip


class PauseForm(OnceForm):
    """Why it pauses."""

    reason = forms.CharField(label=_("Why"), max_length=200, required=False)


class SkipForm(OnceForm):
    """Why a call is left out."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=200,
        help_text=_("For example: the other side refuses one of these rows."),
    )


class RewindForm(OnceForm):
    """From where on everything is told again."""

    where = forms.ChoiceField(
        label=_("From where"),
        choices=[
            ("moment", _("from a moment on")),
            ("beginning", _("from the beginning")),
            ("now", _("from now on; what waits is left out")),
        ],
        initial="moment",
        widget=forms.RadioSelect,
    )
    moment = forms.DateTimeField(
        label=_("Moment"), required=False, widget=moment_input()
    )

    def clean(self):
        data = super().clean()
        if data.get("where") == "moment" and not data.get("moment"):
            self.add_error("moment", _("Say from which moment on."))
        return data
