"""Telling people at the right moment: once, whatever dies meanwhile.

A reminder is a row. The sweep takes what is due, writes the notices and settles the
reminders in one transaction: a worker killed on the way leaves everything as it was
for the next one, and the rows it held are free at once.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog
from django.db import connection, transaction
from django.utils import timezone

from station.lookups import array
from station.models import (
    Area,
    Channel,
    ChannelChoice,
    Delivery,
    Reminder,
    User,
    reference,
)
from station.registry import registry

log = structlog.get_logger(__name__)

BATCH = 1000
TRIES = 5
FIRST_DELAY = timedelta(seconds=30)
GROWTH = 4
PARKED = "reminder.parked"
NOBODY = "nobody to tell"
SCHEDULE = """
INSERT INTO station_reminder (created_at, updated_at, kind, subject, recipient_id,
    area_id, due_at, state, attempts, last_error, dedupe_key)
SELECT %(at)s::timestamptz, %(at)s::timestamptz, kind, %(subject)s, %(recipient)s::bigint,
    %(area)s::bigint, due_at, 'pending', 0, '', key
FROM unnest(%(kinds)s::text[], %(moments)s::timestamptz[], %(keys)s::text[])
    AS planned (kind, due_at, key)
ON CONFLICT DO NOTHING
"""


def delay_after(attempts: int) -> timedelta:
    """30 seconds, 2 minutes, 8, 32: a passing fault passes, a lasting one waits."""
    return FIRST_DELAY * GROWTH ** (attempts - 1)


def schedule(
    *,
    kind: str,
    subject,
    due_at: datetime,
    recipient: User | None = None,
    area: Area | None = None,
    edition: object = "",
) -> None:
    """Remind of a record at a moment; asked twice for one edition, once done.

    Call it inside the transaction of the change that makes it due.
    """
    schedule_all(
        moments={kind: due_at},
        subject=subject,
        recipient=recipient,
        area=area,
        edition=edition,
    )


def schedule_all(
    *,
    moments: dict[str, datetime],
    subject,
    recipient: User | None = None,
    area: Area | None = None,
    edition: object = "",
    made_at: datetime | None = None,
) -> None:
    """Remind of one record by several kinds, each at its moment.

    ``made_at``: the moment the rows tell as their own, where it must not be the present.
    """
    if not moments:
        return
    named = reference(subject)
    area = area if area is not None else getattr(subject, "area", None)
    values = {
        "at": made_at or timezone.now(),
        "kinds": list(moments),
        "moments": list(moments.values()),
        "subject": named,
        "recipient": recipient and recipient.pk,
        "area": area and area.pk,
        "keys": [f"{kind}:{named}:{edition}" for kind in moments],
    }
    with connection.cursor() as cursor:
        cursor.execute(SCHEDULE, values)


@transaction.atomic
def silence(*, subject, at: datetime, kinds: Iterable[str] = ()) -> None:
    """The matter is settled: nothing more goes out, nothing unread stays."""
    about = Reminder.objects.about(reference(subject))
    if kinds:
        about = about.filter(kind__in=list(kinds))
    # Waits for a sweep that holds one of them, then sees the notices it wrote.
    about.pending().update(
        state=Reminder.State.CANCELLED, settled_at=at, updated_at=at, lease_until=None
    )
    ids = list(about.values_list("pk", flat=True))
    told = Delivery.objects.filter(reminder_id__any_of=ids)
    told.filter(state=Delivery.State.WAITING).update(
        state=Delivery.State.DROPPED, updated_at=at, lease_until=None
    )
    told.filter(channel=Channel.BROWSER).unread().update(read_at=at, updated_at=at)


@transaction.atomic
def fire(*, at: datetime, size: int = BATCH) -> int:
    """Tell everybody whom the next batch concerns; how many reminders it held."""
    with connection.cursor() as cursor:  # one slow kind does not hold up the rest
        cursor.execute("SET LOCAL statement_timeout = '20s'")
    due = list(
        Reminder.objects.due(at=at)
        .order_by("due_at", "pk")
        .select_for_update(skip_locked=True)
        .only("pk", "kind", "subject", "recipient", "area", "attempts")[:size]
    )
    if due:
        _tell_or_halve(due, at=at)
    return len(due)


def _tell_or_halve(due: list[Reminder], *, at: datetime) -> None:
    """Tell all of them; where one fails, find it and set back only that one."""
    error = _failure_of(due, at=at)
    if error is None:
        return
    if len(due) == 1:
        log.error("reminder failed", kind=due[0].kind, exc_info=error)
        _set_back(due[0], type(error).__name__, at=at)
        return
    middle = len(due) // 2
    _tell_or_halve(due[:middle], at=at)
    _tell_or_halve(due[middle:], at=at)


def _failure_of(due: list[Reminder], *, at: datetime) -> Exception | None:
    """Tell all of them or none, and say what stood in the way."""
    try:
        with transaction.atomic():
            _tell(due, at=at)
    except Exception as error:
        if connection.connection is None or connection.connection.closed:
            raise
        return error.with_traceback(None) if len(due) > 1 else error
    return None


def _tell(due: list[Reminder], *, at: datetime) -> None:
    """Write the notices of these reminders and settle them."""
    by_source = defaultdict(list)  # kinds that ask together ask once
    for reminder in due:
        by_source[registry.reminders[reminder.kind].recipients].append(reminder)
    told: dict[int, list[int]] = {}
    for recipients, reminders in by_source.items():
        told |= recipients(reminders, at)
    sent = [reminder.pk for reminder in due if told.get(reminder.pk)]
    moot = [reminder.pk for reminder in due if reminder.pk not in told]
    _write_notices([(pk, user) for pk in sent for user in told[pk]], at=at)
    _settle(sent, Reminder.State.SENT, at=at)
    _settle(moot, Reminder.State.CANCELLED, at=at)
    for reminder in due:
        if told.get(reminder.pk) == []:
            _set_back(reminder, NOBODY, at=at)


def _write_notices(pairs: list[tuple[int, int]], *, at: datetime) -> None:
    """One notice in the browser for each, and one for each channel chosen beside."""
    if not pairs:
        return
    reminders, users = zip(*pairs, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO station_delivery (created_at, updated_at, reminder_id,"
            " recipient_id, channel, state, due_at, attempts, last_error, sent_at) "
            "SELECT %(at)s, %(at)s, reminder, recipient, 'browser', 'sent', %(at)s, 0,"
            " '', %(at)s FROM unnest(%(reminders)s::bigint[], %(users)s::bigint[])"
            " AS told (reminder, recipient) ON CONFLICT DO NOTHING",
            {"at": at, "reminders": array(reminders), "users": array(users)},
        )
    choices = defaultdict(list)
    wanted = ChannelChoice.objects.filter(user_id__any_of=set(users), is_on=True)
    for choice in wanted.exclude(channel=Channel.BROWSER):
        choices[choice.user_id].append(choice)
    Delivery.objects.bulk_create(
        [
            Delivery(
                reminder_id=reminder,
                recipient_id=user,
                channel=choice.channel,
                due_at=choice.earliest(at=at),
            )
            for reminder, user in pairs
            for choice in choices.get(user, ())
        ],
        ignore_conflicts=True,
    )


def _settle(ids: list[int], state: Reminder.State, *, at: datetime) -> None:
    if ids:
        Reminder.objects.filter(pk__any_of=ids).update(
            state=state, settled_at=at, updated_at=at, lease_until=None
        )


def _set_back(reminder: Reminder, cause: str, *, at: datetime) -> None:
    """Try again later, each time a little later; after five tries tell the chief."""
    attempts = reminder.attempts + 1
    gives_up = attempts >= TRIES
    log.warning(
        "reminder set back",
        reminder=reminder.pk,
        kind=reminder.kind,
        attempts=attempts,
        cause=cause,
    )
    Reminder.objects.filter(pk=reminder.pk).update(
        attempts=attempts,
        last_error=cause[:200],
        state=Reminder.State.PARKED if gives_up else Reminder.State.PENDING,
        settled_at=at if gives_up else None,
        lease_until=None if gives_up else at + delay_after(attempts),
        updated_at=at,
    )
    if gives_up and reminder.kind != PARKED:
        schedule(kind=PARKED, subject=reminder, due_at=at, area=reminder.area)


def drain(*, until: datetime) -> int:
    """Fire batch after batch until nothing is due or the time is up."""
    total = 0
    while timezone.now() < until:
        fired = fire(at=timezone.now())
        total += fired
        if not fired:
            break
    return total
