"""PostgreSQL: a pool for the web, short statements, nobody waits for ever."""

import sys

from config import env
from config.settings_parts.place import PROCESS

SECOND = 1000
LIMITS = {
    "web": {
        "statement_timeout": 10 * SECOND,
        "idle_in_transaction_session_timeout": 30 * SECOND,
        "lock_timeout": 5 * SECOND,
    },
    "worker": {
        "statement_timeout": 300 * SECOND,
        "idle_in_transaction_session_timeout": 60 * SECOND,
        "lock_timeout": 10 * SECOND,
    },
    "beat": {"statement_timeout": 10 * SECOND, "lock_timeout": 2 * SECOND},
    # Migrations and imports by hand: long statements, but no queue behind a lock.
    "command": {"lock_timeout": 5 * SECOND},
}


def _database() -> dict[str, object]:
    found = env.database("DATABASE_URL")
    limits = {"jit": "off"} | LIMITS[PROCESS]
    found["OPTIONS"] = {
        "application_name": f"fengqiao {PROCESS}",
        "connect_timeout": 5,
        "server_side_binding": True,
        # Only what is asked for by station.prepared; None would forbid it there too.
        "prepare_threshold": sys.maxsize,
        "options": " ".join(f"-c {name}={value}" for name, value in limits.items()),
    } | found["OPTIONS"]
    if PROCESS == "web":
        found["CONN_MAX_AGE"] = 0
        found["OPTIONS"]["pool"] = {
            "min_size": 1,
            "max_size": env.number("DATABASE_POOL_SIZE", default=8, least=1),
            "timeout": 5,  # then 503, not a hanging page
        }
    else:
        found["CONN_MAX_AGE"] = 60
    found["CONN_HEALTH_CHECKS"] = True
    return found


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
