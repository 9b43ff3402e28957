"""Secrets of a machine that is not in production: made once, kept in ``var``."""

import base64
import os
import secrets
from collections.abc import MutableMapping
from pathlib import Path


def _fresh() -> dict[str, str]:
    def key() -> str:
        return base64.b64encode(secrets.token_bytes(32)).decode()

    return {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "FIELD_KEYS": f"k1:{key()}",
        "INDEX_KEY": key(),
    }


def _read(path: Path) -> dict[str, str]:
    lines = path.read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def provide(environ: MutableMapping[str, str], *, var: Path) -> None:
    """Fill in the secrets that the environment leaves open.

    Whoever loses the file loses the encrypted fields of this machine's database.
    """
    if all(environ.get(name) for name in ("SECRET_KEY", "FIELD_KEYS", "INDEX_KEY")):
        return
    path = var / "secrets.env"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"secrets.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text("".join(f"{k}={v}\n" for k, v in _fresh().items()))
        try:
            os.link(fresh, path)  # two at once: the first one's are everybody's
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    for name, value in _read(path).items():
        if not environ.get(name):
            environ[name] = value
