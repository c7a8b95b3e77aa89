"""Which kinds of places are listed here: none until an operator imports a list."""

from derived import asked_lately
from resources.kinds import Kind
from resources.models import ResourceList


def listed_kinds() -> list[Kind]:
    """Return the Kinds that have a list, in the order of pages; a few seconds old at most."""
    return asked_lately("resource-kinds", _listed)


def _listed() -> list[Kind]:
    listed = set(ResourceList.objects.order_by().values_list("kind", flat=True).distinct())
    return [kind for kind in Kind if kind.value in listed]
