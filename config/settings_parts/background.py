"""Celery and the cache: a doorbell, never a record."""

from celery.schedules import crontab

from config import env
from config.settings_parts.place import PROCESS, VAR_DIR

REDIS_URL = env.text("REDIS_URL")

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000  # kB
# A task longer than the visibility timeout would run twice: well below the half.
CELERY_TASK_SOFT_TIME_LIMIT = 130
CELERY_TASK_TIME_LIMIT = 140
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 1,
    "health_check_interval": 25,
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 0}
if PROCESS in {"web", "command"}:  # who rings does not wait at the door
    CELERY_BROKER_TRANSPORT_OPTIONS["socket_timeout"] = 1
    CELERY_BROKER_CONNECTION_TIMEOUT = 1
    CELERY_BROKER_CONNECTION_MAX_RETRIES = 0

CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat" / "schedule")
CELERY_BEAT_MAX_LOOP_INTERVAL = 5
# How often due reminders and waiting notices are looked for.
SWEEP_SECONDS = env.number("SWEEP_SECONDS", default=15, least=1)
# Ticks sweep what is due, so a missed or a doubled one does no harm.
CELERY_BEAT_SCHEDULE = {
    "heartbeat": {
        "task": "config.tasks.heartbeat",
        "schedule": 15.0,
        "options": {"expires": 15},
    },
    "reminders": {
        "task": "station.tasks.sweep",
        "schedule": float(SWEEP_SECONDS),
        "options": {"expires": SWEEP_SECONDS},
    },
    "notices": {
        "task": "station.tasks.send_notices",
        "schedule": float(SWEEP_SECONDS),
        "options": {"expires": SWEEP_SECONDS},
    },
    "webhooks": {
        "task": "station.tasks.send_webhooks",
        "schedule": float(SWEEP_SECONDS),
        "options": {"expires": SWEEP_SECONDS},
    },
    "old calls of webhooks": {
        "task": "station.tasks.purge_webhooks",
        "schedule": crontab(hour=3, minute=40),
        "options": {"expires": 3600},
    },
    "audit heads": {
        "task": "station.tasks.keep_audit_heads",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "tidy": {
        "task": "station.tasks.tidy",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "rollups": {
        "task": "station.tasks.fold_rollups",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "reports": {
        "task": "station.tasks.make_reports",
        "schedule": 900.0,
        "options": {"expires": 900},
    },
    "jobs": {
        "task": "station.tasks.sweep_jobs",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    "old jobs": {
        "task": "station.tasks.purge_jobs",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "old sign-ins": {
        "task": "station.tasks.purge_sign_ins",
        "schedule": crontab(hour=3, minute=20),
        "options": {"expires": 3600},
    },
    "register imports": {
        "task": "households.tasks.sweep_register_imports",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    "visits that are due": {
        "task": "households.visit_plan_tasks.recompute_due_dates",
        "schedule": 3600.0,  # the day begins for everybody within the hour
        "options": {"expires": 3600},
    },
    "questions about visits": {
        "task": "households.visit_plan_tasks.look_at_visits",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "early warning": {
        "task": "disputes.tasks.read_warnings",
        "schedule": crontab(hour=5, minute=30),
        "options": {"expires": 3600},
    },
    "waves of fraud": {
        "task": "antifraud.tasks.find_waves",
        "schedule": crontab(hour=6, minute=10),
        "options": {"expires": 3600},
    },
    "tallies of patrols": {
        "task": "patrols.tasks.fold_tallies",
        "schedule": 300.0,
        "options": {"expires": 300},
    },
    "forgotten patrols": {
        "task": "patrols.tasks.end_forgotten",
        "schedule": 300.0,
        "options": {"expires": 300},
    },
    "who did not come": {
        "task": "patrols.tasks.note_absent",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "calls for help": {
        "task": "patrols.tasks.climb_alarms",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    "alerts": {
        "task": "antifraud.tasks.send_alerts",
        "schedule": float(SWEEP_SECONDS),
        "options": {"expires": SWEEP_SECONDS},
    },
    "dissuasions": {
        "task": "antifraud.tasks.climb_dissuasions",
        "schedule": 15.0,
        "options": {"expires": 15},
    },
    "old register imports": {
        "task": "households.tasks.purge_register_imports",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
}

CACHES = {
    "default": {
        "BACKEND": "config.cache.ForgetfulRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "fengqiao",
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    }
}
