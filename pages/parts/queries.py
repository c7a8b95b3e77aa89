"""Query strings of links that change one thing of a page's own."""

from urllib.parse import quote_plus

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict


class Quoted(dict):
    """{text: as query strings have it}, of every text that it was asked for."""

    def __missing__(self, text):
        quoted = self[text] = quote_plus(str(text))
        return quoted


class Query(QueryDict):
    """A QueryDict to change that is copied and written faster: a page has a dozen of them.

    What it is made of remembers how each text is written, as long as there is any of them: their
    queries have nearly all texts in common.
    """

    def __init__(self, query):
        MultiValueDict.__init__(self, {name: [*values] for name, values in query.lists()})
        if (quoted := vars(query).get("_quoted")) is None:
            quoted = query._quoted = Quoted()
        self._quoted = quoted

    def copy(self):
        return Query(self)

    def urlencode(self, safe=None):
        """Return it as a query string; `safe`: as QueryDict's."""
        if safe:
            return super().urlencode(safe)
        quoted = self._quoted
        return "&".join(
            [f"{quoted[name]}={quoted[value]}" for name, values in self.lists() for value in values]
        )


def query_string(query, **changes):
    """Return the query string of a link with other values, None for none; "?" and all.

    As `{% querystring %}` of Django writes it.
    """
    changed = Query(query)
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = value
    return f"?{changed.urlencode()}" if changed or query else ""
