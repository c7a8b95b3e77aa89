"""Helplines in a guide's text: `[call:988]`, `[text:988]`, `[number:988]`.

The name is a helpline's slug; `[Call:988]` begins a sentence. The number, what to press and
what to send are the helpline's own, in the guide's language. A number that is no helpline's
is written out: `[number:1-866-444-3272]`.
"""

import re
from dataclasses import replace

from django.utils.translation import gettext as _

from helplines.lines import lines_by_slug
from helplines.links import CALL, TEXT, Link, link_to
from helplines.uris import tel_uri

MARK = re.compile(r"\[(Call|call|Text|text|number):([a-z0-9-]+)\](?!\()")
WRITTEN_OUT = re.compile(r"1(?:-\d{3}){2}-\d{4}")
NUMBER = "number"


def link_of(what, name):
    """Return the Link of a mark, or None if there is no such number."""
    if what == NUMBER and WRITTEN_OUT.fullmatch(name):
        return Link(tel_uri("+" + name.replace("-", "")), name, name)
    line = lines_by_slug().get(name)
    link = line and link_to(line, TEXT if what.lower() == TEXT else CALL)
    if not link:
        return None
    if what == NUMBER:
        return replace(link, words=link.number)
    return link if what.istitle() else replace(link, words=_uncapitalized(link.words))


def number_problem(what, name):
    """Return what is wrong with a mark, or ""."""
    if link_of(what, name):
        return ""
    return _("No helpline “%s” has a number for that.") % name


def _uncapitalized(words):
    return words[:1].lower() + words[1:]
