"""What somebody fills in behind the code on the door of a session."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from antifraud.workflow.school import AgeGroup
from households.forms.public import StampedForm


class ComeForm(StampedForm):
    """Name and four digits; a child under 14 gives neither."""

    needs_time = False  # a hall full of people types at once

    age = forms.ChoiceField(
        label=_("How old are you?"),
        choices=AgeGroup.choices,
        initial=AgeGroup.ADULT,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=60,
        error_messages={"required": _("Write your name, please.")},
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    tail = forms.CharField(
        label=_("Last four digits of your phone"),
        min_length=4,
        max_length=4,
        error_messages={"required": _("Four digits are needed.")},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("So that people of one name are told apart."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("age") == AgeGroup.CHILD:
            for name in ("name", "tail"):
                self.fields[name].required = False

    def clean_tail(self):
        tail = self.cleaned_data["tail"]
        if tail and not (tail.isascii() and tail.isdecimal()):
            raise forms.ValidationError(gettext("Four digits are needed."))
        return tail


class SheetForm(StampedForm):
    """The questions of the course, one tap each."""

    needs_time = False
    who = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def __init__(self, *args, questions, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for n, row in enumerate(questions, 1):
            self.fields[f"q{row.pk}"] = forms.TypedChoiceField(
                label=f"{n}. {row.text}",
                choices=list(enumerate(row.options)),
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("Answer every question, please.")},
            )

    def answers(self) -> dict[int, int]:
        """What was tapped, by question."""
        return {row.pk: self.cleaned_data[f"q{row.pk}"] for row in self.questions}
