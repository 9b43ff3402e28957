"""Rows that every test of a file finds as they were made, and that are gone after it."""

from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def kept(django_db_blocker):
    """What is made within stays until the end; the tests write into savepoints."""
    with django_db_blocker.unblock(), transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


def weigh() -> None:
    """Tell the planner how much was made so far.

    Autovacuum that passes by sees none of it and calls the tables empty: then lists
    are joined row by row with every user, for minutes.
    """
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, tables))}")
