"""What decides whether to call a facility, in a few lines; a blank is never a no."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from derived import in_words
from facilities.wording import filled, joined, short_name
from pages.facility.description import unsaid
from pages.slots import STAYS, VISITS


@dataclass(frozen=True)
class Fact:
    """A line of the facts that decide: what a listing says of what most people ask.

    `lead`: the answer in a few words, "" where the `text` alone is it; both are empty where the
    listing doesn't say. `only`: who alone is served; `no`: what it says it doesn't have.
    """

    label: str
    lead: str = ""
    text: str = ""
    only: str = ""
    no: str = ""

    @property
    def is_unsaid(self):
        return not (self.lead or self.text or self.only or self.no)


def facts(described, levels, serves_only, localized):
    """Return the Facts of a facility: stay or visit, payment, who, medicines, languages.

    `described`: its GroupDescriptions; `levels`: the Services that say what kind of place it is;
    `serves_only`: those that say who alone is served; `localized`: a Taxonomy. No query.
    """
    groups = {description.group.slug: description for description in described}

    def shown(*slugs):
        return _shown(groups, slugs, localized)

    stay, payment, who, medicines, languages = _labels.current(get_language())
    return [
        Fact(stay, *_stay_or_visit(described, levels, localized)),
        Fact(
            payment,
            text=_names(
                (each for each in shown("payment", "payment-help") if each.featured), localized
            ),
            no=_denied(groups, "payment", localized),
        ),
        _who(who, groups, serves_only, localized),
        Fact(
            medicines,
            text=_names(shown("medication"), localized),
            no=_no_medicine(described, groups, localized),
        ),
        Fact(languages, text=_names(shown("languages"), localized)),
    ]


_labels = in_words(
    lambda: (_("Stay or visit"), _("Payment"), _("Who"), _("Medicines"), _("Languages"))
)


def _stay_or_visit(described, levels, localized):
    slugs = {service.slug for each in described for service in each.offered}
    lead = ""
    if slugs & STAYS and slugs & VISITS:
        lead = _("Stay overnight, or visits")
    elif slugs & STAYS:
        lead = _("Stay overnight")
    elif slugs & VISITS:
        lead = _("Visits, sleep at home")
    return lead, _names(levels, localized)


def _who(label, groups, serves_only, localized):
    ages = _shown(groups, ["ages"], localized)
    every = localized.featured.get(groups["ages"].group.id, ())
    is_every = {each.id for each in every} <= {each.id for each in ages}
    who = [_("All ages")] if is_every else [joined(", ", map(_short, ages))]
    sexes = {service.slug for service in _shown(groups, ["sex"], localized)}
    if sexes == {"accepts-women", "accepts-men"}:
        who.append(_("Women and men"))
    only = joined(". ", map(_short, serves_only))
    return Fact(label, text=joined(" · ", filter(None, who)), only=only)


def _shown(groups, slugs, localized):
    """Return the Services that groups show, without those that another of them says, too."""
    shown = [service for slug in slugs for service in groups[slug].shown]
    return unsaid(shown, localized)


def _denied(groups, slug, localized):
    """Return what most people need to know and a facility doesn't offer, by its own answers."""
    asked = [service for service in groups[slug].denied if service.question]
    names = _names(asked, localized)
    return filled(_("Not offered: %(services)s"), services=names) if asked else ""


def _no_medicine(described, groups, localized):
    declined = [service for description in described for service in description.declined]
    return joined(". ", map(_short, declined)) or _denied(groups, "medication", localized)


def _names(services, localized):
    return joined(", ", (localized.card_names[service.id] for service in services))


def _short(service):
    return short_name(service.name)
