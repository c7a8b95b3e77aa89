"""The first page."""

from django.views.generic import TemplateView

from pages.browse import summaries
from pages.home.proof import Proof
from pages.operator import operators_area, own_facilities
from pages.resources.also import also_anywhere
from pages.search.choices import shortcuts
from pages.start.situations import SITUATIONS


class Home(TemplateView):
    template_name = "pages/home/home.html"

    def get_context_data(self, **kwargs):
        states = summaries.states()
        return super().get_context_data(
            search=operators_area(),
            situations=SITUATIONS,
            shortcuts=shortcuts(),
            states=[state for state in states if state.count],
            proof=Proof(states),
            own=own_facilities(),
            also=also_anywhere(),
            **kwargs,
        )
