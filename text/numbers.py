"""Numbers as a language writes them."""

from functools import lru_cache

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import get_language


def digits(number: int) -> str:
    """Return what |intcomma prints of a number, in the language in use; a page has a dozen."""
    return _digits(number, get_language())


@lru_cache(maxsize=5_000)
def _digits(number: int, _language: str) -> str:
    written: str = intcomma(number)
    return written
