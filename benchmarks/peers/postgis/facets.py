"""How many facilities there would be with one more box ticked."""

from django.db.models import Count

from benchmarks.peers.postgis.filters import Link, ServicesFilter


def facets(filterset):
    """Return {slug of a service: count}, by each group's rule.

    A query for each group where something is chosen and another box would add to it; the
    other groups' counts are of the same facilities, so one query does for all of them.
    """
    asked = filterset.form.cleaned_data
    names = [
        name for name, filter_ in filterset.filters.items() if isinstance(filter_, ServicesFilter)
    ]
    apart = [name for name in names if asked[name] and not filterset.filters[name].needs_all]
    counts = counted(filterset.qs, [name for name in names if name not in apart])
    for name in apart:
        counts |= counted(filterset.without(name), [name])
    return counts


def counted(facilities, names):
    """Return {slug: facilities that offer it} of the services of those groups."""
    slugs = [name.replace("_", "-") for name in names]
    links = Link.objects.filter(
        facility__in=facilities.order_by().values("pk"), service__group__slug__in=slugs
    )
    return dict(links.values_list("service__slug").annotate(Count("facility")))
