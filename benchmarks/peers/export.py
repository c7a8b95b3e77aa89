"""What the peers are given, and asked: facilities, searches and the right answers."""

import json
from itertools import islice, product
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.peers.truth import Rows
from benchmarks.searches import AGES, PAYMENTS, SERVICES, cities, pairs
from facilities.models import Facility, Phone, Service
from facilities.taxonomy import taxonomy
from places.resolve import resolve

# At most so many are thought of for each one asked: those that find too little are left out.
CANDIDATES = 10
# With fewer results the finder also works out what else could be asked. No peer does.
FEWEST_FOUND = 3
MILES = 25
FIELDS = ("public_id", "name", "program", "street", "street2", "city", "state", "zip", "county")


def measure(path, number):
    """Write {groups, facilities} to `path`; return `number` searches with their answers.

    The services are those of the main filters: a peer holds no more than it needs.
    """
    groups = featured_groups()
    facilities = list(exported(groups))
    Path(path).write_text(json.dumps({"groups": groups, "facilities": facilities}))
    rows = Rows(facilities, groups)
    asked = (rows.answered(question) for question in candidates(number * CANDIDATES))
    # As many different cities as can be: a city's second search comes after every city's first.
    return list(
        islice(
            (question for question in asked if question["answer"]["total"] >= FEWEST_FOUND), number
        )
    )


def featured_groups():
    """Return the groups of the main filters: {slug, rule, parameter, services: [slug]}."""
    catalog = taxonomy()
    groups = [
        {
            "slug": group.slug,
            "rule": group.rule,
            "parameter": group.parameter,
            "services": [
                service.slug for service in catalog.by_group[group.pk] if service.featured
            ],
        }
        for group in catalog.groups
    ]
    return [group for group in groups if group["services"]]


def exported(groups):
    """Yield each listed facility: what a result shows, its position and its services."""
    slugs = {slug for group in groups for slug in group["services"]}
    services = dict(Service.objects.filter(slug__in=slugs).values_list("pk", "slug"))
    phones = {}
    for phone in Phone.objects.order_by("-position"):
        phones[phone.facility_id] = phone.display
    listed = Facility.objects.listed().exclude(latitude=None)
    for facility in listed.order_by("pk"):
        yield {
            **{name: getattr(facility, name) for name in FIELDS},
            "phone": phones.get(facility.pk, ""),
            "website": facility.website,
            "latitude": facility.latitude,
            "longitude": facility.longitude,
            "services": sorted(services[pk] for pk in facility.service_pks & services.keys()),
        }


def candidates(number):
    """Yield `number` searches around cities, each with a service, a payment and an age."""
    three = list(product(SERVICES, PAYMENTS, AGES))
    by_slug = taxonomy().by_slug
    for name, slugs in pairs(cities(Facility.objects.listed()), three, number):
        place = resolve(name).place
        if place is None or place.kind != "city":
            continue
        chosen = {by_slug[slug].group.slug: [slug] for slug in slugs}
        query = [("where", name), *((by_slug[slug].group.parameter, slug) for slug in slugs)]
        query.append(("radius", MILES))
        yield {
            "query": urlencode(query),
            "latitude": place.latitude,
            "longitude": place.longitude,
            "miles": MILES,
            "chosen": chosen,
        }
