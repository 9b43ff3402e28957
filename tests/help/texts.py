"""The chapters as they stand in the files."""

import re
from pathlib import Path

from django.conf import settings

from station.help.chapters import folder

TEMPLATES = Path(settings.BASE_DIR) / "templates" / "help"
LANGUAGES = ("en", "zh-hans")
PICTURE = re.compile(r'{% picture "([a-z0-9-]+)"')
ANCHOR = re.compile(r'\bid="([^"]+)"')


def source(language: str, slug: str) -> str:
    """A chapter as it was written."""
    return (TEMPLATES / folder(language) / f"{slug}.html").read_text()


def anchors(language: str, slug: str) -> list[str]:
    """The sections of a chapter, in order."""
    return ANCHOR.findall(source(language, slug))


def pictures(language: str, slug: str) -> list[str]:
    """The pictures of a chapter, in order."""
    return PICTURE.findall(source(language, slug))
