"""Services, refusals and facts as taxonomies and terms of HSDS.

A service that a place doesn't offer has a term of its own, in another taxonomy: who looks for the
term of a service must never find a place that says no.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from facilities.listings.readers.own import hsds as package
from facilities.models import Service, ServiceGroup
from facilities.taxonomy import Taxonomy
from hsds.ids import id_of

# A record of HSDS, {field: value}.
Record = dict[str, Any]

SERVICES, REFUSALS, FACTS = "services", "not-offered", "facts"
# {fact: (name, description)}; some have a value.
FACT_TERMS = {
    "survey-su": (
        "Listed for substance use treatment",
        "It answers the survey of substance use treatment (SAMHSA).",
    ),
    "survey-mh": (
        "Listed for mental health treatment",
        "It answers the survey of mental health treatment (SAMHSA).",
    ),
    "survey-otp": (
        "Listed as an opioid treatment program",
        "It is in the directory of opioid treatment programs (SAMHSA).",
    ),
    "survey-curated": (
        "Listed by the publisher of this directory",
        "The publisher entered it, or has it from a list of its own.",
    ),
    "certification-full": (
        "Certified opioid treatment program",
        "Fully certified. Value: since when, where the directory gives it.",
    ),
    "certification-provisional": (
        "Provisionally certified opioid treatment program",
        "Certified for now, before a full certification.",
    ),
    "address-withheld": (
        "Address withheld",
        "It keeps its address to itself, as many shelters do. Don't look it up.",
    ),
    "street-not-reported": ("Street not reported", "No list gives its street."),
    "position-from": (
        "Source of the position",
        "Value: the table or geocoder that gave its coordinates, where the list didn't.",
    ),
    "highlight": ("Note of the publisher", "Value: a sentence on the place."),
    "contradicted-code": (
        "Code without a service",
        "Value: a code that its list gives, and that another of its answers contradicts.",
    ),
    "phone-main": ("Main number", "The number to call first."),
    "phone-intake": ("Admissions", "The source gives this number for starting treatment."),
    "phone-other": ("Another number", "Another number of the place."),
    "demonstration": ("Invented", "The place doesn't exist: it is there for a demonstration."),
}
TAXONOMIES = {
    SERVICES: (
        package.SERVICES,
        "What facilities say that they offer, take or allow. The code is the source's where there "
        "is one; other terms are defined as any of several codes.",
    ),
    REFUSALS: (
        package.REFUSALS,
        "What facilities say that they don't offer. What has a term in neither taxonomy isn't "
        "reported, which is not a no.",
    ),
    FACTS: (package.FACTS, "Where a record comes from, and how it is to be read."),
}


@dataclass(frozen=True)
class Terms:
    """All taxonomies and terms.

    `services`, `refusals`: {slug: term}; `facts`: {code: term}.
    `offers`, `denials`: {id of a term of services, of refusals: pk of the Service}.
    """

    taxonomies: list[Record]
    groups: list[Record]
    services: dict[str, Record]
    refusals: dict[str, Record]
    facts: dict[str, Record]
    offers: dict[str, int]
    denials: dict[str, int]

    @property
    def every(self) -> list[Record]:
        """Return all terms, groups before what is in them."""
        some = (self.services, self.refusals, self.facts)
        return self.groups + [term for terms in some for term in terms.values()]


@lru_cache(maxsize=2)
def terms_of(taxonomy: Taxonomy) -> Terms:
    """Return the Terms of a Taxonomy; made once for each."""
    services = list(taxonomy.original.services.values())
    offered = {each.slug: _service(each) for each in services}
    refused = {each.slug: _refusal(each) for each in services if not each.declines}
    return Terms(
        taxonomies=[_taxonomy(slug) for slug in TAXONOMIES],
        groups=[_group(group) for group in taxonomy.original.groups],
        services=offered,
        refusals=refused,
        facts={code: _term(FACTS, code, *texts) for code, texts in FACT_TERMS.items()},
        offers={offered[each.slug]["id"]: each.pk for each in services},
        denials={refused[each.slug]["id"]: each.pk for each in services if not each.declines},
    )


def code_of(service: Service) -> str:
    """Return what tells a service from others: the source's code, or its slug without one."""
    return service.code or service.slug


def _taxonomy(slug: str) -> Record:
    name, description = TAXONOMIES[slug]
    return {"id": id_of("taxonomy", slug), "name": name, "description": description}


def _group(group: ServiceGroup) -> Record:
    description = group.explanation or group.name
    return _term(SERVICES, f"group-{group.slug}", group.name, description)


def _service(service: Service) -> Record:
    parent = id_of("term", SERVICES, f"group-{service.group.slug}")
    term = _term(SERVICES, code_of(service), service.name, _described(service))
    return {**term, "parent_id": parent}


def _refusal(service: Service) -> Record:
    name = f"Not offered: {service.name}"
    return _term(REFUSALS, code_of(service), name, f"It says that it doesn't. {service.name}.")


def _described(service: Service) -> str:
    return service.explanation or service.source_label or service.name


def _term(taxonomy: str, code: str, name: str, description: str) -> Record:
    return {
        "id": id_of("term", taxonomy, code),
        "code": code,
        "name": name,
        "description": description,
        "taxonomy": TAXONOMIES[taxonomy][0],
        "taxonomy_id": id_of("taxonomy", taxonomy),
        "language": "en",
    }
