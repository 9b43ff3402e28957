"""What somebody fills in who wants to patrol: few fields, without an account."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from households.forms.public import StampedForm
from patrols.workflow.people import Skill, Trade
from station import phones


class ApplyForm(StampedForm):
    """Who, how old, what for; and that the station may keep it."""

    sender_name = forms.CharField(
        label=_("Your name"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    sender_phone = forms.CharField(
        label=_("Your phone"),
        max_length=30,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    born_on = forms.DateField(
        label=_("When were you born?"),
        widget=forms.DateInput({"type": "date", "autocomplete": "bday"}),
        help_text=_("Under eighteen your guardian has to agree in writing."),
    )
    trade = forms.ChoiceField(
        label=_("What do you do?"), choices=[("", _("Choose")), *Trade.choices]
    )
    skills = forms.MultipleChoiceField(
        label=_("What can you do?"),
        choices=Skill.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    text = forms.CharField(
        label=_("Why do you want to join?"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
    )
    agrees = forms.BooleanField(
        label=_("The police station may keep this and call me about it"),
        error_messages={"required": _("Without this nobody can call you.")},
    )

    def clean_sender_phone(self):
        number = phones.normalise(self.cleaned_data["sender_phone"])
        if not phones.is_valid(number):
            raise forms.ValidationError(
                gettext("This is not a phone number one can call. Check its digits.")
            )
        return number
