"""What the holder of a receipt may say: something more, or how the answer was."""

from django import forms
from django.utils.translation import gettext_lazy as _

from households.forms.public import LONGEST, StampedForm
from households.workflow.messages import Satisfaction


class WriteAgainForm(StampedForm):
    text = forms.CharField(
        label=_("Write something more"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
    )


class JudgeForm(StampedForm):
    """One tap, and a few words if one likes."""

    judge = forms.CharField(widget=forms.HiddenInput, required=False, initial="1")
    satisfaction = forms.ChoiceField(
        label=_("The answer was"), choices=Satisfaction, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("In your own words"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("auto_id", "j-%s")
        super().__init__(*args, **kwargs)
