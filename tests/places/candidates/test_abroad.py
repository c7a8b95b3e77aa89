"""Places in other countries, told by what stands after them."""

import pytest

from places.candidates import is_abroad
from places.gazetteer.current import atlas
from places.parsing import parse
from places.resolve import resolve

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text, expected",
    [
        *(("Windsor, Ontario", True), ("Windsor ON", True), ("Victoria BC", True)),
        *(("Sarnia, Ontario", True), ("Paris, France", True), ("Tijuana", True)),
        *(("Tijuana, Baja California", True), ("Moncton, New Brunswick", True)),
        *(("Mercy Hospital, Lebanon", False), ("Peru, Indiana", False), ("hold on", False)),
        *(("Ontario, CA", False), ("New Brunswick, NJ", False), ("Boston", False)),
    ],
)
def test_what_is_abroad(text, expected):
    assert is_abroad(atlas(), parse(text)) is expected


@pytest.mark.parametrize(
    "text, message",
    [
        ("Birmingham UK", "That is not in the United States."),
        (
            "Toronto",
            "That name is also used outside the United States. Showing Toronto, OH.",
        ),
        ("Boston", ""),
    ],
)
def test_what_is_said(text, message):
    assert resolve(text).message.startswith(message)
    assert bool(resolve(text).message) == bool(message)
