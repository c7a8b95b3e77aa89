"""An address of every kind that the URLconf knows: one that is added there has to be known here."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation
from django.utils.text import slugify

from hsds.ids import id_of

# Staff's: who has no account sees the log-in, whatever the page.
STAFFS = "admin"
# Queries that make an answer of another kind, by the name of the address.
QUERIES = {
    "home": ["?where=x"],
    "search": [
        "?where=Boston,+MA&service=detox",
        "?where=02118&radius=10&payment=medicaid",
        "?where=Massachusetts&page=2",
        "?q=methodone+near+Boston,+MA",
        "?where=Nowhereville",
        "?where=Boston,+MA&box=-71.20,42.20,-70.90,42.50",
        "?box=-188,51,-170,55",
        "?box=-70,42,-71,43",
        "?radius=7&service=nothing",
    ],
    "search-map": ["?where=Boston,+MA", "?where=MA&view=-71.2,42.2,-70.9,42.5&zoom=12"],
    "search-count": ["?where=Boston,+MA&service=detox"],
    "search-suggest": ["?q=bos", "?q=detox"],
    "search-filters": ["?where=MA&service=detox"],
    "embed": ["?where=Boston,+MA&service=detox&theme=dark", "?where=Nowhereville"],
    "embed-part": ["?where=Boston,+MA&service=detox", "?radius=7&service=nothing"],
    "embed-help": ["?where=Boston,+MA&service=detox&in=es", "?service=nothing&in=xx"],
    "state": ["?page=2"],
    "shortlist": ["?id={public_id}&compare={public_id}&where=02118"],
    "call-sheet": ["?where=Boston,+MA", "?id={public_id}&lang=es"],
    "resources": ["?where=Boston,+MA"],
    "self-check": ["?for=someone"],
    "api:facilities": [
        "?where=Boston,+MA",
        "?where=MA&format=csv",
        "?where=MA&format=xlsx",
        "?box=-71.2,42.2,-70.9,42.5",
        "?radius=7",
        "?where=MA&sort=id&page_size=2&fields=id,name",
    ],
    "api:facilities-batch": ["?ids={public_id},zzzzzzzz", "?ids={public_id}&fields=name"],
    "api:facility": ["?fields=id,phones"],
    "api:changes": ["?since=0&page_size=1", "?since=2026-11-01", "?since=1-00000000"],
    "api:places": ["?q=Springfield"],
    "api:suggest": ["?q=bos"],
    "hsds:services": ["?full=true&per_page=2", "?minimal=true", "?search=alder", "?page=x"],
    "hsds:organizations": ["?full_service=true&per_page=2"],
    "hsds:service-at-locations": ["?postcode=02118&proximity=5000", "?postcode=02118"],
    "hsds:taxonomy-terms": ["?top_only=true"],
}
# What leads nowhere, or elsewhere.
NOWHERE = (
    *("/nothing/", "/es/nothing/", "/api/v1/nothing/", "/hsds/v3/nothing"),
    *("/facility/zzzzzzzz/nobody/",),
    *("/search?where=MA", "/es/treatment/MA/", "/treatment/nowhere/", "/sitemap-nothing.xml"),
    *("/%ff%fe/", "/a%00b/", "//evil.example/", "/es//evil.example/"),
)


def names(patterns=None, space="") -> Iterator[tuple[str, list[str]]]:
    """Yield (name, names of its parameters) of every address but the admin's."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLResolver):
            if each.namespace != STAFFS:
                yield from names(each.url_patterns, f"{each.namespace}:" if each.namespace else "")
        elif isinstance(each, URLPattern) and each.name:
            yield space + each.name, list(each.pattern.converters)


def values(name: str, parameter: str, known: dict[str, str]) -> list[str]:
    """Return what to put in for a parameter of an address; KeyError if nobody has said."""
    if parameter == "section":
        return ["states", "facilities", "resources", "guides"]
    if parameter == "record_id":
        return [id_of(name.removeprefix("hsds:").replace("-", "_"), known["public_id"])]
    if parameter == "slug" and name.startswith("guide"):
        return [known["guide"]]
    if name == "api:problem-type":
        return ["unknown-place", "nothing"]
    return [known[parameter]]


def known_here() -> dict[str, str]:
    """Return the parts of addresses that lead to a facility and a guide of this database."""
    from facilities.models import Facility
    from guides.models import Guide
    from places.states import STATES

    facility = Facility.objects.listed().order_by("public_id")[0]
    return {
        "public_id": facility.public_id,
        "slug": facility.slug,
        "state": slugify(STATES[facility.state].name),
        "city": slugify(facility.city),
        "guide": Guide.objects.order_by("slug").values_list("slug", flat=True)[0],
        # Of an operator's file: nowhere, unless a site has that very one.
        "version": "0",
        "name": "facilities.csv",
    }


def addresses() -> list[str]:
    """Return addresses of every kind, in every language, with the queries that change an answer."""
    known = known_here()
    paths = [(name, path) for name, parts in names() for path in paths_of(name, parts, known)]
    made = [path for _name, path in paths]
    made += [
        path + query.format(**known) for name, path in paths for query in QUERIES.get(name, [])
    ]
    return list(dict.fromkeys([*made, *NOWHERE]))


def paths_of(name: str, parameters: list[str], known: dict[str, str]) -> Iterator[str]:
    """Yield the paths of an address in each language."""
    several = [values(name, parameter, known) for parameter in parameters]
    for number in range(max(map(len, several), default=1)):
        filled = {
            parameter: some[number % len(some)]
            for parameter, some in zip(parameters, several, strict=True)
        }
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                yield reverse(name, kwargs=filled)
