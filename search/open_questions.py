"""Questions for the phone: what a listing leaves open, and what no listing can know."""

from dataclasses import dataclass

from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from derived import Derived, languages
from facilities.models import Facility
from facilities.taxonomy import SUBSTANCE_USE
from search import index as current_index
from search.index import Index
from search.topics import TOPICS, Topic

# What to ask any place, listed or not: no directory knows it, or it changes every day.
ALWAYS = (
    _("Do you have room? If not, when?"),
    _("What will it cost me?"),
    _("Do I need a referral or assessment?"),
    _("What happens on the first day?"),
    _("What should I bring, or not bring?"),
    _("If you are full, who else can help?"),
)


@dataclass(frozen=True)
class OpenQuestion:
    """Something most callers need to know that a listing doesn't say.

    `slug`: of the service or the group it is about; `ask`: the sentence for the phone;
    `doesnt_say`: what a card says of the listing.
    """

    slug: str
    ask: str
    doesnt_say: str


def unanswered(index: Index, ordinal: int, most: int | None = None) -> list[OpenQuestion]:
    """Return the `most` important OpenQuestions of a listed facility; no query."""
    byte, bit = ordinal >> 3, ordinal & 7
    asked = [
        question for question, raw in _questions.of(index, get_language()) if raw[byte] >> bit & 1
    ]
    return asked[:most]


def questions_for(facility: Facility) -> list[OpenQuestion]:
    """Return the OpenQuestions of a Facility: none if it isn't listed now (see ALWAYS)."""
    index = current_index.current()
    ordinal = index.ordinals.get(facility.pk)
    return [] if ordinal is None else unanswered(index, ordinal)


def _ask(index: Index, language: str) -> list[tuple[OpenQuestion, bytes]]:
    """Return [(OpenQuestion, bits of the facilities that leave it open)] in a language."""
    size = len(index.pks) // 8 + 1
    with override(language):
        return [
            (
                OpenQuestion(topic.slug, str(topic.ask), str(topic.doesnt_say)),
                leaving_open(index, topic).to_bytes(size, "little"),
            )
            for topic in TOPICS
        ]


_questions = Derived(_ask, version=current_index.current, variants=languages)


def leaving_open(index: Index, topic: Topic) -> int:
    """Return the facilities whose listings leave a Topic open, as bits."""
    taxonomy, silent = index.taxonomy, index.everything
    for slug in topic.services:
        silent &= index.not_reporting(taxonomy.by_slug[slug].pk)
    if topic.is_of_substance_use:
        silent &= ~index.denying(taxonomy.by_code[SUBSTANCE_USE].pk)
    return silent
