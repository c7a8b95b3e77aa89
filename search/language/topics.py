"""What people search for that no list knows: it has an answer of its own, not a service.

"Beds tonight", what care costs, test strips, meetings, and the words of someone who wants to die.
Some ask for a service as well: "kill myself" for suicide prevention, "NA meetings" for self-help
groups. The phrases are in fixtures/taxonomy/topics.csv, in all languages; `mentions` finds them.
"""

import csv
from functools import cache

from django.conf import settings

from text.spans import stems

SUICIDE = "suicide"
OVERDOSE = "overdose"
MEDICAID_OR_MEDICARE = "medicaid-or-medicare"
SYRINGES = "syringes"
OXFORD_HOUSE = "oxford-house"
MEETINGS = "meetings"
ROOM = "room"
COST = "cost"
UNLISTED = "unlisted"
# In the order in which they are answered: a life first.
TOPICS = (
    SUICIDE,
    OVERDOSE,
    MEDICAID_OR_MEDICARE,
    SYRINGES,
    OXFORD_HOUSE,
    MEETINGS,
    ROOM,
    COST,
    UNLISTED,
)
# Those whose phrases may ask for a service as well: they are told, and claim no word.
ASKING = {SUICIDE, OVERDOSE, MEETINGS}
# A language of topics.csv: words that facilities' names have, too. They are told, and stay names.
NAME = "name"
PATH = settings.BASE_DIR / "fixtures" / "taxonomy" / "topics.csv"


@cache
def phrases() -> dict[tuple[str, ...], str]:
    """Return {phrase, as the keys of its words: topic}."""
    return {stems(phrase): topic for phrase, topic, _language in written_topics()}


@cache
def claiming() -> list[tuple[str, ...]]:
    """Return the phrases that ask for no service and are of no name: "test strips"."""
    return [
        stems(phrase)
        for phrase, topic, language in written_topics()
        if topic not in ASKING and language != NAME
    ]


@cache
def written_topics() -> list[tuple[str, str, str]]:
    """Return the rows of topics.csv: [(phrase, topic, language)]."""
    with PATH.open(encoding="utf-8", newline="") as lines:
        return [(row["phrase"], row["topic"], row["language"]) for row in csv.DictReader(lines)]
