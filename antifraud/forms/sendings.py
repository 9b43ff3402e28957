"""Forms of sendings: a reason, or nothing but the step."""

from django import forms
from django.utils.translation import gettext_lazy as _

from station.forms.once import VersionedForm


class StepForm(VersionedForm):
    """Nothing but the step itself."""


class OverrideForm(VersionedForm):
    """Past caps and quiet hours only with a reason."""

    reason = forms.CharField(
        label=_("Why it cannot wait"),
        max_length=200,
        help_text=_("Stands in the history of the sending."),
    )
