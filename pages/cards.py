"""What a list of results shows of each facility, ready for its template."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from derived import Derived, languages
from facilities.numbers import NumberToCall
from facilities.paths import path_of
from facilities.wording import as_listed, filled, joined
from pages.distances import both as how_far
from pages.quick import Quick
from pages.slots import Slots, line, slots_of
from places.names import key
from search import index as directory
from search.index.bits import Members
from search.open_questions import unanswered

MOST_OPEN = 2  # questions on a card
MOST_HIGHLIGHTS = 4


@dataclass
class Card(Quick):
    """The little a card shows of a facility.

    `street`: "" where it isn't published. `numbers`: NumbersToCall, the first to try first;
    `is_number_sought`: the main one is wrong, and the right one isn't known. `address`: the
    same for all at one address, None where it is alone there. `miles`: how far, `far` in words,
    `far_in_short` as HTML; None and "" where nobody asked; `is_exact`: measured to its door, not
    to the middle of its ZIP code.
    `is_real`: something else than the invented demo lists it, or did.
    `is_mental_health_only`: it is listed for mental health care and says nothing of
    substance use; `is_dual_diagnosis_only`: but for people with both. `only`: who alone is
    served. `slots`: its Slots; `tags` and `medicines`: these as HTML, with what the query asked
    for marked. `open`: in sentences, what the query asked for and its listing doesn't say.
    `years`: of the lists that its answers are from. `highlights`: what the company behind it says
    of it, at most four short texts in one line.
    """

    public_id: str
    name: str
    url: str
    program: str
    street: str
    place: str
    city: str
    state: str
    withheld: bool
    is_exact: bool
    numbers: list[NumberToCall]
    is_real: bool
    is_mental_health_only: bool
    is_dual_diagnosis_only: bool
    only: str
    slots: Slots
    tags: str = ""
    medicines: str = ""
    open: str = ""
    highlights: str = ""
    miles: float | None = None
    far: str = ""
    far_in_short: str = ""
    address: int | None = None
    is_number_sought: bool = False
    years: frozenset[int] = frozenset()

    def copy(self):
        """Return a shallow copy; ten times as fast as copy.copy."""
        card = object.__new__(Card)
        card.__dict__.update(self.__dict__)
        return card

    @cached_property
    def calls(self):
        """Return its numbers as HTML. Made once for many pages: templates are slow."""
        return self._calls(is_short=False)

    @cached_property
    def calls_in_short(self):
        """Return its numbers as HTML, of three and more the first alone in sight."""
        if self.is_number_sought and not self.numbers:
            words = (
                _("The number in its listing is wrong."),
                _("We are looking for the right one."),
            )
            return format_html('<p class="answers">{} {}</p>', *words)
        return self._calls(is_short=True) if len(self.numbers) > 2 else self.calls

    def _calls(self, is_short):
        context = {"numbers": self.numbers, "name": self.name, "is_short": is_short}
        return render_to_string("components/_numbers.html", context) if self.numbers else ""

    @cached_property
    def facts(self):
        """Return what it says of the facility's care as HTML: tags, and lines where needed."""
        is_asked = self.tags is not self.slots.tags
        facts = self.slots.in_lines(self.tags, self.medicines) if is_asked else self.slots.facts
        note = self.mental_health_note
        if note or self.highlights or self.open:
            facts += note and format_html('<p class="only">{}</p>', note)
            facts += self.highlights and line(_("In its own words:"), self.highlights)
            facts += self.open and line(self.open)
        return SafeString(facts)

    @property
    def mental_health_note(self):
        """Return what to say where it is listed for mental health care alone, else ""."""
        return mental_health_note(self.is_mental_health_only, self.is_dual_diagnosis_only)


def mental_health_note(is_mental_health_only, is_dual_diagnosis_only):
    """Return what to say of a place that is listed for mental health care alone, else ""."""
    if is_dual_diagnosis_only:
        return _(
            "Listed for mental health care, including for people who use alcohol or drugs. "
            "It doesn't list substance use treatment, so ask."
        )
    if is_mental_health_only:
        return _("Mental health care only, by its listing.")
    return ""


MOST_MARKED = 5000  # that are kept, some 2 MB


class Made:
    """What was made of an Index in a language: each Card, and tags with what was asked for marked.

    `cards`: {ordinal: Card}. `marked`: {(id of Slots, services offered): (tags, medicines)}; cards
    hold the Slots, so none has the id of another.
    """

    def __init__(self):
        self.cards, self.marked = {}, {}


_made = Derived(lambda _index, _language: Made(), version=directory.current, variants=languages)


def cards(results, index, query=None):
    """Return the Cards of [(facility pk, miles or None)], in that order, without a query.

    A facility added after the Index was built has no card yet. `query`: the SearchQuery that
    gave these results, if any. What it asks for is marked; where it accepted facilities that
    don't report that, their cards say so.
    """
    language = get_language()
    kept = _made.of(index, language)
    made, asked, shown = kept.cards, _Asked(query, index, kept.marked), []
    for pk, miles in results:
        if (ordinal := index.ordinals.get(pk)) is None:
            continue
        if (card := made.get(ordinal)) is None:
            card = made[ordinal] = _card(ordinal, index)
        card = card.copy()
        if miles is not None:
            card.miles = miles
            card.far, card.far_in_short = how_far(miles, card.is_exact, language)
        if asked.services:
            asked.mark(card, ordinal)
        shown.append(card)
    return shown


class _Asked:
    """What a SearchQuery asks for, to be marked on Cards of an Index."""

    def __init__(self, query, index, kept):
        self.index, self.localized, self._kept = index, index.taxonomy.localized, kept
        asked = query.services if query else ()
        self.services = {service.pk: self.localized.services[service.pk] for service in asked}
        self.payments = {
            pk for pk, service in self.services.items() if service.group.parameter == "payment"
        }
        doubtful = (
            (service, index.not_reporting(service.pk))
            if query.takes_silent(service.group)
            else (service, index.perhaps_offering(service.pk))
            for service in self.services.values()
        )
        self.doubtful = [(service, Members(bits)) for service, bits in doubtful if bits]

    def mark(self, card, ordinal):
        """Mark on the Card of an ordinal what was asked for, and say what its listing doesn't."""
        offered = self.index.offers(ordinal, self.services)
        offered = self.localized.claimed(offered, card.is_mental_health_only)
        if offered:
            card.tags, card.medicines = self._marked(card.slots, offered)
        if unsaid := [service for service, members in self.doubtful if ordinal in members]:
            card.open = _open(ordinal, self.index, unsaid)
        if offered or unsaid:
            del card.facts

    def _marked(self, slots, offered):
        """Return tags and medicines of Slots: several places say the same."""
        key = (id(slots), *offered)
        if (marked := self._kept.get(key)) is None:
            if len(self._kept) >= MOST_MARKED:
                self._kept.clear()
            tags = slots.tags_for(offered, self.payments, self.localized)
            marked = self._kept[key] = tags, slots.medicines_for(offered)
        return marked


def _card(ordinal, index):
    entry, localized = index.entries[ordinal], index.taxonomy.localized
    is_mental_health_only = index.is_mental_health_only(ordinal)
    held = localized.claimed(index.offers(ordinal, localized.services), is_mental_health_only)
    shown = [pk for pk in held if pk in localized.on_cards]
    slots = slots_of(held, localized, index.opening)
    card = Card(
        public_id=entry.public_id,
        name=entry.name,
        url=path_of(entry.public_id, entry.slug),
        # Its town follows it on the card: "Billings · Billings, MT" says nothing more.
        program="" if key(entry.program) == key(entry.city) else entry.program,
        street=entry.street,
        place=f"{entry.city}, {entry.state} {entry.zip}",
        city=entry.city,
        state=entry.state,
        withheld=entry.address_withheld,
        is_exact=entry.is_exact,
        numbers=index.numbers_to_call(entry.pk, entry.phones),
        is_number_sought=index.seeks_number(entry.pk),
        is_real=index.is_real(ordinal),
        address=min(index.addresses.members.get(ordinal, ()), default=None),
        years=index.years(ordinal),
        is_mental_health_only=is_mental_health_only,
        is_dual_diagnosis_only=index.is_dual_diagnosis_only(ordinal),
        only=joined(". ", (service.name for service in localized.only_of(shown))),
        slots=slots,
        tags=slots.tags,
        medicines=slots.medicines_line,
        highlights=joined(" · ", map(as_listed, entry.highlights.splitlines()[:MOST_HIGHLIGHTS])),
    )
    card.facts, card.calls, card.calls_in_short  # noqa: B018 - copies have them then
    return card


def _open(ordinal, index, asked):
    """Return that a listing doesn't say whether it has what was `asked` for, Services."""
    usual = {question.slug: question.doesnt_say for question in unanswered(index, ordinal)}
    unsaid = _("Doesn't say: %(service)s")
    texts = {}
    for service in asked:
        slug = _question_about(service, usual, index.taxonomy)
        texts[slug] = usual.get(slug) or filled(unsaid, service=service.name)
    texts = list(texts.values())[:MOST_OPEN]
    return SafeString(" ".join(f"{conditional_escape(text)}." for text in texts))


def _question_about(service, usual, taxonomy):
    """Return the slug of the usual question that a service is an answer to, or its own."""
    wider = (
        taxonomy.services[pk].slug
        for pk, answers in taxonomy.answered_by.items()
        if service.pk in answers
    )
    return next((slug for slug in wider if slug in usual), service.slug)
