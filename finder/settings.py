"""All settings of the finder, but for the long ones in applications.py and privacy.py.

Every value that differs between machines comes from an environment variable, or
from the file `.env` beside manage.py (`make install` writes one for local use).
docs/deploying.md lists them all; tests/finder/test_settings.py keeps it honest.
"""

import re
from datetime import timedelta
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from finder import applications, privacy
from finder.values import email_address, field_keys, mail_server, phone_number, web_address
from text import languages

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
env.read_env(BASE_DIR / ".env")


def required(name, advice):
    """Return the variable `name`, or stop with one line that says how to set it."""
    if value := env.str(name, default=""):
        return value
    raise ImproperlyConfigured(f"{name} is not set. {advice}")


# --- The site --------------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = required(
    "SECRET_KEY",
    "Set it to a long random text (docs/deploying.md), or run `make install` for local use.",
)
ALLOWED_HOSTS = [
    host.strip()
    for host in required(
        "ALLOWED_HOSTS", "Set it to the host names the site answers to, separated by commas."
    ).split(",")
]
SITE_NAME = env.str("SITE_NAME", default="Treatment Finder")
# Where people write who find something wrong; empty: no page offers it.
CONTACT_EMAIL = email_address("CONTACT_EMAIL", env.str("CONTACT_EMAIL", default="").strip())
# Where people write who find a hole in the site's security; empty: CONTACT_EMAIL.
SECURITY_CONTACT = email_address(
    "SECURITY_CONTACT", env.str("SECURITY_CONTACT", default="").strip()
)
# What is deployed, such as a commit's id: `manage.py version` prints it.
REVISION = env.str("REVISION", default="").strip()
# Where "Quick exit" leads: a page that could be anybody's.
EXIT_URL = web_address("EXIT_URL", env.str("EXIT_URL", default="https://www.weather.gov/"))
# Instead of every page's own title, so that tabs and histories don't tell; empty: own titles.
NEUTRAL_TITLE = env.str("NEUTRAL_TITLE", default="")
# Behind TLS (the default): redirect to https, HSTS, secure cookies. Off only on a laptop.
HTTPS = env.bool("HTTPS", default=True)

# --- Language and time -----------------------------------------------------------

# English at the root, other languages below their code (/es/): finder/language.py. A folder of
# fixtures/languages/ is a language: docs/translating.md.
LANGUAGE_CODE = languages.SOURCE
LANGUAGES = [(language.code, language.name) for language in languages.languages()]
TIME_ZONE = "America/New_York"
# What the pages say; what services are called; what entries that come with the finder say.
LOCALE_PATHS = [
    BASE_DIR / "locale",
    BASE_DIR / "fixtures" / "taxonomy" / "locale",
    BASE_DIR / "fixtures" / "curated" / "locale",
]
FORMAT_MODULE_PATH = ["finder.formats"]

# --- What visitors send (visitor_forms/, callbacks/, feedback/) ----------------------------

# Keys that encrypt what visitors type, newest first, separated by commas; empty: nothing of
# it can be kept, so nobody is asked. `manage.py new_field_key` prints one.
FIELD_KEYS = field_keys("FIELD_KEYS", env.str("FIELD_KEYS", default=""))
# The request header in which the proxy says whose address it is; empty: the connection's own.
CLIENT_ADDRESS_HEADER = env.str("CLIENT_ADDRESS_HEADER", default="")

# --- Callbacks: people leave a number to be called (docs/decisions/0017) -------------

CALLBACKS_ENABLED = env.bool("CALLBACKS_ENABLED", default=False)
# Who calls, from which number, when, in the words that visitors read before they send.
CALLBACKS_BY = env.str("CALLBACKS_BY", default="")
CALLBACKS_HOURS = env.str("CALLBACKS_HOURS", default="")
# The same for the pages in other languages, which otherwise show the English: {code: words}.
CALLBACKS_HOURS_IN = {
    code: env.str(f"CALLBACKS_HOURS_{code.upper()}", default="")
    for code, _name in LANGUAGES
    if code != LANGUAGE_CODE
}
if CALLBACKS_ENABLED:
    if not FIELD_KEYS:
        raise ImproperlyConfigured(
            "CALLBACKS_ENABLED is on but FIELD_KEYS is not set, so no number could be kept. "
            "Make a key with `openssl rand -base64 32 | tr +/ -_`."
        )
    required("CALLBACKS_BY", "Set it to who calls people back, by name.")
    CALLBACKS_FROM = phone_number(
        "CALLBACKS_FROM", required("CALLBACKS_FROM", "Set it to the phone number that will show.")
    )
    required("CALLBACKS_HOURS", "Set it to when they call, in words.")
else:
    CALLBACKS_FROM = ""
# Who is told by mail that somebody waits (an id, nothing else); empty: nobody.
CALLBACKS_NOTIFY = [
    email_address("CALLBACKS_NOTIFY", address.strip())
    for address in env.str("CALLBACKS_NOTIFY", default="").split(",")
    if address.strip()
]

# --- Mail: none unless EMAIL_URL says how ------------------------------------------

mail = mail_server("EMAIL_URL", env.str("EMAIL_URL", default=""), env.email_url_config)
EMAIL_BACKEND = mail["EMAIL_BACKEND"]
EMAIL_HOST = mail["EMAIL_HOST"]
EMAIL_PORT = mail["EMAIL_PORT"]
EMAIL_HOST_USER = mail["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = mail.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = mail["EMAIL_FILE_PATH"]
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=5)  # seconds
DEFAULT_FROM_EMAIL = email_address(
    "DEFAULT_FROM_EMAIL", env.str("DEFAULT_FROM_EMAIL", default="").strip()
)
if CALLBACKS_NOTIFY:
    required(
        "EMAIL_URL", "CALLBACKS_NOTIFY needs it. Set it like smtp+tls://user:password@host:587"
    )
    required("DEFAULT_FROM_EMAIL", "CALLBACKS_NOTIFY needs it. Set it to where mails come from.")

# --- Applications ----------------------------------------------------------------

INSTALLED_APPS = applications.INSTALLED_APPS
MIDDLEWARE = applications.MIDDLEWARE
REST_FRAMEWORK = applications.REST_FRAMEWORK
SPECTACULAR_SETTINGS = applications.SPECTACULAR_SETTINGS
ROOT_URLCONF = "finder.urls"
WSGI_APPLICATION = "finder.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": applications.CONTEXT_PROCESSORS},
    }
]

# --- Data ------------------------------------------------------------------------

# SQLite is the default; production sets DATABASE_URL to PostgreSQL.
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'finder.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Opening the file, its functions and pragmas costs a millisecond each time.
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # Readers go on during an import; a crash loses at most the last transaction.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 4, "timeout": 5}}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOCAL_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": LOCAL_MEMORY},
    # Separate, so that cached pages don't evict the counts of failed log-ins.
    "logins": {
        **{"BACKEND": LOCAL_MEMORY, "LOCATION": "logins"},
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}

# --- Counts (docs/decisions/0019-counters.md) ----------------------------------------

# How often, in seconds, each worker writes its counts to the database; None: never by itself.
COUNTS_EVERY = 30

# --- Static files ----------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
# The map's outlines and libraries, which scripts/outlines.mjs makes where there is Node.js.
ASSETS_DIR = VAR_DIR / "assets"
HAS_MAP = (ASSETS_DIR / "map" / "states.json").is_file()
STATICFILES_DIRS = [BASE_DIR / "static", *([ASSETS_DIR] if HAS_MAP else [])]
WHITENOISE_ALLOW_ALL_ORIGINS = False  # our files are for our pages
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Map of results (docs/decisions/0012-map.md) ----------------------------------

MAP_COUNTIES = {  # {state: bytes of its file}
    path.stem: path.stat().st_size for path in (ASSETS_DIR / "map" / "counties").glob("*.json")
}
# Raster tiles below the outlines, if an operator has some: https://…/{z}/{x}/{y}.png
MAP_TILES_URL = env.str("MAP_TILES_URL", default="")
MAP_TILES_CREDIT = env.str("MAP_TILES_CREDIT", default="")
MAP_TILES_ORIGIN = "/".join(MAP_TILES_URL.split("/")[:3])
if MAP_TILES_URL and not re.fullmatch(r"https?://[\w.-]+(:\d+)?/[^\s;]+", MAP_TILES_URL):
    raise ImproperlyConfigured(
        "MAP_TILES_URL must be like https://tiles.example.org/{z}/{x}/{y}.png: one host."
    )

# --- Security and privacy --------------------------------------------------------

CONTENT_SECURITY_POLICY = privacy.content_security_policy(
    https=HTTPS, tiles_origin=MAP_TILES_ORIGIN
)
# Django's default, said because forms depend on it: with no-referrer, Chromium sends
# `Origin: null` and Django refuses every form.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
# Health checks come from the machine itself, over plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FILE_UPLOAD_HANDLERS = ["visitor_forms.uploads.NoFiles"]
LOGGING = privacy.LOGGING

# --- Log-in of the staff (docs/decisions/0021-log-in.md) ------------------------------

SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds: one shift, not Django's two weeks
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# Counted in memory by a digest: no table holds names, addresses, or what was typed.
AXES_HANDLER = "axes.handlers.cache.AxesCacheHandler"
AXES_CACHE = "logins"
# It warns that each worker counts in its own memory: the proxy limits all workers together.
SILENCED_SYSTEM_CHECKS = ["axes.W001"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
# One account from one address: nobody can lock others out of their accounts.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "visitor_forms.limits.address"
# Further attempts during a lockout don't extend it.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "finder.log_in.locked_out"
# Its tables stay empty; its messages say that, not who.
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
AXES_CLIENT_STR_CALLABLE = "finder.log_in.unnamed"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# --- Geocoding (off unless a host is configured; used by a command only) ----------

GEOCODER = env.str("GEOCODER", default="")  # "", "nominatim", "photon" or "census"
GEOCODER_URL = env.str("GEOCODER_URL", default="")
GEOCODER_SECONDS_BETWEEN = env.float("GEOCODER_SECONDS_BETWEEN", default=1.0)
