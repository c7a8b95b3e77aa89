"""Which spellings of a street are the same door."""

import time

import pytest

from geocoding.streets import is_post_box, street_key

# The gazetteer that all tests here read once is in the database.
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "street, key",
    [
        ("12 Pine Street", "12 pine st"),
        ("12  Pine St.", "12 pine st"),
        ("12 Pine St Ste 4", "12 pine st"),
        ("12 Pine St, Suite 4B", "12 pine st"),
        ("12 Pine St Ste. #4", "12 pine st"),
        ("12 Pine St, Unit No. 4", "12 pine st"),
        ("12 Pine St # 4-B", "12 pine st"),
        ("12 Pine St #4", "12 pine st"),
        ("12 Pine St Unit A & B", "12 pine st"),
        ("12 Pine St Ste 100 and 102", "12 pine st"),
        ("12 Pine St, Floor 2, Room 7", "12 pine st"),
        ("12 Pine St, 2nd Floor", "12 pine st"),
        ("12 Pine St, Ground Floor", "12 pine st"),
        ("100 Ste Marie St", "100 ste marie st"),
        ("9 Unit Rd", "9 unit rd"),
        ("9 Unit Road Ste 3", "9 unit rd"),
        ("5645 FL Highway 674", "5645 fl hwy 674"),
        ("7 Apt Way", "7 apt way"),
        ("7 Floor Ave Rm B", "7 floor ave"),
        ("Unit 5", "unit 5"),
    ],
)
def test_rooms_at_the_end_alone_are_left_out(street, key):
    assert street_key(street) == key


@pytest.mark.parametrize(
    "tail", [" ste 1" * 80 + " x", " # 1 1 1" * 60 + " -", " ste" + " 1" * 240 + "!"]
)
def test_a_hostile_street_costs_no_time(tail):
    started = time.perf_counter()
    street_key("1 Main St" + tail)
    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize(
    "street, is_box",
    [("PO Box 12", True), ("P. O. Box 12", True), ("p.o.box 1", True), ("12 PO Boxer Rd", False)],
)
def test_post_boxes(street, is_box):
    assert is_post_box(street) == is_box
