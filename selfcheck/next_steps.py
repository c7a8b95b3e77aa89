"""Next steps after the self-check: fitting search filters and guides."""

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

# {substance: slug of the service (fixtures/taxonomy) to search for}.
SERVICES = {
    ALCOHOL: "alcohol-use",
    OPIOIDS: "mat",
    BENZODIAZEPINES: "benzodiazepine-detox",
    # Rewards for progress: no medicine is approved for meth or cocaine.
    STIMULANTS: "contingency-management",
    CANNABIS: "outpatient",
}
ANY = "substance-use-treatment"
DETOX = "detox-overnight"


def services(score, substances):
    """Return the slugs of the services to search for, without duplicates."""
    asked = [SERVICES[substance] for substance in substances if substance in SERVICES] or [ANY]
    is_hard_to_stop = {STOPPING, WITHDRAWAL_NOW} & set(score.dangers)
    # Benzodiazepine detox already is detox.
    if is_hard_to_stop and SERVICES[BENZODIAZEPINES] not in asked:
        asked.insert(0, DETOX)
    return list(dict.fromkeys(asked))


def guides(score, substances, is_someone_else):
    """Return the slugs of the guides that fit, the most urgent first."""
    dangers, taken = set(score.dangers), set(substances)
    fitting = {
        "overdose": dangers & {OVERDOSE_NOW, OVERDOSE_LATELY} or OPIOIDS in taken,
        "withdrawal": dangers & {STOPPING, WITHDRAWAL_NOW} or taken & {ALCOHOL, BENZODIAZEPINES},
        "medicines-for-opioid-use-disorder": OPIOIDS in taken,
        "helping-someone-you-love": is_someone_else,
        "when-you-call": True,
        "treatment-compared": True,
    }
    return [slug for slug, fits in fitting.items() if fits]
