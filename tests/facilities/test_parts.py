"""Who has detox and doesn't say which kind leaves both open; who says one denies the other."""

import pytest

from facilities.service_answers import answers_of
from facilities.taxonomy import taxonomy
from tests.pages.factories import make_edition, make_facility

pytestmark = pytest.mark.django_db
PARTS = "detox-overnight detox-outpatient hospital-detox outpatient-detox"


@pytest.mark.parametrize(
    "codes, offered, denied",
    [
        ("DT OP", "", ""),
        ("DT OP OD", "detox-outpatient outpatient-detox", "detox-overnight hospital-detox"),
        ("DT OP HID", "detox-overnight hospital-detox", "detox-outpatient outpatient-detox"),
        ("OP", "", PARTS),
    ],
)
def test_the_parts_of_detox(codes, offered, denied):
    facility = make_facility(make_edition(asked_codes="DT OP OD RD HID".split()), "Alder", codes)
    current = taxonomy()
    answers = answers_of(facility, current)

    pks = {slug: current.by_slug[slug].pk for slug in PARTS.split()}
    assert {slug for slug, pk in pks.items() if answers.offering(pk)} == set(offered.split())
    assert {slug for slug, pk in pks.items() if answers.denying(pk)} == set(denied.split())
