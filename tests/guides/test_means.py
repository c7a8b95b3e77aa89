"""Whether the means of an imperative are seen, and seen to be missing."""

import pytest

from tests.guides.factories import make_guide
from tests.guides.means import blocks_of, missing, situations

pytestmark = pytest.mark.django_db

TABLE = situations()


def missing_in(text, language="en"):
    guide = make_guide(body=text)
    return [(hit.place, hit.situation) for hit in missing(blocks_of(guide), language, TABLE)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Don't use alone: [call:safespot].", []),
        ("Don't use alone.", [("line:1", "Using alone")]),
        ("Don't use alone. [Call:988].", [("line:1", "Using alone")]),
        ("Never use alone.\n\n[Call:safespot].", []),  # the line below
        ("- Never use alone.\n- Rest.\n- [Call:safespot].", [("line:1", "Using alone")]),
        (
            "Never use alone.\n\n## Who [helps](/guides/using-more-safely/)\n",
            [("line:1", "Using alone")],
        ),
        ("## Never use alone\n\n[Call:safespot].", []),
        ("| a | b |\n|---|---|\n| Lock it up. | [Call:poison-help] |", []),
        ("| a | b |\n|---|---|\n| Lock it up. | Now. |", [("line:3", "Medicines under lock")]),
        ("[Keep naloxone](/search/?service=naloxone&where=Ohio).", []),
        ("[Keep naloxone](/search/?service=detox).", [("line:1", "Naloxone")]),
        ("Report it at [the FTC](https://reportfraud.ftc.gov/).", []),
        ("Call 911.", [("line:1", "Somebody may die")]),
        ("[Call 911](tel:911).", []),
    ],
)
def test_means_stand_in_the_same_paragraph_or_the_next(text, expected):
    assert missing_in(text) == expected
