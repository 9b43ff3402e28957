"""What a partner writes behind the link."""

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.workflow.joint import Answer

SAID = [
    (Answer.ACCEPTED, _("We come")),
    (Answer.DECLINED, _("We cannot come")),
    (Answer.OTHER_TIME, _("Another time suits us better")),
]


class PublicAnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Your answer"), choices=SAID, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("In words"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )


class PublicDoneForm(forms.Form):
    undertaking = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    result = forms.CharField(
        label=_("What was done, in a word"), max_length=300, required=False
    )
    photo = forms.FileField(
        label=_("A photo of it"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
