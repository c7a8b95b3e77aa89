"""The names an operator gives services, by codes or slugs."""

import pytest

from facilities.listings.readers.own.services import SAME_AS, codes_of
from facilities.taxonomy.fixture import read_rows

DEFINED = {row["slug"]: row["any_of"].split() for _line, row in read_rows("defined.csv", ["slug"])}


@pytest.mark.parametrize(
    "name, code",
    [
        *[("SA", "SA"), ("sa", "SA"), ("telehealth", "TELE"), (" iop ", "OIT")],
        *[("detox", "DT"), ("residential", "RES"), ("php", "ODT"), ("MH-HI", "MH-HI")],
    ],
)
def test_codes_and_slugs_are_known(name, code):
    assert codes_of([name]) == ([code], [])


@pytest.mark.parametrize(
    "name, told",
    [
        ("Detoxx", "'Detoxx' isn't a service (did you mean detox?)"),
        ("out patient", "'out patient' isn't a service (did you mean outpatient?)"),
        ("zzzz", "'zzzz' isn't a service (fixtures/taxonomy/services.csv has all)"),
        ("inpatient", "'inpatient' may be any of HI (hospital-inpatient), RES (residential-care)"),
    ],
)
def test_what_is_no_service_is_told_with_what_is_near(name, told):
    codes, (problem,) = codes_of([name])
    assert codes == []
    assert problem.startswith(told)


@pytest.mark.parametrize("slug", SAME_AS)
def test_a_defined_service_stands_for_a_code_of_its_own(slug):
    assert SAME_AS[slug] in DEFINED[slug]
