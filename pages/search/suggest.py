"""Suggestions for the boxes of our own pages, in the language of the page."""

from drf_spectacular.utils import extend_schema

from api.suggest import Suggest


@extend_schema(exclude=True)
class SuggestOnPages(Suggest):
    """What the API suggests, at an address below the page's language: /es/search/suggest/."""
