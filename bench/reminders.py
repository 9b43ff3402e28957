"""100,000 reminders of follow-ups fall due at once: each said once, in 5 seconds.

Run on an empty database: ``python -m bench.reminders [--count 100000]``. It removes
what it made.
"""

import argparse
import os
import time
import uuid
from datetime import UTC, date, datetime, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection  # noqa: E402

from households.models import Address, FollowUp, Household  # noqa: E402
from station import working_days  # noqa: E402
from station.actions import reminders  # noqa: E402
from station.models import Area, Delivery, Post, Reminder, User  # noqa: E402
from station.roles import Role  # noqa: E402

DUE_AT = datetime(2026, 11, 20, 8, tzinfo=UTC)
VILLAGES = 50
BUDGET = 5.0  # seconds for 100,000
RATIO = 2.5  # on a busy machine: against the bare statement in the same run


def make(count: int) -> None:
    """A station with fifty villages, an officer in each, and the promises."""
    path, parent = "", None
    for number, kind in enumerate(["province", "prefecture", "county", "station"]):
        path += f"99{number:06d}"
        parent = Area.objects.create(
            kind=kind, name=f"bench {kind}", short_name=kind, path=path, parent=parent
        )
    households = [_village(parent, number) for number in range(VILLAGES)]
    rows = [_promise(households[number % VILLAGES]) for number in range(count)]
    FollowUp.objects.bulk_create(rows, batch_size=5000)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO station_reminder (created_at, updated_at, kind, subject,"
            " due_at, state, attempts, last_error, dedupe_key) "
            "SELECT now(), now(), 'follow_up.due', 'households.followup:' || id, due_at,"
            " 'pending', 0, '', 'bench:' || id FROM households_followup"
        )
        cursor.execute("ANALYZE")


def _village(station: Area, number: int) -> Household:
    area = Area.objects.create(
        kind="community",
        name=f"bench {number}",
        short_name=str(number),
        path=f"{station.path}{number:08d}",
        parent=station,
    )
    user = User.objects.create(badge_number=f"bench{number}", name="王建国")
    Post.objects.create(
        user=user, role=Role.COMMUNITY_OFFICER, area=area, from_on=date(2020, 1, 1)
    )
    address = Address.objects.create(community=area, area=area, text=str(number))
    household = Household.objects.create(
        station=station, area=area, address=address, number=f"bench {number}"
    )
    household.officer = user
    return household


def _promise(household: Household) -> FollowUp:
    return FollowUp(
        household=household,
        area_id=household.area_id,
        assigned_to=household.officer,
        row_key=uuid.uuid4(),
        due_at=DUE_AT,
    )


def drain() -> float:
    """Our own sweep, until nothing is due; in seconds."""
    working_days.calendar().is_working(DUE_AT.date())  # a worker knows it already
    begun = time.perf_counter()
    while reminders.fire(at=DUE_AT + timedelta(seconds=1)):
        pass
    return time.perf_counter() - begun


LIMIT = """
WITH due AS (
    SELECT r.id, f.assigned_to_id FROM station_reminder r
    JOIN households_followup f ON f.id = split_part(r.subject, ':', 2)::bigint
    WHERE r.state = 'pending' AND r.due_at <= now()
    ORDER BY r.due_at, r.id LIMIT 1000 FOR UPDATE OF r SKIP LOCKED
), told AS (
    INSERT INTO station_delivery (created_at, updated_at, reminder_id, recipient_id,
        channel, state, due_at, attempts, last_error, sent_at)
    SELECT now(), now(), id, assigned_to_id, 'browser', 'sent', now(), 0, '', now()
    FROM due
)
UPDATE station_reminder SET state = 'sent', settled_at = now(), updated_at = now()
WHERE id IN (SELECT id FROM due)
"""


def limit() -> float:
    """The same rows by one statement a batch that knows no rule; in seconds."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE station_delivery")
        cursor.execute(
            "UPDATE station_reminder SET state = 'pending', settled_at = NULL"
        )
        cursor.execute("VACUUM ANALYZE station_reminder")
        begun = time.perf_counter()
        while True:
            cursor.execute(LIMIT)
            if not cursor.rowcount:
                return time.perf_counter() - begun


def clear() -> None:
    """Take away what ``make`` made."""
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE station_delivery, station_reminder, households_followup CASCADE"
        )
    Household.objects.filter(number__startswith="bench ").delete()
    Address.objects.filter(area__name__startswith="bench ").delete()
    Post.objects.filter(user__badge_number__startswith="bench").delete()
    User.objects.filter(badge_number__startswith="bench").delete()
    for area in Area.objects.filter(name__startswith="bench ").order_by("-path"):
        area.delete()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    count = parser.parse_args().count
    if FollowUp.objects.exists() or Reminder.objects.exists():
        raise SystemExit("This database has reminders; use an empty one.")
    try:
        make(count)
        seconds = drain()
        sent = Delivery.objects.count()
        left = Reminder.objects.pending().count()
        least = limit()
    finally:
        clear()
    print(
        f"{count} due: {seconds:.2f} s ({count / seconds:,.0f}/s), {sent} notices; "
        f"one bare statement a batch: {least:.2f} s, so {seconds / least:.2f} times"
    )
    if (sent, left) != (count, 0):
        raise SystemExit(f"Lost or doubled: {sent} notices, {left} left.")
    if seconds > BUDGET * count / 100_000 and seconds > RATIO * least:
        raise SystemExit(f"Slower than {BUDGET} s for 100,000 and {RATIO} times.")


if __name__ == "__main__":
    main()
