"""Every public address at its dearest: the parameters that cost most, in the directory at hand.

A new address of `finder.urls` needs a line in DEAREST: tests/finder/test_costs.py says so.
`make bench` measures the same on the published directory, in processor time.
"""

from urllib.parse import urlencode

from django.db.models import Count
from django.urls import URLPattern, get_resolver
from django.utils.text import slugify

from facilities.models import Facility
from guides.models import Guide
from hsds.ids import id_of
from places.states import STATES
from search.filters import LONGEST_TEXT, MOST_PARAMETERS

# A page of results as most people ask for it: what others are compared with.
USUAL = "/search/?where={city}&service=outpatient&payment=medicaid"
# Files of whole searches: those hold a slot while they are made, or are kept.
SECTION = "django.contrib.sitemaps.views.sitemap"  # a name that its index asks for
HELD = {"api:facilities-csv", "api:facilities-geojson", "api:facilities-xlsx", SECTION}
ADMIN = "admin"

WORDS = (
    "detoxx hopee recovry centre for my wief and sun who is adictted to fentanil and drinks, "
    "takes medicade and speaks spannish, near the rivver in a town that nobody knows how to spel"
)
MISSPELT = ("metadoan subxone reahb vivtirol " * 9)[:LONGEST_TEXT]
PLACES = ("springfeild " * 30)[:LONGEST_TEXT]
LETTERS = "a " * (LONGEST_TEXT // 2)
EVERYTHING = "include=serves-only&include=mental-health"
SERVICES = (
    "service=detox&service=outpatient&service=iop&payment=medicaid&payment=medicare&age=adults"
)
SERVICES += "&group=accepts-women&language=spanish"
FULL = urlencode([("service", "outpatient")] * (MOST_PARAMETERS - 4))
COUNTRY = "-125,24.4,-66.8,49.4"
MANY_IDS = 190  # of them the first few are looked up

SEARCHES = [
    "where={city}&radius=500&" + EVERYTHING,
    "where={state}&" + EVERYTHING,
    "where={state}&sort=name&page=50",
    "where={state}&page=2&" + EVERYTHING,
    f"{SERVICES}&{EVERYTHING}",
    f"{SERVICES}&where={{city}}&radius=500&q={WORDS}",
    f"{FULL}&where={{city}}&{EVERYTHING}",
    f"q={WORDS}",
    f"q={MISSPELT}",
    f"q={MISSPELT}&where={PLACES}",
    f"q={LETTERS}&where={{state}}",
    f"q={PLACES}",
    f"where={PLACES}",
    "q=recovery",
    "q=a",
    "page=50",
    "sort=name&" + EVERYTHING,
    "where=New+England&" + EVERYTHING,
    f"box=-360,-90,360,90&where={{city}}&{EVERYTHING}",
    f"{SERVICES}&{EVERYTHING}&box={COUNTRY}",
]
# Those that cost most wherever results are shown: the page of results alone is asked for all.
DEAR = [SEARCHES[0], SEARCHES[3], *SEARCHES[4:7], SEARCHES[8], SEARCHES[-2]]
MAPS = [f"view={COUNTRY}&zoom={zoom}&{EVERYTHING}" for zoom in (2, 6, 8, 11, 13)]
MAPS += [f"view=-360,-85,360,85&zoom=13&{EVERYTHING}", f"size=9999,9999&{EVERYTHING}"]
MAPS += [f"{view}&zoom={zoom}" for view in ("view=-76,39,-72,42",) for zoom in (8, 9, 10, 13)]
# As large as a map may be, where facilities are densest or in most groups (`make bench`).
MAPS += [f"view=-92.98,37.34,-74.36,44.37&zoom=8&{EVERYTHING}"]
MAPS += [f"view=-118.55,33.11,-65.87,52.23&zoom=6&{EVERYTHING}"]
TEXTS = ("a", "recovery", "st", WORDS[:LONGEST_TEXT], MISSPELT, PLACES, LETTERS)

DEAREST = {
    "home": ["/"],
    "search": [f"/search/?{query}" for query in SEARCHES],
    "search-map": [f"/search/map/?{query}" for query in (*DEAR, *MAPS)],
    "search-count": [f"/search/count/?{query}" for query in DEAR],
    "search-suggest": [f"/search/suggest/?q={text}" for text in TEXTS],
    "search-filters": [f"/search/filters/?{query}" for query in DEAR],
    "embed": [f"/embed/?{query}" for query in DEAR],
    "embed-part": [f"/embed/part/?{query}" for query in DEAR],
    "embed-help": ["/embed/help/?where=" + PLACES],
    "embed-script": ["/embed.js"],
    "near-me": ["/near-me/"],
    "offline": ["/offline/?{ids}"],
    "offline-worker": ["/offline-worker.js"],
    "manifest": ["/site.webmanifest"],
    # Files of the operator's, served from memory; none here.
    "operator-logo": ["/operator/000000000000/logo"],
    "operator-colors": ["/operator/000000000000/colors.css"],
    "start": ["/start/", "/start/?need=detox"],
    "states": ["/treatment/"],
    "state": ["/treatment/{state_slug}/"],
    "changes-feed": ["/treatment/changes.atom"],
    "state-changes-feed": ["/treatment/{state_slug}/changes.atom"],
    "city": ["/treatment/{state_slug}/{city_slug}/"],
    "facility": ["{facility}", "{facility}?where={city}"],
    "facility-source": ["{facility}source/"],
    "report": ["{facility}report/"],
    "report-thanks": ["{facility}report/thanks/"],
    "shortlist": ["/shortlist/?{ids}&where={city}", "/shortlist/?{many_ids}&where=" + PLACES],
    "call-sheet": ["/call-sheet/?{ids}&where={city}", "/call-sheet/?{many_ids}"]
    + [f"/call-sheet/?{query}" for query in DEAR],
    "resources": ["/resources/?where={city}", "/resources/?where={state}", "/resources/"]
    + [f"/resources/?where={PLACES}"],
    "helplines": ["/helplines/"],
    "guides": ["/guides/"],
    "guide": ["{guide}"],
    "guide-helpful": ["{guide}helpful/"],
    "self-check": ["/self-check/"],
    "callback": ["/callback/"],
    "callback-thanks": ["/callback/thanks/"],
    "about": ["/about/"],
    "contact": ["/contact/"],
    "privacy": ["/privacy/"],
    "quick-exit": ["/quick-exit/"],
    "count-call": ["/counts/call/"],
    "api:facilities": [f"/api/v1/facilities/?page_size=100&{query}" for query in DEAR]
    + ["/api/v1/facilities/?page_size=100&page={last_page}"]
    + [f"/api/v1/facilities/?page_size=100&sort=id&cursor=2&fields=id,name&{EVERYTHING}"],
    "api:facilities-csv": ["/api/v1/facilities.csv?where={state}", "/api/v1/facilities.csv"],
    "api:facilities-geojson": ["/api/v1/facilities.geojson?where={state}"]
    + ["/api/v1/facilities.geojson?" + EVERYTHING],
    "api:facilities-xlsx": ["/api/v1/facilities.xlsx?where={state}"]
    + ["/api/v1/facilities.xlsx?" + EVERYTHING],
    "api:facilities-batch": ["/api/v1/facilities/batch/?ids={ids_in_one}"],
    "api:editions": ["/api/v1/editions/"],
    "api:facility": ["/api/v1/facilities/{public_id}/"],
    "api:changes": ["/api/v1/changes/", "/api/v1/changes/?since=2026-11-01"],
    "api:places": [f"/api/v1/places/?q={text}" for text in TEXTS],
    "api:suggest": [f"/api/v1/suggest/?q={text}" for text in TEXTS],
    "api:services": ["/api/v1/services/"],
    "api:problem-types": ["/api/v1/problems/"],
    "api:problem-type": ["/api/v1/problems/unknown-place/"],
    "api:schema": ["/api/v1/schema/"],
    "api:no-such-address": ["/api/v1/nothing/"],
    "data": ["/data/"],
    # Files made beforehand; none here.
    "data-file": ["/data/latest/facilities.csv"],
    "developers": ["/developers/"],
    "llms": ["/llms.txt"],
    "hsds:base": ["/hsds/v3/"],
    "hsds:openapi": ["/hsds/v3/openapi.json"],
    "hsds:services": [
        "/hsds/v3/services?full=true&per_page=10",
        "/hsds/v3/services?per_page=100&search=recovery",
        "/hsds/v3/services?minimal=true&per_page=1000&modified_after=2000-01-01",
        f"/hsds/v3/services?search={MISSPELT}",
    ],
    "hsds:service": ["/hsds/v3/services/{hsds_service}"],
    "hsds:organizations": ["/hsds/v3/organizations?full_service=true&per_page=10"],
    "hsds:organization": ["/hsds/v3/organizations/{hsds_organization}"],
    "hsds:service-at-locations": [
        "/hsds/v3/service_at_locations?full=true&per_page=10",
        "/hsds/v3/service_at_locations?per_page=100&postcode=02118&proximity=805000",
    ],
    "hsds:service-at-location": ["/hsds/v3/service_at_locations/{hsds_service_at_location}"],
    "hsds:taxonomies": ["/hsds/v3/taxonomies"],
    "hsds:taxonomy": ["/hsds/v3/taxonomies/{hsds_taxonomy}"],
    "hsds:taxonomy-terms": ["/hsds/v3/taxonomy_terms?per_page=100"],
    "hsds:taxonomy-term": ["/hsds/v3/taxonomy_terms/{hsds_term}"],
    "hsds:no-such-address": ["/hsds/v3/nothing"],
    "basemap": ["/map/basemap.pmtiles"],
    "robots": ["/robots.txt"],
    "sitemap": ["/sitemap.xml"],
    SECTION: ["/sitemap-states.xml", "/sitemap-facilities.xml", "/sitemap-guides.xml"],
    "styleguide": ["/styleguide/"],
    "security-txt": ["/.well-known/security.txt"],
    "livez": ["/livez"],
    "readyz": ["/readyz"],
    "revision": ["/revision"],
}


def names(resolver=None, before=""):
    """Yield the name of each public address, "api:places"; all but the admin's."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{before}{pattern.name}"
        elif pattern.namespace != ADMIN:
            yield from names(pattern, f"{pattern.namespace}:" if pattern.namespace else before)


def addresses():
    """Return {name: [path]}, of the directory that the database holds."""
    values = of_directory()
    return {name: [path.format(**values) for path in paths] for name, paths in DEAREST.items()}


def of_directory():
    """Return what stands for the names in braces: the largest city, the fullest facility."""
    listed = Facility.objects.listed()
    fullest = listed.annotate(said=Count("services")).order_by("-said", "pk").first()
    most = list(listed.order_by("pk").values_list("public_id", flat=True)[:100])
    ids = most[:20]
    guides = sorted(Guide.objects.published(), key=lambda guide: len(guide.body))
    state, city = largest(listed, "state"), largest(listed, "state", "city")
    return {
        "city": f"{city['city']}, {city['state']}",
        "city_slug": slugify(city["city"]),
        "state": state["state"],
        "state_slug": slugify(STATES[city["state"]].name),
        "facility": fullest.get_absolute_url(),
        "public_id": fullest.public_id,
        "hsds_service": id_of("service", fullest.public_id),
        "hsds_organization": id_of("organization", fullest.public_id),
        "hsds_service_at_location": id_of("service_at_location", fullest.public_id),
        "hsds_taxonomy": id_of("taxonomy", "services"),
        "hsds_term": id_of("term", "services", "detox"),
        "guide": guides[-1].get_absolute_url(),
        "ids_in_one": ",".join(most),
        "ids": urlencode([("id", each) for each in ids]),
        "many_ids": urlencode([("id", ids[n % 20]) for n in range(MANY_IDS)]),
        "last_page": max(1, listed.count() // 140),
    }


def largest(listed, *fields):
    """Return {field: value} of those that most facilities have together."""
    return listed.values(*fields).annotate(size=Count("pk")).order_by("-size", *fields)[0]
