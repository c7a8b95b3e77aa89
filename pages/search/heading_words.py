"""What a heading calls the services that people ask for: "14 places with detox that take Medicaid".

Words of the taxonomy stand alone, in lists; these stand in a sentence. Of others, some names make
part of a sentence with a small letter (LOWERED); the rest is quoted, as the taxonomy has it.
"""

from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Phrase(Enum):
    """How services are joined to "places"; phrases follow each other in this order."""

    WITH = "with"
    FOR = "for"
    IN = "in"
    TAKES = "takes"


# {slug of a group: how its services are joined}; those of other groups: with them.
OF_GROUP = {
    "payment": Phrase.TAKES,
    "sex": Phrase.TAKES,
    "ages": Phrase.FOR,
    "people": Phrase.FOR,
    "serves-only": Phrase.FOR,
    "languages": Phrase.IN,
}
# Those that aren't joined as the rest of their group.
OF_SERVICE = {"free-care": Phrase.WITH, "native-health": Phrase.WITH}
# {slug of a service: its name in a sentence}; no line breaks at such a hyphen.
NOUNS: dict[str, Promise] = {
    "detox": _("detox"),
    "detox-overnight": _("overnight detox"),
    "detox-outpatient": _("outpatient detox"),
    "inpatient": _("hospital or live‑in rehab"),
    "hospital-inpatient": _("hospital stays"),
    "residential": _("live‑in treatment"),
    "outpatient": _("outpatient treatment"),
    "iop": _("intensive outpatient care"),
    "php": _("day treatment"),
    "telehealth": _("telehealth"),
    "sober-living": _("sober living"),
    "co-occurring": _("dual diagnosis care"),
    "mental-health": _("mental health care"),
    "substance-use-treatment": _("substance use treatment"),
    "mat": _("medicine for opioid use"),
    "methadone": _("methadone"),
    "buprenorphine": _("buprenorphine"),
    "opioid-treatment-program": _("a certified opioid treatment program"),
    "naltrexone": _("naltrexone"),
    "alcohol-medication": _("medicine for alcohol use"),
    "medicaid": _("Medicaid"),
    "medicare": _("Medicare"),
    "private-insurance": _("private insurance"),
    "military-insurance": _("military insurance"),
    "self-pay": _("cash"),
    "free-care": _("free care"),
    "free-or-low-cost": _("free or lower-cost care"),
    "sliding-fee": _("a sliding fee scale"),
    "payment-assistance": _("help paying the bill"),
    "teens": _("teens"),
    "young-adults": _("young adults"),
    "adults": _("adults"),
    "older-adults": _("older adults"),
    "women": _("women"),
    "men": _("men"),
    "pregnant": _("pregnant women"),
    "lgbtq": _("LGBTQ people"),
    "veterans": _("veterans"),
    "women-only": _("women only"),
    "men-only": _("men only"),
    "teens-only": _("children and teens only"),
    "va-only": _("veterans only"),
    "opioid-use-only": _("opioid use only"),
    "alcohol-use-only": _("alcohol use only"),
    "dui-only": _("people with a DUI or DWI only"),
    "justice-involved": _("people in the justice system"),
    "trauma": _("people living with trauma"),
    "domestic-violence": _("survivors of partner or family violence"),
    "dui": _("people with a DUI or DWI"),
    "native-health": _("tribal or Indian Health Service care"),
    "accepts-women": _("women or girls"),
    "accepts-men": _("men or boys"),
    "spanish": _("Spanish"),
    "sign-language": _("sign language"),
    "chinese": _("Chinese"),
    "vietnamese": _("Vietnamese"),
    "arabic": _("Arabic"),
    "russian": _("Russian"),
    "creole": _("Creole"),
    "portuguese": _("Portuguese"),
    "korean": _("Korean"),
    "tagalog": _("Tagalog"),
    "french": _("French"),
    "other-languages": _("another language"),
    "polish": _("Polish"),
    "hindi": _("Hindi"),
    "farsi": _("Farsi"),
    "japanese": _("Japanese"),
    "hmong": _("Hmong"),
    "hebrew": _("Hebrew"),
    "italian": _("Italian"),
    "german": _("German"),
    "greek": _("Greek"),
    "ojibwa": _("Ojibwa"),
    "yupik": _("Yupik"),
}
# Services whose names need no article in a sentence, in any language: a small letter is enough.
LOWERED = frozenset(
    """
    psychiatric-residential sexual-violence hiv active-duty military-families
    serious-mental-illness eating-disorders brain-injury dementia naloxone suicide-prevention
    child-care housing-help housing-services supported-housing social-services case-management
    job-help vocational-rehabilitation supported-employment alcohol-detox opioid-detox
    benzodiazepine-detox methamphetamine-detox cocaine-detox hospital-detox residential-detox
    methadone-detox buprenorphine-detox buprenorphine-naloxone buprenorphine-alone acamprosate
    disulfiram lofexidine clonidine hiv-medicine hepatitis-c-medicine peer-support self-help-groups
    one-on-one-counseling group-sessions family-or-couples-counseling individual-counseling
    group-counseling family-counseling couples-counseling cognitive-behavioral-therapy
    motivational-interviewing relapse-prevention trauma-counseling acupuncture
    """.split()
)


def within_sentence(name: str) -> str:
    """Return a name without its capital, if that is only the first of a sentence."""
    first = name.split(" ")[0]
    return name[:1].lower() + name[1:] if first[1:] == first[1:].lower() else name
