"""What to ask when one calls: what a listing leaves open, and what no listing can know."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from facilities.taxonomy import SUBSTANCE_USE
from search import index as directory

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
    """
    Something most callers need to know that a listing doesn't say.

    `slug`: of the service or the group it is about; `ask`: the sentence for the phone;
    `doesnt_say`: what a card says of the listing.
    """

    slug: str
    ask: str | Promise
    doesnt_say: str | Promise


@dataclass(frozen=True)
class Topic:
    """
    A question, and when it is open: no source says anything of any of its `services` (slugs).

    `is_of_substance_use`: nobody needs to ask it of a place that doesn't treat that at all.
    """

    slug: str
    services: tuple[str, ...]
    ask: str | Promise
    doesnt_say: str | Promise
    is_of_substance_use: bool = False


# By importance: what decides whether one can go there at all comes first. Questions that
# almost every listing answers (smoking, kinds of care) aren't here.
TOPICS = (
    Topic(
        "medicaid",
        ("medicaid",),
        _("Do you take Medicaid?"),
        _("Doesn't say if it takes Medicaid"),
    ),
    Topic(
        "private-insurance",
        ("private-insurance",),
        _("Do you take my health insurance?"),
        _("Doesn't say if it takes private insurance"),
    ),
    Topic(
        "medicare",
        ("medicare",),
        _("Do you take Medicare?"),
        _("Doesn't say if it takes Medicare"),
    ),
    Topic(
        "detox",
        ("detox",),
        _("Do you have detox? If not, who does?"),
        _("Doesn't say if it has detox"),
        is_of_substance_use=True,
    ),
    Topic(
        "mat",
        ("mat", "methadone", "buprenorphine"),
        _("Do you give methadone or buprenorphine?"),
        _("Doesn't say if it uses methadone or buprenorphine"),
        is_of_substance_use=True,
    ),
    Topic(
        "opioid-medicine-from-elsewhere",
        ("opioid-medicine-from-elsewhere",),
        _("Can I come while on methadone or buprenorphine?"),
        _("Doesn't say if you can come while on methadone or buprenorphine"),
        is_of_substance_use=True,
    ),
    Topic(
        "free-or-low-cost",
        ("free-or-low-cost", "sliding-fee", "payment-assistance"),
        _("Can I pay less if I have little money?"),
        _("Doesn't say if you can pay less"),
    ),
    Topic(
        "ages",
        ("teens", "young-adults", "adults", "older-adults"),
        _("Do you treat people of my age?"),
        _("Doesn't say what ages it takes"),
    ),
    Topic(
        "sex",
        ("accepts-women", "accepts-men"),
        _("Do you treat women, men, or both?"),
        _("Doesn't say if it takes women, men, or both"),
    ),
    Topic(
        "alcohol-medication",
        ("alcohol-medication",),
        _("Do you give medicine for alcohol use?"),
        _("Doesn't say if it has medicine for alcohol use"),
        is_of_substance_use=True,
    ),
    Topic(
        "spanish",
        ("spanish",),
        _("Can someone treat me in Spanish?"),
        _("Doesn't say if staff speak Spanish"),
    ),
    Topic(
        "transportation",
        ("transportation",),
        _("Can you help me get there?"),
        _("Doesn't say if it helps you get there"),
    ),
)


def unanswered(index, position, most=None):
    """Return the `most` important OpenQuestions of a listed facility; no query."""
    byte, bit = position >> 3, position & 7
    asked = [question for question, raw in _questions(index) if raw[byte] >> bit & 1]
    return asked[:most]


def questions_for(facility):
    """Return the OpenQuestions of a Facility: none if it isn't listed now (see ALWAYS)."""
    index = directory.current()
    position = index.position.get(facility.pk)
    return [] if position is None else unanswered(index, position)


def _questions(index):
    """Return [(OpenQuestion, whose it is)] in the language in use, kept as long as the index."""
    language = get_language()
    if language not in index.questions:
        size = len(index.pks) // 8 + 1
        index.questions[language] = [
            (
                OpenQuestion(topic.slug, str(topic.ask), str(topic.doesnt_say)),
                leaving_open(index, topic).to_bytes(size, "little"),
            )
            for topic in TOPICS
        ]
    return index.questions[language]


def leaving_open(index, topic):
    """Return the facilities whose listings leave a Topic open, as bits."""
    known, found = index.taxonomy, index.everything
    for slug in topic.services:
        found &= index.not_reporting(known.by_slug[slug].pk)
    if topic.is_of_substance_use:
        found &= ~index.denying(known.by_code[SUBSTANCE_USE].pk)
    return found
