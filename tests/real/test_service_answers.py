"""Pages of the published facilities answer of services as searches do."""

from facilities.models import Facility
from pages.facility.description import CORRECTIONS, LISTINGS
from search import index
from tests.pages.facility.answers import differing

EVERY = 40  # facilities: a sample of some four hundred


def test_a_page_answers_as_the_index_does(editions):
    listed = Facility.objects.listed().order_by("public_id").prefetch_related(LISTINGS, CORRECTIONS)
    sample = listed[::EVERY]
    assert len(sample) > 300
    assert differing(sample, index.current()) == []
