"""The form of the limits of alerts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from antifraud.actions.alert_limits import BOUNDS
from antifraud.models import AlertLimit
from station.forms.once import VersionedForm


def figure(name: str) -> forms.IntegerField:
    """A figure within the bounds no station may leave."""
    least, most = BOUNDS[name]
    label = AlertLimit._meta.get_field(name).verbose_name
    return forms.IntegerField(label=label, min_value=least, max_value=most)


def clock(name: str) -> forms.TimeField:
    label = AlertLimit._meta.get_field(name).verbose_name
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget)


class LimitsForm(VersionedForm):
    """How often, over which time, and when not."""

    audience_cap = figure("audience_cap")
    person_cap = figure("person_cap")
    period_days = figure("period_days")
    quiet_from = clock("quiet_from")
    quiet_until = clock("quiet_until")
    holds_holidays = forms.BooleanField(
        label=_("nothing on public holidays"),
        required=False,
        help_text=_("What is planned for a holiday goes on the morning after."),
    )


class DropForm(VersionedForm):
    """Nothing but the step itself."""
