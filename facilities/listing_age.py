"""How old listings are: said beside the numbers they give, where they are older than a year."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext, ngettext


def listing_age(years: Iterable[int], count: int) -> str:
    """Return how old `count` listings are, whose lists are of these years, as a sentence.

    "" where every list is of this year or the last, or where there is none.
    """
    years = set(years)
    if not years or min(years) >= timezone.localdate().year - 1:
        return ""
    first, last = min(years), max(years)
    if first == last:
        text = ngettext(
            "This listing is from %(first)s.", "These listings are from %(first)s.", count
        )
    elif count == 1:
        text = gettext("Parts of this listing are from %(first)s.")
    else:
        text = gettext("These listings are from %(first)s to %(last)s.")
    return text % {"first": first, "last": last}
