"""What the peers are given, and asked: facilities, searches and the right answers."""

import json
from collections import defaultdict
from itertools import islice, product
from pathlib import Path
from urllib.parse import urlencode

from django.http import QueryDict

from benchmarks.peers.truth import Rows
from benchmarks.searches import AGES, PAYMENTS, SERVICES, cities, pairs
from facilities.models import Facility, Phone
from facilities.taxonomy import taxonomy
from places.resolve import resolve
from search import index
from search.fit import Fit
from search.index.bits import ordinals_of
from search.query import SearchQuery
from search.request import SearchRequest
from search.results import ENOUGH

# At most so many are thought of for each one asked: those that find too little are left out.
CANDIDATES = 10
# With fewer results the finder looks farther. No peer does.
FEWEST_FOUND = ENOUGH
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
    services = counted_as_offering(groups)
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
            "services": services[facility.pk],
        }


def counted_as_offering(groups):
    """Return {facility pk: [slug]} of the services that the finder counts it for.

    Beside what a place lists, that is what most places don't say ("adults"): the peers are told
    the same, as a column of theirs.
    """
    directory, offered = index.current(), defaultdict(list)
    fit = Fit(directory, SearchQuery())
    for slug in sorted(slug for group in groups for slug in group["services"]):
        service = directory.taxonomy.by_slug[slug]
        for ordinal in ordinals_of(fit.of_service(service)):
            offered[directory.pks[ordinal]].append(slug)
    return offered


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
        # A city's own that lie outside of the circle are listed, too. No peer does that.
        if SearchRequest(QueryDict(urlencode(query))).results.is_beyond:
            continue
        yield {
            "query": urlencode(query),
            "latitude": place.latitude,
            "longitude": place.longitude,
            "miles": MILES,
            "chosen": chosen,
        }
