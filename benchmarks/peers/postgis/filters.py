"""What can be asked: a circle, and slugs of services by group."""

import django_filters
from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.geos import Point
from django.contrib.gis.measure import D
from django.db.models import Exists, OuterRef

from benchmarks.peers.postgis.models import Facility

Link = Facility.services.through
WGS84 = 4326


class ServicesFilter(django_filters.BaseInFilter, django_filters.CharFilter):
    """Slugs with commas; any of them will do, or with `needs_all` none may be missing."""

    def __init__(self, needs_all=False, **kwargs):
        super().__init__(**kwargs)
        self.needs_all = needs_all

    def filter(self, queryset, value):
        slugs = value or []
        for needed in [[slug] for slug in slugs] if self.needs_all else filter(None, [slugs]):
            links = Link.objects.filter(facility=OuterRef("pk"), service__slug__in=needed)
            queryset = queryset.filter(Exists(links))
        return queryset


class FacilityFilter(django_filters.FilterSet):
    lat = django_filters.NumberFilter(method="ignore", required=True)
    lon = django_filters.NumberFilter(method="ignore", required=True)
    radius = django_filters.NumberFilter(method="near", required=True)
    care = ServicesFilter(needs_all=True)
    medication = ServicesFilter()
    payment = ServicesFilter()
    payment_help = ServicesFilter()
    ages = ServicesFilter()
    people = ServicesFilter()
    languages = ServicesFilter()
    urgent = ServicesFilter()
    practical_help = ServicesFilter()

    class Meta:
        model = Facility
        fields = []

    def near(self, queryset, name, radius):
        """Keep what lies within `radius` miles of lat and lon, nearest first."""
        asked = self.form.cleaned_data
        centre = Point(float(asked["lon"]), float(asked["lat"]), srid=WGS84)
        return (
            queryset.filter(location__dwithin=(centre, D(mi=float(radius))))
            .annotate(distance=Distance("location", centre))
            .order_by("distance", "name")
        )

    def ignore(self, queryset, name, value):
        """`near` has read it."""
        return queryset

    def without(self, *names):
        """Return what would be found if nothing were chosen in those filters."""
        queryset = self.queryset.all()
        for name, value in self.form.cleaned_data.items():
            if name not in names:
                queryset = self.filters[name].filter(queryset, value)
        return queryset
