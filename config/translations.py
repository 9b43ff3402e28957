"""Compiles the translations in Python, so that nobody needs gettext."""

from collections.abc import Iterator
from pathlib import Path

import polib

COLLECT = {
    "locale": ["zh_Hans"],
    "no_obsolete": True,
    "no_location": True,
    "ignore_patterns": ["var", "node_modules", ".venv", "tests", "bench"],
    "verbosity": 0,
}


def compile_all(folder: Path) -> int:
    """Write a .mo beside each .po that is newer; how many there were."""
    count = 0
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        fresh = target.with_suffix(".mo-new")
        polib.pofile(str(source)).save_as_mofile(str(fresh))
        fresh.replace(target)
        count += 1
    return count


def faults(folder: Path) -> Iterator[str]:
    """Texts without a translation, and guesses nobody has looked at."""
    for source in sorted(folder.glob("zh_Hans/LC_MESSAGES/*.po")):
        for entry in polib.pofile(str(source)):
            if entry.obsolete:
                continue
            if entry.fuzzy:
                yield f"{source.name}: fuzzy: {entry.msgid!r}"
            elif not entry.translated():
                yield f"{source.name}: no translation: {entry.msgid!r}"
