"""What a resident sees behind a code: no sign-in, no cookie, no JavaScript."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from households import receipts
from households.actions import cards, messages
from households.charge import charge_of
from households.faces import small_face
from households.forms.public import MessageForm, ReceiptForm, TipForm, WriteAgainForm
from households.models import ContactCard, Message, MessageKind
from households.workflow import CardStatus, MessageStatus
from station import crypto, policy
from station.actions import limits
from station.actions.limits import Limit
from station.errors import RuleError
from station.models import Area
from station.origin import client_address, network_of
from station.views.policy import PUBLIC, PolicyMixin

HOUR = timedelta(hours=1)
LANGUAGES = {"zh-hans", "en"}
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


def _address_of(request, at) -> str:
    """The sender's network under a key of the day; nothing else is kept of it."""
    day = timezone.localtime(at).date()
    return f"{day:%Y%m%d}:{network_of(client_address(request))}"


class Limited(Exception):
    """Too much from one place; ``seconds`` until it may go on."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds


@method_decorator([csrf_exempt, login_not_required], name="dispatch")
class PublicView(PolicyMixin, View):
    """A page for anybody, in the language asked for, that nobody keeps a copy of."""

    permission_required = PUBLIC
    http_method_names = ["get", "head", "post"]

    def dispatch(self, request, *args, **kwargs):
        self.at = timezone.now()
        wanted = (request.POST or request.GET).get("lang", "")
        self.lang = wanted if wanted in LANGUAGES else ""
        with translation.override(self.lang or translation.get_language()):
            response = super().dispatch(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response[name] = value
        return response

    def page(self, template: str, *, status: int = 200, **context):
        context |= {"lang": self.lang, "now": self.at}
        return render(self.request, f"public/{template}.html", context, status=status)

    def limited(self, template: str, seconds: int, **context):
        """Says when to come again; what was typed stays on the page."""
        minutes = max(1, round(seconds / 60))
        response = self.page(template, status=429, minutes=minutes, **context)
        response["Retry-After"] = str(seconds)
        return response

    def take(self, name: str, most: int, within: timedelta, of: str):
        taken = limits.take(Limit(name, most, within), of, at=self.at)
        if not taken.is_allowed:
            raise Limited(taken.seconds_left(at=self.at))
        return taken

    def take_lookup(self) -> None:
        """Guessing codes and receipts becomes slow."""
        self.take(
            "public-lookup",
            settings.PUBLIC_LOOKUPS_PER_ADDRESS,
            timedelta(minutes=10),
            _address_of(self.request, self.at),
        )


class CardView(PublicView):
    """A page behind the code of a card."""

    def get(self, request, *, token):
        return self.with_card(token) or self.show()

    def post(self, request, *, token):
        return self.with_card(token) or self.act()

    def act(self):
        return self.show()

    def with_card(self, token: str):
        """Finds the card; for one that is not valid, the page that says so.

        Revoked and never given out look the same to whoever tries codes.
        """
        self.token = token
        cards_found = ContactCard.objects.select_related("area")
        card = cards_found.filter(token_hash=crypto.fingerprint(token)).first()
        if card is None or card.status == CardStatus.REVOKED:
            try:
                self.take_lookup()
            except Limited as limited:
                return self.limited("gone", limited.seconds)
            return self.page("gone", status=404)
        self.card = card
        above = list(Area.objects.above(card.area))
        self.station = next((a for a in reversed(above) if a.kind == "station"), None)
        if card.status == CardStatus.REPLACED:
            return self.page("replaced", status=410, **self.place())
        return None

    def place(self) -> dict:
        station = self.station
        phone = (station.profile or {}).get("phone", "") if station else ""
        return {
            "area": self.card.area,
            "station": station,
            "station_phone": str(phone),
            "token": self.token,
            "days": settings.REPLY_WORKING_DAYS["message"],
        }


class FaceView(CardView):
    """Who is in charge here today, how to call, what one can do."""

    def show(self):
        charge = charge_of(self.card.area, on=timezone.localtime(self.at).date())
        faces = [(post, small_face(post.user.photo)) for post in charge.faces[:3]]
        return self.page(
            "card", faces=faces, visit_url=self.visit_url(), **self.place()
        )

    def visit_url(self) -> str:
        """An officer of the area who scans the code goes on to a visit."""
        user = self.request.user
        if not user.is_authenticated:
            return ""
        if not policy.covers(user, "visit.create", self.card.area):
            return ""
        try:
            return f"{reverse('households:visit_pick')}?area={self.card.area_id}"
        except NoReverseMatch:
            return ""


class SendView(CardView):
    """Takes one message or tip and gives the receipt for it."""

    kind: str
    form_class: type
    template = "send"

    def form(self, data=None):
        purpose = f"{self.kind}:{self.card.pk}"
        return self.form_class(data, purpose=purpose, at=self.at, **self.form_options())

    def form_options(self) -> dict:
        return {}

    def show(self):
        return self.page("send", form=self.form(), kind=self.kind, **self.place())

    def act(self):
        form = self.form(self.request.POST)
        context = {"form": form, "kind": self.kind, **self.place()}
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
        if (message := known.first()) is not None:
            return message, False
        self.take_sending()
        try:
            return self.receive(form, receipt), True
        except IntegrityError:  # the same one came at the same moment
            if (message := known.first()) is None:
                raise
            return message, False

    def take_sending(self) -> None:
        sender = _address_of(self.request, self.at)
        self.take("public-send", settings.PUBLIC_SENDS_PER_ADDRESS, HOUR, sender)
        card_limit = Limit("public-card", settings.PUBLIC_SENDS_PER_CARD, HOUR)
        taken = limits.take(card_limit, str(self.card.pk), at=self.at)
        if not taken.is_allowed:
            if taken.is_first_refusal:
                cards.warn_of_flood(card=self.card, at=self.at)
            raise Limited(taken.seconds_left(at=self.at))

    def receive(self, form, receipt: str) -> Message:
        data = form.cleaned_data
        return messages.receive(
            card=self.card,
            kind=self.kind,
            text=data["text"],
            receipt=receipt,
            at=self.at,
            sender_name=data["sender_name"],
            sender_phone=data["sender_phone"],
            is_anonymous=not (data["sender_name"] or data["sender_phone"]),
        )


class MessageView(SendView):
    kind = MessageKind.MESSAGE
    form_class = MessageForm


class TipView(SendView):
    """A tip; the officer it is about is never told."""

    kind = MessageKind.TIP
    form_class = TipForm

    def form_options(self) -> dict:
        charge = charge_of(self.card.area, on=timezone.localtime(self.at).date())
        posts = [*charge.officers, *charge.auxiliaries, *charge.chiefs]
        self.named = {post.user.badge_number: post.user for post in posts}
        choices = [
            (post.user.badge_number, f"{post.user.name} · {post.get_role_display()}")
            for post in posts
        ]
        return {"choices": [*choices, ("other", _("Another officer of the station"))]}

    def receive(self, form, receipt: str) -> Message:
        data = form.cleaned_data
        return messages.receive(
            card=self.card,
            kind=self.kind,
            text=data["text"],
            receipt=receipt,
            at=self.at,
            sender_name=data["sender_name"],
            sender_phone=data["sender_phone"],
            is_anonymous=not (data["sender_name"] or data["sender_phone"]),
            about=self.named.get(data["about"]),
            is_about_officer=bool(data["about"]),
        )


class ReceiptView(PublicView):
    """What became of it, for whoever holds the receipt; the code is never in a URL."""

    def get(self, request):
        return self.page("receipt", form=ReceiptForm(auto_id="f-%s"))

    def post(self, request):
        form = ReceiptForm(request.POST, auto_id="f-%s")
        if not form.is_valid():
            return self.page("receipt", status=400, form=form)
        try:
            self.take_lookup()
        except Limited as limited:
            return self.limited("receipt", limited.seconds, form=form)
        code = form.cleaned_data["receipt"]
        found = Message.objects.filter(receipt_hash=crypto.fingerprint(code))
        message = found.select_related("card", "area").first()
        if message is None:
            form.add_error("receipt", _("Nothing was found for this receipt."))
            return self.page("receipt", status=404, form=form)
        return self.conversation(message, code)

    def conversation(self, message: Message, code: str):
        """The matter so far, and a field to write again."""
        wants_more = "text" in self.request.POST
        more = WriteAgainForm(
            self.request.POST if wants_more else None,
            purpose=f"again:{message.pk}",
            at=self.at,
        )
        status, is_sent = 200, False
        if wants_more and more.is_valid():
            try:
                self.write_again(message, more)
                message.refresh_from_db(fields=["status", "due_at"])
                is_sent = True
                more = WriteAgainForm(purpose=more.purpose, at=self.at)
            except RuleError as error:
                more.add_error(None, str(error))
                status = 409
            except Limited as limited:
                return self._too_much(message, code, more, limited.seconds)
        elif wants_more:
            status = 400
        return self.page(
            "matter",
            status=status,
            is_sent=is_sent,
            **self._matter(message, code, more),
        )

    def _too_much(self, message, code, more, seconds):
        return self.limited("matter", seconds, **self._matter(message, code, more))

    def _matter(self, message, code, more) -> dict:
        may_write = not message.is_tip and message.status != MessageStatus.CLOSED
        return {
            "message": message,
            "entries": message.replies.filter(is_note=False).order_by("pk"),
            "receipt": receipts.grouped(code),
            "more": more if may_write else None,
        }

    def write_again(self, message: Message, form) -> None:
        sender = _address_of(self.request, self.at)
        self.take("public-send", settings.PUBLIC_SENDS_PER_ADDRESS, HOUR, sender)
        messages.write_again(
            message=message, text=form.cleaned_data["text"], at=self.at
        )
