"""Topics that the directory knows nothing of, where a list of other places that help does."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from resources.current import listed_kinds
from resources.kinds import Kind
from search.language import topics

KINDS = {
    topics.SYRINGES: Kind.SYRINGE_SERVICES,
    topics.OXFORD_HOUSE: Kind.RECOVERY_HOUSING,
    topics.MEETINGS: Kind.MEETING,
}
# What is said instead of "We don't list …". Of recovery housing a list may lack Oxford Houses.
SENTENCES = {
    topics.SYRINGES: _(
        "We list syringe services on a separate page. The North American Syringe "
        "Exchange Network (NASEN) also keeps a directory."
    ),
    topics.MEETINGS: _(
        "We list support group meetings on a separate page. SAMHSA's National Helpline "
        "can also refer you to support groups near you, day or night. It's free."
    ),
}


class ListedNote(NamedTuple):
    """A Note, and the Kind of other places that it leads to, None without a list of them."""

    topic: str
    words: tuple[str, ...]
    text: str
    kind: Kind | None = None


def with_lists(notes):
    """Return the ListedNotes of Notes: their text as it is where lists were imported."""
    kinds = listed_kinds() if any(note.topic in KINDS for note in notes) else []
    return [_listed(note, kinds) for note in notes]


def _listed(note, kinds):
    kind = KINDS.get(note.topic)
    if kind not in kinds:
        return ListedNote(*note)
    text = str(SENTENCES.get(note.topic, note.text))
    return ListedNote(note.topic, note.words, text, kind)
