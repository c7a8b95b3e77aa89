"""What became of the words of a search that were no service and no place."""

from dataclasses import dataclass

from search.index.hits import Matches
from search.index.reading import words_of
from search.request import SearchRequest
from text.analysis import words as plain_words


@dataclass(frozen=True)
class OtherWords:
    """Words as typed: `as_name` must be in a facility's name or address, `not_used` did nothing.

    `told`: those not used that a page names. It has other sentences for what isn't wanted, and
    for topics; words that only join others it leaves out.
    """

    as_name: tuple[str, ...] = ()
    not_used: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


def other_words(search: SearchRequest) -> OtherWords:
    """Return the OtherWords of a search; none of a search that can't be answered."""
    if search.results is None:
        return OtherWords()
    understood, name_words = search.understood, search.name_words
    used = _used(search.names, search.results.names)
    as_name, unused = [], list[str]()
    for word in search.names.split():
        if parts := plain_words(word):
            (unused if used.isdisjoint(parts) else as_name).append(word)
    passed_over = filter(None, [search.passed_over])
    rest = (*passed_over, *search.other_places, *name_words.not_used, *unused)
    return OtherWords(
        as_name=tuple(as_name),
        not_used=(*understood.idle, *understood.unwanted, *rest),
        told=(*understood.told, *rest),
    )


def _used(text: str, matches: Matches) -> set[str]:
    """Return the words of `text`, in their plain form, by which facilities were matched."""
    if not matches.scores and matches.bits:
        return set()  # nothing in it narrowed the search
    return set(words_of(text)) - set(matches.unknown)
