"""Which helplines pages show, and in which language."""

from django.conf import settings
from django.db import models
from django.db.models import Prefetch

from helplines.choices import Role
from helplines.translation import HelplineTranslation, language_in_use, localized


class HelplineQuerySet(models.QuerySet):
    def published(self):
        """Keep the lines visitors may see."""
        return self.filter(is_published=True)

    def in_header(self):
        """Keep the lines printed at the top of every page."""
        return self.published().filter(in_header=True)

    def to_text_anytime(self):
        """Keep the lines that anybody can text in a hard moment, whatever it is about."""
        roles = (Role.CRISIS, Role.NATIONAL, Role.VETERANS)
        return self.published().filter(role__in=roles).exclude(text_number="")

    def localized(self):
        """Return a list of the lines in the language in use, as pages show them."""
        language = language_in_use()
        if language == settings.LANGUAGE_CODE:
            return list(self)
        own = HelplineTranslation.objects.filter(language=language)
        lines = self.prefetch_related(Prefetch("translations", own, to_attr="in_language"))
        return [localized(line, *line.in_language) for line in lines]
