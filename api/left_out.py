"""Which places a search leaves out, and why: of every answer of the API, in this module alone.

An entry is {"include": value, "count": n, "services": [{"service": slug, "count": n}]}: asked
again with this value of `include`, the search finds so many more in the same area. No place
is in two entries: it fails for one reason, or it isn't counted.
"""


def left_out(results):
    """Return the entries of a search, none whose count is 0."""
    entries = [*map(_entry, results.left_out), *_silent(results)]
    return [entry for entry in entries if entry["count"]]


def in_answer(results):
    """Return the keys of an answer that say what a search left out."""
    entries = left_out(results)
    return {
        "left_out_total": total(entries),
        "left_out": entries,
        "unlisted_total": results.unlisted_total,
    }


def headers(results):
    """Return what a file, which has no place for it, says of a search in its headers.

    `Finder-Left-Out` is a list as RFC 9651 has it: "serves-only;count=4, payment;count=2".
    """
    entries = left_out(results)
    return {
        "Finder-Count": str(results.total),
        "Finder-Left-Out": ", ".join(f"{e['include']};count={e['count']}" for e in entries),
        "Finder-Left-Out-Total": str(total(entries)),
        "Finder-Unlisted-Total": str(results.unlisted_total),
    }


def total(entries):
    return sum(entry["count"] for entry in entries)


def _entry(reason):
    """Return the entry of a LeftOut."""
    counts = reason.services.items()
    services = [{"service": service.slug, "count": count} for service, count in counts]
    return {"include": reason.include, "count": reason.count, "services": services}


def _silent(results):
    """Yield the entry of each group in which places don't say what is asked for."""
    query = results.query
    for group, _chosen in query.groups():
        if not query.takes_silent(group):
            count = results.more_with(group.slug)
            yield {"include": group.slug, "count": count, "services": []}
