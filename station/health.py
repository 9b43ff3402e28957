"""Is the station's service well? Names and yes or no; the reasons stay inside."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta

import redis
import structlog
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from station.models import Heartbeat, Reminder

log = structlog.get_logger(__name__)

SILENT_AFTER = timedelta(seconds=90)
LATE_AFTER = timedelta(minutes=3)
LEAST_FREE = 200 * 1024 * 1024
_migrated: set[str] = set()


def note(name: str) -> None:
    """Write down that a process of this name did its round just now."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})


def database(at: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def migrations(at: datetime) -> bool:
    """All applied; once seen, this process need not look again."""
    if connection.alias not in _migrated:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _migrated.add(connection.alias)
    return True


def broker(at: datetime) -> bool:
    with redis.Redis.from_url(
        settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1
    ) as client:
        return bool(client.ping())


def _alive(name: str, at: datetime) -> bool:
    return Heartbeat.objects.filter(name=name, at__gt=at - SILENT_AFTER).exists()


def beat(at: datetime) -> bool:
    return _alive("beat", at)


def worker(at: datetime) -> bool:
    return _alive("worker", at)


def reminders(at: datetime) -> bool:
    """Nothing that was due minutes ago still waits."""
    return not Reminder.objects.due(at=at - LATE_AFTER).exists()


def disk(at: datetime) -> bool:
    return shutil.disk_usage(settings.VAR_DIR).free > LEAST_FREE


CHECKS: dict[str, Callable[[datetime], bool]] = {
    "database": database,
    "migrations": migrations,
    "broker": broker,
    "beat": beat,
    "worker": worker,
    "reminders": reminders,
    "disk": disk,
}


def look(*, at: datetime) -> dict[str, bool]:
    """Every check by name; one that cannot be made has failed."""
    return {name: _passes(name, check, at) for name, check in CHECKS.items()}


def _passes(name: str, check: Callable[[datetime], bool], at: datetime) -> bool:
    try:
        passed = check(at)
    except (DatabaseError, redis.RedisError, OSError) as error:
        log.warning("not ready", check=name, cause=f"{type(error).__name__}: {error}")
        return False
    if not passed:
        log.warning("not ready", check=name)
    return passed
