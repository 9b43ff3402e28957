#!/usr/bin/env python
"""Fengqiao's command line.

Outside production it starts the embedded services for its own time wherever
DATABASE_URL and REDIS_URL name no real ones.
"""

import os
import sys

WITHOUT_SERVICES = {
    "",
    "up",
    "down",
    "status",
    "help",
    "version",
    "--help",
    "--version",
}
ON_THEIR_OWN = {"makemessages", "compilemessages", "compile_translations", "check"}
NOWHERE = {
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}


def prepare(command: str) -> None:
    """Give the command the addresses of its services."""
    from station.embedded import lease

    if os.environ.get("PRODUCTION", "").lower() in {"1", "true", "yes", "on"}:
        return
    if command in WITHOUT_SERVICES | ON_THEIR_OWN:
        for name, value in NOWHERE.items():
            os.environ.setdefault(name, value)
        return
    lease.provide(os.environ, var=lease.var_folder())


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    from station.embedded.errors import EmbeddedError

    try:
        if command == "serve":  # the parent of all processes does without Django
            from station.embedded import serving

            return serving.main(sys.argv[2:])
        prepare(command)
    except EmbeddedError as error:
        sys.exit(f"{error}")
    from django.core.management import execute_from_command_line

    return execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
