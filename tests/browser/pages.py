"""Every type of page and every state it can be in."""

from dataclasses import dataclass

REAL = "name = 'Northeast Addictions Treatment Center'"
INVENTED = "name LIKE 'Sample %' AND program != '' AND street != '' AND status = 'open'"


@dataclass(frozen=True)
class PageKind:
    """Where to find one: at `path`, or at the facility of which an SQL condition holds."""

    path: str = ""
    facility: str = ""
    status: int = 200
    is_broken: bool = False


HOME = PageKind("/")
RESULTS = PageKind("/search/?where=Boston,+MA&service=detox&payment=medicaid")
FACILITY = PageKind(facility=INVENTED)

PAGES = {
    "home": HOME,
    "results": RESULTS,
    "several places of a name": PageKind("/search/?where=Springfield&service=detox&sort=name"),
    "nothing found": PageKind(
        "/search/?where=Canton,+MA&radius=5&service=detox&service=iop&service=sober-living&q=zz"
    ),
    "read from words": PageKind("/search/?where=Boston,+MA&q=no+dui+methodone+quzzle"),
    "all filters": PageKind("/search/filters/?where=Boston,+MA&service=detox"),
    "place not understood": PageKind("/search/?where=Miami,+MA"),
    "invalid search": PageKind("/search/?where=Canton,+MA&radius=7&service=xyz&page=x"),
    "facility": FACILITY,
    "real facility": PageKind(facility=REAL),
    "facility at a withheld address": PageKind(facility="address_withheld"),
    "facility no longer listed": PageKind(facility="status = 'unlisted'"),
    "near me": PageKind("/near-me/"),
    "states": PageKind("/treatment/"),
    "state": PageKind("/treatment/massachusetts/"),
    "state without facilities": PageKind("/treatment/guam/"),
    "city": PageKind("/treatment/massachusetts/boston/"),
    "helplines": PageKind("/helplines/"),
    "about": PageKind("/about/"),
    "privacy": PageKind("/privacy/"),
    "not found": PageKind("/nope/", status=404),
    "out of order": PageKind("/", status=503, is_broken=True),
}
