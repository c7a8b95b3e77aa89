"""The search in a frame, the part of a page that the script asks for, and how to add either."""

from django.urls import reverse
from django.views.generic import TemplateView

from pages.embed.search import shown
from pages.embed.snippets import SnippetRequest, snippets

THEMES = ("light", "dark")


class Embedded(TemplateView):
    """A search as another site shows it."""

    def form(self, origin):
        """Return the context of its forms: where they lead, `action`, and in which window."""
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        request = self.request
        origin = f"{request.scheme}://{request.get_host()}"
        theme = request.GET.get("theme")
        return super().get_context_data(
            **shown(request.GET, origin),
            **self.form(origin),
            theme=theme if theme in THEMES else "",
            **kwargs,
        )


class EmbedPage(Embedded):
    """A page of its own, the only one that other sites may frame (finder/middleware.py)."""

    template_name = "pages/embed/page.html"

    def form(self, _origin):
        return {"action": reverse("embed"), "target": "_self"}


class EmbedPart(Embedded):
    """What static/js/embed.js puts into a page: below its own heading, with whole addresses."""

    template_name = "pages/embed/part.html"

    def form(self, origin):
        # Where the script has no answer.
        return {"action": origin + reverse("search"), "target": "_top"}


class EmbedHelp(TemplateView):
    """How to add the search to a site, with the lines to copy for what somebody chose."""

    template_name = "pages/embed/help.html"

    def get_context_data(self, **kwargs):
        asked = SnippetRequest(self.request.GET)
        home = self.request.build_absolute_uri("/")
        return super().get_context_data(asked=asked, **snippets(asked, home), **kwargs)
