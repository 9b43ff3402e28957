"""Where we are, what this process is, and its secrets."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from config import env
from station.embedded import keys

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = env.folder("FENGQIAO_VAR", default=BASE_DIR / "var")
PRODUCTION = env.flag("PRODUCTION", default=False)
DEBUG = env.flag("DEBUG", default=False)
# web, worker, beat, or command: how long its statements may take, what it logs as.
PROCESS = env.one_of(
    "FENGQIAO_PROCESS", ["web", "worker", "beat", "command"], default="command"
)

if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("DEBUG must be off when PRODUCTION is on.")
if not PRODUCTION:
    keys.provide(os.environ, var=VAR_DIR)

SECRET_KEY = env.secret("SECRET_KEY")
# Keyring of the personal fields: "id:base64key,id:base64key", the first one writes.
FIELD_KEYS = env.secret("FIELD_KEYS")
# Key of the blind index and the derived codes; never rotated with the field keys.
INDEX_KEY = env.secret("INDEX_KEY")
ALLOWED_HOSTS = env.words(
    "ALLOWED_HOSTS", default=None if PRODUCTION else "localhost,127.0.0.1,[::1]"
)

# Names are read character by character, with surnames of our own (station.names); the
# dictionary's phrases would lie in the memory of every process, 45 MB, and be of no use.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
