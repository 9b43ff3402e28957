"""What leaves a place is told there, whoever moved or deleted it and how.

The feed tells a change to those who may see the place of its event. A record that goes
to another village, alone or with the household it belongs to, would just fall silent in
the old one. A trigger on every table that is followed writes the missing events; they
stand in the feed only, for no record has them on its page.
"""

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.utils.module_loading import import_string

NOTE = """
CREATE OR REPLACE FUNCTION station_note_leaving() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO station_event
        (kind, subject, trail, area_id, happened_at, recorded_at, changes, note)
    VALUES (CASE TG_OP WHEN 'DELETE' THEN 'record.gone' ELSE 'record.left' END,
            TG_ARGV[0] || ':' || OLD.id, '{}', OLD.area_id, now(), now(), '{}', '');
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO station_event
            (kind, subject, trail, area_id, happened_at, recorded_at, changes, note)
        VALUES ('record.came', TG_ARGV[0] || ':' || NEW.id, '{}', NEW.area_id,
                now(), now(), '{}', '');
    END IF;
    RETURN NULL;
END $$;
"""
MOVED = """
CREATE OR REPLACE TRIGGER station_note_moving AFTER UPDATE OF area_id ON {table}
FOR EACH ROW WHEN (OLD.area_id IS DISTINCT FROM NEW.area_id)
EXECUTE FUNCTION station_note_leaving('{label}')
"""
DELETED = """
CREATE OR REPLACE TRIGGER station_note_deletion AFTER DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION station_note_leaving('{label}')
"""


def tables() -> dict[str, str]:
    """The tables of followed records that lie in an area, with their labels."""
    found = {}
    for kind in import_string(settings.FOLLOWED):
        meta = kind.shape.model._meta
        try:
            column = meta.get_field("area").column
        except (FieldDoesNotExist, AttributeError):
            continue
        if column == "area_id":
            found[meta.db_table] = meta.label_lower
    return found


def watch(**kwargs) -> None:
    """After every migration: tables that are new tell it too. A flush makes none."""
    if kwargs and "plan" not in kwargs:
        return
    with connection.cursor() as cursor:
        cursor.execute(NOTE)
        known = set(connection.introspection.table_names(cursor))
        for table, label in tables().items():
            if table in known:
                for trigger in (MOVED, DELETED):
                    cursor.execute(trigger.format(table=table, label=label))
