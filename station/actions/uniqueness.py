"""Turning the database's refusal of a twin into words."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from station.errors import RuleError


@contextmanager
def refusing_twins(**messages: str) -> Iterator[None]:
    """Save inside; a broken constraint named here becomes a RuleError.

    The key is the constraint's name, which is also the error's code; only the
    database can tell for sure when two people save at once.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        broken = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
        if broken not in messages:
            raise
        raise RuleError(messages[broken], code=broken) from None
