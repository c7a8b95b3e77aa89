"""What an operator says of themselves: checked at the start, shown on every page."""

import re
from dataclasses import dataclass
from hashlib import sha256
from math import floor
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from finder.configuration.colors import contrast, tokens
from finder.configuration.values import listed, web_address

STYLE = Path(__file__).parents[2] / "static" / "css" / "finder.css"
LONGEST_NAME = 80
LARGEST_LOGO = 100_000  # bytes
MOST_FACILITIES = 20
# What text must have on what is behind it: WCAG 1.4.6, as for the finder's own colors.
LEAST_CONTRAST = 7
# What the accent, as text, stands on; on the accent, as a button, stands `on-call`.
BEHIND = ("paper", "card", "tint")
SCHEMES = ("light", "dark")
# How files begin, and what they are then served as.
IMAGES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"RIFF": "image/webp",
    b"<svg": "image/svg+xml",
    b"<?xml": "image/svg+xml",
}


@dataclass(frozen=True)
class ServedFile:
    """Something small that the site serves from memory; `version` changes with its content."""

    content: bytes
    content_type: str

    @property
    def version(self):
        return sha256(self.content).hexdigest()[:12]


def name(variable, value):
    """Return the operator's name, or "", or stop with one line that says what is wrong."""
    value = value.strip()
    if len(value) <= LONGEST_NAME and value.isprintable():
        return value
    raise ImproperlyConfigured(
        f"{variable} is too long, or not one line of text. Write who runs the site in "
        f"{LONGEST_NAME} characters at most, as in Bay County Health Department."
    )


def website(variable, value, operator):
    """Return the operator's web address, or "", or stop with one line that says what is wrong."""
    if not value.strip():
        return ""
    check_named(variable, operator)
    return web_address(variable, value.strip())


def check_named(variable, operator):
    """Stop where something of the operator's is to be shown that nobody's name stands beside."""
    if not operator:
        raise ImproperlyConfigured(
            f"{variable} needs OPERATOR_NAME. Set it to who runs the site, or leave {variable} "
            "empty."
        )


def logo(variable, value, operator):
    """Return the ServedFile of a picture's path, None of "", or stop with one line."""
    if not value.strip():
        return None
    check_named(variable, operator)
    path = Path(value.strip())
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ImproperlyConfigured(
            f"{variable}: {path} can't be read ({error.strerror}). Set it to the path of a file "
            "that the finder's user may read."
        ) from error
    begins = content.lstrip()
    kind = next((kind for start, kind in IMAGES.items() if begins.startswith(start)), "")
    if not kind or len(content) > LARGEST_LOGO:
        raise ImproperlyConfigured(
            f"{variable}: {path} is not a picture that pages can show. Set it to a PNG, JPEG, "
            f"WebP or SVG file of at most {LARGEST_LOGO // 1000} KB."
        )
    return ServedFile(content, kind)


def colors(variable, value):
    """Return the ServedFile of a stylesheet with the accents in `value`, or None of "".

    `value`: the accent on light pages and that on dark ones, as in `#0a5560, #86d3d4`. It stops
    with one line where an accent isn't read easily on the finder's own colors.
    """
    accents = listed(value.lower())
    if not accents:
        return None
    if len(accents) != 2 or not all(re.fullmatch("#[0-9a-f]{6}", accent) for accent in accents):
        raise ImproperlyConfigured(
            f"{variable} is not two colors. Write the accent on light pages and that on dark "
            "ones, each as # and six digits, as in #0a5560, #86d3d4."
        )
    themes = tokens(STYLE.read_text(encoding="utf-8"))
    for scheme, accent, theme in zip(SCHEMES, accents, themes, strict=True):
        check_contrast(variable, scheme, accent, theme)
    light, dark = (f"--call: {accent}; --link: {accent};" for accent in accents)
    sheet = f":root {{ {light} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
    return ServedFile(sheet.encode(), "text/css; charset=utf-8")


def check_contrast(variable, scheme, accent, theme):
    """Stop if text in an accent, or on it, would stand below 7:1 in a theme, {token: digits}."""
    ratios = {theme[token]: contrast(accent[1:], theme[token]) for token in (*BEHIND, "on-call")}
    worst = min(ratios, key=ratios.__getitem__)
    if ratios[worst] < LEAST_CONTRAST:
        other = "darker" if scheme == "light" else "lighter"
        ratio = floor(ratios[worst] * 10) / 10  # never up to what it lacks
        raise ImproperlyConfigured(
            f"{variable}: on {scheme} pages {accent} stands at {ratio}:1 beside "
            f"#{worst}, and text needs {LEAST_CONTRAST}:1. Choose a {other} one."
        )


def area(variable, value):
    """Return the place that is searched unless visitors name another, or "", or stop.

    Whether the finder knows it is told by `manage.py check --deploy`: that takes the database.
    """
    value = value.strip()
    if len(value) <= LONGEST_NAME and value.isprintable():
        return value
    raise ImproperlyConfigured(
        f"{variable} is not a place. Write it as visitors would, as in Bay County, MA."
    )


def facilities(variable, value, operator):
    """Return the public ids in `value`, separated by commas, or stop with one line."""
    ids = list(dict.fromkeys(listed(value.lower())))
    if ids:
        check_named(variable, operator)
    for public_id in ids:
        if not re.fullmatch("[a-z0-9]{1,12}", public_id):
            raise ImproperlyConfigured(
                f"{variable} holds {public_id!r}, which is not a facility's id. Write the ids that "
                "stand in the addresses of their pages after /facility/, separated by commas."
            )
    if len(ids) > MOST_FACILITIES:
        raise ImproperlyConfigured(
            f"{variable} names {len(ids)} facilities. Name {MOST_FACILITIES} at most."
        )
    return ids
