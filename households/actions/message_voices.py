"""What the sender does afterwards, by receipt: writes again, judges, opens again."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from households.actions.message_life import (
    full_hour,
    hold,
    note_event,
    note_sender,
    open_again,
    open_to_settled,
    run_again,
    save,
    tell,
    told_at,
)
from households.models import Message, MessageReply, MessageSurvey
from households.reply_limits import ReplyLimit, limits_of
from households.workflow.messages import MessageStatus, Satisfaction
from station.errors import RuleError
from station.models import User

MOST_WRITINGS = 20  # by one sender to one message
WORST_FIRST = (Satisfaction.NOT, Satisfaction.SO_SO, Satisfaction.SATISFIED)


@transaction.atomic
def write_again(*, message: Message, text: str, at: datetime) -> MessageReply:
    """The sender adds something, answers our question, or opens the matter again."""
    at = full_hour(message, at)
    message, lead = _pair(message)
    written = list(message.replies.filter(author=None).order_by("pk"))
    if written and written[-1].text == text:
        return written[-1]  # sent twice, written once
    if len(written) >= MOST_WRITINGS:
        raise RuleError(_("There is enough here. Please call the officer instead."))
    reply = MessageReply(message=message, text=text, written_at=at)
    _take_up(lead, at=at)
    reply.save(force_insert=True)
    if message.pk != lead.pk:
        save(message)
    for row in {message.pk: message, lead.pk: lead}.values():
        note_sender("written_again", row, at=at)
    return reply


def _take_up(lead: Message, *, at: datetime) -> None:
    """What the sender's words do to the matter."""
    if lead.status == MessageStatus.PAUSED:
        run_again(lead, at=at, told="message.replied")
    elif lead.is_settled:
        why_not = why_not_again(lead, at=at)
        if why_not:
            raise RuleError(why_not, code="closed")
        open_again(lead, at=at)
    elif lead.is_tip:
        raise RuleError(_("This tip is being looked into."), code="not_now")
    else:
        save(lead)
        tell("message.new", lead, at=at)


def _pair(message: Message) -> tuple[Message, Message]:
    """The sender's own message and the one that lives on, locked in one order."""
    rows = hold(*filter(None, [message.pk, message.merged_into_id]))
    own = rows[message.pk]
    if own.merged_into_id is None:
        return own, own
    if own.merged_into_id not in rows:  # joined to another since it was read
        rows |= hold(own.merged_into_id)
    return own, rows[own.merged_into_id]


def why_not_again(
    lead: Message, *, at: datetime, limit: ReplyLimit | None = None
) -> str:
    """Why the sender may not open it again; empty when they may."""
    limit = limit or limits_of(lead.area)[lead.kind]
    if lead.reopened_times >= limit.reopen_times:
        return _("It was opened again often enough. Please leave a new message.")
    if at > lead.settled_at + timedelta(days=limit.reopen_days):
        return _("This matter is closed. Please leave a new message.")
    return ""


@transaction.atomic
def judge(
    *, message: Message, satisfaction: str, at: datetime, text: str = ""
) -> MessageSurvey:
    """How the sender finds the answer: once for each time the matter was settled."""
    at = full_hour(message, at)
    message, lead = _pair(message)
    if not lead.is_settled:
        raise RuleError(_("There is no answer to judge yet."), code="not_now")
    survey, is_new = MessageSurvey.objects.get_or_create(
        message=message,
        settlement=lead.settlements,
        defaults={"satisfaction": satisfaction, "text": text, "given_at": at},
    )
    if not is_new:
        if survey.satisfaction == satisfaction and survey.text == text:
            return survey  # sent twice, counted once
        raise RuleError(_("You judged this answer already. Thank you."), code="judged")
    _weigh(lead, satisfaction, at=at)
    note_sender("judged", lead, at=at)
    return survey


def _weigh(lead: Message, satisfaction: str, *, at: datetime) -> None:
    """Of several senders the least satisfied one counts; the chief hears of it."""
    given = {satisfaction, lead.satisfaction}
    lead.satisfaction = next(found for found in WORST_FIRST if found in given)
    save(lead, "satisfaction")
    if satisfaction == Satisfaction.NOT:
        tell("message.unsatisfied", lead, at=told_at(lead, at=at))


@transaction.atomic
def reopen(
    *, message: Message, by: User, at: datetime, reason: str, version: int | None = None
) -> Message:
    """We take it up again ourselves, for a reason that stays in the record."""
    message = open_to_settled(message, by, version=version)
    if not message.is_settled:
        raise RuleError(_("This matter is still open."), code="not_now")
    if not reason.strip():
        raise RuleError(_("Say why it is taken up again."))
    open_again(message, at=at)
    note_event("reopened", message, by=by, at=at, note=reason.strip()[:500])
    return message
