"""Query strings of searches that differ in one thing from the one a page shows."""

from dataclasses import replace

from django.http import QueryDict

from pages.parts.queries import Query


def without_names(search):
    """Return the query string without the words of a name."""
    return changed(search, q=replace(search.understood, left="").typed)


def in_boxes(search):
    """Return the query string of a valid search with its words in the boxes they were read as.

    A place that the words name is typed as `where`, services are ticked; of the words only those
    of a name stay. What had no effect is gone.
    """
    parameters = {"q": search.name_words.typed}
    if search.place_in_words:
        parameters["where"] = search.place.query
    for service in search.services:
        parameters.setdefault(service.group.parameter, []).append(service.slug)
    # "My wife" takes in who doesn't say whom it takes: its box keeps them, too.
    return changed(search, include=sorted(search.query.include), **parameters)


def ticked(search, parameter, slug):
    """Return the query string with one more service ticked."""
    return changed(search, **{parameter: [*search.params.getlist(parameter), slug]})


def named(words):
    """Return the query string of a search for a name in the whole directory."""
    query = QueryDict(mutable=True)
    query["q"] = f'"{words}"'
    return query


def as_names(search):
    """Return the query string that searches all words as a name, in quotes."""
    words = (search.asked.get("q") or "").replace('"', " ").strip()
    return changed(search, q=f'"{words}"')


def including(search, include):
    """Return the query string that also shows what is left out for a reason."""
    return changed(search, include=[*(search.asked.get("include") or []), include])


def without_service(search, service):
    """Return the query string without a service, whether its box or words ask for it."""
    parameter = service.group.parameter
    rest = [slug for slug in search.params.getlist(parameter) if slug != service.slug]
    words = search.asked.get("q") or ""
    for phrase in search.understood.phrases:
        if service.slug in phrase.services:
            words = search.understood.without(phrase)
    return changed(search, q=words, **{parameter: rest})


def changed(search, query=None, /, **parameters):
    """Return a query string with other values, on its first page; [] takes one out.

    `query`: that of `search` without it.
    """
    query = Query(query or search.params)
    query.pop("page", None)
    for name, value in parameters.items():
        query.setlist(name, value if isinstance(value, list) else [value] if value else [])
    return query


def without(query, *names):
    """Return a query string without these parameters, and without empty ones."""
    query = Query(query)
    for name in list(query):
        values = [value for value in query.getlist(name) if value.strip() and name not in names]
        query.setlist(name, values) if values else query.pop(name)
    return query
