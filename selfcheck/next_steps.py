"""What to do next: filters of a search that fit, and guides to read."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from selfcheck.questions import (
    ALCOHOL,
    BENZODIAZEPINES,
    CANNABIS,
    OPIOIDS,
    OVERDOSE_LATELY,
    OVERDOSE_NOW,
    STIMULANTS,
    STOPPING,
    WITHDRAWAL_NOW,
)

# Slugs of services (fixtures/taxonomy) that a search for help with it asks for.
SERVICES = {
    ALCOHOL: "alcohol-use",
    OPIOIDS: "mat",
    BENZODIAZEPINES: "benzodiazepine-detox",
    # Rewards for progress: no medicine is approved for meth or cocaine.
    STIMULANTS: "contingency-management",
    CANNABIS: "outpatient",
}
ANY = "substance-use-treatment"
DETOX = "detox"

GUIDES = {
    "overdose": _("Overdose: signs, and what to do now"),
    "withdrawal": _("Withdrawal: how it feels, and when it is a danger"),
    "medicines-for-opioid-use-disorder": _("Medicines for opioid use"),
    "helping-someone-you-love": _("How to help someone you love"),
    "when-you-call": _("What happens when you call"),
    "treatment-compared": _("Kinds of treatment, side by side"),
}


def services(score, substances):
    """Return the slugs of the services a fitting search asks for, each once."""
    asked = [SERVICES[one] for one in substances if one in SERVICES] or [ANY]
    is_hard_to_stop = {STOPPING, WITHDRAWAL_NOW} & set(score.dangers)
    # Detox of one kind is detox already.
    if is_hard_to_stop and SERVICES[BENZODIAZEPINES] not in asked:
        asked.insert(0, DETOX)
    return list(dict.fromkeys(asked))


def guides(score, substances, is_someone_else):
    """Return [(address, title)] of the guides that fit, the most urgent first."""
    dangers, taken = set(score.dangers), set(substances)
    fitting = {
        "overdose": dangers & {OVERDOSE_NOW, OVERDOSE_LATELY} or OPIOIDS in taken,
        "withdrawal": dangers & {STOPPING, WITHDRAWAL_NOW} or taken & {ALCOHOL, BENZODIAZEPINES},
        "medicines-for-opioid-use-disorder": OPIOIDS in taken,
        "helping-someone-you-love": is_someone_else,
        "when-you-call": True,
        "treatment-compared": True,
    }
    return [(guide_address(slug), GUIDES[slug]) for slug, fits in fitting.items() if fits]


def guide_address(slug):
    return reverse("guides:guide", args=[slug])
