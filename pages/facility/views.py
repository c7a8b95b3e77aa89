"""The page of one facility, and where each line of it comes from."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.views.generic import DetailView

from facilities.models import Facility, current_revision
from facilities.service_answers import answers_of
from facilities.signs import signs
from facilities.taxonomy import taxonomy
from pages.facility.certification import certification
from pages.facility.corrected import corrected
from pages.facility.description import describe
from pages.facility.directions import directions, map_link
from pages.facility.facts import facts
from pages.facility.listed_names import listed_names
from pages.facility.parts.page import FacilityResponse
from pages.facility.reporting import mail_link, report_link
from pages.facility.rows import facility_of, phones_of
from pages.facility.similar import similar
from pages.facility.sources import sources
from pages.facility.standing import levels, standing
from pages.facility.structured_data import described
from pages.facility.topics import silent, topics
from search import index
from search.open_questions import ALWAYS, open_questions, questions_for


class FacilityPage(DetailView):
    """A page about one facility: at its present address, 410 once the facility has closed."""

    model = Facility

    def get(self, request, *args, **kwargs):
        facility = self.object = self.get_object()
        target = facility.survivor
        if target != facility or kwargs["slug"] != facility.slug:
            return HttpResponsePermanentRedirect(self.address_of(target))
        status = 410 if facility.status == Facility.Status.CLOSED else 200
        return self.render_to_response(self.get_context_data(object=facility), status=status)

    def get_object(self, queryset=None):
        self.index, self.revision = index.current(), current_revision()
        if facility := facility_of(self.kwargs["public_id"], self.index, self.revision):
            return facility
        raise Http404("No facility has this id.")

    def address_of(self, facility):
        return facility.get_absolute_url()


class FacilityDetail(FacilityPage):
    template_name = "pages/facility/detail.html"
    response_class = FacilityResponse

    def get_context_data(self, **kwargs):
        facility, kinds, current = self.object, levels(self.object), self.index
        address = self.request.build_absolute_uri(self.request.path)
        phones = phones_of(facility, current, self.revision)
        numbers = current.numbers_to_call(facility.pk, phones)
        says, lists = _says(facility, kinds, current), sources(facility)
        return super().get_context_data(
            **says,
            described=described(facility, says["standing"], kinds, numbers, lists, address),
            corrected=corrected(facility),
            certification=certification(facility),
            numbers=numbers,
            directions=directions(facility),
            always=ALWAYS,
            similar=similar(facility, kinds, current),
            sources=lists,
            mail_link=mail_link(facility, address),
            report_link=report_link(facility),
            address=address,
            name_and_numbers=name_and_numbers(facility, numbers),
            **kwargs,
        )


def _says(facility, kinds, current):
    """Return what a facility's listings say, as its template shows it.

    `kinds`: its levels; `current`: the Index. The Taxonomy is asked for once: each time costs a
    query.
    """
    localized = taxonomy()
    answers = answers_of(facility, localized)
    first, described = standing(facility, answers), describe(facility, answers)
    return {
        "standing": first,
        "map_link": map_link(facility, first),
        "facts": facts(described, kinds, first.serves_only, localized),
        "topics": topics(described, facility, localized),
        "silent": silent(described, localized),
        "signs": signs(facility, localized, answers),
        "declined": [service for each in described for service in each.declined],
        "denied": [each for each in described if each.denied],
        "questions": open_questions(facility, current),
        "by_need": questions_for(service.slug for each in described for service in each.offered),
    }


def name_and_numbers(facility, numbers):
    """Return what one needs who is sent the page's link: which place, and whom to call."""
    if len(numbers) < 2:
        return ", ".join([facility.name, *(number.display for number in numbers)])
    lines = (f"{number.label} {number.display}" for number in numbers)
    return ", ".join([facility.name, *lines])


class FacilitySource(FacilityPage):
    """All a facility's listing says, in our words and in the directory's own."""

    template_name = "pages/facility/source.html"

    def address_of(self, facility):
        return f"{facility.get_absolute_url()}source/"

    def get_context_data(self, **kwargs):
        groups = [group for group in describe(self.object) if group.offered or group.declined]
        return super().get_context_data(
            groups=groups,
            corrected=corrected(self.object),
            listed_names=listed_names(self.object),
            **kwargs,
        )
