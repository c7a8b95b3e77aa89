"""What people type and what they mean by it: inputs.csv, a line for each. Add what went wrong."""

import csv
from pathlib import Path

import pytest

from places.resolve import resolve

pytestmark = pytest.mark.django_db

with Path(__file__).with_name("inputs.csv").open(encoding="utf-8", newline="") as file:
    INPUTS = list(csv.DictReader(file))


def test_there_are_enough_of_every_kind():
    assert len(INPUTS) >= 260
    assert len({row["text"] for row in INPUTS}) == len(INPUTS)
    states = {row["place"].rpartition(", ")[2] for row in INPUTS}
    assert {"PR", "GU", "VI", "AS", "MP"} <= states
    assert {row["kind"] for row in INPUTS} == {"zip", "city", "county", "state", "region", "none"}


@pytest.mark.parametrize("row", INPUTS, ids=lambda row: f"{row['group']}: {row['text']}")
def test_what_is_meant(row, django_assert_max_num_queries):
    resolve("Canton, MA")  # reads what is kept of the gazetteer
    with django_assert_max_num_queries(3):
        resolution = resolve(row["text"])
    place = resolution.place
    understood = (place.kind, place.query) if place else ("none", "")
    assert understood == (row["kind"], row["place"])
    assert place or resolution.message
    offered = [other.label for other in resolution.other_places]
    assert set(filter(None, row["others"].split("; "))) <= set(offered)
    assert len(offered) == len(set(offered)) <= 5
    assert place not in resolution.other_places


@pytest.mark.parametrize(
    "row",
    [row for row in INPUTS if row["group"].startswith("misspelt")],
    ids=lambda row: row["text"],
)
def test_what_was_misspelt_is_said(row):
    resolution = resolve(row["text"])
    # A city of that very name is in California.
    assert resolution.why == ("largest" if row["text"] == "Pittsburg" else "spelling")
    assert resolution.place.label in resolution.message
