"""The first page."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.views.generic import TemplateView

from pages.browse import summaries
from pages.own import own_facilities
from pages.proof import Proof
from pages.resources.also import also_anywhere
from pages.search.choices import shortcuts
from pages.start.situations import SITUATIONS
from search.request import SearchRequest


def operators_area():
    """Return the parameters of a search in the area that the operator is there for, if any."""
    return QueryDict(urlencode({"where": settings.OPERATOR_AREA} if settings.OPERATOR_AREA else {}))


class Home(TemplateView):
    template_name = "pages/home.html"

    def get_context_data(self, **kwargs):
        states = summaries.states()
        return super().get_context_data(
            search=SearchRequest(operators_area()),
            situations=SITUATIONS,
            shortcuts=shortcuts(),
            states=[state for state in states if state.count],
            proof=Proof(states),
            own=own_facilities(),
            also=also_anywhere(),
            **kwargs,
        )
