"""What became of it, for whoever holds the receipt."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from households import receipts
from households.actions import message_voices
from households.actions.message_life import waiting_referral
from households.forms.public import ReceiptForm
from households.forms.public_receipt import JudgeForm, WriteAgainForm
from households.models import Message, MessageReply
from households.reply_limits import ReplyLimit, limits_of
from households.views.public import HOUR, Limited, PublicView, address_of
from households.views.public_service_receipt import ServiceReceiptMixin
from households.workflow.messages import MessageStatus
from station import crypto
from station.errors import RuleError


class Matter:
    """A message and the one it was joined to, as its sender may read it."""

    def __init__(self, message: Message, code: str, *, at: datetime) -> None:
        self.message, self.code, self.at = message, code, at
        self.lead = message.merged_into or message

    def reread(self) -> None:
        """As it stands after the sender did something."""
        found = Message.objects.select_related("merged_into")
        self.message = found.get(pk=self.message.pk)
        self.lead = self.message.merged_into or self.message

    @property
    def limit(self) -> ReplyLimit:
        return limits_of(self.lead.area)[self.lead.kind]

    @property
    def may_write(self) -> bool:
        """A tip is gone on with only where we ask, or to open it again."""
        if self.lead.is_settled:
            limit = self.limit
            return not message_voices.why_not_again(self.lead, at=self.at, limit=limit)
        return not self.lead.is_tip or self.lead.status == MessageStatus.PAUSED

    @property
    def judged(self):
        """What the sender said of the present answer."""
        return self.message.surveys.filter(settlement=self.lead.settlements).first()

    def entries(self):
        """One's own words and our answers; never another sender's words."""
        ours = Q(message=self.lead, author__isnull=False, is_note=False)
        theirs = Q(message=self.message, author=None)
        earlier = Q(message=self.message, is_note=False)
        rows = MessageReply.objects.filter(ours | theirs | earlier)
        return rows.order_by("pk")

    def standing(self) -> str:
        """Where it is, in two words."""
        words = {
            MessageStatus.NEW: _("Being looked into"),
            MessageStatus.PAUSED: _("We need something from you"),
            MessageStatus.REFERRED: _("Another office is looking into it"),
            MessageStatus.ANSWERED: _("Answered"),
        }
        return words.get(self.lead.status, _("Closed"))

    def shown(self, *, more, survey, said: str = "") -> dict:
        """All the page says."""
        lead, judged = self.lead, self.judged if self.lead.is_settled else None
        again_until = None
        if lead.is_settled:
            again_until = lead.settled_at + timedelta(days=self.limit.reopen_days)
        return {
            "message": self.message,
            "lead": lead,
            "standing": self.standing(),
            "entries": self.entries(),
            "receipt": receipts.grouped(self.code),
            "referral": waiting_referral(lead),
            "more": more if self.may_write else None,
            "survey": survey if lead.is_settled and not judged else None,
            "judged": judged,
            "again_until": again_until,
            "said": said,
        }


class ReceiptView(ServiceReceiptMixin, PublicView):
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
        message = found.select_related("card", "area", "merged_into__area").first()
        if message is None:
            if (page := self.service_page(code)) is not None:
                return page
            form.add_error("receipt", _("Nothing was found for this receipt."))
            return self.page("receipt", status=404, form=form)
        return self.conversation(Matter(message, code, at=self.at))

    def conversation(self, matter: Matter):
        """The matter so far, and what the sender may still say to it."""
        data = self.request.POST
        if "satisfaction" in data or "judge" in data:
            survey, more = self.judge_form(matter, data), self.more_form(matter)
            return self.said(matter, survey, more, is_judgement=True)
        if "text" in data:
            survey, more = self.judge_form(matter), self.more_form(matter, data)
            return self.said(matter, survey, more, is_judgement=False)
        shown = matter.shown(
            more=self.more_form(matter), survey=self.judge_form(matter)
        )
        return self.page("matter", **shown)

    def more_form(self, matter: Matter, data=None):
        purpose = f"again:{matter.message.pk}"
        return WriteAgainForm(data, purpose=purpose, at=self.at)

    def judge_form(self, matter: Matter, data=None):
        purpose = f"judge:{matter.message.pk}"
        return JudgeForm(data, purpose=purpose, at=self.at)

    def said(self, matter: Matter, survey, more, *, is_judgement: bool):
        """Take in what was sent, once, and show where things stand."""
        form = survey if is_judgement else more
        if not form.is_valid():
            shown = matter.shown(more=more, survey=survey)
            return self.page("matter", status=400, **shown)
        try:
            said = self.take_in(matter, form, is_judgement=is_judgement)
        except RuleError as error:
            form.add_error(None, str(error))
            shown = matter.shown(more=more, survey=survey)
            return self.page("matter", status=409, **shown)
        except Limited as limited:
            shown = matter.shown(more=more, survey=survey)
            return self.limited("matter", limited.seconds, **shown)
        matter.reread()
        shown = matter.shown(
            more=self.more_form(matter), survey=self.judge_form(matter), said=said
        )
        return self.page("matter", **shown)

    def take_in(self, matter: Matter, form, *, is_judgement: bool) -> str:
        sender = address_of(self.request, self.at)
        self.take("public-send", settings.PUBLIC_SENDS_PER_ADDRESS, HOUR, sender)
        data = form.cleaned_data
        if is_judgement:
            message_voices.judge(
                message=matter.message,
                satisfaction=data["satisfaction"],
                text=data["words"],
                at=self.at,
            )
            return _("Thank you, your judgement has arrived.")
        message_voices.write_again(
            message=matter.message, text=data["text"], at=self.at
        )
        return _("It has arrived.")
