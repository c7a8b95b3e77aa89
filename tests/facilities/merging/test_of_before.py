"""What was merged before merges were rows of their own."""

from importlib import import_module

import pytest
from django.apps import apps

from facilities.importing.changes import rebuild, versions
from facilities.merging.save_merge import undo
from facilities.models import Edition, Facility, Listing, Merge
from tests.facilities.corrections.outputs import now
from tests.facilities.merging.places import everything, named

migration = import_module("facilities.migrations.0012_merges_of_before")


@pytest.mark.parametrize(
    "into, circles",
    [
        ({}, set()),
        ({1: 1, 2: 1}, {1}),
        ({1: 2, 2: 1, 3: 1}, {1, 2}),
        ({1: 2, 2: 3, 3: 4}, set()),
        ({1: 2, 2: 3, 3: 2}, {2, 3}),
    ],
)
def test_what_was_merged_in_a_circle_is_no_merge(into, circles):
    assert migration.in_circles(into) == circles


@pytest.mark.parametrize("pk, end", [(1, 3), (2, 3), (3, 3), (5, None)])
def test_what_stands_for_it(pk, end):
    assert migration.end_of(pk, {1: 2, 2: 3, 5: 6, 6: 5}) == end


def test_merges_of_before_are_written_down_and_can_be_undone(cast):
    undo(Merge.objects.get())
    rebuild()
    before = everything()
    alder, birch, elm = named("Alder House"), named("Birch Clinic"), named("Elm Recovery")
    fir, hazel = named("Fir Lodge"), named("Hazel House")
    for merged, into in ((alder, birch), (birch, elm), (fir, hazel), (hazel, fir)):
        Facility.objects.filter(pk=merged.pk).update(merged_into=into)
    Merge.objects.all().delete()
    migration.write_down(apps, None)
    assert [now(each).merged_into for each in (alder, birch, fir, hazel)] == [elm, elm, None, None]
    assert {merge.reason for merge in Merge.objects.all()} == {migration.REASON}
    assert {row.merged_from for row in Listing.objects.filter(facility=elm)} == {None, alder, birch}
    assert set(Edition.objects.values_list("versions", flat=True)) == {""}
    rebuild()
    assert set(Edition.objects.values_list("versions", flat=True)) == {versions()}
    for merge in Merge.objects.all():
        undo(merge)
    assert everything() == before


def test_the_way_back_gives_the_rows_back(cast):
    Listing.objects.filter(facility=named("Birch Clinic")).update(
        facility=named("Alder House"), merged_from=named("Birch Clinic")
    )
    migration.take_back(apps, None)
    assert not Merge.objects.exists()
    assert named("Birch Clinic").listings.count() == 1
