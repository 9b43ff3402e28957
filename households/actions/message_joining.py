"""Several messages about one thing: one lives on, the others point to it."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _

from households.actions.message_life import (
    check_not_away,
    check_not_joined,
    hold,
    move,
    not_about,
    note_event,
    remind,
    save,
)
from households.models import Message
from households.workflow.messages import OPEN, MessageStatus
from station.actions import reminders
from station.errors import RuleError, StaleVersion
from station.models import User

SAME_WITHIN = timedelta(hours=1)
UNDO_WITHIN = timedelta(days=1)
SAME = """
SELECT id FROM households_message
WHERE area_id = %(area)s AND text_index = %(words)s::bytea AND kind = %(kind)s
    AND is_about_police = %(about_police)s
    AND about_officer_id IS NOT DISTINCT FROM %(about)s::bigint
    AND status = ANY(%(open)s::text[]) AND received_at >= %(since)s
ORDER BY id LIMIT 1 FOR UPDATE
"""


def same_words(message: Message, *, at: datetime) -> Message | None:
    """The open matter that says just this, from the same place within the hour.

    Whoever sends the same words meanwhile waits here, and nobody else does. Of two
    who call for help in the same words, each one counts.
    """
    if message.is_urgent:
        return None
    key = f"{message.kind}:{message.area_id}:{message.text_index.hex()}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
        cursor.execute(
            SAME,
            {
                "area": message.area_id,
                "words": message.text_index,
                "kind": message.kind,
                "about_police": message.is_about_police,
                "about": message.about_officer_id,
                "open": list(OPEN),
                "since": at - SAME_WITHIN,
            },
        )
        found = cursor.fetchone()
    return Message.objects.get(pk=found[0]) if found else None


def put_behind(message: Message, lead: Message, *, at: datetime) -> None:
    """It shares the lead's answer and time, and stands in nobody's list."""
    message.status = MessageStatus.MERGED
    message.merged_into, message.merged_at = lead, at
    message.settled_at = at
    message.due_at = lead.due_at


@transaction.atomic
def merge(
    *,
    message: Message,
    into: Message,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Message:
    """This one is about the same as the other: the other lives on and answers both."""
    if message.pk == into.pk:
        raise RuleError(_("A message cannot be joined to itself."), code="same")
    behind = Message.objects.filter(merged_into=message).values_list("pk", flat=True)
    rows = hold(message.pk, into.pk, *behind)
    message, into = rows.pop(message.pk), rows.pop(into.pk)
    if version is not None and message.version != version:
        raise StaleVersion(
            _("Somebody else changed this meanwhile. Both versions are shown."),
            current=message,
        )
    _check_pair(message, into, by)
    for row in (message, *rows.values()):
        _put(row, into, at=at)
    save(into)
    for row in (message, into):
        note_event("merged", row, by=by, at=at, note=_joined_words(message, into))
    return message


def _joined_words(message: Message, into: Message) -> str:
    return _("%(number)s joined to %(other)s") % {
        "number": message.number,
        "other": into.number,
    }


def _put(message: Message, lead: Message, *, at: datetime) -> None:
    if message.status != MessageStatus.MERGED:
        move(message, MessageStatus.MERGED)
        message.pauses.filter(ended_at=None).update(ended_at=at)
    message.stopped_at = None
    message.settled_at = message.settled_at or at
    message.merged_into, message.merged_at = lead, at
    save(message, "status", "stopped_at", "settled_at", "merged_into", "merged_at")
    reminders.silence(subject=message, at=at)


def _check_pair(message: Message, into: Message, by: User) -> None:
    for row in (message, into):
        not_about(row, by)
    check_not_joined(into)
    check_not_joined(message)
    check_not_away(message)
    if into.status == MessageStatus.CLOSED or not message.is_open:
        raise RuleError(_("Only open messages can be joined."), code="not_now")
    if message.is_tip != into.is_tip:
        raise RuleError(_("A tip is joined only to a tip."), code="kinds")
    if (message.is_about_police, message.about_officer_id) != (
        into.is_about_police,
        into.about_officer_id,
    ):
        raise RuleError(
            _("A tip about an officer is joined only to one about the same."),
            code="kinds",
        )


@transaction.atomic
def unmerge(*, message: Message, by: User, at: datetime, reason: str) -> Message:
    """It was another matter after all: it stands on its own again, within a day."""
    rows = hold(message.pk, *filter(None, [message.merged_into_id]))
    message = not_about(rows[message.pk], by)
    if message.status != MessageStatus.MERGED:
        raise RuleError(_("It is not joined to another."), code="not_now")
    lead = message.merged_into
    if at - message.merged_at > UNDO_WITHIN:
        raise RuleError(
            _("Joined more than a day ago: answer it at %(number)s.")
            % {"number": lead.number},
            code="too_late",
        )
    if not reason.strip():
        raise RuleError(_("Say why they are two matters."))
    move(message, MessageStatus.NEW)
    message.merged_into = message.merged_at = message.settled_at = None
    save(message, "status", "merged_into", "merged_at", "settled_at")
    remind(message, at=at)
    for row in (message, lead):
        note_event("unmerged", row, by=by, at=at, note=reason.strip()[:500])
    return message
