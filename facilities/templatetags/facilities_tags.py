"""What the directory's templates need beyond Django's own tags."""

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from facilities.corrections.kinds import kind_of
from facilities.listing_age import listing_age
from facilities.listings.phones import in_parts
from facilities.wording import as_listed, short_name
from places.states import STATES
from text.fluent import fluent

register = template.Library()
register.filter(as_listed)


@register.filter
def bare_number(phone):
    """Return a Phone's number without its extension and the words beside it."""
    return in_parts(phone.display, phone.e164).number


@register.filter
def has_words(phone):
    """Tell whether its source writes more than the number: when to call, another choice."""
    return in_parts(phone.display, phone.e164).has_words


@register.filter
def correction_summary(correction):
    """Return what a Correction says, for those who work on it."""
    return kind_of(correction).summary(correction)


@register.filter(name="fluent", is_safe=True)
def fluent_in_language(sentence):
    """Return a sentence with a place in it as it is said: "cerca del código postal"."""
    return fluent(sentence, get_language())


@register.filter
def kept(name):
    """Return a name as HTML that no browser translates, for a sentence it stands in."""
    return format_html('<span translate="no">{}</span>', name)


@register.filter
def age_of(cards):
    """Return how old the listings behind some Cards are, as a sentence, or ""."""
    return listing_age({year for card in cards for year in card.years}, len(cards))


@register.filter
def short(service):
    return short_name(service.name)


@register.filter
def state_name(code):
    """Return the name of a state given by its two letters."""
    return STATES[code].name if code in STATES else code


@register.filter
def host(url):
    """Return the part of a web address that people recognize."""
    return url.partition("://")[2].partition("/")[0].removeprefix("www.")
