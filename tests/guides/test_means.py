"""What guides and the self-check tell somebody to do has its means beside it."""

import pytest

from guides.files.fixture import FOLDER, read_fixture
from guides.files.written import split
from guides.links import EMERGENCY
from helplines.fixture import read_fixture as read_helplines
from helplines.links import tel_uri
from selfcheck.questions import DANGERS
from tests.guides.factories import make_guide
from tests.guides.means import LANGUAGES, Cards, blocks_of, missing, situations

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
        ("## Never use alone\n\nWords.\n\n[Call:safespot].", []),  # a section
        ("## Never use alone\n\n## Call\n\n[Call:safespot].", [("line:1", "Using alone")]),
        ("Never use alone:\n\n- Rest.\n- Wait.\n\n[Call:safespot].", []),  # a list, and below
        ("Never use alone:\n\n- Rest.\n\nSo.\n\n[Call:safespot].", [("line:1", "Using alone")]),
        ("Laws protect people who call 911.", []),  # says, and tells nobody to do it
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_guide_tells_somebody_to_do_what_it_gives_no_means_for(language):
    hits = []
    for guide in read_fixture():
        if guide.language == language:
            path = FOLDER / language / f"{guide.slug}.md"
            offset = split(path).body_line - 1
            for block in (blocks := blocks_of(guide)):
                block.line += offset
            place = f"fixtures/guides/{language}/{path.name}"
            hits += map(str, missing(blocks, language, TABLE, place))
    assert not hits, "\n".join(hits)


@pytest.mark.parametrize("whose", ["", "someone"])
@pytest.mark.parametrize("language, path", [("en", "/self-check/"), ("es", "/es/self-check/")])
def test_each_card_of_the_self_check_has_its_means(client, language, path, whose):
    answers = {danger.name: "yes" for danger in DANGERS} | {"for": whose}
    response = client.post(path, answers, headers={"Sec-Fetch-Site": "same-origin"})
    cards = Cards(response.content.decode(), "check-danger", numbers()).blocks

    assert len(cards) == len(DANGERS)
    hits = [hit for card in cards for hit in missing([card], language, TABLE, card.words[:40])]
    assert not hits, "\n".join(map(str, hits))


def numbers():
    """Return {what a link to a helpline leads to: "line:" and its slug}."""
    lines = sorted(read_helplines(), key=lambda line: line.slug == "988")
    calls = {tel_uri(line.call_number): f"line:{line.slug}" for line in lines}
    return calls | {EMERGENCY: EMERGENCY}


def test_each_row_of_the_table_is_used():
    """A pattern that nothing matches any more protects nobody."""
    used = {
        (situation.name, guide.language)
        for guide in read_fixture()
        for block in blocks_of(guide)
        for situation in TABLE
        if situation.patterns[guide.language].search(block.words)
    }
    assert {(situation.name, code) for situation in TABLE for code in LANGUAGES} - used == set()
