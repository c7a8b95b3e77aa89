"""A request whose answer depends on nothing that caches don't know it by.

Caches tell requests apart by scheme, host, path and query, and by what `Vary` names. If anything
else decided an answer, one visitor could have a wrong page kept for all. Django goes by more:

- the charset of `Content-Type`, in which it reads the query string, on GET as well;
- the path that a server says it is mounted at (FORCE_SCRIPT_NAME), and how the host is spelled;
- conditions for changing something, which it answers with an error that has a page's headers;
- cookies: to one that nobody set it answers with another. Only the admin reads any.
"""

import re

from django.conf import settings
from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIRequest
from django.utils.http import parse_header_parameters

# A name without the dot of the root, and perhaps a port.
HOST = re.compile(r"(?P<name>.+?)\.?(?::(?P<port>\d*))?", re.DOTALL)
LENGTH = re.compile(r"[0-9]{1,18}")
IGNORED = {"HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE"}
DEFAULT_PORTS = {"http": "80", "https": "443"}


class Request(WSGIRequest):
    """A WSGIRequest that is read as UTF-8, of a host that is spelled in one way."""

    def __init__(self, environ):
        ignored = IGNORED if is_staffs(environ) else IGNORED | {"HTTP_COOKIE"}
        environ = {name: value for name, value in environ.items() if name not in ignored}
        # A length that is no number is none: servers refuse it, and Django's error for it is a 500.
        if not LENGTH.fullmatch(environ.get("CONTENT_LENGTH", "")):
            environ.pop("CONTENT_LENGTH", None)
        if "HTTP_HOST" in environ:
            scheme = environ.get("wsgi.url_scheme", "http")
            environ["HTTP_HOST"] = plain_host(environ["HTTP_HOST"], scheme)
        super().__init__(environ)

    def _set_content_type_params(self, meta):
        # Not Django's own, which looks the charset up: Python remembers each name that it was ever
        # asked for, known or not, so names alone could fill the memory.
        try:
            kind, parameters = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except (LookupError, ValueError):  # a parameter in an encoding that isn't (x*=abc''%41)
            kind, parameters = "", {}
        parameters.pop("charset", None)
        self.content_type, self.content_params = kind, parameters

    def parse_file_upload(self, META, post_data):
        try:
            return super().parse_file_upload(META, post_data)
        except LookupError as error:  # the same, in a header of a part
            raise BadRequest("a part of the form names an unknown encoding") from error


def is_staffs(environ):
    """Tell whether what is asked for is the admin's, the only part of the site with a log-in."""
    return environ.get("PATH_INFO", "").startswith("/admin/")


def plain_host(host, scheme):
    """Return a Host header as the site's links have it: lowercase, without a port if it can be.

    Behind TLS the site is at the port of https, whatever port is named. Without (on a laptop) a
    port other than the scheme's own stays.
    """
    match = HOST.fullmatch(host)
    if not match:
        return host
    name, port = match["name"].lower(), match["port"]
    if not port or settings.HTTPS or port == DEFAULT_PORTS.get(scheme):
        return name
    return f"{name}:{port}"
