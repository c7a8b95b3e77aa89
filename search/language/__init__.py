"""What people type in the search box: services, a place, and words left over for names.

    understand("methodone clinic near Canton that takes medicaid", taxonomy())

Pure: text and a Taxonomy in, an Understood out. `text` cuts words, `written` and `phrases` know
the phrases (fixtures/taxonomy/words.csv and the taxonomy's own names), `topics` those that no
list knows about, `vocabulary` keeps them to be looked up, `spelling` forgives typos, `claiming`
finds the phrases and so makes the `reading` of a text, `mentions` finds the topics in it, `where`
a place (by its `place_words`), `names` what is left for names, `idle` what had no effect,
`understood` puts it together.
"""

from search.language.mentions import Mention
from search.language.names import NameRun
from search.language.phrases import TAKES_WOMEN, is_for_a_woman
from search.language.understood import Phrase, Understood, understand

__all__ = [
    "TAKES_WOMEN",
    "Mention",
    "NameRun",
    "Phrase",
    "Understood",
    "is_for_a_woman",
    "understand",
]
