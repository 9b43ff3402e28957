"""What is typed about a wave, and about how the figures are judged."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.actions.wave_settings import BOUNDS
from antifraud.models import WaveSetting
from station.forms.once import VersionedForm

REASON = {"max_length": 300, "widget": forms.Textarea(attrs={"rows": 3})}


class ConfirmForm(VersionedForm):
    reason = forms.CharField(
        label=pgettext_lazy("wave", "What speaks for it"),
        required=False,
        help_text=_("No names: figures and the way it is done."),
        **REASON,
    )


class DismissForm(VersionedForm):
    reason = forms.CharField(
        label=_("Why it is none"),
        help_text=_("One reporter told late, one case counted twice, chance …"),
        **REASON,
    )


class SettingForm(VersionedForm):
    """The rate of false alarms, and what follows."""

    a_year = forms.DecimalField(
        label=WaveSetting._meta.get_field("a_year").verbose_name,
        min_value=BOUNDS["a_year"][0],
        max_value=BOUNDS["a_year"][1],
        decimal_places=2,
        help_text=_("Fewer false alarms mean that a wave is found later."),
    )
    least = forms.IntegerField(
        label=WaveSetting._meta.get_field("least").verbose_name,
        min_value=BOUNDS["least"][0],
        max_value=BOUNDS["least"][1],
    )
    quiet_days = forms.IntegerField(
        label=WaveSetting._meta.get_field("quiet_days").verbose_name,
        min_value=BOUNDS["quiet_days"][0],
        max_value=BOUNDS["quiet_days"][1],
    )


class DropForm(VersionedForm):
    pass
