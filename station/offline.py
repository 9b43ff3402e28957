"""What a phone keeps of the site: the files and the shell of the pages without signal."""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.urls import reverse
from django.utils.functional import Promise

Text = str | Promise
FRAME = (
    "vendor/tabler/css/tabler.min.css",
    "css/tokens.css",
    "css/fengqiao.css",
    "css/offline.css",
    "icons.svg",
    "img/logo.svg",
)


@dataclass(frozen=True)
class Shortcut:
    """A place a long press on the app's icon leads to."""

    label: Text
    url_name: str

    @property
    def url(self) -> str:
        return reverse(self.url_name)


@dataclass(frozen=True)
class Page:
    """One more page that works without signal, and the addresses it answers then."""

    url_name: str
    permission: str
    # What begins so, scanned or tapped, leads to it while there is no signal.
    scans: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return reverse(self.url_name)


@dataclass
class Offline:
    """The shell that works without signal, what it loads, and where it stands in for."""

    shell: str = ""  # url name; a page that holds nobody's data
    stands_in_for: str = ""  # url name of the page that the shell replaces
    files: list[str] = field(default_factory=lambda: list(FRAME))
    shortcuts: list[Shortcut] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)


def worker_settings(offline: Offline) -> dict:
    """What the service worker must know; its version changes with any file."""
    files = [staticfiles_storage.url(path) for path in dict.fromkeys(offline.files)]
    known = {
        "files": files,
        "shell": reverse(offline.shell),
        "fallback": reverse("station:offline"),
        "round": reverse(offline.stands_in_for),
        "pages": [{"url": page.url, "scans": page.scans} for page in offline.pages],
        "is_hashed": is_hashed(),
    }
    return known | {"version": _version(offline, known)}


def is_hashed() -> bool:
    """Do the names of the static files change with what stands in them?"""
    return isinstance(staticfiles_storage, ManifestFilesMixin)


def _version(offline: Offline, known: dict) -> str:
    found = hashlib.sha256(json.dumps(known, sort_keys=True).encode())
    if not known["is_hashed"]:
        for path in offline.files:
            source = finders.find(path)
            if source:
                found.update(Path(source).read_bytes())
    return found.hexdigest()[:12]
