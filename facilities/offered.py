"""What a facility offers, as one text: the pks of its services, in order, a blank around each.

" 3 17 42 " in `Facility.offered`, "" for none. A row for each would be a million of them
(docs/decisions/0072-services-as-text.md).
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import ProtectedError, Q

# How many of the facilities that offer a service are named where it can't be deleted.
NAMED = 10


def text_of(pks: Iterable[int]) -> str:
    """Return the text of services, given by their pks."""
    return f" {' '.join(map(str, sorted(set(pks))))} " if pks else ""


def pks_in(text: str) -> frozenset[int]:
    """Return the pks of the services in a text."""
    return frozenset(map(int, text.split()))


def offers(pk: int) -> Q:
    """Return the lookup for facilities that offer a service."""
    return Q(offered__contains=f" {pk} ")


def refuse_in_use(instance: Any, **_options: Any) -> None:
    """Refuse to delete a Service that a facility offers. For `pre_delete`, as no key can do so."""
    facilities = apps.get_model("facilities", "Facility")._default_manager
    offering = facilities.filter(offers(instance.pk))
    if number := offering.count():
        message = f"{instance} ({instance.slug}) can't be deleted: {number:,} facilities offer it"
        raise ProtectedError(message, set(offering[:NAMED]))
