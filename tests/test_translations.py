"""The words of other languages: compiled, whole, and kind."""

import re

import polib
import pytest
from django.conf import settings
from django.utils.translation import gettext, override

FILES = sorted(settings.BASE_DIR.glob("locale/*/LC_MESSAGES/django.po"))
# Words that name a person by a condition, or judge; facilities' names are no part of this.
UNKIND = r"\b((drog)?adict[oa]s?|alcohólic[oa]s?|borrach[oa]s?|abus\w+|limpi[oa]s?|suci[oa]s?)\b"


@pytest.fixture(params=FILES, ids=lambda path: path.parts[-3])
def words(request):
    return polib.pofile(request.param)


def translations(entry):
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def test_there_is_spanish():
    assert [path.parts[-3] for path in FILES] == ["es"]


@pytest.mark.parametrize("source", FILES, ids=lambda path: path.parts[-3])
def test_what_is_served_is_what_is_written(source, tmp_path):
    compiled = tmp_path / "django.mo"
    polib.pofile(source).save_as_mofile(compiled)
    assert compiled.read_bytes() == source.with_suffix(".mo").read_bytes(), "make translations"


def test_every_sentence_is_translated_once(words):
    ids = [(entry.msgctxt, entry.msgid) for entry in words]
    assert len(ids) == len(set(ids))
    assert all(text.strip() and not entry.fuzzy for entry in words for text in translations(entry))


def test_what_is_filled_in_is_the_same(words):
    holes = re.compile(r"%\(\w+\)s")
    for entry in words:
        for text in translations(entry):
            assert set(holes.findall(text)) == set(holes.findall(entry.msgid)), entry.msgid


def test_questions_stay_questions_and_sentences_end(words):
    for entry in words:
        for text in translations(entry):
            assert entry.msgid[-1:] in ".?:" or text[-1:] not in ".?:", entry.msgid
            assert text.count("¿") == text.count("?"), text


def test_it_names_nobody_by_a_condition(words):
    for entry in words:
        for text in translations(entry):
            assert not re.search(UNKIND, text, re.IGNORECASE), text


def test_plural_forms_are_those_of_spanish(words):
    assert words.metadata["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
    assert all(set(entry.msgstr_plural) == {0, 1} for entry in words if entry.msgid_plural)


def test_django_finds_them():
    with override("es"):
        assert gettext("Do you take Medicaid?") == "¿Aceptan Medicaid?"
