"""What an operator may set: the area in the search box, and places of their own to name."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict

from pages.addresses import addresses
from pages.cards import cards
from pages.shortlist.shortlist import Shortlist
from search import index
from search.request import SearchRequest


def operators_area():
    """Return the SearchRequest whose form has the operator's area in its box, if there is one."""
    area = settings.OPERATOR_AREA
    return SearchRequest(QueryDict(urlencode({"where": area} if area else {})))


def own_facilities():
    """Return the Addresses of OPERATOR_FACILITIES that the directory lists, in that order."""
    if not settings.OPERATOR_FACILITIES:
        return []
    ids = [("id", public_id) for public_id in settings.OPERATOR_FACILITIES]
    current = index.current()
    return addresses(cards(Shortlist(QueryDict(urlencode(ids))).listed, current), current)
