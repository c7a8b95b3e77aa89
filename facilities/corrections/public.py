"""Which corrections pages and files speak of."""

from facilities.corrections.kinds import kind_of, values_where
from facilities.models import Correction


def public_corrections():
    """Return a queryset of those in force that pages and files speak of."""
    return Correction.objects.active().exclude(what__in=values_where(_is_secret))


def public_corrections_of(facility):
    """Return those of a Facility, oldest first; no query where its corrections are prefetched."""
    corrections = facility.corrections.all()
    public = [c for c in corrections if c.is_active and kind_of(c).is_public]
    return sorted(public, key=lambda correction: correction.pk)


def _is_secret(kind):
    return not kind.is_public
