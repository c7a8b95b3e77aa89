"""Three facts that lists give of each facility, always in this order: stay or visit, pay, who.

Each is made of the facility's own answers: what it doesn't say is never taken for a no.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import cached_property
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

# Slugs, as in fixtures/taxonomy.
STAYS = frozenset(
    "detox-overnight inpatient hospital-inpatient residential"
    " psychiatric-inpatient psychiatric-residential".split()
)
VISITS = frozenset("detox-outpatient outpatient iop php partial-hospitalization".split())
# What words for stays and visits tell of. "Stay overnight" doesn't tell of a hospital.
TOLD_OF_STAY = frozenset("detox detox-overnight detox-outpatient inpatient outpatient".split())
# What helps most people to pay comes first: a tag has room for two.
PAYMENT = (
    *("free-care", "medicaid", "private-insurance", "sliding-fee", "payment-assistance"),
    *("medicare", "military-insurance", "state-insurance", "va-funds", "tribal-health-funds"),
    "self-pay",
)
MOST_PAYMENT = 2
LOWER_COST = frozenset({"sliding-fee", "payment-assistance", "free-or-low-cost"})
# Names that are no proper ones: in lower case after others.
COMMON = frozenset(
    "free-care private-insurance military-insurance state-insurance self-pay".split()
)
AGES = ("teens", "young-adults", "adults", "older-adults")
PEOPLE = {"group", "age"}  # parameters that say who somebody is
SHOWN = STAYS | VISITS | TOLD_OF_STAY | {*PAYMENT, *AGES, "telehealth", "sober-living"}


@dataclass(frozen=True)
class Slot:
    """A fact in a few words.

    `text` as HTML; `tells`: the services (pks) that it tells of; `mark`: "" for what a listing
    says, "open" where it doesn't say, "only" for who alone is served.
    """

    text: str
    tells: frozenset[int] = frozenset()
    mark: str = ""

    @cached_property
    def tag(self):
        """Return it as HTML, where nobody asked for it."""
        return _tag(self.text, self.mark)

    @cached_property
    def tag_asked(self):
        """Return it as HTML, where it is what was asked for."""
        return _tag(self.text, "yes")


@dataclass(frozen=True)
class Slots:
    """What a list says of a facility in tags; `medicines`: a Slot for each that it uses."""

    stay: Slot
    pay: Slot
    who: Slot
    medicines: tuple[Slot, ...] = ()

    @property
    def in_order(self):
        return (self.stay, self.pay, self.who)

    @cached_property
    def tags(self):
        """Return the tags as HTML, where nobody asked for anything."""
        return SafeString(" ".join(slot.tag for slot in self.in_order))

    @cached_property
    def medicines_line(self):
        """Return the names of the medicines as HTML, where nobody asked for any."""
        return self.medicines_for(frozenset())

    @cached_property
    def facts(self):
        """Return tags and medicines as HTML, where nobody asked for anything."""
        return self.in_lines(self.tags, self.medicines_line)

    def in_lines(self, tags, medicines):
        """Return tags and medicines, each HTML, in paragraphs."""
        return f'<p class="tags">{tags}</p>{medicines and line(self._medicines, medicines)}'

    @cached_property
    def _medicines(self):
        # In the language of the tags: a page has twenty cards.
        return _("Medicines:")

    @cached_property
    def told(self):
        """Return the services (pks) that tags and medicines tell of, ways to pay apart."""
        return self.stay.tells.union(self.who.tells, *(slot.tells for slot in self.medicines))

    def tags_for(self, offered, payments, localized):
        """Return the tags as HTML for who asked for what is `offered` (pks, in order).

        `payments`: those among all pks that are ways to pay. What no tag and no medicine tells
        of gets a tag more.
        """
        paid = [pk for pk in offered if pk in payments]
        tags = [
            _tag_of(self.stay, offered),
            _tag(_in_line(paid, localized), "yes") if paid else self.pay.tag,
            self._who_tag(offered, localized),
        ]
        names, told = localized.card_names, self.told
        tags += [_tag(names[pk], "yes") for pk in offered if pk not in told and pk not in payments]
        return SafeString(" ".join(tags))

    def _who_tag(self, offered, localized):
        """Return the tag of who is treated, marked where people like that were asked for.

        Who asks for methadone is shown a clinic for opioid use only: that is no match of who
        they are.
        """
        groups = {
            localized.services[pk].group.parameter for pk in self.who.tells.intersection(offered)
        }
        return self.who.tag_asked if groups & PEOPLE else self.who.tag

    def medicines_for(self, offered):
        """Return the names of the medicines as HTML, those marked that are among `offered`."""
        names = (
            slot.text if slot.tells.isdisjoint(offered) else f'<b class="yes">{slot.text}</b>'
            for slot in self.medicines
        )
        return SafeString(", ".join(names))


# A directory of many thousands says the same few hundred things.
_slot = lru_cache(maxsize=5_000)(Slot)
_slots = lru_cache(maxsize=20_000)(Slots)


def line(*words):
    """Return a small line of a card, of words in HTML."""
    return f'<p class="card__note">{" ".join(words)}</p>'


def _tag_of(slot, asked):
    return slot.tag if slot.tells.isdisjoint(asked) else slot.tag_asked


def _tag(text, mark=""):
    kind = f" tag--{mark}" if mark else ""
    return f'<span class="tag{kind}">{text}</span>'


def slots_of(pks, localized, opening):
    """Return the Slots of a facility.

    `pks`: of all services that a page can claim of it, in order; `localized`: a Taxonomy;
    `opening`: {pk of who alone is served: the services that asking for asks for it, too}.
    """
    held = {localized.services[pk].slug: pk for pk in pks}
    return _slots(
        stay=_stay(held),
        pay=_pay(held, localized),
        who=_who_alone(pks, localized, opening) or _ages(held),
        medicines=_medicines(pks, localized),
    )


def _stay(held):
    """Return the Slot of {slug: pk} that tells whether people stay overnight or come for visits."""
    stays, visits = (not held.keys().isdisjoint(kinds) for kinds in (STAYS, VISITS))
    told = TOLD_OF_STAY & held.keys()
    if stays:
        text = _stays_or_visits(held) if visits else _stays(held)
    elif visits:
        text = _visits(held)
    elif "detox" in held:
        text = _("Detox: ask if overnight")
    elif "sober-living" in held:
        text, told = _("Sober living"), {"sober-living"}
    elif "telehealth" in held:
        text, told = _("By phone or video"), {"telehealth"}
    else:
        return _slot(conditional_escape(_("Stay or visits? Ask")), mark="open")
    return _slot(conditional_escape(text), frozenset(held[slug] for slug in told))


def _stays_or_visits(held):
    """Say which of the two the detox is: a bed, or a morning at a clinic."""
    if held.keys() >= {"detox-overnight", "detox-outpatient"}:
        return _("Detox: stay or visits")
    if "detox-overnight" in held:
        return _("Stay with detox, or visits")
    if "detox-outpatient" in held:
        return _("Stay, or visits with detox")
    return _("Stay or visits · ask about detox") if "detox" in held else _("Stay or visits")


def _stays(held):
    if "detox-overnight" in held:
        return _("Stay overnight · detox")
    return _("Stay overnight · ask about detox") if "detox" in held else _("Stay overnight")


def _visits(held):
    if "detox-outpatient" in held:
        return _("Visits · detox")
    if "detox" in held:
        return _("Visits · detox: ask if overnight")
    return _("Visits · sober living") if "sober-living" in held else _("Visits")


def _pay(held, localized):
    """Return the Slot of {slug: pk} that tells how one can pay, in at most two ways."""
    taken = [held[slug] for slug in PAYMENT if slug in held]
    if not taken:
        return _slot(conditional_escape(_("Doesn't say how to pay")), mark="open")
    return _slot(_in_line(taken, localized, MOST_PAYMENT))


def _in_line(payments, localized, most=None):
    """Return the first `most` ways to pay (pks) as one line of HTML."""
    words = {}
    for pk in payments:
        slug = localized.services[pk].slug
        is_lower_cost = slug in LOWER_COST
        name = conditional_escape(_("Lower cost")) if is_lower_cost else localized.card_names[pk]
        words[name] = is_lower_cost or slug in COMMON
    first, *rest = list(words)[:most]
    return ", ".join([first, *(_lower(word) if words[word] else word for word in rest)])


def _lower(html):
    # What is marked as another language begins with a tag.
    return html[:1].lower() + html[1:]


def _who_alone(pks, localized, opening):
    """Return the Slot of who alone is served, None where that isn't said."""
    only = localized.broadest([pk for pk in pks if localized.services[pk].is_serves_only])
    if not only:
        return None
    text = " · ".join(localized.card_names[pk] for pk in only)
    return _slot(text, frozenset().union(*(opening.get(pk, ()) for pk in only)), "only")


def _ages(held):
    """Return the Slot of {slug: pk} that tells which ages are treated."""
    named = frozenset(AGES) & held.keys()
    if not named:
        return _slot(conditional_escape(_("Doesn't say what ages")), mark="open")
    if named != set(AGES) and "adults" in named:
        named &= {"adults", "teens"}  # of an age that is asked for, its own tag tells
    return _slot(conditional_escape(_ages_in_words(named)), frozenset(held[age] for age in named))


def _ages_in_words(ages):
    teens, young, adults, older = (age in ages for age in AGES)
    if adults:
        return _("All ages") if older else _("Teens and adults") if teens else _("Adults")
    if young and older:
        return _("Teens, young and older adults") if teens else _("Young and older adults")
    if young:
        return _("Teens and young adults") if teens else _("Young adults")
    if older:
        return _("Teens and older adults") if teens else _("Older adults")
    return _("Teens")


def _medicines(pks, localized):
    """Return a Slot for each medicine, or for treatment with some where it isn't said which."""
    shown = [pk for pk in pks if localized.card_group.get(pk) == "medication"]
    unnamed = {
        "mat": _("for opioid use (ask which)"),
        "alcohol-medication": _("for alcohol"),
    }
    return tuple(
        _slot(
            conditional_escape(unnamed.get(localized.services[pk].slug, ""))
            or _lower(localized.card_names[pk]),
            frozenset({pk, *(whole for whole, parts in localized.said_by.items() if pk in parts)}),
        )
        for pk in localized.unsaid(shown)
    )
