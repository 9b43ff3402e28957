"""The database of the benches: never the one people work on."""

import os
import sys
from urllib.parse import urlsplit, urlunsplit

import django
import psycopg
from psycopg import sql

MARK = "bench"


def use(name: str) -> None:
    """Point the product at it, made where it is missing, and set Django up."""
    if MARK not in name:
        sys.exit(f"{name}: a database for benches has {MARK!r} in its name.")
    address = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(urlunsplit(address), autocommit=True) as known:
        found = known.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if found.fetchone() is None:
            known.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    os.environ["DATABASE_URL"] = urlunsplit(address._replace(path=f"/{name}"))
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
