"""Two places made one, and two again."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilities.merging.save_merge import MergeRefused, merge, undo
from facilities.models import Edition, Facility, Listing, Merge, current_revision
from tests.facilities.cast import remove_cast
from tests.facilities.corrections.corrected import correct, slugs
from tests.facilities.corrections.outputs import now, outputs
from tests.facilities.merging.places import chains, everything, named
from tests.facilities.workbooks import MH_CODES, row

pytestmark = pytest.mark.django_db
REASON = "Same door and same desk, by a call"
WITHHELD = {"city": "Boston", "state_code": "MA", "zip": "02118"}
NUMBERS = st.integers(0, 4)


@pytest.fixture
def apart(cast):
    """Give the small directory with nothing merged."""
    undo(Merge.objects.get())


def test_one_place_has_what_both_listings_say(cast):
    alder, birch = named("Alder House"), named("Birch Clinic")
    assert not slugs(alder) >= slugs(birch)
    offered = slugs(alder) | slugs(birch)
    made = merge(birch, alder, REASON)
    assert (made.reason, now(birch).merged_into) == (REASON, alder)
    assert slugs(alder) >= offered
    shown = [phone.display for phone in alder.phones.all()]
    assert shown[0] == "617-555-0100"
    assert {"617-555-0101", "617-555-0177 x5"} <= set(shown)
    assert {row.merged_from for row in alder.listings.all()} == {None, birch}
    assert not Listing.objects.filter(facility=birch).exists()


def test_every_address_of_the_merged_leads_to_the_survivor(cast, client):
    elm, fir = named("Elm Recovery"), named("Fir Lodge")
    merge(elm, fir, REASON)
    answer = client.get(elm.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (301, now(fir).get_absolute_url())
    results = client.get(f"/api/v1/facilities/?q={elm.name}&where=MA").json()["results"]
    assert elm.public_id not in {result["id"] for result in results}


def test_undone_all_outputs_are_as_before(cast, client):
    alder, birch = named("Alder House"), named("Birch Clinic")
    pages = outputs(client, alder), outputs(client, birch)
    before, revision = everything(), current_revision()
    made = merge(birch, alder, REASON)
    assert everything() != before
    assert current_revision() != revision
    undo(made)
    assert everything() == before
    assert (outputs(client, now(alder)), outputs(client, now(birch))) == pages
    assert made.undone_at
    undo(made)
    assert everything() == before


def test_what_was_not_listed_is_not_again(apart):
    oak, alder = named("Oak House"), named("Alder House")
    Edition.objects.filter(kind="su").update(is_current=False)
    for merged, into in ((oak, alder), (alder, oak)):
        before = everything()
        undo(merge(merged, into, REASON))
        assert everything()[1:] == before[1:]
        assert now(oak).status == "unlisted"


def test_it_follows_what_stands_for_it(apart):
    alder, birch, elm = named("Alder House"), named("Birch Clinic"), named("Elm Recovery")
    before = everything()
    first = merge(alder, birch, REASON)
    second = merge(birch, elm, REASON)
    assert now(alder).merged_into == now(birch).merged_into == elm
    assert {row.merged_from for row in elm.listings.all()} == {None, alder, birch}
    undo(first)
    assert (now(alder).merged_into, now(birch).merged_into) == (None, elm)
    undo(second)
    assert everything() == before


def test_of_a_chain_the_middle_may_go_first(apart):
    alder, birch, elm = named("Alder House"), named("Birch Clinic"), named("Elm Recovery")
    first = merge(alder, birch, REASON)
    joined = everything()
    undo(merge(birch, elm, REASON))
    assert everything() == joined
    assert now(alder).merged_into == birch
    undo(first)


@pytest.mark.parametrize(
    "merged, into, message",
    [
        ("Alder House", "Alder House", "into itself"),
        ("Quince House", "Birch Clinic", "was merged into Alder House already"),
        ("Birch Clinic", "Quince House", "Quince House was merged into Alder House. Choose that"),
        ("Birch Clinic", "Pine House", "marked as closed"),
        ("Cedar Shelter", "Birch Clinic", "Its address must not be shown"),
    ],
)
def test_what_is_refused(cast, merged, into, message):
    before = everything()
    with pytest.raises(MergeRefused, match=message):
        merge(named(merged), named(into), REASON)
    assert everything() == before


@pytest.mark.parametrize("into", ["Elm Recovery", "Cedar Shelter"])
def test_a_hidden_address_stays_hidden(cast, into):
    alder, other = named("Alder House"), named(into)
    correct(alder, "withheld", **WITHHELD)
    with pytest.raises(MergeRefused, match="First add a correction that says so"):
        merge(alder, other, REASON)
    correct(other, "withheld", **WITHHELD)
    merge(alder, other, REASON)
    assert (now(other).street, now(other).address_withheld) == ("", True)


def test_what_withholds_its_address_hides_it_for_both(cast):
    cedar, alder = named("Cedar Shelter"), named("Alder House")
    made = merge(alder, cedar, REASON)
    assert (now(cedar).street, now(cedar).address_withheld) == ("", True)
    undo(made)
    assert now(alder).street == "0 Main Street"


def test_invented_and_published_places_are_not_one(cast):
    Edition.objects.filter(kind="mh").update(is_demo=True)
    with pytest.raises(MergeRefused, match="One of the two is made up"):
        merge(named("Willow House"), named("Alder House"), REASON)
    merge(named("Willow House"), named("Viburnum House"), REASON)


def test_corrections_rest_with_the_merged_and_hold_again(cast):
    alder, birch = named("Alder House"), named("Birch Clinic")
    correct(birch, "phone", phone="617-555-0199")
    before = everything()
    made = merge(birch, alder, REASON)
    assert "617-555-0199" not in [phone.display for phone in alder.phones.all()]
    undo(made)
    assert everything() == before


def test_a_correction_that_only_the_other_listing_agreed_with_is_in_force_again(cast):
    alder, birch = named("Alder House"), named("Birch Clinic")
    correction = correct(alder, "more-phone", phone="617-555-0101", line="other")
    before = everything()
    made = merge(birch, alder, REASON)
    correction.refresh_from_db()
    assert correction.state == "settled"
    undo(made)
    assert everything() == before


def test_rows_of_one_questionnaire_speak_together(imported):
    remove_cast()
    imported([row("A House"), row("B House", street1="9 Oak Street")])
    imported([row("A House", service_code_info="MH SMI")], codes=MH_CODES)
    a, b = named("A House"), named("B House")
    made = merge(a, b, REASON)
    assert b.listings.filter(is_answer=True).count() == 3
    assert now(b).status == "open"
    undo(made)
    assert a.listings.filter(is_answer=True).count() == 2


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.one_of(st.tuples(NUMBERS, NUMBERS), NUMBERS), max_size=10))
def test_whatever_is_merged_and_undone_nothing_is_lost(apart, steps):
    names = ["Alder House", "Birch Clinic", "Dogwood Center", "Elm Recovery", "Fir Lodge"]
    with transaction.atomic():
        places, before = [named(name) for name in names], everything()
        for step in steps:
            _take(step, places)
            assert not Facility.objects.filter(merged_into__merged_into__isnull=False).exists()
            assert chains().keys() == {
                each.pk for each in Facility.objects.exclude(merged_into=None)
            }
            assert all(row.facility.survivor == row.facility for row in Listing.objects.all())
        assert Listing.objects.count() == len(before[1])
        for made in Merge.objects.active().order_by("?"):
            undo(made)
        assert everything() == before
        transaction.set_rollback(True)


def _take(step, places):
    """Merge two places, or undo a merge in force."""
    if isinstance(step, int):
        for made in Merge.objects.active()[step : step + 1]:
            undo(made)
        return
    try:
        merge(places[step[0]], places[step[1]], REASON)
    except MergeRefused:
        assert step[0] == step[1] or {places[n].pk for n in step} & set(chains())
