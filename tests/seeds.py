"""Rows that come with the migrations: kinds, sizes, types of fraud.

A test that empties every table puts them back, so that none depends on its order.
"""

from collections import defaultdict

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, router, transaction
from django.db.models.signals import post_migrate

# Made anew by Django itself whenever the tables were emptied.
OF_DJANGO = {"auth.permission", "contenttypes.contenttype"}


class Seeds:
    """What a fresh database holds, by app and model."""

    def __init__(self) -> None:
        self.rows = defaultdict(dict)

    def remember(self) -> None:
        """Read them once, and put them back after every flush from now on."""
        if self.rows or not is_for_tests():
            return
        for app in apps.get_app_configs():
            for model in _stored(app):
                if found := list(model.objects.all()):
                    self.rows[app.label][model] = found
        post_migrate.connect(self._put_back, weak=False, dispatch_uid="seeds")

    def _put_back(self, *, app_config, **_kwargs) -> None:
        emptied = {
            model: rows
            for model, rows in self.rows[app_config.label].items()
            if not model.objects.exists()
        }
        with transaction.atomic(), connection.cursor() as cursor:
            for model, rows in emptied.items():
                model.objects.bulk_create(rows)
            for statement in connection.ops.sequence_reset_sql(no_style(), emptied):
                cursor.execute(statement)


def _stored(app):
    """The models with a table of their own."""
    tables = set(connection.introspection.table_names())
    return [
        model
        for model in app.get_models(include_auto_created=True)
        if model._meta.label_lower not in OF_DJANGO
        and model._meta.db_table in tables
        and router.allow_migrate_model("default", model)
    ]


def is_for_tests() -> bool:
    """Is this the test database, or the one people work on?"""
    return connection.settings_dict["NAME"].startswith("test_")


seeds = Seeds()
