"""Query strings of searches that differ in one thing from the one a page shows."""


def without_names(search):
    """Return the query string without the words of a name."""
    typed = (phrase.typed for phrase in search.understood.phrases)
    return changed(search, q=" ".join(filter(None, [*typed, search.place_in_words])))


def as_names(search):
    """Return the query string that searches all words as a name, in quotes."""
    words = (search.asked.get("q") or "").replace('"', " ").strip()
    return changed(search, q=f'"{words}"')


def including(search, include):
    """Return the query string that also shows what is left out for a reason."""
    return changed(search, include=[*(search.asked.get("include") or []), include])


def changed(search, **parameters):
    """Return a search's query string with other values, on its first page; [] takes one out."""
    query = search.params.copy()
    query.pop("page", None)
    for name, value in parameters.items():
        query.setlist(name, value if isinstance(value, list) else [value] if value else [])
    return query


def without(query, *names):
    """Return a query string without these parameters, and without empty ones."""
    query = query.copy()
    for name in list(query):
        values = [value for value in query.getlist(name) if value.strip() and name not in names]
        query.setlist(name, values) if values else query.pop(name)
    return query
