"""What became of it, for whoever holds the receipt."""

from django.conf import settings
from django.utils.translation import gettext as _

from households import receipts
from households.actions import message_voices
from households.forms.public import ReceiptForm, WriteAgainForm
from households.models import Message
from households.views.public import HOUR, Limited, PublicView, address_of
from households.workflow_messages import MessageStatus
from station import crypto
from station.errors import RuleError


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
        sender = address_of(self.request, self.at)
        self.take("public-send", settings.PUBLIC_SENDS_PER_ADDRESS, HOUR, sender)
        message_voices.write_again(
            message=message, text=form.cleaned_data["text"], at=self.at
        )
