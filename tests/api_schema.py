"""The schema in git, read once for every test that asks it."""

from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).resolve().parent.parent / "docs/openapi.yaml"


@cache
def written() -> dict:
    """``make check`` and ``tests/test_openapi.py`` see to it that it is current."""
    return yaml.load(FILE.read_bytes(), Loader=yaml.CSafeLoader)
