"""Which static files we serve, and how: only what a page asks for."""

import fnmatch
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import AppDirectoriesFinder, BaseFinder
from django.contrib.staticfiles.storage import HashedFilesMixin
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Browser code of others: address below /static/ -> file below node_modules/.
VENDOR = {
    "vendor/dexie/dexie.js": "dexie/dist/modern/dexie.min.mjs",
    "vendor/tabler/css/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "vendor/tabler/js/tabler.min.js": "@tabler/core/dist/js/tabler.min.js",
    "vendor/signature_pad.js": "signature_pad/dist/signature_pad.min.js",
}
UNNEEDED = ["rest_framework/*", "*.map", "*LICENSE*", "*/htmx-4*", "*/htmax*", "*-4.*"]
SOURCE_MAP = re.compile(rb"\n?(?://|/\*)[#@] ?sourceMappingURL=[^\n]*")


class VendorFinder(BaseFinder):
    """Finds exactly the listed files of ``node_modules``."""

    def __init__(self, *args, **kwargs):
        self.root = Path(settings.BASE_DIR) / "node_modules"
        self.storage = FileSystemStorage(location=self.root)

    def find(self, path, find_all=False, **kwargs):
        source = VENDOR.get(path)
        found = str(self.root / source) if source else None
        if find_all:
            return [found] if found else []
        return found or []

    def list(self, ignore_patterns):
        for path, source in VENDOR.items():
            if (self.root / source).exists():
                yield path, _OneFile(self.root / source)


class _OneFile(FileSystemStorage):
    """A storage in which one file stands under the address we give it."""

    prefix = None

    def __init__(self, source: Path):
        super().__init__(location=source.parent)
        self.source = source

    def path(self, name):
        return str(self.source)


class NeededAppFinder(AppDirectoriesFinder):
    """The static files of the apps, without what no page of ours asks for."""

    def list(self, ignore_patterns):
        for path, storage in super().list(ignore_patterns):
            if not any(fnmatch.fnmatch(path, pattern) for pattern in UNNEEDED):
                yield path, storage


class StationStaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed names; pointers to source maps we lack are cut off."""

    # Addresses inside style sheets, and imports inside our own modules.
    patterns = (
        ("*.css", HashedFilesMixin.patterns[0][1][:2]),
        ("js/*.js", HashedFilesMixin._js_module_import_aggregation_patterns[1]),
    )

    def _save(self, name, content):
        if name.endswith((".css", ".js")):
            content.seek(0)  # the hash of the name has read it to its end
            content = ContentFile(SOURCE_MAP.sub(b"", content.read()), name=name)
        return super()._save(name, content)
