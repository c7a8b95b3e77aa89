"""The project's settings for tests: nothing of a developer's .env reaches them."""

import os
from tempfile import TemporaryDirectory

kept_files = TemporaryDirectory(prefix="kept-files-")  # gone when the process ends
# With any value at all, counts would be kept in files.
os.environ.pop("PROMETHEUS_MULTIPROC_DIR", None)
os.environ.update(
    SECRET_KEY="tests-only",
    ALLOWED_HOSTS="testserver,127.0.0.1,localhost",
    HTTPS="off",
    SECOND_FACTOR="",
    SESSION_IDLE_MINUTES="30",
    DEBUG="off",
    TIME_ZONE="America/New_York",
    HSTS_SECONDS="31536000",
    HSTS_INCLUDE_SUBDOMAINS="off",
    HSTS_PRELOAD="off",
    SITE_NAME="Treatment Finder",
    CONTACT_EMAIL="",
    SECURITY_CONTACT="",
    REVISION="",
    CACHE_BY_REVISION="",
    EXIT_URL="https://www.weather.gov/",
    NEUTRAL_TITLE="",
    FIELD_KEYS="dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHk=",
    CLIENT_ADDRESS_HEADER="",
    REDIS_URL="",
    CALLBACKS_ENABLED="on",
    CALLBACKS_BY="Bay County Helpers",
    CALLBACKS_FROM="617-555-0142",
    CALLBACKS_HOURS="Every day from 9 am to 9 pm, Eastern Time.",
    CALLBACKS_HOURS_ES="",
    CALLBACKS_NOTIFY="",
    EMAIL_URL="",
    EMAIL_TIMEOUT="2",
    DEFAULT_FROM_EMAIL="",
    MAP_BASEMAP="",
    GEOCODER="",
    GEOCODER_URL="",
    GEOCODER_SECONDS_BETWEEN="0",
    SOURCES="",
    SOURCES_FILE="",
    SOURCES_ALLOW_PRIVATE_HOSTS="",
    UPDATES_NOTIFY="",
    METRICS_PORT="",
    METRICS_HOST="127.0.0.1",
    ALERTS_NOTIFY="",
    BACKUP_STAMP="",
    LOG_FORMAT="",
    KEPT_FILES_DIR=kept_files.name,
    DATA_FILES_DIR=f"{kept_files.name}/data",
    DATA_FILES_PROXY="",
    DATABASE_URL=os.environ.get("TEST_DATABASE_URL", "sqlite:///:memory:"),
    DATABASE_REPLICA_URLS="",
    # A copy is kept where a test asks for it.
    COPY_DIR="",
)

from finder.settings import *  # noqa: E402, F403
from finder.settings import CACHES, STORAGES  # noqa: E402

# Hashed names would need a collectstatic before each run; the browser tests do one.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
# Each test sees its own data at once: what pages keep for some seconds isn't kept here.
CACHES = {**CACHES, "default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
ASKED_EVERY = 0
# Slow on purpose where passwords are real: here it would be a sixth of the suite.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tests that count write it themselves: no other test is slower or asks more for it.
COUNTS_EVERY = None
