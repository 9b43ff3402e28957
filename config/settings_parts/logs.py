"""Logs: readable at a terminal, JSON elsewhere, never with personal data."""

import structlog

from config import env
from config.settings_parts.place import PRODUCTION
from station.logs import mask_personal_data

LOG_LEVEL = env.one_of(
    "LOG_LEVEL", ["DEBUG", "INFO", "WARNING", "ERROR"], default="INFO"
)
LOG_FORMAT = env.one_of(
    "LOG_FORMAT", ["json", "text"], default="json" if PRODUCTION else "text"
)

SHARED = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=LOG_FORMAT == "json"),
    structlog.stdlib.ExtraAdder(allow={"task_id", "task_name"}),
]
RENDERER = {
    "json": structlog.processors.JSONRenderer(ensure_ascii=False),
    "text": structlog.dev.ConsoleRenderer(
        colors=False, exception_formatter=structlog.dev.plain_traceback
    ),
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "station": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": SHARED,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                mask_personal_data,
                RENDERER[LOG_FORMAT],
            ],
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "station"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        # Our own line for each request says the same without the query string.
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
        "django.template": {"level": "INFO"},
        "django.utils.autoreload": {"level": "WARNING"},
        "celery": {"level": "WARNING"},
        "gunicorn": {"level": "WARNING"},
        "gunicorn.http.wsgi": {"level": "ERROR"},  # complains of HEAD
        "httpx": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
    },
}

structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *SHARED[:-1],
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
