"""What residents send, and what other offices are asked about it, over REST."""

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from households.actions import (
    message_joining,
    message_limits,
    message_voices,
    messages,
    referrals,
)
from households.api import shapes_messages as shapes
from households.api.reveal import RevealOutput, revealed
from households.filters.inbox import (
    MessageFilterSet,
    MessageLimitFilterSet,
)
from households.models import Message, Office
from households.reply_limits import ReplyLimit
from households.workflow.messages import LimitUnit, MessageKind
from station.api.bulk import BulkMixin
from station.api.openapi import Single
from station.api.serializers import Input, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet
from station.models import AccessRecord, Area, User

SEEN = ("message.view", "tip.view")
ANSWERED = ("message.answer", "tip.answer")
WORDS = {"required": False, "allow_blank": True}


class SenderRevealInput(Input):
    purpose = serializers.ChoiceField(choices=AccessRecord.Purpose.choices)
    reason = Text(200, **WORDS)


class TextInput(VersionedInput):
    text = Text(4000)


class NoteInput(Input):
    text = Text(4000)


class MessageReasonInput(VersionedInput):
    reason = Text(300)


class UnmergeInput(Input):
    reason = Text(300)


class ReassignInput(VersionedInput):
    to = Visible(User)
    reason = Text(300, **WORDS)


class MessageCloseInput(VersionedInput):
    reason = Text(500, **WORDS)
    tell_sender = serializers.BooleanField(default=True)
    handled_by = Text(
        80, **WORDS, help_text="What was made of it, as `households.visit:12`."
    )


class MergeInput(VersionedInput):
    into = Visible(Message, permission="message.answer")


class ReferInput(VersionedInput):
    office = Visible(Office)
    asked = Text(4000)
    due_at = serializers.DateTimeField(required=False)


class MessageViewSet(BulkMixin, ShapeViewSet):
    """Messages, and the tips that were given to this person."""

    shape = shapes.MESSAGES
    list_key = "households.message"
    filterset_class = MessageFilterSet
    required_permissions = {
        "list": SEEN,
        "retrieve": SEEN,
        "answer": ANSWERED,
        "note": ("message.note", "tip.answer"),
        "reassign": ("message.reassign", "tip.reassign"),
        "pause": ANSWERED,
        "resume": ANSWERED,
        "refer": ANSWERED,
        "record_referral_answer": ANSWERED,
        "merge": ANSWERED,
        "unmerge": ANSWERED,
        "reopen": ANSWERED,
        "close": ANSWERED,
        "reveal": ANSWERED,
    }
    inputs = {
        "answer": TextInput,
        "note": NoteInput,
        "reassign": ReassignInput,
        "pause": TextInput,
        "resume": VersionedInput,
        "refer": ReferInput,
        "record_referral_answer": NoteInput,
        "merge": MergeInput,
        "unmerge": UnmergeInput,
        "reopen": MessageReasonInput,
        "close": MessageCloseInput,
        "reveal": SenderRevealInput,
    }
    answers = {
        "reveal": {200: RevealOutput},
        "refer": {201: Single(shapes.REFERRALS)},
    }
    access_fields = "text, sender"

    @action(detail=True, methods=["post"])
    def answer(self, request, pk=None):
        """Write to the sender, who reads it by receipt."""
        return self.act(messages.answer, on="message")

    @action(detail=True, methods=["post"])
    def note(self, request, pk=None):
        """Write something down for colleagues."""
        return self.act(messages.add_note, on="message")

    @action(detail=True, methods=["post"])
    def reassign(self, request, pk=None):
        """Put the matter into somebody else's hands."""
        return self.act(messages.assign, on="message")

    @action(detail=True, methods=["post"])
    def pause(self, request, pk=None):
        """Ask the sender for what is missing; the clock stands meanwhile."""
        return self.act(messages.pause, on="message")

    @action(detail=True, methods=["post"])
    def resume(self, request, pk=None):
        """Go on without waiting; the clock runs with what was left."""
        return self.act(messages.resume, on="message")

    @action(detail=True, methods=["post"])
    def refer(self, request, pk=None):
        """Hand it to another office; answers with the hand-over."""
        made = self.do(referrals.refer, message=self.target(), **self.asked())
        rows = shapes.REFERRALS.model.objects.filter(pk=made.pk)
        return Response(shapes.REFERRALS.one(rows, user=request.user), status=201)

    @action(detail=True, methods=["post"], url_path="record-referral-answer")
    def record_referral_answer(self, request, pk=None):
        """What the office answered with which the matter lies."""
        message = self.target()
        waiting = message.referrals.waiting().first()
        if waiting is None:
            raise ValidationError({"id": "It lies with no other office."})
        self.do(referrals.record_answer, referral=waiting, **self.asked())
        return self.show(message)

    @action(detail=True, methods=["post"])
    def merge(self, request, pk=None):
        """Join it to another that lives on; both senders read the same answer."""
        return self.act(message_joining.merge, on="message")

    @action(detail=True, methods=["post"])
    def unmerge(self, request, pk=None):
        """Take it apart again, within a day."""
        return self.act(message_joining.unmerge, on="message")

    @action(detail=True, methods=["post"])
    def reopen(self, request, pk=None):
        """Take a settled matter up again."""
        return self.act(message_voices.reopen, on="message")

    @action(detail=True, methods=["post"])
    def close(self, request, pk=None):
        """End the matter, with a reason or with what it goes on as."""
        return self.act(messages.close, on="message")

    @action(detail=True, methods=["post"])
    def reveal(self, request, pk=None):
        """The sender's whole phone number, for a purpose that is written down."""
        message, asked = self.target(), self.asked()
        if not message.sender_phone:
            raise ValidationError({"id": "The sender left no number."})
        area = messages.oversight_area(message)
        return revealed(
            message, by=request.user, field="sender_phone", area=area, **asked
        )


class LimitInput(Input):
    station = Visible(Area, permission="message_limit.edit")
    kind = serializers.ChoiceField(choices=MessageKind.choices)
    amount = serializers.IntegerField(min_value=1, max_value=200)
    unit = serializers.ChoiceField(choices=LimitUnit.choices)
    chief_after = serializers.IntegerField(min_value=0, max_value=200, default=1)
    reopen_days = serializers.IntegerField(min_value=0, max_value=90, default=7)
    reopen_times = serializers.IntegerField(min_value=0, max_value=9, default=2)


class MessageLimitViewSet(ShapeViewSet):
    """What stations decided about time limits; for the rest the usual holds."""

    shape = shapes.LIMITS
    filterset_class = MessageLimitFilterSet
    required_permissions = {
        "list": "message_limit.view",
        "retrieve": "message_limit.view",
        "create": "message_limit.edit",
    }
    inputs = {"create": LimitInput}

    def create(self, request):
        """Decide the limit of one kind, or decide it anew."""
        facts = self.asked()
        station, kind = facts.pop("station"), facts.pop("kind")
        limit = ReplyLimit(**facts)
        return self.make(
            message_limits.set_limit, station=station, kind=kind, limit=limit
        )
