"""All settings of the finder; finder/configuration/ has what no machine changes, and the checks.

Every value that differs between machines comes from an environment variable, or
from the file `.env` beside manage.py (`make install` writes one for local use).
docs/deploying.md lists them all; tests/finder/test_settings.py keeps it honest.
"""

from pathlib import Path

import environ

from finder.configuration import (
    applications,
    basemap,
    callbacks,
    data,
    databases,
    files,
    log_in,
    operator,
    privacy,
    values,
)
from finder.configuration.log_in import *  # noqa: F403
from text import languages

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
env.read_env(BASE_DIR / ".env")

# --- The site --------------------------------------------------------------------

DEBUG = values.switch("DEBUG", env.str("DEBUG", default=""), default=False)
SECRET_KEY = values.secret_key("SECRET_KEY", env.str("SECRET_KEY", default=""))
ALLOWED_HOSTS = values.host_names("ALLOWED_HOSTS", env.str("ALLOWED_HOSTS", default=""))
SITE_NAME = env.str("SITE_NAME", default="Treatment Finder")
# Where people write who find something wrong; empty: no page offers it.
CONTACT_EMAIL = values.email_address("CONTACT_EMAIL", env.str("CONTACT_EMAIL", default=""))
# Where people write who find a hole in the site's security; empty: CONTACT_EMAIL.
SECURITY_CONTACT = values.email_address("SECURITY_CONTACT", env.str("SECURITY_CONTACT", default=""))
RELEASE = files.release()
# What is deployed, such as a commit's id: `manage.py version` prints it.
REVISION = env.str("REVISION", default="").strip()
# Where "Quick exit" leads: a page that could be anybody's.
EXIT_URL = values.web_address("EXIT_URL", env.str("EXIT_URL", default="https://www.weather.gov/"))
# Instead of every page's own title, so that tabs and histories don't tell; empty: own titles.
NEUTRAL_TITLE = env.str("NEUTRAL_TITLE", default="")
# Behind TLS (the default): redirect to https, HSTS, secure cookies. Off only on a laptop.
HTTPS = values.switch("HTTPS", env.str("HTTPS", default=""), default=True)

# --- Who runs it (docs/decisions/0052-operator.md) -------------------------------------

OPERATOR_NAME = operator.name("OPERATOR_NAME", env.str("OPERATOR_NAME", default=""))
OPERATOR_URL = operator.website("OPERATOR_URL", env.str("OPERATOR_URL", default=""), OPERATOR_NAME)
OPERATOR_LOGO = operator.logo("OPERATOR_LOGO", env.str("OPERATOR_LOGO", default=""), OPERATOR_NAME)
OPERATOR_COLORS = operator.colors("OPERATOR_COLORS", env.str("OPERATOR_COLORS", default=""))
# The place in the search box until visitors type another; empty: none.
OPERATOR_AREA = operator.area("OPERATOR_AREA", env.str("OPERATOR_AREA", default=""))
# Public ids of the operator's own places, which no search prefers.
OPERATOR_FACILITIES = operator.facilities(
    "OPERATOR_FACILITIES", env.str("OPERATOR_FACILITIES", default=""), OPERATOR_NAME
)

# --- Language and time -----------------------------------------------------------

# English at the root, other languages below their code (/es/): finder/language.py. A folder of
# fixtures/languages/ is a language: docs/translating.md.
LANGUAGE_CODE = languages.SOURCE
LANGUAGES = [(language.code, language.name) for language in languages.languages()]
# In which the admin shows times, and a day of the counts begins and ends.
TIME_ZONE = values.time_zone("TIME_ZONE", env.str("TIME_ZONE", default="America/New_York"))
LOCALE_PATHS = files.locale_paths(BASE_DIR)
FORMAT_MODULE_PATH = ["finder.formats"]

# --- Log-in of the staff; the rest is in finder/configuration/log_in.py -----------------------

# Whether staff need a second factor: "required" or "optional" (for who sets one up).
SECOND_FACTOR = values.choice(
    "SECOND_FACTOR",
    env.str("SECOND_FACTOR", default="") or ("required" if HTTPS else "optional"),
    ("required", "optional"),
)
AUTH_PASSWORD_VALIDATORS = log_in.password_validators(SECOND_FACTOR)
# After how long without a click one has to log in again.
SESSION_IDLE_MINUTES = values.minutes(
    "SESSION_IDLE_MINUTES", env.str("SESSION_IDLE_MINUTES", default="30"), 5, 12 * 60
)

# --- What visitors send (visitor_forms/, callbacks/, feedback/) ----------------------------

# Keys that encrypt what visitors type, newest first, separated by commas; empty: nothing of
# it can be kept, so nobody is asked. `manage.py new_field_key` prints one.
FIELD_KEYS = values.field_keys("FIELD_KEYS", env.str("FIELD_KEYS", default=""))
# The request header in which the proxy says whose address it is; empty: the connection's own.
CLIENT_ADDRESS_HEADER = values.header_name(
    "CLIENT_ADDRESS_HEADER", env.str("CLIENT_ADDRESS_HEADER", default="")
)
# Where all workers and machines count together how often visitors send and staff guess (limits/);
# empty: each worker by itself.
REDIS_URL = values.redis_address("REDIS_URL", env.str("REDIS_URL", default=""))

# --- Callbacks: people leave a number to be called (docs/decisions/0017) -------------

CALLBACKS_ENABLED = values.switch(
    "CALLBACKS_ENABLED", env.str("CALLBACKS_ENABLED", default=""), default=False
)
# Who calls, from which number, when, in the words that visitors read before they send.
CALLBACKS_BY = env.str("CALLBACKS_BY", default="")
CALLBACKS_HOURS = env.str("CALLBACKS_HOURS", default="")
# The same for the pages in other languages, which otherwise show the English: {code: words}.
CALLBACKS_HOURS_IN = {
    code: env.str(f"CALLBACKS_HOURS_{code.upper()}", default="")
    for code, _name in LANGUAGES
    if code != LANGUAGE_CODE
}
CALLBACKS_FROM = callbacks.number(
    env.str("CALLBACKS_FROM", default=""),
    enabled=CALLBACKS_ENABLED,
    field_keys=FIELD_KEYS,
    called_by=CALLBACKS_BY,
    hours=CALLBACKS_HOURS,
)
# Who is told by mail that somebody waits (an id, nothing else); empty: nobody.
CALLBACKS_NOTIFY = values.email_addresses(
    "CALLBACKS_NOTIFY", env.str("CALLBACKS_NOTIFY", default="")
)

# --- Mail: none unless EMAIL_URL says how ------------------------------------------

mail_url = env.str("EMAIL_URL", default="")
mail = values.mail_server("EMAIL_URL", mail_url, env.email_url_config)
EMAIL_BACKEND, EMAIL_FILE_PATH = mail["EMAIL_BACKEND"], mail["EMAIL_FILE_PATH"]
EMAIL_HOST, EMAIL_PORT = mail["EMAIL_HOST"], mail["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail["EMAIL_HOST_USER"], mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = mail.get("EMAIL_USE_TLS", False), mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = values.seconds("EMAIL_TIMEOUT", env.str("EMAIL_TIMEOUT", default="5"))
DEFAULT_FROM_EMAIL = values.email_address(
    "DEFAULT_FROM_EMAIL", env.str("DEFAULT_FROM_EMAIL", default="")
)
values.check_mail("CALLBACKS_NOTIFY", CALLBACKS_NOTIFY, mail_url, DEFAULT_FROM_EMAIL)

# --- Applications ----------------------------------------------------------------

INSTALLED_APPS, MIDDLEWARE = applications.INSTALLED_APPS, applications.MIDDLEWARE
REST_FRAMEWORK = applications.REST_FRAMEWORK
SPECTACULAR_SETTINGS = applications.spectacular(
    OPERATOR_NAME or SITE_NAME, CONTACT_EMAIL, OPERATOR_URL
)
ROOT_URLCONF, WSGI_APPLICATION = "finder.urls", "finder.wsgi.application"
# The site lies at the root of its host, whatever a request's environment says (finder/handling/).
FORCE_SCRIPT_NAME = ""
TEMPLATES = applications.templates(BASE_DIR / "templates")

# --- Data ------------------------------------------------------------------------

# SQLite is the default; production sets DATABASE_URL to PostgreSQL. A replica's reads, and those
# from the copy on this machine's disk while no server answers: docs/decisions/0044.
COPY_DIR = env.str("COPY_DIR", default=str(VAR_DIR / "copy"))
COPIED_APPS, UNCOPIED_TABLES = databases.COPIED_APPS, databases.UNCOPIED_TABLES
DATABASES = databases.databases(
    env.str("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'finder.sqlite3'}"),
    env.str("DATABASE_REPLICA_URLS", default=""),
    COPY_DIR,
    env.db_url_config,
)
DATABASE_ROUTERS = ["database.router.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = data.CACHES
# An edit in the admin or an import shows on pages after so many seconds at most: a worker asks the
# database that often whether there was one.
ASKED_EVERY = 5
# Where files of the whole directory are kept, made once for each of its states (budget/files.py).
KEPT_FILES_DIR = env.str("KEPT_FILES_DIR", default=str(VAR_DIR / "kept"))
# Where the files of /data/ are kept, which anybody may read (opendata/making.py); whether nginx
# sends them, once the finder has told it which: deploy/nginx.conf.
DATA_FILES_DIR = env.str("DATA_FILES_DIR", default=str(VAR_DIR / "data"))
DATA_FILES_PROXY = values.switch(
    "DATA_FILES_PROXY", env.str("DATA_FILES_PROXY", default=""), default=False
)
# A shared cache asks /revision and has it in its keys: pages may be kept for a day (decision 63).
CACHE_BY_REVISION = values.switch(
    "CACHE_BY_REVISION", env.str("CACHE_BY_REVISION", default=""), default=False
)
# A file that `manage.py back_up` touches after each backup; empty: none.
BACKUP_STAMP = env.str("BACKUP_STAMP", default="").strip()
# How often, in seconds, each worker writes its counts to the database; None: never by itself.
COUNTS_EVERY = 30

# --- Official sources: manage.py update_directory (docs/data.md) ------------------------------

# Which are asked where a command names none; empty: those that fixtures/sources.toml has on.
SOURCES = values.listed(env.str("SOURCES", default=""))
# A file of one's own that adds sources and replaces what the project's says of its own.
SOURCES_FILE = env.str("SOURCES_FILE", default="").strip()
# Hosts that may lie in a private network and be asked by plain http, such as a mirror.
SOURCES_ALLOW_PRIVATE_HOSTS = values.listed(env.str("SOURCES_ALLOW_PRIVATE_HOSTS", default=""))
# Where what came is kept.
SOURCES_DIR = env.str("SOURCES_DIR", default=str(VAR_DIR / "sources"))
SOURCES_BOUNDS = data.SOURCES_BOUNDS
# Who is told by mail what an update changed, or why it stopped; empty: nobody.
UPDATES_NOTIFY = values.email_addresses("UPDATES_NOTIFY", env.str("UPDATES_NOTIFY", default=""))
values.check_mail("UPDATES_NOTIFY", UPDATES_NOTIFY, mail_url, DEFAULT_FROM_EMAIL)

# --- Watching over it (docs/decisions/0041-metrics.md) -----------------------------------------

# Where numbers for Prometheus are served, on which address of this machine; None: nowhere.
METRICS_PORT = values.port("METRICS_PORT", env.str("METRICS_PORT", default=""))
METRICS_HOST = env.str("METRICS_HOST", default="127.0.0.1")
# Where gunicorn's workers keep what they count: gunicorn says.
METRICS_DIR = env.str("PROMETHEUS_MULTIPROC_DIR", default="")
# Who is told by mail what is amiss, once when it begins and once when it ends; empty: nobody.
ALERTS_NOTIFY = values.email_addresses("ALERTS_NOTIFY", env.str("ALERTS_NOTIFY", default=""))
values.check_mail("ALERTS_NOTIFY", ALERTS_NOTIFY, mail_url, DEFAULT_FROM_EMAIL)
# Where is kept what they were told.
WATCH_FILE = env.str("WATCH_FILE", default=str(VAR_DIR / "watch.json"))
# Lines of the log: "text", or "json" for a collector of logs.
LOG_FORMAT = values.choice(
    "LOG_FORMAT", env.str("LOG_FORMAT", default="") or "text", ("text", "json")
)

# --- Static files, and the map of results (docs/decisions/0012-map.md) -----------------

STATIC_URL, STATIC_ROOT = "static/", VAR_DIR / "static"
# The map's outlines and libraries, which scripts/outlines.mjs makes where there is Node.js.
ASSETS_DIR = VAR_DIR / "assets"
HAS_MAP = files.has_map(ASSETS_DIR)
MAP_COUNTIES = files.map_counties(ASSETS_DIR)  # {state: bytes of its file}
STATICFILES_DIRS = [BASE_DIR / "static", *([ASSETS_DIR] if HAS_MAP else [])]
WHITENOISE_ALLOW_ALL_ORIGINS = False  # our files are for our pages
STORAGES = files.STORAGES
# Streets under the map: a file of vector tiles, if an operator has one (decision 49).
MAP_BASEMAP = basemap.basemap("MAP_BASEMAP", env.str("MAP_BASEMAP", default="").strip())

# --- Security and privacy; who logs in is in log_in.py: AXES_…, AUTH_…, SESSION_COOKIE_AGE ----

CONTENT_SECURITY_POLICY = privacy.content_security_policy(https=HTTPS)
# Django's default, said because forms depend on it: with no-referrer, Chromium sends
# `Origin: null` and Django refuses every form.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# Health checks come from the machine itself, over plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$", r"^revision$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# How long browsers keep to https after a visit; whether for all names below the host, too, and for
# those who were never there: promises that an operator must be able to keep.
HSTS_SECONDS = values.whole_number("HSTS_SECONDS", env.str("HSTS_SECONDS", default="31536000"))
SECURE_HSTS_SECONDS = HSTS_SECONDS if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and values.switch(
    "HSTS_INCLUDE_SUBDOMAINS", env.str("HSTS_INCLUDE_SUBDOMAINS", default=""), default=False
)
SECURE_HSTS_PRELOAD = HTTPS and values.switch(
    "HSTS_PRELOAD", env.str("HSTS_PRELOAD", default=""), default=False
)
SILENCED_SYSTEM_CHECKS = privacy.SILENCED_SYSTEM_CHECKS
# With this prefix browsers take a cookie from this host alone, over https alone.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid", f"{COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "finder.errors.form_refused"
# Kept in the session: a cookie of their own would have no prefix.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Where a log-in leads that names no page, or one of another site.
LOGIN_URL, LOGIN_REDIRECT_URL = "admin:login", "admin:index"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
# What visitors send fits (finder/handling/sizes.py); of the admin's texts the server takes a
# megabyte (serving/arriving.py).
VISITORS_MAX_BYTES = 64 * 1024
FILE_UPLOAD_HANDLERS = ["visitor_forms.uploads.NoFiles"]
LOGGING = privacy.logging_in(LOG_FORMAT)

# --- Geocoding (off unless a host is configured; used by a command only) ----------

GEOCODER = env.str("GEOCODER", default="")  # "", "nominatim", "photon" or "census"
GEOCODER_URL = env.str("GEOCODER_URL", default="")
GEOCODER_SECONDS_BETWEEN = values.seconds(
    "GEOCODER_SECONDS_BETWEEN", env.str("GEOCODER_SECONDS_BETWEEN", default="1")
)
