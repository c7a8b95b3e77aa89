"""What the site is made of, in the order in which it works: the same on every machine.

settings.py takes these as they are.
"""

INSTALLED_APPS = [
    "finder.watching.apps.FinderConfig",
    "pages",
    "opendata",
    "api",
    "hsds",
    "search",
    "facilities",
    "sources",
    "helplines",
    "resources",
    "guides",
    "selfcheck",
    "callbacks",
    "feedback",
    "counters",
    "database",
    "visitor_forms",
    "metrics",
    "places",
    "demo",
    "geocoding",
    "staff.apps.StaffConfig",
    "backups",
    "staff.apps.StaffAdminConfig",  # django.contrib.admin, with a second factor
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_filters",
    "drf_spectacular",
    "rest_framework",
]

MIDDLEWARE = [
    # Around all others, and only where somebody wants numbers.
    "metrics.middleware.MetricsMiddleware",
    # First, so that redirects, errors and static files carry the headers too.
    "finder.middleware.SecurityHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    # Inside of both: it says for which addresses they differ.
    "finder.middleware.OtherSitesMiddleware",
    # Outside of all that answers an error: those for programs have one shape.
    "programs.middleware.ProgramsMiddleware",
    # Outside of all that redirects; what is refused here still has the headers above.
    "finder.handling.sizes.SizesMiddleware",
    "programs.plain_http.PlainHttpMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "programs.middleware.PreflightMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Outside of what may still add cookies; inside of static files, which are packed already.
    "finder.compression.CompressionMiddleware",
    # Outside of what says how long a page may be kept.
    "finder.worker.revision.RevisionMiddleware",
    "finder.caching.CachingMiddleware",
    # Outside of what answers for a missing database: that answer has a language, too.
    "finder.language.LanguageMiddleware",
    "finder.middleware.UnavailableMiddleware",
    # Inside of it: that answers what no other database could.
    "database.middleware.FailoverMiddleware",
    "finder.middleware.BusyMiddleware",
    "django.middleware.common.CommonMiddleware",
    # These serve the admin; public pages never touch the session, so set no cookie.
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "limits.known_browsers.KnownBrowserMiddleware",
]

CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "finder.context.site",
    "finder.context.language_links",
    "pages.context.directory",
    "helplines.context.help_lines",
]

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "programs.negotiation.NoNegotiation",
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "EXCEPTION_HANDLER": "programs.exceptions.as_problem",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}


def spectacular(name, email, website):
    """Return what the API's description says of a site; `name`: who runs it."""
    contact = {"name": name, "email": email, "url": website}
    return {
        "TITLE": "Treatment finder",
        "DESCRIPTION": "Facilities that treat substance use and mental health conditions: the "
        "same searches, places and order as the pages. Of a service, a facility says yes "
        "(`services`), no (`not_offered`) or nothing, which is not a no. No key, no cookies; "
        "nothing is written. Keys and parameters may be added; none changes its meaning, and none "
        "goes away without a year's notice (headers `Deprecation` and `Sunset`).",
        "VERSION": "1",
        "OAS_VERSION": "3.1.0",
        "CONTACT": {key: value for key, value in contact.items() if value},
        "LICENSE": {
            "name": "Of the lists it is made of: as their publishers say",
            "url": "/api/v1/editions/",
        },
        "SERVERS": [{"url": "/", "description": "The site that this description is from"}],
        "ENUM_NAME_OVERRIDES": {"EditionKindEnum": "facilities.models.edition.Edition.Kind"},
        "SERVE_INCLUDE_SCHEMA": False,
    }


def templates(folder):
    """Return Django's TEMPLATES, with those of `folder` first."""
    return [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [folder],
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": CONTEXT_PROCESSORS,
                "builtins": ["pages.parts.tags"],
            },
        }
    ]
