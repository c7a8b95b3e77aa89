from django.urls import path

from .views import HelplineList

app_name = "helplines"
urlpatterns = [
    path("", HelplineList.as_view(), name="list"),
]
