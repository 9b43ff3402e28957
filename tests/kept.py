"""Rows that every test of a file finds as they were made, and that are gone after it."""

from contextlib import contextmanager

from django.db import transaction


@contextmanager
def kept(django_db_blocker):
    """What is made within stays until the end; the tests write into savepoints."""
    with django_db_blocker.unblock(), transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)
