from django.http import HttpResponse
from django.urls import path

from benchmarks.peers.postgis.views import FacilityList

urlpatterns = [
    path("facilities/", FacilityList.as_view()),
    path("livez", lambda _request: HttpResponse("ok")),
]
