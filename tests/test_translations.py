"""The words of other languages: whole, compiled, and kind (scripts/translations.py)."""

import re
from collections import Counter

import polib
import pytest
from babel.messages.plurals import get_plural
from django.conf import settings
from django.utils.translation import gettext, ngettext, override

from scripts.translations import FUNCTIONS, new_catalog, of_python, of_template, updated, wanted

FILES = sorted(settings.BASE_DIR.glob("locale/*/LC_MESSAGES/django.po"))
# Words that name a person by a condition, or judge; facilities' names are no part of this.
UNKIND = r"\b((drog)?adict[oa]s?|alcohólic[oa]s?|borrach[oa]s?|abus\w+|limpi[oa]s?|suci[oa]s?)\b"
# What a page fills in, or a script does ("#"), and what marks it up.
HOLES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|#(?= )")
TAGS = re.compile(r"</?\w[^>]*>")

# With what the fixtures' words are called.
EVERY_FILE = [*FILES, *sorted(settings.BASE_DIR.glob("fixtures/*/locale/*/LC_MESSAGES/django.po"))]

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.parts[-3])


@pytest.fixture(params=FILES, ids=lambda path: path.parts[-3])
def words(request):
    return polib.pofile(request.param)


@pytest.fixture
def spanish():
    return polib.pofile(settings.BASE_DIR / "locale" / "es" / "LC_MESSAGES" / "django.po")


def pairs(words):
    """Yield (entry, English, translation), for each form of a plural, too."""
    for entry in words:
        if not entry.msgid_plural:
            yield entry, entry.msgid, entry.msgstr
        for number, text in entry.msgstr_plural.items():
            is_one = number == 0 and len(entry.msgstr_plural) > 1
            yield entry, entry.msgid if is_one else entry.msgid_plural, text


def test_there_is_a_file_for_every_language():
    languages = {code for code, _name in settings.LANGUAGES} - {settings.LANGUAGE_CODE}
    assert {path.parts[-3] for path in FILES} == languages


@each_file
def test_it_has_the_strings_of_the_code_and_no_others(path):
    fresh = updated(polib.pofile(path, wrapwidth=98))
    missing = [entry.msgid for entry in fresh if not entry.translated()]
    assert missing == [], "translate these, then: make translations"
    assert str(fresh) == path.read_text(encoding="utf-8"), "make translations"


@pytest.mark.parametrize("path", EVERY_FILE, ids=lambda path: "-".join(path.parts[-5:-2]))
def test_what_is_served_is_what_is_written(path, tmp_path):
    compiled = tmp_path / "django.mo"
    polib.pofile(path).save_as_mofile(compiled)
    assert compiled.read_bytes() == path.with_suffix(".mo").read_bytes(), "make translations"


def test_every_sentence_is_translated_once(words):
    ids = [(entry.msgctxt, entry.msgid) for entry in words]
    assert len(ids) == len(set(ids)) > 500
    assert [entry.msgid for entry in words if entry.fuzzy or entry.obsolete] == []
    assert [english for _entry, english, text in pairs(words) if not text.strip()] == []


def test_what_is_filled_in_is_the_same(words):
    for entry, english, text in pairs(words):
        allowed = set(HOLES.findall(english))
        if entry.msgid_plural:  # "one place" may leave its number out
            allowed |= set(HOLES.findall(entry.msgid_plural))
            assert set(HOLES.findall(text)) <= allowed, english
        else:
            assert Counter(HOLES.findall(text)).keys() == allowed, english


def test_what_is_marked_up_is_the_same(words):
    for _entry, english, text in pairs(words):
        assert sorted(TAGS.findall(text)) == sorted(TAGS.findall(english)), english


def test_only_sentences_end(words):
    for _entry, english, text in pairs(words):
        assert english.rstrip("”").endswith(tuple(".?:")) or not text.endswith(tuple(".?:")), (
            english
        )


def test_spanish_questions_are_questions(spanish):
    for _entry, _english, text in pairs(spanish):
        assert text.count("¿") == text.count("?"), text


def test_spanish_names_nobody_by_a_condition(spanish):
    for _entry, _english, text in pairs(spanish):
        assert not re.search(UNKIND, text, re.IGNORECASE), text


def test_spanish_speaks_to_one_person_as_to_a_friend(spanish):
    formal = (
        r"\b(usted|(?<!que [st]e )llame|pregunte|escriba|pruebe|busque|presione|elija|espere)\b"
    )
    for _entry, _english, text in pairs(spanish):
        assert not re.search(formal, text, re.IGNORECASE), text


@each_file
def test_plural_forms_are_those_of_the_language(path):
    words = polib.pofile(path)
    forms = get_plural(path.parts[-3])
    assert words.metadata["Plural-Forms"] == forms.plural_forms
    numbers = set(range(forms.num_plurals))
    assert all(set(entry.msgstr_plural) == numbers for entry in words if entry.msgid_plural)


def test_a_language_without_a_catalog_gets_one():
    catalog = updated(new_catalog("ga"))
    plural = next(entry for entry in catalog if entry.msgid_plural)
    assert len(catalog) > 500
    assert plural.msgstr_plural == dict.fromkeys(range(5), "")


def test_django_finds_them():
    with override("es"):
        assert gettext("What should I bring, or not bring?") == "¿Qué debo llevar y qué no?"
        plurals = [
            ngettext("%(number)s place", "%(number)s places", number) for number in (0, 1, 2)
        ]
    assert plurals == ["%(number)s lugares", "%(number)s lugar", "%(number)s lugares"]


TEMPLATE = """
{% load i18n %}
    {% translate "Plain" %} {{ one|default:_("In a filter") }}
{% if one %}
  {% blocktranslate with name=one trimmed %}
    Hello {{ name }},
    100% yours
  {% endblocktranslate %}
{% endif %}
{% blocktranslate count counter=one %}1 one{% plural %}{{ counter }} many{% endblocktranslate %}
{% translate "May" context "month" as may %}
"""


def test_templates_give_their_strings(tmp_path):
    path = tmp_path / "some.html"
    path.write_text(TEMPLATE)
    assert of_template(path) == [
        (None, "Plain", ""),
        (None, "In a filter", ""),
        (None, "Hello %(name)s, 100%% yours", ""),
        (None, "1 one", "%(counter)s many"),
        ("month", "May", ""),
    ]


MODULE = """
from django.db import models
LABEL = _("First, "
          "and on")
class Thing(models.Model):
    slug = models.SlugField(_("slug"), help_text=_("For the admin."))
    kind = EncryptedTextField(_("kind"), choices=[("a", _("Shown"))])
    class Meta:
        verbose_name = _("thing")
def said(n):
    return ngettext("one", "many", n), pgettext("month", "May"), gettext(LABEL), other("not this")
"""


def test_modules_give_their_strings_but_those_for_the_admin(tmp_path):
    path = tmp_path / "some.py"
    path.write_text(MODULE)
    assert of_python(path) == [
        (None, "First, and on", ""),
        (None, "Shown", ""),
        (None, "one", "many"),
        ("month", "May", ""),
    ]


def test_what_forms_say_is_for_visitors(tmp_path):
    path = tmp_path / "some.py"
    path.write_text('from django import forms\nx = forms.CharField(help_text=_("Help."))\n')
    assert of_python(path) == [(None, "Help.", "")]


def test_nobody_looks_up_words_under_another_name():
    """An alias that the gathering doesn't know would leave its strings untranslated."""
    alias = re.compile(r"import \(?[\w, ]*?gettext\w* as (\w+)")
    modules = [path for path in settings.BASE_DIR.glob("*/**/*.py") if ".venv" not in path.parts]
    used = {name for path in modules for name in alias.findall(path.read_text(encoding="utf-8"))}
    assert used <= FUNCTIONS.keys()


def test_the_admin_and_the_style_guide_are_not_for_visitors():
    files = {path for paths in wanted().values() for path in paths}
    assert "templates/skeleton.html" in files
    assert "search/filters.py" in files
    unseen = ("admin", "staff/", "styleguide")
    assert not [path for path in files if any(word in path for word in unseen)]
