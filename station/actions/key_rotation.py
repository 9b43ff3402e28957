"""Sealing every personal field anew with the first key of the ring.

A batch is one transaction, and what is done carries the new key's id: killed at any
moment, it goes on where it stopped. Reading and writing go on meanwhile, for the ring
holds both keys.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pgtrigger
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from station import crypto
from station.adapters import SECRET_PLACE
from station.fields import EncryptedTextField

BATCH = 500
MFA_SECRETS = ("secret", "seed")


@dataclass(frozen=True)
class Sealed:
    """A table with sealed columns, and the table whose place they are bound to."""

    model: type[Model]
    table: str
    bound_to: str
    key: str
    columns: tuple[str, ...]

    @property
    def condition(self) -> str:
        """Rows with a value that another key sealed."""
        return " OR ".join(
            f"({column} <> '' AND left({column}, %s) <> %s)" for column in self.columns
        )

    def parameters(self) -> list:
        mark = f"{crypto.VERSION}${crypto.writing_key_id()}$"
        return [len(mark), mark] * len(self.columns)


def sealed_tables() -> Iterator[Sealed]:
    """Every table with sealed columns, the histories beside them included."""
    for model in apps.get_models():
        columns = tuple(
            field.column
            for field in model._meta.concrete_fields
            if isinstance(field, EncryptedTextField)
        )
        if columns:
            origin = getattr(model, "pgh_tracked_model", None) or model
            yield Sealed(
                model,
                model._meta.db_table,
                origin._meta.db_table,
                model._meta.pk.column,
                columns,
            )


def count(found: Sealed) -> int:
    """How many rows are left to do."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM {found.table} WHERE {found.condition}",  # noqa: S608
            found.parameters(),
        )
        return cursor.fetchone()[0]


@transaction.atomic
def rotate_batch(found: Sealed) -> int:
    """Seal the next rows anew; rows somebody else holds are left for the next turn."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {found.key}, row_key, {', '.join(found.columns)}"  # noqa: S608
            f" FROM {found.table} WHERE {found.condition}"
            f" ORDER BY {found.key} LIMIT {BATCH} FOR UPDATE SKIP LOCKED",
            found.parameters(),
        )
        rows = cursor.fetchall()
        if rows:
            _keep_history_out(cursor, found.model)
            cursor.executemany(
                f"UPDATE {found.table} SET"  # noqa: S608
                f" {', '.join(f'{column} = %s' for column in found.columns)}"
                f" WHERE {found.key} = %s",
                [_anew(found, row) for row in rows],
            )
    return len(rows)


@transaction.atomic
def rotate_second_factors() -> int:
    """The secrets of the second factors lie in JSON."""
    done = 0
    for row in Authenticator.objects.select_for_update():
        found = {name: row.data[name] for name in MFA_SECRETS if name in row.data}
        stale = {name: text for name, text in found.items() if not _is_new(text)}
        for name, text in stale.items():
            row.data[name] = _reseal(text, SECRET_PLACE)
        if stale:
            row.save(update_fields=["data"])
            done += 1
    return done


def _anew(found: Sealed, row: tuple) -> list:
    key, row_key, *values = row
    sealed = [
        _reseal(value, f"{found.bound_to}.{column}.{row_key}")
        if value and not _is_new(value)
        else value
        for column, value in zip(found.columns, values, strict=True)
    ]
    return [*sealed, key]


def _is_new(text: str) -> bool:
    return text.startswith(f"{crypto.VERSION}${crypto.writing_key_id()}$")


def _reseal(text: str, place: str) -> str:
    return crypto.seal(crypto.unseal(text, place=place), place=place)


def _keep_history_out(cursor, model: type[Model]) -> None:
    """Nothing was changed but the lock: no row of history, no refusal."""
    names = [
        name
        for table, trigger in (
            (found._meta.db_table, trigger.get_pgid(found))
            for found, trigger in pgtrigger.registered()
            if found is model
        )
        for name in (trigger, f"{table}:{trigger}")
    ]
    cursor.execute(
        "SELECT set_config('pgtrigger.ignore', %s, true)", ["{" + ",".join(names) + "}"]
    )
