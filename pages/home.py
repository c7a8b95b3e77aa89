"""The first page."""

from django.views.generic import TemplateView

from pages.browse import summaries
from pages.resources.also import also_anywhere
from pages.search.choices import shortcuts
from search.request import SearchRequest


class Home(TemplateView):
    template_name = "pages/home.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            search=SearchRequest(),
            shortcuts=shortcuts(),
            states=summaries.states(),
            also=also_anywhere(),
            **kwargs,
        )
