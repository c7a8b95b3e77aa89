"""Validate settings: return the value, or stop with one line that says what is wrong."""

import re
import zoneinfo
from urllib.parse import urlsplit

import phonenumbers
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

ON, OFF = {"on", "true", "yes", "y", "ok", "1"}, {"off", "false", "no", "n", "0"}
# A name or an address, a dot before it for all names below it, or * for any.
HOST = re.compile(r"\*|\.?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*|\[[0-9A-Fa-f:.]+\]")


def required(name, value, advice):
    """Return `value`, or stop with one line that says how to set it."""
    if value:
        return value
    raise ImproperlyConfigured(f"{name} is not set. {advice}")


def secret_key(name, value):
    """Return the key that Django signs with."""
    advice = (
        "Set it to a long random text (docs/deploying.md), or run `make install` for local use."
    )
    return required(name, value, advice)


def host_names(name, value):
    """Return the host names in `value`, separated by commas."""
    advice = "Set it to the host names the site answers to, separated by commas."
    hosts = listed(required(name, value, advice))
    for host in hosts:
        if not HOST.fullmatch(host):
            raise ImproperlyConfigured(
                f"{name} holds {host!r}, which is not the name of a host. Write names alone, "
                "without https:// and without a port, as in finder.example.org."
            )
    return required(name, hosts, advice)


def switch(name, value, default):
    """Return whether a switch is on, its `default` for "", or stop with one line.

    Not only what reads as "on" is checked: a misspelt `HTTPS=onn` would open a site without TLS.
    """
    text = value.strip().lower()
    if text in ON | OFF:
        return text in ON
    if not text:
        return default
    raise ImproperlyConfigured(f"{name} is neither on nor off. Set it to one of them.")


def seconds(name, value):
    """Return a number of seconds, 0 or more, or stop with one line."""
    if re.fullmatch(r"\s*\d{1,6}(\.\d{1,6})?\s*", value, re.ASCII):
        return float(value)
    raise ImproperlyConfigured(f"{name} is not a number of seconds. Write it in digits, as in 5.")


def header_name(name, value):
    """Return the name of a request header or "", or stop with one line that says what is wrong."""
    value = value.strip()
    if re.fullmatch(r"[A-Za-z0-9-]*", value):
        return value
    raise ImproperlyConfigured(
        f"{name} is not the name of a header. Set it to the one that your proxy sends, as in "
        "X-Real-IP, or leave it empty."
    )


def web_address(name, value):
    """Return `value`, an http(s) address, or stop with one line that says what is wrong."""
    is_printable = value.isprintable() and " " not in value
    if is_printable and re.match(r"https?://[^/?#@:]+", value):
        return value
    raise ImproperlyConfigured(
        f"{name} is not a web address. Set it to one that starts with https://, "
        "as in https://www.weather.gov/"
    )


def whole_number(name, value):
    """Return the whole number in `value`, 0 or more, or stop with one line."""
    if value.strip().isascii() and value.strip().isdigit():
        return int(value)
    raise ImproperlyConfigured(f"{name} is not a whole number. Write it in digits, as in 3600.")


def time_zone(name, value):
    """Return `value`, the name of a time zone, or stop with one line that says what is wrong."""
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ImproperlyConfigured(
            f"{name} is not a time zone. Set it to one by place, as in America/Chicago."
        ) from error
    return value


def email_address(name, value):
    """Return `value`, an e-mail address or "", or stop with one line that says what is wrong."""
    value = value.strip()
    try:
        if value:
            validate_email(value)
    except ValidationError as error:
        raise ImproperlyConfigured(
            f"{name} is not an e-mail address. Set it to one, as in help@example.org, "
            "or leave it empty."
        ) from error
    return value


def email_addresses(name, value):
    """Return the e-mail addresses in `value`, separated by commas."""
    return [email_address(name, address) for address in listed(value)]


def check_mail(name, notified, mail_url, sender):
    """Stop if somebody is `notified` by mail, but nothing says how or from whom.

    `name`: the setting that names who is notified.
    """
    if notified:
        advice = f"{name} needs it. Set it "
        required("EMAIL_URL", mail_url, f"{advice}like smtp+tls://user:password@host:587")
        required("DEFAULT_FROM_EMAIL", sender, f"{advice}to where mails come from.")


def port(name, value):
    """Return the number of a port, or None of "", or stop with one line."""
    if not value.strip():
        return None
    if value.isdecimal() and 0 < int(value) < 65536:
        return int(value)
    raise ImproperlyConfigured(
        f"{name} is not a port. Set it to one, as in 9100, or leave it empty."
    )


def choice(name, value, choices):
    """Return `value` if it is one of `choices`, or stop with one line that names them."""
    if value in choices:
        return value
    raise ImproperlyConfigured(f"{name} is not one of these: {', '.join(choices)}. Set it to one.")


def minutes(name, value, least, most):
    """Return a number of minutes, or stop with one line that says what is allowed."""
    if value.isdecimal() and least <= int(value) <= most:
        return int(value)
    raise ImproperlyConfigured(
        f"{name} is not a number of minutes from {least} to {most}. Set it to one, as in 30."
    )


def listed(value):
    """Return what is in `value`, separated by commas."""
    return [each.strip() for each in value.split(",") if each.strip()]


def field_keys(name, value):
    """Return the keys in `value`, newest first, or stop with one line that says what is wrong."""
    keys = [key.strip() for key in value.split(",") if key.strip()]
    try:
        for key in keys:
            Fernet(key)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} holds something that is not a key: 32 random bytes in URL-safe base64. "
            "Make one with `openssl rand -base64 32 | tr +/ -_`."
        ) from error
    return keys


def phone_number(name, value):
    """Return a phone number as +16175550123, or stop with one line that says what is wrong."""
    try:
        number = phonenumbers.parse(value, "US")
        if number.country_code == 1 and len(str(number.national_number)) == 10:
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    except phonenumbers.NumberParseException:
        pass
    raise ImproperlyConfigured(f"{name} is not a phone number. Write it like +16175550123.")


def mail_server(name, value, parse):
    """Return the settings EMAIL_… that `parse` finds in an address; "": mails go nowhere."""
    try:
        return parse(value or "dummymail://")
    except (ImproperlyConfigured, ImportError, ValueError) as error:
        raise ImproperlyConfigured(
            f"{name} is not the address of a mail server. Set it to one, as in "
            "smtp+tls://user:password@mail.example.org:587, or leave it empty."
        ) from error


def redis_address(name, value):
    """Return `value`, the address of a Redis or "", or stop with one line that says what is wrong.

    The line doesn't quote it: it may hold a password.
    """
    value = value.strip()
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        is_port = parts.port != 0  # ValueError: not a number, or too large
    except ValueError:
        is_port = False
    is_number = re.fullmatch(r"/?\d*", parts.path) if is_port else None
    if is_port and parts.scheme in ("redis", "rediss") and parts.hostname and is_number:
        return value
    if is_port and parts.scheme == "unix" and parts.path.startswith("/"):
        return value
    raise ImproperlyConfigured(
        f"{name} is not the address of a Redis. Set it to one, as in "
        "redis://:password@redis.example.org:6379/0 (rediss:// with TLS, unix:///path for a "
        "socket), or leave it empty: each worker then counts by itself."
    )
