"""Settings of the test suite; without DATABASE_URL it brings its own services."""

import os

from station.embedded import lease

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ.setdefault("FIELD_KEYS", "test:" + "A" * 43 + "=")
os.environ.setdefault("INDEX_KEY", "B" * 43 + "=")
os.environ.setdefault("LOG_LEVEL", "ERROR")
lease.provide(os.environ, var=lease.var_folder() / "tests", for_tests=True)

from config.settings import *  # noqa: E402

PRODUCTION = False
DEBUG = False
SECURE_SSL_REDIRECT = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
INSTALLED_APPS += ["zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
ZEAL_RAISE = True
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
# Tests that commit empty their tables; nobody else may (station.models.base).
DATABASES["default"]["OPTIONS"]["options"] += " -c fengqiao.may_truncate=on"
