"""A count that grows with every write to what lists show.

A trigger on each table calls it, so nothing that writes can go past it: no action, no
bulk statement, no SQL by hand. Only what no list shows is left out.
"""

from datetime import datetime

from django.db import connection

UNWATCHED = (
    "account_emailaddress",
    "account_emailconfirmation",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "django_admin_log",
    "django_content_type",
    "django_migrations",
    "django_session",
    "mfa_authenticator",
    "pghistory_context",
    "station_accessrecord",
    "station_accessshard",
    "station_channelchoice",
    "station_delivery",
    "station_heartbeat",
    "station_idempotencykey",
    "station_knowndevice",
    "station_listpreference",
    "station_metriccell",
    "station_metricloose",
    "station_oldpassword",
    "station_opensession",
    "station_ratebucket",
    "station_reminder",
    "station_servicetoken",  # when it was last used; its limits are asked each time
    "station_signin",
    "station_webhookturn",  # moves whenever somebody looks for news
)

COUNTER = """
CREATE SEQUENCE IF NOT EXISTS station_writes;
CREATE OR REPLACE FUNCTION station_note_write() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM nextval('station_writes');
    RETURN NULL;
END $$;
"""

# A statement that has changed rows has a transaction id before its trigger counts.
TRIGGERS = """
DO $$
DECLARE found record;
BEGIN
    FOR found IN
        SELECT c.oid::regclass AS name FROM pg_class c
        WHERE c.relnamespace = current_schema()::regnamespace
          AND c.relkind IN ('r', 'p') AND c.relname <> ALL (ARRAY[%s])
          AND NOT EXISTS (SELECT FROM pg_trigger t
                          WHERE t.tgrelid = c.oid AND t.tgname = 'station_note_write')
    LOOP
        EXECUTE format(
            'CREATE TRIGGER station_note_write '
            'AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %%s '
            'FOR EACH STATEMENT EXECUTE FUNCTION station_note_write()', found.name);
    END LOOP;
END $$;
"""


def watch(**kwargs) -> None:
    """After every migration: tables that are new count too."""
    names = ", ".join(f"'{name}'" for name in UNWATCHED)
    with connection.cursor() as cursor:
        cursor.execute(COUNTER)
        cursor.execute(TRIGGERS % names)


# A restored or newly made database counts from another place.
STATE = (
    "SELECT last_value, pg_postmaster_start_time()::text,"
    " 'station_writes'::regclass::oid, now() FROM station_writes"
)
# Who has written holds the lock on the own transaction until all can see what was
# written. (The newest of them is in no snapshot's list.) A prepared one has no pid.
AT_REST = """
SELECT NOT EXISTS (
    SELECT FROM pg_locks held LEFT JOIN pg_stat_activity other ON other.pid = held.pid
    WHERE held.locktype = 'transactionid' AND held.mode = 'ExclusiveLock'
      AND held.pid IS DISTINCT FROM pg_backend_pid()
      AND coalesce(other.datname, current_database()) = current_database())
"""


def state() -> tuple:
    """Where the count stands."""
    return seen()[0]


def seen() -> tuple[tuple, datetime]:
    """Where the count stands, and when that was by the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        *stands, at = cursor.fetchone()
    return tuple(stands), at


def is_at_rest() -> bool:
    """Is nobody in the midst of writing?

    Asked after ``state``: whoever was counted in it and is not seen yet is still
    writing now.
    """
    with connection.cursor() as cursor:
        cursor.execute(AT_REST)
        return cursor.fetchone()[0]
