"""The form for the thresholds of visits and the goal."""

from dataclasses import asdict

from django import forms
from django.utils.translation import gettext_lazy as _

from households.models.visit_threshold import BOUNDS
from households.visit_thresholds import SHIPPED, Thresholds
from station.forms.once import VersionedForm

LABELS = {
    "burst": _("Visits within one hour, from"),
    "spot_doors": _("Doors written down at one spot, from"),
    "apart": _("… when they lie apart by more than (metres)"),
    "far": _("Written away from the door by more than (metres)"),
    "same_texts": _("Visits with the same words, from"),
    "night_from": _("The night begins at (hour)"),
    "night_until": _("The night ends at (hour)"),
    "kept_days": _("The same photo strikes within (days)"),
    "look_bits": _("Photos count as the same up to a difference of (0 to 16)"),
    "goal": _("Goal of coverage in per cent"),
}


class ThresholdForm(VersionedForm):
    """Each figure with the bounds it may move in, and what ships."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in LABELS.items():
            least, most = BOUNDS[name]
            self.fields[name] = forms.IntegerField(
                label=label,
                min_value=least,
                max_value=most,
                help_text=_("Shipped: %(n)s") % {"n": asdict(SHIPPED)[name]},
            )

    def thresholds(self) -> Thresholds:
        """What was decided."""
        return Thresholds(**{name: self.cleaned_data[name] for name in LABELS})
