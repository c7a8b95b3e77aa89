"""Who doesn't list substance use treatment isn't said to treat it beside something else."""

import re

import pytest

from facilities.models import Questionnaire
from facilities.taxonomy import taxonomy
from pages.shortlist.comparison import Says, says
from search import index
from tests.pages.factories import make_edition, make_facility

NAME = "Dual diagnosis"


@pytest.mark.parametrize(
    "codes, is_claimed",
    [("MH SUMH OP", False), ("MH SUMH OP SA", True)],
    ids=["mental health alone", "substance use, too"],
)
def test_dual_diagnosis_is_claimed_beside_substance_use_alone(get, db, codes, is_claimed):
    edition = make_edition(kind="mh", asked_codes="MH SUMH OP SA".split())
    facility = make_facility(edition, "Quorvex Center", codes)
    facility.listings.update(questionnaire=Questionnaire.MH)

    service = taxonomy().by_slug["co-occurring"]
    assert index.current().offering(service.pk)
    (card,) = re.findall('<li class="card".*?</li>', get("/search/?q=quorvex&service=co-occurring"))
    page = get(facility.get_absolute_url())
    assert (NAME in card) == (f"{NAME} (mental health and substance use)<small>" in page)
    assert (NAME in card) == is_claimed
    assert (says(0, service.pk, index.current()) == Says.OFFERED) == is_claimed
    assert ("doesn&#x27;t list substance use treatment" in card.replace("'", "&#x27;")) == (
        not is_claimed
    )
