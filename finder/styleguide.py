"""Every component in every state, to check stylesheet changes (`/styleguide/`, DEBUG only).

It renders the site's own templates with invented facilities.
"""

from dataclasses import replace

from django.conf import settings
from django.http import Http404, QueryDict
from django.utils.safestring import mark_safe
from django.views.generic import TemplateView

from facilities.numbers import NumberToCall
from pages.addresses import Address
from pages.cards import Card
from pages.distances import how_far, how_far_in_short
from pages.search.choices import radii
from pages.search.facets import all_groups
from pages.slots import Slot, Slots
from search.request import SearchRequest

COLORS = (
    "paper",
    "card",
    "tint",
    "warm",
    "ink",
    "quiet",
    "link",
    "call",
    "edge",
    "line",
    "warm-edge",
    "wrong",
    "bar",
    "door",
)
MAIN = NumberToCall("main", "617-555-0100", "+16175550100", "", "", 1)
ADMISSIONS = NumberToCall(
    "intake", "617-555-0101 x12", "+16175550101", "12", "The sample company's own staff.", 12
)
SLOTS = Slots(
    Slot("Visits · detox", frozenset({1})),
    Slot("Medicaid, private insurance"),
    Slot("Adults"),
    (Slot("buprenorphine"), Slot("naltrexone")),
)
SILENT = Slots(
    *(
        Slot(text, mark="open")
        for text in ("Stay or visits? Ask", "Doesn't say how to pay", "Doesn't say what ages")
    )
)
ASKED = mark_safe(
    f"{SLOTS.stay.tag_asked} {SLOTS.pay.tag_asked} {Slot('Only veterans', mark='only').tag}"
)
PLAIN = Card(
    public_id="sample",
    name="Sample House",
    url="#card",
    program="Sample Health Network",
    street="1 Sample Street",
    place="Sampletown, MA 02021",
    city="Sampletown",
    state="MA",
    withheld=False,
    is_exact=True,
    numbers=[MAIN],
    is_real=False,
    is_mental_health_only=False,
    is_dual_diagnosis_only=False,
    only="",
    slots=SLOTS,
    tags=SLOTS.tags,
    medicines=SLOTS.medicines_line,
)


def far(miles, is_exact):
    return {
        "miles": miles,
        "is_exact": is_exact,
        "far": how_far(miles, is_exact),
        "far_in_short": how_far_in_short(miles, is_exact),
    }


CARDS = (
    PLAIN,
    replace(PLAIN, **far(3.2, is_exact=True), program=""),
    replace(PLAIN, **far(4.1, is_exact=False), street="", withheld=True, tags=SILENT.tags),
    replace(
        PLAIN,
        only="Only veterans",
        tags=ASKED,
        numbers=[ADMISSIONS, MAIN],
        open="Doesn't say if it takes Medicaid.",
    ),
    replace(PLAIN, is_mental_health_only=True, is_real=True, numbers=[]),
)


class Styleguide(TemplateView):
    template_name = "styleguide.html"

    def get(self, request, *args, **kwargs):
        if not settings.DEBUG:
            raise Http404
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        search = SearchRequest(QueryDict("where=Boston,+MA&service=detox"))
        return super().get_context_data(
            colors=COLORS,
            addresses=[*map(Address, [[card] for card in CARDS]), Address([PLAIN, PLAIN], 3)],
            empty=SearchRequest(),
            wrong=SearchRequest(QueryDict("radius=7&service=xyz&where=" + "x" * 201)),
            radii=radii(search),
            groups=all_groups(search)[:2],
            search=search,
            **kwargs,
        )
