"""The operator's own places, which the first page and the one about the site may name."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict

from pages.addresses import addresses
from pages.cards import cards
from pages.shortlist.shortlist import Shortlist
from search import index


def own_facilities():
    """Return the Addresses of OPERATOR_FACILITIES that the directory lists, in that order."""
    if not settings.OPERATOR_FACILITIES:
        return []
    ids = [("id", public_id) for public_id in settings.OPERATOR_FACILITIES]
    current = index.current()
    return addresses(cards(Shortlist(QueryDict(urlencode(ids))).listed, current), current)
