"""The moment at which tests happen."""

from datetime import UTC, date, datetime

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # Friday 10:00 in Shanghai
TODAY = date(2026, 11, 20)
