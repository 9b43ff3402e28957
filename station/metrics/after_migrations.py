"""After a migration the triggers of the rollups are as declared."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from station.actions import rollups


def prepare(**kwargs) -> None:
    """Once every table stands; not half way up or down, and not after a flush."""
    if "plan" in kwargs and _is_whole():
        rollups.prepare()


def _is_whole() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
