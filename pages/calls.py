"""Counts a tap on a facility's number (static/js/site.js sends it): the facility, and no more."""

from django.http import HttpResponse
from django.views.generic import View

from counters.counting import count, may_count
from counters.models import Kind
from facilities.models import Facility
from limits.limit import Limit
from visitor_forms.guard import OwnPagesOnly

LIMIT = Limit("calls", times=30, seconds=3600, times_for_all=20_000)
LONGEST_ID = Facility._meta.get_field("public_id").max_length


class CountCall(OwnPagesOnly, View):
    """Always answers 204: nobody waits for the answer, and it reveals nothing."""

    http_method_names = ["post", "options"]

    def post(self, request):
        public_id = request.POST.get("id", "")
        if may_count(request) and LIMIT.allows(request) and self.is_known(public_id):
            count(Kind.CALLS, public_id)
        return HttpResponse(status=204)

    def is_known(self, public_id):
        is_id = len(public_id) <= LONGEST_ID and public_id.isalnum()
        return is_id and Facility.objects.filter(public_id=public_id).exists()
