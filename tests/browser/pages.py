"""Every type of page and every state it can be in."""

from dataclasses import dataclass, replace

REAL = "name = 'Northeast Addictions Treatment Center'"
SERVES_ONLY = (
    "status = 'open' AND EXISTS (SELECT 1 FROM facilities_service "
    "WHERE polarity = 'serves_only' AND offered LIKE '% ' || facilities_service.id || ' %')"
)
INVENTED = "name LIKE 'Sample %' AND program != '' AND street != '' AND status = 'open'"


@dataclass(frozen=True)
class PageKind:
    """Where to find a page.

    At `path`, at the facility for which an SQL condition holds, or at `path` below it.

    `saved`: an SQL condition, too; the path ends with the ids of the first 3 of these.
    `language`: "" for English, "es" for the same page in Spanish.
    """

    path: str = ""
    facility: str = ""
    saved: str = ""
    status: int = 200
    is_broken: bool = False
    language: str = ""


HOME = PageKind("/")
RESULTS = PageKind("/search/?where=Boston,+MA&service=detox&payment=medicaid")
FACILITY = PageKind(facility=INVENTED)
# The facility that says most of itself.
RICH = PageKind(
    facility="id = (SELECT id FROM facilities_facility"
    " ORDER BY LENGTH(offered) - LENGTH(REPLACE(offered, ' ', '')) DESC, id LIMIT 1)"
)
SHORTLIST = PageKind("/shortlist/?where=Boston,+MA&", saved=INVENTED)
STATE = PageKind("/treatment/massachusetts/")
HELPLINES = PageKind("/helplines/")
GUIDE = PageKind("/guides/treatment-compared/")
RESOURCES = PageKind("/resources/?where=Boston,+MA")
SHEET = PageKind("/call-sheet/?where=Boston,+MA&service=detox&payment=medicaid")


def in_spanish(kind):
    return replace(kind, language="es")


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
    "report of a facility": PageKind("report/", facility=INVENTED),
    "report of a closed facility": PageKind("report/", facility="status = 'closed'"),
    "thanks for a report": PageKind("report/thanks/", facility=INVENTED),
    "call sheet": SHEET,
    "call sheet in Spanish": in_spanish(SHEET),
    "empty call sheet": PageKind("/call-sheet/"),
    "shortlist": SHORTLIST,
    "shortlist with places that are gone": PageKind(
        "/shortlist/?where=zzzzqq&id=nowhere&", saved="status = 'unlisted'"
    ),
    "empty shortlist": PageKind("/shortlist/"),
    "other places that help": RESOURCES,
    "other places that help, without a place": PageKind("/resources/?kind=naloxone"),
    "other places that help, invalid": PageKind("/resources/?kind=x&page=0"),
    "near me": PageKind("/near-me/"),
    "without a network": PageKind("/offline/?", saved=INVENTED),
    "three questions": PageKind("/start/"),
    "a situation without a place": PageKind("/start/?need=detox"),
    "states": PageKind("/treatment/"),
    "state": STATE,
    "state without facilities": PageKind("/treatment/guam/"),
    "city": PageKind("/treatment/massachusetts/boston/"),
    "self-check": PageKind("/self-check/"),
    "self-check for someone": PageKind("/self-check/?for=someone"),
    "guides": PageKind("/guides/"),
    "guide": GUIDE,
    "guide with steps": PageKind("/guides/overdose/"),
    "guide found helpful": PageKind("/guides/overdose/helpful/"),
    "callback": PageKind("/callback/"),
    "thanks for a callback": PageKind("/callback/thanks/"),
    "helplines": HELPLINES,
    "about": PageKind("/about/"),
    "data": PageKind("/data/"),
    "developers": PageKind("/developers/"),
    "privacy": PageKind("/privacy/"),
    "quick exit": PageKind("/quick-exit/"),
    # Spanish is longer: one of each kind of layout.
    "home in Spanish": in_spanish(HOME),
    "results in Spanish": in_spanish(RESULTS),
    "facility in Spanish": in_spanish(FACILITY),
    "shortlist in Spanish": in_spanish(SHORTLIST),
    "other places that help in Spanish": in_spanish(RESOURCES),
    "guide in Spanish": PageKind("/guides/overdose/", language="es"),
    "callback in Spanish": PageKind("/callback/", language="es"),
    "not found": PageKind("/nope/", status=404),
    "out of order": PageKind("/", status=503, is_broken=True),
}
