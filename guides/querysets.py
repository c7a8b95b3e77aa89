"""Which guides readers of a language are shown."""

from django.conf import settings
from django.db import models

# Fields that a list of guides doesn't show.
LONG = ("body", "sources")


class GuideQuerySet(models.QuerySet):
    def published(self):
        """Keep the guides visitors may read."""
        return self.filter(is_published=True)

    def for_readers_of(self, language):
        """Return a list of the published guides, each in `language` or else the site's own.

        Urgent ones come first. One query.
        """
        readable = self.published().filter(language__in={language, settings.LANGUAGE_CODE})
        own_last = sorted(readable, key=lambda guide: guide.language == language)
        chosen = {guide.slug: guide for guide in own_last}.values()
        return sorted(chosen, key=lambda guide: (not guide.is_urgent, guide.position, guide.slug))

    def get_for_readers_of(self, language, slug):
        """Return the guide with that slug from `for_readers_of`, or raise DoesNotExist."""
        for guide in self.filter(slug=slug).for_readers_of(language):
            return guide
        raise self.model.DoesNotExist

    def for_lists(self):
        """Defer the fields that a list doesn't show."""
        return self.defer(*LONG)
