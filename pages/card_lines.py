"""The words of a card: names short enough for one line, services in one line, distances."""

from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

# What the lines of a card are called, by group; what kinds of care there are needs no name.
LABELS = {"medication": gettext_lazy("Medicine"), "payment": gettext_lazy("Payment")}
# Shorter words for names of the taxonomy, where a line of a card makes clear what is meant. By
# name: a service that is called otherwise one day is called so on cards, too.
SHORTER = {
    "Inpatient or live-in rehab": gettext_lazy("Inpatient"),
    "Residential (live-in) treatment": gettext_lazy("Residential (live-in)"),
    "Outpatient treatment": gettext_lazy("Outpatient"),
    "Intensive outpatient program (IOP)": gettext_lazy("Intensive outpatient"),
    "Day treatment or partial hospitalization (PHP)": gettext_lazy("Day treatment"),
    "Sober living or halfway house": gettext_lazy("Sober living"),
    "Medication for opioid use disorder (MAT or MOUD)": gettext_lazy("Medicine for opioid use"),
    "Medication for alcohol use disorder": gettext_lazy("Medicine for alcohol use"),
    "Private health insurance": gettext_lazy("Private insurance"),
    "TRICARE or other military insurance": gettext_lazy("Military insurance"),
    "Cash or self-pay": gettext_lazy("Cash"),
}
# What a card needn't say beside one of these, which says it too, or says more.
SAID_BY = {
    "inpatient": {"residential"},
    "mental-health": {"co-occurring"},
    "mat": {"methadone", "buprenorphine", "naltrexone"},
}
# What nearly every place offers: said where it is all that is known of the care.
USUAL = "substance-use-treatment"
# What goes with any kind of care, and so stands behind it.
BESIDE = ("telehealth", "co-occurring", "mental-health", USUAL)


def card_lines(shown, localized):
    """Return {group: its services in one line of HTML} of what is `shown` (pks)."""
    groups = {}
    for pk in shown:
        if group := localized.card_group[pk]:
            groups.setdefault(group, {})[localized.services[pk].slug] = name_on_card(pk, localized)
    lines = {group: _names(names) for group, names in groups.items()}
    texts = {group: mark_safe(", ".join(names.values())) for group, names in lines.items()}
    if "care" in lines:
        texts["care"] = _care(lines["care"])
    return texts


def name_on_card(pk, localized):
    """Return what a card calls a service of a Taxonomy, as HTML."""
    words = SHORTER.get(localized.original.services[pk].name)
    return escape(str(words)) if words else localized.escaped[pk][-1]


def _names(names):
    """Return {slug: name} of {slug: name}, without what the rest of them say."""
    slugs = [slug for slug in names if not SAID_BY.get(slug, frozenset()) & names.keys()]
    slugs = [slug for slug in slugs if slug != USUAL] or slugs
    return {slug: names[slug] for slug in slugs}


def _care(names):
    levels = " · ".join(text for slug, text in names.items() if slug not in BESIDE)
    beside = [text for slug, text in names.items() if slug in BESIDE]
    return mark_safe(" · ".join([f"<b>{levels}</b>", *beside] if levels else beside))


def how_far(miles, is_exact):
    """Return a distance in words, "about" where only the facility's area is known."""
    if miles < 1:
        return _("Less than 1 mile") if is_exact else _("About 1 mile or less")
    number = f"{miles:.1f}".removesuffix(".0") if miles < 10 else f"{miles:,.0f}"
    count = 1 if number == "1" else 2
    if is_exact:
        text = ngettext("%(number)s mile", "%(number)s miles", count)
    else:
        text = ngettext("About %(number)s mile", "About %(number)s miles", count)
    return text % {"number": number}
