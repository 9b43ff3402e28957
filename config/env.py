"""Typed reads of the environment that fail with the variable's name."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off"})


def text(name: str, default: str | None = None) -> str:
    """The variable as it stands; without a default it must be set."""
    value = os.environ.get(name) or default
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set.")
    return value


def flag(name: str, *, default: bool) -> bool:
    """Yes or no."""
    value = os.environ.get(name)
    if value is None or value == "":
        return default
    if value.lower() in TRUE:
        return True
    if value.lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def number(name: str, *, default: int, least: int = 0) -> int:
    """A whole number of at least ``least``."""
    value = os.environ.get(name)
    if value is None or value == "":
        return default
    try:
        found = int(value)
    except ValueError:
        raise ImproperlyConfigured(
            f"{name} must be a whole number, not {value!r}."
        ) from None
    if found < least:
        raise ImproperlyConfigured(f"{name} must be at least {least}, not {found}.")
    return found


def one_of(name: str, allowed: list[str], *, default: str) -> str:
    """One of a few words."""
    value = os.environ.get(name) or default
    if value not in allowed:
        raise ImproperlyConfigured(
            f"{name} must be one of {', '.join(allowed)}, not {value!r}."
        )
    return value


def words(name: str, *, default: str | None = "") -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def folder(name: str, *, default: Path) -> Path:
    """A folder, absolute."""
    return Path(os.environ.get(name) or default).resolve()


def secret(name: str, *, least: int = 32) -> str:
    """A secret long enough to be one."""
    value = text(name)
    if len(value) < least:
        raise ImproperlyConfigured(f"{name} must have at least {least} characters.")
    return value


def database(name: str) -> dict[str, object]:
    """A ``postgresql://`` address as Django's connection settings."""
    url = urlsplit(text(name))
    if url.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must start with postgresql://.")
    options = dict(parse_qsl(url.query))
    try:
        port = url.port
    except ValueError:
        raise ImproperlyConfigured(f"{name} has a port that is no number.") from None
    if not url.path.strip("/"):
        raise ImproperlyConfigured(f"{name} names no database.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": options.pop("host", "") or unquote(url.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": options,
    }
