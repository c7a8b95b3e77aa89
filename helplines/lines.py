"""The numbers at the top of every page: from the database, or as shipped."""

import functools

from django.core.cache import cache

from .fixture import read_fixture
from .models import Helpline

# An edit in the admin shows on pages after so many seconds at most.
SECONDS_KEPT = 5


def header_lines():
    """Return the published Helplines of the header, in order; one query every few seconds.

    Before load_helplines has run there are none: the shipped ones stand in, for a page
    without a number to call is worse than one an operator hasn't edited yet.
    """
    return cache.get_or_set("header-lines", _header_lines, SECONDS_KEPT)


def _header_lines():
    return list(Helpline.objects.in_header()) or printed_lines()


@functools.cache
def printed_lines():
    """Return the header's Helplines as shipped, without a database: for error pages.

    They aren't saved; templates read them like stored ones. Read once per process.
    """
    lines = [line for line in read_fixture() if line.in_header and line.is_published]
    return sorted(lines, key=lambda line: (line.position, line.name))
