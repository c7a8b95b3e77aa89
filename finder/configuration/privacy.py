"""Content security policy and logging, imported by settings.py."""

import logging

from csp.constants import NONE, SELF

from serving.json_lines import JsonLines


def content_security_policy(*, https, tiles_origin):
    """Return django-csp's settings, which allow only this site's own files.

    `https`: whether browsers must load everything over HTTPS; `tiles_origin`: https://host of the
    map's tiles, or "".
    """
    return {
        "DIRECTIVES": {
            "default-src": [NONE],
            "script-src": [SELF],
            "style-src": [SELF],
            # The map's tiles alone may come from elsewhere, if an operator wants them.
            "img-src": [SELF, *filter(None, [tiles_origin])],
            "connect-src": [SELF],
            "font-src": [SELF],
            "manifest-src": [SELF],
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


FORMATTERS = {
    "text": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
    "json": {"()": JsonLines},
}


def logging_in(log_format):
    """Return Django's LOGGING: never a query string, a search word or a coordinate."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": FORMATTERS[log_format]},
        "filters": {"forget_request": {"()": lambda: forget_request}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": "INFO"},
        # Without this, Django mails the whole request to ADMINS.
        "loggers": {
            "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
            "django.request": {"filters": ["forget_request"]},
            "axes": {"level": "WARNING"},
        },
    }
