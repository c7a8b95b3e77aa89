"""The finder's addresses, and the static page to compare with."""

from django.urls import path

from benchmarks.static_page import static_page
from finder import urls

urlpatterns = [path("static-page/", static_page), *urls.urlpatterns]

handler400 = urls.handler400
handler403 = urls.handler403
handler404 = urls.handler404
handler500 = urls.handler500
