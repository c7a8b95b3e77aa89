"""What every page says of the directory behind it."""

from django.core.cache import cache
from django.utils.functional import SimpleLazyObject

from facilities.models import Edition
from facilities.taxonomy import SECONDS_KEPT


class Provenance:
    """The current editions, newest first; one query every few seconds."""

    def __init__(self):
        current = Edition.objects.filter(is_current=True).order_by("-year", "kind")
        # The counts are large, and only imports need them.
        self.editions = list(current.defer("counts", "code_counts", "asked_codes"))

    @property
    def is_demo(self):
        return any(edition.is_demo for edition in self.editions)


def directory(request):
    """Return `directory`, asked of the database only if the template prints it."""
    return {"directory": SimpleLazyObject(_kept)}


def _kept():
    return cache.get_or_set("provenance", Provenance, SECONDS_KEPT)
