"""A facility's name as its listings write it, where a page shows it made whole."""

from facilities.listings.cleaning import clean_text, is_broken_off

COLUMNS = ("name1", "name2")


def listed_names(facility):
    """Return the names of a facility as its current listings write them, if shown otherwise.

    Two lines that were only joined are no other name.
    """
    listings = facility.listings.filter(edition__is_current=True).order_by("pk")
    shown = {(facility.name, facility.program)}
    names = []
    for raw in listings.values_list("raw", flat=True):
        lines = tuple(clean_text(raw.get(column)) for column in COLUMNS)
        is_joined = all(lines) and is_broken_off(*lines)
        if any(lines) and ((" ".join(lines), "") if is_joined else lines) not in shown:
            names.append(" / ".join(filter(None, lines)))
    return list(dict.fromkeys(names))
