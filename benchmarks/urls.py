"""The finder's addresses, and pages to compare with."""

from django.urls import path

from benchmarks.static_page import constant_page, hello, static_page
from finder import urls

urlpatterns = [
    path("hello/", hello),
    path("constant-page/", constant_page),
    path("static-page/", static_page),
    *urls.urlpatterns,
]

handler400 = urls.handler400
handler403 = urls.handler403
handler404 = urls.handler404
handler500 = urls.handler500
