"""What every page says of the directory behind it."""

from django.utils.functional import SimpleLazyObject

from derived import asked_lately
from facilities.models import Edition


class Provenance:
    """The current editions, newest first; one query every few seconds."""

    def __init__(self):
        current = Edition.objects.filter(is_current=True).order_by("-year", "kind")
        # The counts are large, and only imports need them.
        self.editions = list(current.defer("counts", "code_counts", "asked_codes"))

    @property
    def is_demo(self):
        return any(edition.is_demo for edition in self.editions)


def current_editions():
    """Return the Editions that the directory shows, newest first; a few seconds old at most."""
    return provenance().editions


def directory(request):
    """Return `directory`, asked of the database only if the template prints it."""
    return {"directory": SimpleLazyObject(provenance)}


def provenance():
    """Return the Provenance; the same object for a few seconds."""
    return asked_lately("provenance", Provenance)
