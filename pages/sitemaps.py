"""What search engines may list: states, cities' states, facilities in the directory."""

from functools import partial
from math import ceil
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.sitemaps import Sitemap, views
from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import Http404, HttpResponsePermanentRedirect, QueryDict
from django.urls import reverse

from budget import slot
from budget.files import version_of
from budget.origin import AnyOrigin, answer, write_marked
from derived import Derived
from facilities.models import Facility
from facilities.taxonomy import revision
from pages.browse import summaries
from resources.current import listed_kinds

# A map of more facilities takes seconds, so it is made once for each revision and kept.
SMALL = 200


class BothLanguages(Sitemap):
    """Lists each page in each language, as alternates of one page."""

    i18n = alternates = x_default = True


class StateSitemap(BothLanguages):
    def items(self):
        return [state for state in summaries.states() if state.count]


class InEachLanguage:
    """The (row, language) of a queryset and all languages, of which only those asked for are read.

    `count`: of the queryset's rows.
    """

    def __init__(self, rows, count):
        self.rows, self.count_of_rows = rows, count
        self.codes = [code for code, _name in settings.LANGUAGES]

    def __len__(self):
        return self.count_of_rows * len(self.codes)

    def __getitem__(self, part):
        size = len(self.codes)
        first = part.start // size
        rows = self.rows[first : ceil(part.stop / size)]
        pairs = [(row, code) for row in rows for code in self.codes]
        return pairs[part.start - first * size : part.stop - first * size]


class FacilitySitemap(BothLanguages):
    limit = 10_000

    def items(self):
        # Invented facilities don't belong in anyone's index.
        listed = Facility.objects.listed().exclude(listings__edition__is_demo=True)
        return listed.only("public_id", "slug", "changed_at").order_by("pk")

    def lastmod(self, facility):
        return facility.changed_at

    # Django's own way of these two reads all facilities, even to count them.

    def get_latest_lastmod(self):
        return _totals.current()["latest"]

    @property
    def paginator(self):
        pairs = InEachLanguage(self.items(), _totals.current()["count"])
        return Paginator(pairs, self.limit)  # type: ignore[arg-type]  # it iterates over slices


_totals = Derived(
    lambda _revision: (
        FacilitySitemap().items().aggregate(count=Count("pk"), latest=Max("changed_at"))
    ),
    version=revision,
    variants=list,  # for search engines, once a day
)


class ResourceSitemap(BothLanguages):
    """The page of other places that help, and that of each kind; nothing without lists."""

    def items(self):
        kinds = [kind.value for kind in listed_kinds()]
        return ["", *kinds] if kinds else []

    def location(self, kind):
        return reverse("resources") + (f"?kind={kind}" if kind else "")


SITEMAPS = {
    "states": StateSitemap,
    "facilities": FacilitySitemap,
    "resources": ResourceSitemap,
}


def sitemap_index(request, sitemaps):
    """Return the index of all sections; without that of other places that help if none are here."""
    if request.GET:
        return HttpResponsePermanentRedirect(request.path)
    kept = {name: each for name, each in sitemaps.items() if name != "resources" or listed_kinds()}
    return views.index(request, kept)


@views.x_robots_tag
def sitemap(request, sitemaps, section):
    """Return a section's map, its part `p` if it has several: at one address each, and no other."""
    if section not in sitemaps:
        raise Http404(f"There is no sitemap of {section}")
    parts, part = sitemaps[section]().paginator, request.GET.get("p", "1")
    if part not in map(str, parts.page_range):
        raise Http404(f"There are {parts.num_pages} parts")
    query = {"p": part} if part != "1" else {}
    if request.GET.urlencode() != urlencode(query):
        return HttpResponsePermanentRedirect(
            "?".join(filter(None, [request.path, urlencode(query)]))
        )
    if section != "facilities" or parts.count <= SMALL:
        return views.sitemap(request, sitemaps, section)
    write = partial(_write, sitemaps, section, part)
    version = version_of(revision(), *(code for code, _name in settings.LANGUAGES))
    try:
        return answer(request, f"sitemap-{section}-{part}", version, write)
    except OSError:  # nothing can be kept, such as on a full disk
        with slot():
            return views.sitemap(request, sitemaps, section).render()


def _write(sitemaps, section, part, folder):
    request = AnyOrigin()
    request.GET = QueryDict(f"p={part}")
    response = views.sitemap(request, sitemaps, section).render()
    write_marked(folder, [response.content], dict(response.headers))
