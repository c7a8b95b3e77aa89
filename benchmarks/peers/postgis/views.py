"""One page of facilities as JSON, with the counts of all filters unless `counts=no`."""

from rest_framework import generics, serializers

from benchmarks.peers.postgis.facets import facets
from benchmarks.peers.postgis.filters import FacilityFilter
from benchmarks.peers.postgis.models import Facility

METRES_A_MILE = 1609.344


class FacilitySerializer(serializers.ModelSerializer):
    latitude = serializers.FloatField(source="location.y")
    longitude = serializers.FloatField(source="location.x")
    miles = serializers.SerializerMethodField()
    services = serializers.SlugRelatedField("slug", many=True, read_only=True)

    class Meta:
        model = Facility
        fields = [
            *("public_id", "name", "program", "street", "street2", "city", "state", "zip"),
            *("county", "phone", "website", "latitude", "longitude", "miles", "services"),
        ]

    def get_miles(self, facility) -> float:
        return round(facility.distance.m / METRES_A_MILE, 1)


class FacilityList(generics.ListAPIView):
    queryset = Facility.objects.prefetch_related("services")
    serializer_class = FacilitySerializer
    filterset_class = FacilityFilter

    def filter_queryset(self, queryset):
        self.asked = FacilityFilter(self.request.query_params, queryset)
        if not self.asked.is_valid():
            raise serializers.ValidationError(self.asked.errors)
        return self.asked.qs

    def get_paginated_response(self, data):
        response = super().get_paginated_response(data)
        if self.request.query_params.get("counts") != "no":
            response.data["facets"] = facets(self.asked)
        return response
