"""Forms of the inbox."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from households import duplicates
from households.actions import messages
from households.models import Message
from station.forms.once import OnceForm, VersionedForm
from station.models import User

LONGEST = 2000


def words(rows: int) -> forms.Textarea:
    """Never kept on the device: what it says may be about anybody."""
    return forms.Textarea({"rows": rows, "data-sensitive": ""})


class AnswerForm(VersionedForm):
    text = forms.CharField(
        label=_("Answer"),
        max_length=LONGEST,
        help_text=_("The sender reads it with the receipt."),
        widget=words(5),
    )


class NoteForm(OnceForm):
    text = forms.CharField(
        label=_("Note for colleagues"),
        max_length=LONGEST,
        help_text=_("The sender never sees it."),
        widget=words(3),
    )


class AskSenderForm(VersionedForm):
    text = forms.CharField(
        label=_("What you need from the sender"),
        max_length=LONGEST,
        help_text=_("The sender reads it with the receipt and can answer there."),
        widget=words(4),
    )


class ResumeForm(VersionedForm):
    """Nothing to fill in: the clock goes on."""


class ReasonForm(VersionedForm):
    reason = forms.CharField(label=_("Why"), max_length=300)


class AssignForm(VersionedForm):
    to = forms.ModelChoiceField(
        label=_("Who takes it"), queryset=None, empty_label=_("Choose")
    )
    reason = forms.CharField(label=_("Why"), max_length=200, required=False)

    def __init__(self, *args, message: Message, **kwargs):
        super().__init__(*args, **kwargs)
        others = messages.may_own(message, at=timezone.now())
        self.fields["to"].queryset = others.exclude(pk=message.assigned_to_id)


class MergeForm(VersionedForm):
    """By a tap on what looks alike, else by its number."""

    into = forms.ChoiceField(
        label=_("Which looks like the same"), required=False, widget=forms.RadioSelect
    )
    number = forms.CharField(
        label=_("Or its number"),
        max_length=40,
        required=False,
        help_text=_("That message lives on; this one points to it."),
    )

    def __init__(self, *args, message: Message, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.visible = Message.objects.visible_to(user, "answer").exclude(pk=message.pk)
        found = duplicates.likely(message, user=user)
        self.fields["into"].choices = [
            (str(one.message.pk), _likeness_words(one)) for one in found
        ]
        if not found:
            del self.fields["into"]

    def clean(self):
        cleaned = super().clean()
        number, chosen = cleaned.get("number", "").strip(), cleaned.get("into")
        rows = self.visible.filter(number=number) if number else self.visible
        found = rows.filter(pk=chosen).first() if not number and chosen else None
        if number:
            found = rows.first()
        if found is None and not self.errors:
            field = "number" if number else None
            self.add_error(field, gettext("Choose one, or write its number."))
        cleaned["into"] = found
        return cleaned


def _likeness_words(one) -> str:
    text = " ".join(one.message.text.split())[:40]
    same = gettext("the same caller") if one.is_same_caller else ""
    parts = [one.message.number, text, same, f"{one.alike}%"]
    return " · ".join(part for part in parts if part)


class CloseForm(VersionedForm):
    handled_by = forms.ChoiceField(
        label=_("It goes on as"), required=False, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Why it ends"), max_length=LONGEST, widget=words(3)
    )
    tell_sender = forms.BooleanField(
        label=_("The sender may read this reason"), required=False, initial=True
    )

    def __init__(self, *args, made=(), **kwargs):
        super().__init__(*args, **kwargs)
        if not made:
            del self.fields["handled_by"]
            return
        self.fields["handled_by"].choices = [
            ("", pgettext_lazy("a message goes on as", "Nothing else")),
            *((one.reference, f"{one.kind_label} · {one.title}") for one in made),
        ]
        self.fields["reason"].required = False

    def clean(self):
        cleaned = super().clean()
        is_said = cleaned.get("reason") or cleaned.get("handled_by")
        if not is_said and "reason" not in self.errors:
            self.add_error("reason", gettext("Say why the matter ends."))
        return cleaned
