"""Forms of the inbox."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.actions import messages
from households.models import Message
from station.forms.once import OnceForm, VersionedForm

LONGEST = 2000


class AnswerForm(VersionedForm):
    text = forms.CharField(
        label=_("Answer"),
        max_length=LONGEST,
        help_text=_("The sender reads it with the receipt."),
        widget=forms.Textarea({"rows": 5, "data-sensitive": ""}),
    )


class NoteForm(OnceForm):
    text = forms.CharField(
        label=_("Note for colleagues"),
        max_length=LONGEST,
        help_text=_("The sender never sees it."),
        widget=forms.Textarea({"rows": 3, "data-sensitive": ""}),
    )


class AssignForm(VersionedForm):
    to = forms.ModelChoiceField(
        label=_("Who takes it"), queryset=None, empty_label=_("Choose")
    )
    reason = forms.CharField(label=_("Why"), max_length=200, required=False)

    def __init__(self, *args, message: Message, **kwargs):
        super().__init__(*args, **kwargs)
        others = messages.may_own(message, at=timezone.now())
        self.fields["to"].queryset = others.exclude(pk=message.assigned_to_id)


class CloseForm(VersionedForm):
    reason = forms.CharField(
        label=_("Why it ends"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3, "data-sensitive": ""}),
    )
    tell_sender = forms.BooleanField(
        label=_("The sender may read this reason"), required=False, initial=True
    )
