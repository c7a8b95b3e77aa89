"""Every type of page and every state it can be in."""

from dataclasses import dataclass

REAL = "name = 'Northeast Addictions Treatment Center'"
SERVES_ONLY = (
    "status = 'open' AND id IN (SELECT facility_id FROM facilities_facilityservice "
    "JOIN facilities_service ON service_id = facilities_service.id "
    "WHERE polarity = 'serves_only')"
)
INVENTED = "name LIKE 'Sample %' AND program != '' AND street != '' AND status = 'open'"


@dataclass(frozen=True)
class PageKind:
    """
    Where to find one: at `path`, or at the facility of which an SQL condition holds,
    or at `path` below it.

    `saved`: an SQL condition, too; the path ends with the ids of the first 3 of these.
    """

    path: str = ""
    facility: str = ""
    saved: str = ""
    status: int = 200
    is_broken: bool = False


HOME = PageKind("/")
RESULTS = PageKind("/search/?where=Boston,+MA&service=detox&payment=medicaid")
FACILITY = PageKind(facility=INVENTED)
SHORTLIST = PageKind("/shortlist/?where=Boston,+MA&", saved=INVENTED)
STATE = PageKind("/treatment/massachusetts/")
HELPLINES = PageKind("/helplines/")
SHEET = PageKind("/call-sheet/?where=Boston,+MA&service=detox&payment=medicaid")

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
    "closed facility": PageKind(facility="status = 'closed'", status=410),
    "facility for some only": PageKind(facility=SERVES_ONLY),
    "listing of a facility": PageKind("source/", facility=INVENTED),
    "call sheet": SHEET,
    "call sheet in Spanish": PageKind(SHEET.path + "&in=es"),
    "empty call sheet": PageKind("/call-sheet/"),
    "shortlist": SHORTLIST,
    "shortlist with places that are gone": PageKind(
        "/shortlist/?where=zzzzqq&id=nowhere&", saved="status = 'unlisted'"
    ),
    "empty shortlist": PageKind("/shortlist/"),
    "near me": PageKind("/near-me/"),
    "states": PageKind("/treatment/"),
    "state": STATE,
    "state without facilities": PageKind("/treatment/guam/"),
    "city": PageKind("/treatment/massachusetts/boston/"),
    "helplines": HELPLINES,
    "about": PageKind("/about/"),
    "privacy": PageKind("/privacy/"),
    "quick exit": PageKind("/quick-exit/"),
    "not found": PageKind("/nope/", status=404),
    "out of order": PageKind("/", status=503, is_broken=True),
}
