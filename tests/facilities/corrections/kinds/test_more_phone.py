"""Corrections that add a number."""

from tests.facilities.corrections.cases import Case, FormCase, numbers
from tests.facilities.corrections.corrected import correct
from tests.facilities.corrections.outputs import text_of

CASES = {
    "a number": Case(
        {"phone": "781-555-0133", "line": "intake"},
        holds=lambda place: numbers(place)[-1] == "781-555-0133",
        agrees={"intake2": "781-555-0133"},
    ),
}
FORM = FormCase(
    {"phone": "617-555-0777 x4"},
    lambda alder: [phone.kind for phone in alder.phones.all()] == ["main", "other"],
)
REFUSED = [
    ("Alder House", {"phone": "617-555-0100"}, "already says so"),
    ("Alder House", {"is_gone": "on"}, "Say what is right"),
]
INCOMPLETE = [{"phone": "617-555-0777"}]


def test_a_number_that_the_listing_lacks_is_added(client, alder):
    correct(alder, "more-phone", phone="617-555-0155", line="intake")
    page = text_of(client, alder.get_absolute_url())
    assert "Admissions" in page
    assert 'href="tel:+16175550155"' in page
    assert "A number added Nov. 20, 2026, confirmed by call." in page
