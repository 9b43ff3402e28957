"""Forms about the keys of machines."""

from datetime import datetime, time

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from station import policy
from station.actions.token_limits import FASTEST
from station.forms.once import OnceForm, VersionedForm, date_input
from station.roles import Role


def resource_choices() -> list[tuple[str, str]]:
    """The resources a machine may have a part in."""
    return [
        (resource, resource.replace("_", "-"))
        for resource, actions in policy.TABLE.items()
        if any(Role.API_CLIENT in cells for cells in actions.values())
    ]


class LinesField(forms.CharField):
    """Several things, one in each line."""

    def __init__(self, **options) -> None:
        widget = forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})
        super().__init__(required=False, widget=widget, max_length=4000, **options)

    def clean(self, value) -> list[str]:
        lines = (line.strip() for line in super().clean(value).splitlines())
        return [line for line in lines if line]


class TokenLimitsForm(forms.Form):
    """What a key opens, from where and how often."""

    name = forms.CharField(
        label=_("What it is for"),
        max_length=80,
        help_text=_("For example: nightly statistics of the county."),
    )
    resources = forms.MultipleChoiceField(
        label=_("Only these resources"),
        choices=resource_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: everything the account may see."),
    )
    may_write = forms.BooleanField(
        label=_("May write"),
        required=False,
        help_text=_("Otherwise the key only reads."),
    )
    allowed_addresses = LinesField(
        label=_("Only from these addresses"),
        help_text=_(
            "One address or network in a line, such as 10.3.0.0/16. Empty: everywhere."
        ),
    )
    fields_given = LinesField(
        label=_("Only these fields"),
        help_text=_(
            "One resource in a line, such as “disputes: id, number, status”. Not named: all its fields."
        ),
    )
    rate = forms.IntegerField(
        label=_("Requests a minute"),
        min_value=1,
        max_value=FASTEST,
        required=False,
        help_text=_("Empty: as usual."),
    )

    folded = ("fields_given", "rate")

    def clean_fields_given(self) -> dict[str, list[str]]:
        found = {}
        for line in self.cleaned_data["fields_given"]:
            resource, colon, names = line.replace("：", ":").partition(":")
            words = names.replace("，", ",").replace("、", ",").split(",")
            if not colon:
                raise forms.ValidationError(_("Write: resource: field, field"))
            found[resource.strip()] = [w.strip() for w in words if w.strip()]
        return found

    def limits(self) -> dict:
        """What ``actions.tokens`` takes."""
        names = ("name", "resources", "may_write", "allowed_addresses", "rate")
        found = {name: self.cleaned_data[name] for name in names}
        found["fields"] = self.cleaned_data["fields_given"]
        found["rate"] = found["rate"] or settings.TOKEN_RATE
        return found


def day_end(day) -> datetime:
    """A last day holds until midnight."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


class TokenForm(OnceForm, TokenLimitsForm):
    """A new key: what it is for, what it opens and how long."""

    expires_on = forms.DateField(label=_("Last day"), widget=date_input())

    field_order = ("name", "expires_on")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expires_on"].help_text = at_most()


class TokenEditForm(VersionedForm, TokenLimitsForm):
    """Other limits for a key that is in use."""


class TokenRotateForm(OnceForm):
    """How long the new key lasts, and when the old one ends."""

    expires_on = forms.DateField(
        label=_("Last day of the new key"), widget=date_input()
    )
    old_ends_on = forms.DateField(
        label=_("Last day of the old key"),
        widget=date_input(),
        help_text=_("Until then both work, so that nothing stops."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expires_on"].help_text = at_most()


def at_most() -> str:
    """How long a key may last."""
    return _("At most %(days)s days from now.") % {"days": settings.TOKEN_DAYS}
