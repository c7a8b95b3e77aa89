"""Check that callbacks start only when everything that visitors are told is set."""

from django.core.exceptions import ImproperlyConfigured

from finder.configuration.values import phone_number, required


def number(value, *, enabled, field_keys, called_by, hours):
    """Return the number that will show, "" if callbacks are off, or stop if something is missing.

    `called_by`, `hours`: who calls and when, in words.
    """
    if not enabled:
        return ""
    if not field_keys:
        raise ImproperlyConfigured(
            "CALLBACKS_ENABLED is on but FIELD_KEYS is not set, so no number could be kept. "
            "Make a key with `openssl rand -base64 32 | tr +/ -_`."
        )
    required("CALLBACKS_BY", called_by, "Set it to who calls people back, by name.")
    required("CALLBACKS_FROM", value, "Set it to the phone number that will show.")
    checked = phone_number("CALLBACKS_FROM", value)
    required("CALLBACKS_HOURS", hours, "Set it to when they call, in words.")
    return checked
