"""Notices that leave the house, and the hours of the office."""

from datetime import time

from django.core.exceptions import ImproperlyConfigured

from config import env

# Where links in mails, work-chats and on cards lead.
PUBLIC_URL = env.text("PUBLIC_URL", default="http://127.0.0.1:8000").rstrip("/")

EMAIL_HOST = env.text("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.number("EMAIL_PORT", default=25, least=1)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", default="fengqiao@localhost")

# Hosts of our own net that may receive signed notices, also without TLS.
WEBHOOK_INNER_HOSTS = env.words("WEBHOOK_INNER_HOSTS")

# The gateway for text messages and the secret it checks us with; without it none go.
SMS_GATEWAY_URL = env.text("SMS_GATEWAY_URL", default="")
SMS_GATEWAY_SECRET = env.text("SMS_GATEWAY_SECRET", default="")


def _hours(span: str) -> tuple[time, time]:
    begin, _dash, end = span.partition("-")
    try:
        hours = time.fromisoformat(begin.strip()), time.fromisoformat(end.strip())
    except ValueError:
        hours = time.max, time.min
    if hours[0] >= hours[1]:
        raise ImproperlyConfigured(
            f"OFFICE_HOURS must look like 08:30-12:00,14:30-18:00, not {span!r}."
        )
    return hours


# The halves of a working day, Asia/Shanghai.
OFFICE_HOURS = [
    _hours(span)
    for span in env.words("OFFICE_HOURS", default="08:30-12:00,14:30-18:00")
]

# Webhooks of machines: the first wait after a failed call, how long calls are tried
# before the webhook stops, how long two secrets hold, how long the log is kept.
WEBHOOK_FIRST_WAIT = env.number("WEBHOOK_FIRST_WAIT", default=10, least=1)  # seconds
WEBHOOK_DAYS = env.number("WEBHOOK_DAYS", default=3, least=1)
WEBHOOK_OVERLAP_HOURS = env.number("WEBHOOK_OVERLAP_HOURS", default=24, least=1)
WEBHOOK_LOG_DAYS = env.number("WEBHOOK_LOG_DAYS", default=30, least=1)
