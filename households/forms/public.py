"""What residents fill in: few fields, without an account, without a cookie."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from households import receipts
from households.workflow.messages import TOPICS, MessageKind
from station import phones

LONGEST = 2000


class StampedForm(forms.Form):
    """A form whose stamp shows that our page gave it out a moment ago."""

    needs_time = True
    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=400)
    website = forms.CharField(required=False, max_length=200)

    def __init__(self, *args, purpose: str, at, **kwargs):
        self.purpose, self.at, self.given = purpose, at, None
        kwargs.setdefault("auto_id", "f-%s")
        super().__init__(*args, **kwargs)
        self.fields["stamp"].initial = self._fresh = receipts.new_stamp(purpose, at=at)

    def clean(self):
        cleaned = super().clean()
        self.given = receipts.read_stamp(
            cleaned.get("stamp", ""), purpose=self.purpose, at=self.at
        )
        if self.given is None:
            self.data = self.data.copy()
            self.data["stamp"] = self._fresh
            self.add_error(
                None, gettext("The page was open for long. Please send it once more.")
            )
        elif (
            self.needs_time
            and self.given.age(at=self.at) < settings.PUBLIC_FORM_SECONDS
        ):
            self.add_error(
                None, gettext("That was very quick. Please send it once more.")
            )
        if cleaned.get("website"):
            self.add_error(None, gettext("Leave the last field empty, please."))
        return cleaned

    @property
    def shown(self) -> list:
        """The fields a person sees."""
        return [f for f in self.visible_fields() if f.name != "website"]


class SendForm(StampedForm):
    """What a message and a tip have in common."""

    text = forms.CharField(
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": _("Write a few words, please.")},
    )
    sender_name = forms.CharField(
        label=_("Your name"),
        required=False,
        max_length=40,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    sender_phone = forms.CharField(
        label=_("Your phone"),
        required=False,
        max_length=30,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )

    def clean_sender_phone(self):
        number = phones.normalise(self.cleaned_data["sender_phone"])
        if number and not phones.is_valid(number):
            raise forms.ValidationError(
                gettext("This is not a phone number one can call. Check its digits.")
            )
        return number

    def parts(self) -> tuple[str, ...]:
        """What makes this sending this one and no other."""
        names = [name for name in self.fields if name not in {"stamp", "website"}]
        return (self.purpose, *(str(self.cleaned_data[name]) for name in names))


class MessageForm(SendForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("What is it about?")


class TopicForm(SendForm):
    """A question or a wish for advice: about what, then the words."""

    kind: MessageKind
    topic = forms.ChoiceField(
        label=_("Is it about one of these?"),
        required=False,
        widget=forms.Select,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = [(topic.value, topic.label) for topic in TOPICS[self.kind]]
        self.fields["topic"].choices = [("", _("Choose")), *known]
        self.order_fields(["topic", "text", "sender_name", "sender_phone"])


class QuestionForm(TopicForm):
    kind = MessageKind.QUESTION

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("What do you want to know?")


class AdviceForm(TopicForm):
    kind = MessageKind.ADVICE

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("What worries you, or what happened?")


class DistressForm(SendForm):
    """Somebody who cannot speak: where, what, and how to reach them."""

    needs_time = False  # nobody in need is told to type more slowly
    place = forms.CharField(
        label=_("Where are you?"),
        max_length=200,
        error_messages={"required": _("Say where, so that somebody can come.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("What is happening?")
        self.fields["text"].widget.attrs["rows"] = 3
        self.order_fields(["place", "text", "sender_phone", "sender_name"])


class TipForm(SendForm):
    """Anonymous as long as neither name nor phone is given."""

    about = forms.ChoiceField(
        label=_("Is it about a police officer?"),
        required=False,
        help_text=_("Then the officer never sees it; it goes to somebody above."),
    )

    def __init__(self, *args, choices=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("What did you see, where and when?")
        self.fields["about"].choices = [
            ("", pgettext_lazy("about an officer", "No")),
            *choices,
        ]
        self.order_fields(["text", "about", "sender_name", "sender_phone"])


class ReceiptForm(forms.Form):
    """The code somebody was shown once."""

    receipt = forms.CharField(
        label=_("Receipt code"),
        max_length=60,
        widget=forms.TextInput(
            {
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )

    def clean_receipt(self):
        code = receipts.plain(self.cleaned_data["receipt"])
        if len(code) != receipts.LENGTH:
            raise forms.ValidationError(
                gettext(
                    "A receipt has 24 letters and figures. Check that none is missing."
                )
            )
        return code
