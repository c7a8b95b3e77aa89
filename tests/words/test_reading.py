"""How hard each page, guide, explanation and helpline is to read (docs/decisions/0020-words.md)."""

import pytest
from django.conf import settings

from tests.pages.conftest import canton  # noqa: F401
from tests.pages.test_every_page import PAGES, filled
from tests.resources.factories import make_list, make_resource
from tests.words import texts
from tests.words.reading import (
    ease,
    english_syllables,
    grade,
    sentences,
    sentences_of_guide,
    sentences_of_page,
    spanish_syllables,
)

PAGE, GUIDE = 6, 8  # US school grades at most
FAIRLY_EASY = 65  # Spanish: at least, on the INFLESZ scale
# The formulas were made for a hundred words. Of fewer than this one long word decides.
ENOUGH_WORDS = 40
MOST_WORDS = 20  # of a sentence, where there are too few for a formula
GUIDES = sorted((settings.BASE_DIR / "fixtures" / "guides").glob("*/*.md"))
OWN = {"Sec-Fetch-Site": "same-origin"}


def assert_readable(sentences_read, language, most, name):
    hardest = sorted(sentences_read, key=lambda sentence: -len(sentence.split()))[:5]
    advice = f"{name}: use shorter words and sentences. The longest:\n" + "\n".join(hardest)
    if len(" ".join(sentences_read).split()) < ENOUGH_WORDS:
        assert len(hardest[0].split()) <= MOST_WORDS, advice
    elif language == "es":
        assert ease(sentences_read) >= FAIRLY_EASY, advice
    else:
        assert grade(sentences_read) <= most, advice


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page(client, canton, path, language):  # noqa: F811
    make_resource(make_list())
    path = filled(path, canton)
    path = path if language == "en" or path.startswith("/es/") else f"/es{path}"
    response = client.get(path)
    assert response.status_code == 200

    sentences_read = sentences_of_page(response.content.decode(), language)

    assert sentences_read
    assert_readable(sentences_read, language, GUIDE if "/guides/" in path else PAGE, path)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_answer_of_the_self_check(client, db, language):
    answers = dict.fromkeys(("more", "suicide", "stopping", "overdose-now", "prescribed"), "yes")
    path = "/self-check/" if language == "en" else "/es/self-check/"
    response = client.post(path, answers, headers=OWN)
    assert_readable(
        sentences_of_page(response.content.decode(), language), language, PAGE, "the answer"
    )


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: f"{path.parts[-2]}-{path.stem}")
def test_a_guide(path):
    sentences_read = sentences_of_guide(path.read_text(encoding="utf-8"))
    assert len(sentences_read) > 20
    assert_readable(sentences_read, path.parts[-2], GUIDE, path.name)


@pytest.mark.parametrize("part", [texts.taxonomy, texts.helplines], ids=lambda part: part.__name__)
def test_explanations_and_helplines(part):
    for language in ("en", "es"):
        sentences_read = sentences(text.words for text in part() if text.language == language)
        if sentences_read:
            assert_readable(sentences_read, language, GUIDE, part.__name__)


@pytest.mark.parametrize("language", ["es"])
def test_the_taxonomy_in_other_languages(language):
    own = [
        text for text in texts.catalogs() if text.language == language and "taxonomy" in text.path
    ]
    assert_readable(sentences(text.words for text in own), language, GUIDE, "taxonomy")


HARD = (
    "Comprehensive multidisciplinary rehabilitation incorporates individualized "
    "psychopharmacological interventions alongside evidence-informed psychotherapeutic modalities."
)
DIFICIL = (
    "La rehabilitación multidisciplinaria incorpora intervenciones psicofarmacológicas "
    "individualizadas conjuntamente con modalidades psicoterapéuticas "
    "fundamentadas científicamente."
)


def test_hard_texts_are_found():
    assert grade([HARD]) > 20
    assert ease([DIFICIL]) < 0
    assert grade(["Call before you go.", "Ask if they have room."]) < 2
    assert ease(["Llama antes de ir.", "Pregunta si hay lugar."]) > 90
    with pytest.raises(AssertionError, match="shorter words"):
        assert_readable([HARD] * 5, "en", GUIDE, "x")
    with pytest.raises(AssertionError, match="shorter words"):
        assert_readable([DIFICIL] * 5, "es", GUIDE, "x")
    with pytest.raises(AssertionError, match="shorter words"):
        assert_readable(["so " * 21], "en", GUIDE, "x")


@pytest.mark.parametrize(
    "html, expected",
    [
        ("<p>Call before you go. Ask them.</p>", ["Call before you go."]),
        ("<ul><li>Detox</li><li>One of them is this.</li></ul>", ["One of them is this."]),
        ('<h1 translate="no">St. Mary is big. It is.</h1><p>So it is.</p>', ["So it is."]),
        ('<p>It is here. <span translate="no">Elm St. no. 1.</span> Go in now.</p>',
         ["It is here.", "Go in now."]),
        ('<p lang="es">Llama antes de ir.</p><p>Call before you go.</p>', ["Call before you go."]),
        ("<p>Call 1-800-662-4357 (24 hours) now.</p>", ["Call 2 hours) now."]),
        ("<p>Text<br>Send any words.</p><img><input>", ["Send any words."]),
    ],
)  # fmt: skip
def test_whole_sentences_of_our_own_are_read(html, expected):
    page = f"<p>Not in main at all.</p><main>{html}</main><p>Nor is this one.</p>"
    assert sentences_of_page(page, "en") == expected


def test_of_a_guide_the_text_is_read():
    source = (
        '+++\ntitle = "Not this one here."\nsummary = "It is short. It is plain."\n+++\n\n'
        "## Nor is this heading read.\n\nA line that\ngoes on [@source]. **Call** [the line]"
        "(tel:911) now.\n\n- One thing to do.\n| A cell of it. | Another cell of it. |\n"
    )
    assert sentences_of_guide(source) == [
        *("It is short.", "It is plain.", "A line that goes on .", "Call the line now."),
        *("One thing to do.", "A cell of it.", "Another cell of it."),
    ]


@pytest.mark.parametrize(
    "word, count",
    [("over", 2), ("any", 2), ("use", 1), ("used", 1), ("needed", 2), ("table", 2), ("I", 1)],
)
def test_english_syllables(word, count):
    assert english_syllables(word) == count


@pytest.mark.parametrize(
    "word, count",
    [("amigo", 3), ("que", 1), ("guía", 2), ("tratamiento", 4), ("leer", 2), ("muy", 1), ("y", 1)],
)
def test_spanish_syllables(word, count):
    assert spanish_syllables(word) == count
