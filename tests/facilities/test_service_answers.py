"""Many facilities at once are answered as each of them alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilities.models import Correction, Questionnaire
from facilities.service_answers import ListAnswers, ServiceAnswers
from facilities.taxonomy import taxonomy
from tests.pages.facility.answers import says

pytestmark = pytest.mark.django_db

CODES = "SA MH DT OP OIT NOOP MD SF MOA NMOA BU METH VET VAMC FEM ADLT".split()
KINDS = (Questionnaire.SU, Questionnaire.MH)
ABOUT_SERVICES = [Correction.Kind.OFFERED, Correction.Kind.NOT_OFFERED, Correction.Kind.UNCLEAR]


@st.composite
def facilities(draw):
    """Return what a few facilities say: codes by edition, and corrections by code."""
    code = st.sampled_from(CODES)
    codes = st.frozensets(code, max_size=5)
    corrections = st.dictionaries(code, st.sampled_from(ABOUT_SERVICES), max_size=2)
    listings = st.dictionaries(st.sampled_from(KINDS), codes, max_size=2)
    return draw(st.lists(st.tuples(listings, corrections), min_size=1, max_size=4))


def answers(facilities, asked):
    """Return the ServiceAnswers of facilities; a service is offered if any of its codes is."""
    localized = taxonomy()
    offered, editions, corrections = {}, {}, []
    for number, (listings, corrected) in enumerate(facilities):
        bit, named = 1 << number, frozenset().union(*listings.values())
        for pk, codes in localized.codes.items():
            offered[pk] = offered.get(pk, 0) | bit * bool(codes & named)
        for kind, codes in listings.items():
            edition = editions.setdefault(kind, ListAnswers(kind, 2023, asked))
            edition.listed |= bit
            for code in codes:
                edition.codes[code] = edition.codes.get(code, 0) | bit
        for code, kind in corrected.items():
            corrections.append((bit, Correction(what=kind, service=localized.by_code[code])))
    everyone = (1 << len(facilities)) - 1
    return ServiceAnswers(localized, everyone, offered, list(editions.values()), corrections)


@given(facilities(), st.frozensets(st.sampled_from(CODES)))
def test_each_facility_is_answered_as_if_it_were_alone(facilities, asked):
    together = answers(facilities, asked)
    for number, facility in enumerate(facilities):
        alone = answers([facility], asked)
        assert together.mental_health_only >> number & 1 == alone.mental_health_only
        for pk in together.taxonomy.services:
            assert says(together, pk, number) == says(alone, pk, 0)


@given(facilities(), st.frozensets(st.sampled_from(CODES)))
def test_every_facility_offers_denies_or_is_silent(facilities, asked):
    together = answers(facilities, asked)
    for pk in together.taxonomy.services:
        offering, denying = together.offering(pk), together.denying(pk)
        silent = together.not_reporting(pk)
        assert offering | denying | silent == together.everyone
        assert offering & denying == offering & silent == denying & silent == 0
