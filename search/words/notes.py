"""What a search says about topics that no list knows: beds tonight, test strips, meetings."""

from typing import NamedTuple

from django.utils.translation import gettext, gettext_lazy

from search.language import topics
from search.request import SearchRequest

SENTENCES = {
    topics.SUICIDE: gettext_lazy(
        "You don't have to face this alone. Call or text 988 to reach a crisis counselor, day or "
        "night. It's free. You can also call about someone else."
    ),
    topics.OVERDOSE: gettext_lazy(
        "Is someone overdosing now? Call 911, and give naloxone (Narcan) if you have it."
    ),
    topics.MEDICAID_OR_MEDICARE: gettext_lazy("Did you mean Medicaid or Medicare?"),
    topics.SYRINGES: gettext_lazy(
        "We don't list syringe services or test strips. The North American Syringe Exchange "
        "Network (NASEN) keeps a directory of them."
    ),
    topics.OXFORD_HOUSE: gettext_lazy(
        "We don't list Oxford Houses. Oxford House lists its houses with openings."
    ),
    topics.MEETINGS: gettext_lazy(
        "We don't list meetings, such as AA, NA or Al-Anon. SAMHSA's National Helpline can refer "
        "you to support groups near you, day or night. It's free."
    ),
    topics.ROOM: gettext_lazy(
        "Our lists don't show who has room tonight or is open now. Call and ask."
    ),
    topics.COST: gettext_lazy("Our lists don't show what care would cost you. Call and ask."),
}
MEDICAID, MEDICARE = "Medicaid", "Medicare"


class Note(NamedTuple):
    """What is said of a topic, and the words of the search that named it, as typed."""

    topic: str
    words: tuple[str, ...]
    text: str


class Instead(NamedTuple):
    """Words that were perhaps meant, and the text of the search with them."""

    words: str
    text: str


def notes(search: SearchRequest) -> list[Note]:
    """Return the Notes of a search, the most urgent first; [] if it is invalid."""
    return [
        Note(topic, words, _sentence(topic, words))
        for topic, words in search.understood.topics
        if topic != topics.UNLISTED or not _are_of_a_name(search, words)
    ]


def _are_of_a_name(search: SearchRequest, words: tuple[str, ...]) -> bool:
    """Tell whether a search looks for a name with these words in it: "Catholic Charities"."""
    names = search.names.casefold()
    return bool(names) and all(word.casefold() in names for word in words)


def _sentence(topic: str, words: tuple[str, ...]) -> str:
    if topic == topics.UNLISTED:
        return gettext("The lists say nothing about “%(words)s”: call and ask.") % {
            "words": "”, “".join(words)
        }
    return str(SENTENCES[topic])


def meant_instead(search: SearchRequest) -> list[Instead]:
    """Return what a word means that is as near to Medicaid as to Medicare; [] without one."""
    text = search.asked.get("q") or ""
    for topic, words in search.understood.topics:
        if topic == topics.MEDICAID_OR_MEDICARE:
            return [Instead(plan, text.replace(words[0], plan)) for plan in (MEDICAID, MEDICARE)]
    return []
