"""What the page says of a merge before it is made is what the merge does."""

import pytest

from facilities.merging.comparison import LONG, Line, compare
from facilities.merging.save_merge import MergeRefused, merge, undo
from facilities.models import Edition, Facility, Merge
from tests.facilities.corrections.corrected import correct
from tests.facilities.corrections.outputs import now
from tests.facilities.merging.places import named

NAMES = "Alder House,Birch Clinic,Cedar Shelter,Dogwood Center,Ginkgo House,Sumac House".split(",")


def lines_of(comparison, side):
    return {str(line.label): getattr(line, side) for line in comparison.lines}


@pytest.mark.parametrize("merged", NAMES)
@pytest.mark.parametrize("into", ["Alder House", "Upas House"])
def test_afterwards_it_is_as_foretold(cast, merged, into):
    undo(Merge.objects.get())
    correct(named(into), "phone", phone="617-555-0199")
    correct(named(into), "not-offered", service="detox")
    merged, into = named(merged), named(into)
    foretold = compare(merged, into)
    try:
        merge(merged, into, "Same door")
    except MergeRefused:
        return
    after = compare(now(merged), now(into))
    for label in ("Name", "Program", "Address", "Phone numbers", "Website"):
        told, shown = lines_of(foretold, "together"), lines_of(after, "survivor")
        assert told.get(label) == shown.get(label)
    before = {text for line in foretold.lines for text in (*line.merged, *line.survivor)}
    services = {service.name for service in now(into).services.all()}
    told = set(lines_of(foretold, "together")["Services that differ"])
    assert told <= services
    assert services & before <= told


def test_what_is_the_same_is_not_lost(cast):
    comparison = compare(named("Birch Clinic"), named("Alder House"))
    lines = {str(line.label): line for line in comparison.lines}
    assert lines["Name"].lost == ["Birch Clinic"]
    assert lines["Phone numbers"].lost == []
    assert lines["Phone numbers"].together[0] == "617-555-0100"
    assert "Substance use treatment" not in lines["Services that differ"].merged
    assert not lines.keys() & {"Website", "Highlights"}


def test_what_was_confirmed_of_it_rests(cast):
    birch = named("Birch Clinic")
    correction = correct(birch, "phone", phone="617-555-0199")
    comparison = compare(now(birch), named("Alder House"))
    assert comparison.resting == [correction]
    lines = {str(line.label): line for line in comparison.lines}
    assert "617-555-0199" in lines["Phone numbers"].lost


def test_what_was_merged_into_it_follows(cast):
    comparison = compare(named("Alder House"), named("Elm Recovery"))
    assert comparison.followers == [named("Quince House")]


def test_a_row_of_before_counts_for_nothing_beside_one_of_now(cast):
    birch, willow = named("Birch Clinic"), named("Willow House")
    Edition.objects.filter(kind="su").update(is_current=False)
    [name, *_rest] = compare(birch, willow).lines
    assert (name.together, name.lost) == (["Willow House"], ["Birch Clinic"])


def test_places_that_nothing_lists_can_be_looked_at(cast):
    two = [Facility.objects.create(name=name, city="Canton", state="MA") for name in ("A", "B")]
    assert [line.together for line in compare(*two).lines] == [["B"], ["Canton, MA"]]


def test_of_many_texts_the_difference_is_told():
    few, many = ["b"], [str(number) for number in range(LONG)]
    line = Line("Services", few, many, [*many, "c"])
    assert (line.is_long, line.lost, line.gained) == (True, ["b"], ["c"])
    assert not Line("Services", few, few, few).is_long
