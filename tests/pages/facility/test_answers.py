"""A facility's page answers of services as searches do."""

import pytest

from facilities.models import Facility
from facilities.service_answers import answers_of
from facilities.taxonomy import taxonomy
from pages.facility.description import CORRECTIONS, LISTINGS
from search import index
from tests.facilities.cast import MENTAL_HEALTH_CODES, mental_health_rows
from tests.facilities.corrections.corrected import correct
from tests.facilities.workbooks import MH_CODES, row
from tests.pages.facility.answers import differing

pytestmark = pytest.mark.django_db


def test_a_page_answers_as_the_index_does(cast):
    assert differing(Facility.objects.listed(), index.current()) == []


def test_a_page_answers_as_the_index_does_after_corrections(cast):
    for name, kind, service in [
        ("Alder House", "not-offered", "medicaid"),
        ("Birch Clinic", "unclear", "detox"),
        ("Fir Lodge", "offered", "medicaid"),
    ]:
        correct(Facility.objects.get(name=name), kind, service=service)
    assert differing(Facility.objects.listed(), index.current()) == []


def test_a_page_answers_as_the_index_does_of_two_directories(cast, imported):
    both = row("Upas House", street1="20 Main Street", city="Bangor", state="ME", zip="04401")
    rows = [{**both, "phone": "617-555-0120", "service_code_info": "MH OP SF"}]
    codes = sorted({*MH_CODES, *MENTAL_HEALTH_CODES})
    imported([*rows, *mental_health_rows()], codes=codes)
    current = index.current()
    assert differing(Facility.objects.listed(), current) == []
    now = {"listings__edition__kind": "mh", "listings__edition__is_current": True}
    assert Facility.objects.filter(**now).count() == 3
    assert current.mental_health_only.bit_count() == 2
    assert current.dual_diagnosis_only.bit_count() == 1


def test_answers_cost_no_query_beyond_a_pages_own_rows(cast, django_assert_num_queries):
    facility = Facility.objects.prefetch_related(LISTINGS, CORRECTIONS).first()
    services, localized = facility.service_pks, taxonomy()
    with django_assert_num_queries(0):
        answers = answers_of(facility, localized)
        assert all(answers.offering(pk) for pk in services)
        assert {answers.denying(pk) for pk in localized.services} == {0, 1}
