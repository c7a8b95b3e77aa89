"""The guides' pages, and "Was this helpful?", which keeps only a count."""

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from counters.counting import count
from counters.models import Kind
from facilities.taxonomy import taxonomy
from guides.links import hidden_fields
from guides.models import Guide
from guides.rendering import rendered
from guides.schema import described
from guides.topics import grouped
from limits.limit import Limit
from search.request import SearchRequest
from visitor_forms.guard import OwnPagesOnly

# Answers to "Was this helpful?" and what is counted for each.
COUNTED = {"yes": Kind.HELPFUL, "no": Kind.NOT_HELPFUL}
LIMIT = Limit("guides", times=30, seconds=60 * 60, times_for_all=5_000)


def find(slug):
    """Return the Guide of that slug for readers of the page's language, or raise Http404."""
    try:
        return Guide.objects.get_for_readers_of(get_language(), slug)
    except Guide.DoesNotExist as error:
        raise Http404 from error


class GuideIndex(TemplateView):
    template_name = "guides/index.html"

    def get_context_data(self, **kwargs):
        guides = Guide.objects.for_lists().for_readers_of(get_language())
        return super().get_context_data(groups=grouped(guides), **kwargs)


class GuidePage(TemplateView):
    template_name = "guides/guide.html"

    def get_context_data(self, slug, **kwargs):
        return super().get_context_data(**guide_context(self.request, find(slug)), **kwargs)


def guide_context(request, guide):
    """Return the template context of a guide's page, also used by the admin's preview."""
    other_guides = Guide.objects.exclude(slug=guide.slug).for_lists().for_readers_of(get_language())
    services = taxonomy().by_slug
    text = rendered(guide, get_language())
    address = request.build_absolute_uri(reverse("guide", args=[guide.slug]))
    return {
        "guide": guide,
        "text": text,
        "ended": [cited for cited in text.cited if cited.source.has_ended],
        "is_translated": guide.language == get_language(),
        "other_guides": other_guides,
        "where": SearchRequest().form["where"],
        "hidden": hidden_fields(guide.search),
        # Skip services that a later taxonomy dropped.
        "services": [services[slug] for slug in guide.service_list if slug in services],
        "described": described(guide, address),
        "contact_email": settings.CONTACT_EMAIL,
    }


class Helpful(OwnPagesOnly, TemplateView):
    """Count the answer to "Was this helpful?", then redirect to thanks by GET."""

    template_name = "guides/helpful.html"

    def post(self, request, slug):
        guide = find(slug)
        kind = COUNTED.get(request.POST.get("answer"))
        if kind is None:
            return self.ask_again(_("Choose “Yes” or “No”."), status=400)
        if not LIMIT.allows(request):
            return self.ask_again(
                _("You have done that a lot. Please try again in an hour."), status=429
            )
        count(kind, guide.slug)
        # 303: reloading the next page doesn't submit again.
        return HttpResponseRedirect(reverse("guide-helpful", args=[guide.slug]), status=303)

    def ask_again(self, problem, status):
        context = self.get_context_data(**self.kwargs, problem=problem)
        return self.render_to_response(context, status=status)

    def get_context_data(self, slug, problem="", **kwargs):
        return super().get_context_data(
            guide=find(slug), problem=problem, contact_email=settings.CONTACT_EMAIL, **kwargs
        )
