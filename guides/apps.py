from django.apps import AppConfig
from django.conf import settings


class GuidesConfig(AppConfig):
    name = "guides"

    def ready(self):
        from counters.models import Kind
        from counters.naming import register

        register(Kind.HELPFUL, self._titles_of_slugs)

    def _titles_of_slugs(self, slugs):
        """Return {slug: title} of guides in the main language, for tables of counts."""
        guides = self.get_model("Guide").objects.filter(
            slug__in=slugs, language=settings.LANGUAGE_CODE
        )
        return dict(guides.values_list("slug", "title"))
