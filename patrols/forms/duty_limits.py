"""The form of the limits of duty."""

from django import forms
from django.utils.translation import gettext_lazy as _

from patrols.actions.duty_limits import BOUNDS
from patrols.forms.shifts import time_input
from patrols.models import DutyLimits
from station.forms.once import VersionedForm


def figure(name: str) -> forms.IntegerField:
    """A figure within the bounds no station may leave."""
    least, most = BOUNDS[name]
    label = DutyLimits._meta.get_field(name).verbose_name
    return forms.IntegerField(label=label, min_value=least, max_value=most)


class LimitsForm(VersionedForm):
    """Hours, rest, night and ages."""

    hours_a_day = figure("hours_a_day")
    hours_a_week = figure("hours_a_week")
    rest_hours = figure("rest_hours")
    night_from = forms.TimeField(label=_("night begins"), widget=time_input())
    night_until = forms.TimeField(label=_("night ends"), widget=time_input())
    youngest = figure("youngest")
    notice_hours = figure("notice_hours")


class DropForm(VersionedForm):
    pass
