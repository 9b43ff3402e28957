"""Forms behind the code of a card: each sending is taken in once, with a receipt."""

from django.conf import settings
from django.db import IntegrityError
from django.utils.translation import gettext as _

from households import receipts
from households.actions import cards, messages
from households.forms.public import (
    AdviceForm,
    DistressForm,
    MessageForm,
    QuestionForm,
    TipForm,
)
from households.models import Message, MessageKind
from households.views.public import HOUR, Limited, address_of
from households.views.public_code import CodeView
from station import crypto
from station.actions import limits
from station.actions.limits import Limit
from station.errors import RuleError
from station.tasks import sweep


class SendView(CodeView):
    """Takes one message or tip and gives the receipt for it."""

    kind: str
    form_class: type
    heading: str
    per_address, per_code = "public-send", "public-card"

    def form(self, data=None):
        purpose = f"{self.kind}:{self.code.key}"
        return self.form_class(data, purpose=purpose, at=self.at, **self.form_options())

    def form_options(self) -> dict:
        return {}

    def frame(self, form) -> dict:
        """What the page says around the form."""
        return {
            "form": form,
            "kind": self.kind,
            "heading": self.heading,
            "limit_words": self.spot.clock.limits[self.kind],
            **self.place(),
        }

    def show(self):
        return self.page("send", **self.frame(self.form()))

    def act(self):
        form = self.form(self.request.POST)
        context = self.frame(form)
        if not form.is_valid():
            return self.page("send", status=400, **context)
        receipt = receipts.receipt_for(form.given.nonce, *form.parts())
        try:
            message, is_new = self.received(form, receipt)
        except Limited as limited:
            return self.limited("send", limited.seconds, **context)
        except RuleError as error:
            form.add_error(None, str(error))
            return self.page("send", status=409, **context)
        return self.page(
            "thanks",
            status=201 if is_new else 200,
            message=message,
            receipt=receipts.grouped(receipt),
            **context,
        )

    def received(self, form, receipt: str):
        """The message of this receipt; sent twice, it is taken in once."""
        known = Message.objects.filter(receipt_hash=crypto.fingerprint(receipt))
        known = known.only("number", "due_at")
        if (message := known.first()) is not None:
            return message, False
        self.take_sending()
        try:
            return self.receive(form, receipt), True
        except IntegrityError:  # the same one came at the same moment
            if (message := known.first()) is None:
                raise
            return message, False

    def limits(self) -> tuple[int, int]:
        """How many an hour from one address, and behind one code."""
        return settings.PUBLIC_SENDS_PER_ADDRESS, settings.PUBLIC_SENDS_PER_CARD

    def take_sending(self) -> None:
        by_address, by_code = self.limits()
        address, code = limits.take_in_turn(
            (Limit(self.per_address, by_address, HOUR), self.sender()),
            (Limit(self.per_code, by_code, HOUR), self.code.key),
            at=self.at,
        )
        if not address.is_allowed:
            raise Limited(address.seconds_left(at=self.at))
        if not code.is_allowed:
            if code.is_first_refusal and self.card:
                cards.warn_of_flood(card=self.card, at=self.at)
            raise Limited(code.seconds_left(at=self.at))

    def sender(self) -> str:
        return address_of(self.request, self.at)

    def behind(self) -> dict:
        """Where it was written; a tip never says from which door."""
        is_tip = self.kind == MessageKind.TIP
        plate = None if is_tip else self.plate
        return {"card": self.card, "plate": plate, "spot": self.spot}

    def receive(self, form, receipt: str) -> Message:
        data = form.cleaned_data
        return messages.receive(
            **self.behind(),
            kind=self.kind,
            text=data["text"],
            receipt=receipt,
            at=self.at,
            sender_name=data["sender_name"],
            sender_phone=data["sender_phone"],
            is_anonymous=not (data["sender_name"] or data["sender_phone"]),
            **self.more_facts(data),
        )

    def more_facts(self, data: dict) -> dict:
        """What only this form asks."""
        return {name: data[name] for name in ("topic", "place") if name in data}


class MessageView(SendView):
    kind = MessageKind.MESSAGE
    form_class = MessageForm
    heading = property(lambda self: _("Leave a message"))


class QuestionView(SendView):
    kind = MessageKind.QUESTION
    form_class = QuestionForm
    heading = property(lambda self: _("Questions about rules"))


class AdviceView(SendView):
    kind = MessageKind.ADVICE
    form_class = AdviceForm
    heading = property(lambda self: _("Advice on prevention"))


class DistressView(SendView):
    """Shows 110 first; a flood of anything else does not close this door."""

    kind = MessageKind.DISTRESS
    form_class = DistressForm
    heading = property(lambda self: _("Help in distress"))
    per_address, per_code = "public-distress", "public-distress-code"

    def limits(self) -> tuple[int, int]:
        return settings.PUBLIC_HELP_PER_ADDRESS, settings.PUBLIC_HELP_PER_CARD

    def receive(self, form, receipt: str) -> Message:
        message = super().receive(form, receipt)
        sweep.delay_on_commit()
        return message


class TipView(SendView):
    """A tip; the officer it is about is never told."""

    kind = MessageKind.TIP
    form_class = TipForm
    heading = property(lambda self: _("Report a tip"))

    def form_options(self) -> dict:
        charge = self.spot.charge
        posts = [*charge.officers, *charge.auxiliaries, *charge.chiefs]
        self.named = {post.user.badge_number: post.user for post in posts}
        choices = [
            (post.user.badge_number, f"{post.user.name} · {post.get_role_display()}")
            for post in posts
        ]
        return {"choices": [*choices, ("other", _("Another officer of the station"))]}

    def more_facts(self, data: dict) -> dict:
        return {
            "about": self.named.get(data["about"]),
            "is_about_officer": bool(data["about"]),
        }
