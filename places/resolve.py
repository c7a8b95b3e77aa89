"""Find the place that people mean, from whatever they type: `resolve(text)`.

A state that was typed is never left; what isn't understood is said, with candidates.
Names cost no query (places.gazetteer.atlas), ZIP codes one by index.
"""

from places.choosing import choose
from places.messages import message
from places.parsing import parse
from places.resolution import Resolution


def resolve(text: str) -> Resolution:
    """Return what `text` means as a place of the United States. Never raises."""
    if not text:
        return Resolution(text)
    choice = choose(text, parse(text))
    return Resolution(text, choice.place, choice.why, choice.alternatives, message(choice))
