"""What search engines may list: states, cities' states, facilities in the directory."""

from django.contrib.sitemaps import Sitemap, views
from django.urls import reverse

from facilities.models import Facility
from pages.browse import summaries
from resources.current import listed_kinds


class BothLanguages(Sitemap):
    """Lists each page in each language, as alternates of one page."""

    i18n = alternates = x_default = True


class StateSitemap(BothLanguages):
    def items(self):
        return [state for state in summaries.states() if state.count]


class FacilitySitemap(BothLanguages):
    limit = 10_000

    def items(self):
        # Invented facilities don't belong in anyone's index.
        listed = Facility.objects.listed().exclude(listings__edition__is_demo=True)
        return listed.only("public_id", "slug", "changed_at").order_by("pk")

    def lastmod(self, facility):
        return facility.changed_at


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
    kept = {name: each for name, each in sitemaps.items() if name != "resources" or listed_kinds()}
    return views.index(request, kept)
