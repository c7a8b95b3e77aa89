"""Questions for the phone: what a listing leaves open, and what no listing can know."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from derived import Derived, in_words, languages
from facilities.models import Facility, Service
from facilities.taxonomy import SUBSTANCE_USE
from search import index as current_index
from search.index import Index
from search.index.bits import Bits

# What to ask a place that offers any of these services, or does so where they were searched for:
# what matters most first. No directory knows the answers.
BY_NEED = (
    (
        _("Can I get my first dose the same day?"),
        frozenset(("mat", "methadone", "buprenorphine", "opioid-treatment-program")),
    ),
    (
        _("Can I start detox today?"),
        frozenset(("detox", "detox-overnight", "detox-outpatient")),
    ),
    (
        _("Is a nurse or doctor there day and night?"),
        frozenset(("detox-overnight", "hospital-inpatient", "residential")),
    ),
    (
        _("How long would I stay? Can I have visitors?"),
        frozenset(("inpatient", "hospital-inpatient", "residential", "sober-living")),
    ),
    (
        _("How soon can you see someone who is pregnant?"),
        frozenset(("pregnant",)),
    ),
    (
        _("Can a parent or guardian take part?"),
        frozenset(("teens", "teen-program")),
    ),
    (
        _("Can my children stay with me?"),
        frozenset(("bring-children", "childrens-beds")),
    ),
    (
        _("Is your program in my plan's network? What won't my plan pay for?"),
        frozenset(("private-insurance", "military-insurance")),
    ),
    (
        _("How many days and hours a week would I come?"),
        frozenset(("outpatient", "iop", "php")),
    ),
    (
        _("Can I start by phone or video?"),
        frozenset(("telehealth",)),
    ),
)
MOST_BY_NEED = 5

# What to ask any place, listed or not: no directory knows it, or it changes every day.
ALWAYS = (
    _("Do you have room? If not, when?"),
    _("What will it cost me? Do I pay before I come?"),
    _("Will someone assess me first? Do I need a referral?"),
    _("What happens on the first day?"),
    _("What should I bring, or not bring?"),
    _("If you are full, who else can help?"),
)


@dataclass(frozen=True)
class OpenQuestion:
    """Something most callers need to know that a listing doesn't say.

    `slug`: of the service it is about; `ask`: the sentence for the phone;
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


def questions_for(
    services: Iterable[str], asked: Iterable[str] = (), most: int = MOST_BY_NEED
) -> list[str]:
    """Return the `most` fitting questions for a place that offers `services`, by their slugs.

    `asked`: the slugs that one searched for. What is about these comes first; a place that
    doesn't say whether it offers them is asked all the same.
    """
    offered, asked = frozenset(services), frozenset(asked)
    needs = _by_need.current(get_language())
    sought = [question for question, about in needs if not about.isdisjoint(asked)]
    fitting = [question for question, about in needs if not about.isdisjoint(offered)]
    return list(dict.fromkeys([*sought, *fitting]))[:most]


# BY_NEED in a language
_by_need = in_words(lambda: [(str(question), about) for question, about in BY_NEED])


def open_questions(facility: Facility, index: Index) -> list[OpenQuestion]:
    """Return the OpenQuestions of a Facility: none if it isn't listed now (see ALWAYS)."""
    ordinal = index.ordinals.get(facility.pk)
    return [] if ordinal is None else unanswered(index, ordinal)


def _ask(index: Index, language: str) -> list[tuple[OpenQuestion, bytes]]:
    """Return [(OpenQuestion, bits of the facilities that leave it open)] in a language."""
    size = len(index.pks) // 8 + 1
    return [
        (
            OpenQuestion(service.slug, service.question, service.doesnt_say),
            leaving_open(index, service).to_bytes(size, "little"),
        )
        for service in index.taxonomy.in_language(language.partition("-")[0]).questions
    ]


_questions = Derived(_ask, version=current_index.current, variants=languages)


def leaving_open(index: Index, service: Service) -> Bits:
    """Return the facilities whose listings leave the question of a Service open.

    What kind of detox it is nobody needs to ask where there may be none.
    """
    taxonomy, silent = index.taxonomy, index.everything
    for pk in (service.pk, *taxonomy.answered_by.get(service.pk, ())):
        silent &= index.not_reporting(pk)
    for whole in taxonomy.wholes_of(service.pk):
        silent &= index.offering(whole)
    if service.for_substance_use:
        silent &= ~index.denying(taxonomy.by_code[SUBSTANCE_USE].pk) & ~index.mental_health_only
    return silent
