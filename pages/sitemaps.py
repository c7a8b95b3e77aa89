"""What search engines may list: states, cities' states, facilities in the directory."""

from django.contrib.sitemaps import Sitemap

from facilities.models import Facility
from pages.browse import summaries


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


SITEMAPS = {"states": StateSitemap, "facilities": FacilitySitemap}
