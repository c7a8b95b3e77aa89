"""Codes that the taxonomy lacks, and what tells that codes mean other services now."""

import hashlib
from collections.abc import Iterable

from django.utils.text import slugify

from facilities.listings.readers.source import Label
from facilities.models import Service, ServiceGroup, ServiceRelation

OTHER = "other"


def missing_codes(codes: Iterable[str]) -> list[str]:
    """Return those of `codes` that no service has, sorted."""
    existing = set(Service.objects.exclude(code="").values_list("code", flat=True))
    return sorted(set(codes) - existing)


def add_unknown_codes(codes: Iterable[str], labels: dict[str, Label]) -> None:
    """Add a service for each of `codes` that the taxonomy lacks.

    `labels` ({code: Label}) is the file's own key; the code appears under "Other".
    """
    unknown = missing_codes(codes)
    if not unknown:
        return
    group, _created = ServiceGroup.objects.get_or_create(
        slug=OTHER, defaults={"name": "Other", "position": 999}
    )
    for code in unknown:
        label = labels.get(code)
        name = label.label if label else ""
        Service.objects.create(
            code=code[:12],
            slug=f"code-{slugify(code)[:40]}",
            group=group,
            category=label.category if label else "",
            source_label=name,
            name=name or code,
            position=999,
            in_taxonomy=False,
        )


def taxonomy_fingerprint() -> str:
    """Return what changes when a set of codes would mean other services."""
    own = Service.objects.exclude(code="").values_list("code", "pk")
    links = Service.any_of.through.objects.values_list("from_service_id", "to_service_id")
    without = ServiceRelation.objects.filter(kind=ServiceRelation.Kind.WITHOUT)
    apart = without.values_list("service_id", "other_id")
    content = repr((sorted(own), sorted(links), sorted(apart)))
    return hashlib.sha256(content.encode()).hexdigest()[:16]
