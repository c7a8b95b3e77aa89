"""Content security policy and logging, imported by settings.py."""

import logging
import traceback

from csp.constants import NONE, SELF

from serving.json_lines import JsonLines

# Whether HSTS holds for names below the host and is preloaded is the operator's to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]


def content_security_policy(*, https):
    """Return django-csp's settings, which allow only this site's own files.

    `https`: whether browsers must load everything over HTTPS.
    """
    return {
        "DIRECTIVES": {
            "default-src": [NONE],
            "script-src": [SELF],
            "style-src": [SELF],
            "img-src": [SELF],
            "connect-src": [SELF],
            "font-src": [SELF],
            "manifest-src": [SELF],
            "worker-src": [SELF],
            "form-action": [SELF],
            "base-uri": [NONE],
            "frame-ancestors": [NONE],
            "object-src": [NONE],
            "upgrade-insecure-requests": https,
        }
    }


def forget_request(record):
    """Take the request off a record of a refusal: its address holds what was searched for."""
    if record.levelno < logging.ERROR:
        record.__dict__.pop("request", None)
    return True


def forget_text(record):
    """Leave out of a record what visitors may have sent, but not that something happened.

    A refusal (a wrong host, too many fields) quotes what it refuses: of what kind it was is
    enough, in one line. An exception's message may quote it, too: where it was raised and of
    what type is kept.
    """
    if record.name.startswith("django.security"):
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        record.msg, record.args = f"request refused: {record.name.rpartition('.')[2]}", ()
        record.exc_info = record.exc_text = record.stack_info = None
    elif record.name in FAILURES and record.exc_info and record.exc_info[1]:
        # A formatter prints this text where there is one, instead of making it of `exc_info`.
        record.exc_text = traceback_without_messages(record.exc_info[1])
    return True


FAILURES = ("django.request", "finder.handling")
MOST_CAUSES = 5


def traceback_without_messages(error):
    """Return the lines of an exception and of those that led to it, each by its type alone."""
    lines = []
    for _each in range(MOST_CAUSES):
        lines[:0] = [*traceback.format_tb(error.__traceback__), f"{type(error).__qualname__}\n"]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if error is None:
            break
    return "".join(lines).rstrip()


FORMATTERS = {
    "text": {
        "format": "{asctime} {levelname} {name} {message}",
        "datefmt": "%Y-%m-%dT%H:%M:%S%z",  # with its zone, so that logs of machines compare
        "style": "{",
    },
    "json": {"()": JsonLines},
}


def logging_in(log_format):
    """Return Django's LOGGING: never a query string, a search word or a coordinate."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": FORMATTERS[log_format]},
        "filters": {
            "forget_request": {"()": lambda: forget_request},
            "forget_text": {"()": lambda: forget_text},
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["forget_text"],
            }
        },
        "root": {"handlers": ["console"], "level": "INFO"},
        # Without this, Django mails the whole request to ADMINS.
        "loggers": {
            "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
            "django.request": {"filters": ["forget_request"]},
            "axes": {"level": "WARNING"},
        },
    }
