"""The sitemap of guides."""

from django.conf import settings
from django.urls import reverse

from guides.models import Guide
from pages.sitemaps import BothLanguages


class GuideSitemap(BothLanguages):
    """Each guide in the languages it is written in, not where it falls back to another."""

    def items(self):
        by_slug = {}
        for guide in Guide.objects.published().for_lists():
            by_slug.setdefault(guide.slug, {})[guide.language] = guide
        return [item for item in by_slug.items() if settings.LANGUAGE_CODE in item[1]]

    def get_languages_for_item(self, item):
        return [*item[1]]

    def location(self, item):
        return reverse("guide", args=[item[0]])

    def lastmod(self, item):
        return max(guide.changed_at for guide in item[1].values())
