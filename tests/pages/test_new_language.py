"""A language that the site doesn't have yet: a name is enough, and all pages are there in it."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import trans_real

from finder.language import path_in
from guides.models import Guide
from helplines.models import Helpline, HelplineTranslation
from tests.finder.test_settings import manage
from tests.pages.test_every_page import OF_NO_LANGUAGE, PAGES, filled
from tests.pseudo import OPEN, marked


@pytest.fixture
def esperanto(settings):
    """Add Esperanto: its catalog has each string of the pages, in English between marks."""
    settings.LANGUAGES = [*settings.LANGUAGES, ("eo", "Esperanto")]
    with marked("eo"):
        yield
    del trans_real._translations["eo"]


def switches(html):
    """Return (code, name) of each language that a page links to."""
    return re.findall(
        r'<a class="tongue" href="[^"]*" lang="(\w+)" hreflang="\1">([^<]*)</a>', html
    )


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_every_page_is_there_and_links_to_pages_in_it(
    esperanto, get, canton, other_places, settings, path
):
    path = filled(path, canton)
    html = get(path_in("eo", path))

    assert '<html lang="eo">' in html
    assert OPEN in html
    for link, attributes in re.findall(r'<a [^>]*?href="(/[^"]*)"([^>]*)>', html):
        is_switch = re.match(r' lang="\w+" hreflang', attributes)
        assert link.startswith(("/eo/", *OF_NO_LANGUAGE)) or is_switch, link
    for language in ("eo", "es"):
        expected = [pair for pair in settings.LANGUAGES if pair[0] != language]
        assert switches(get(path_in(language, path))) == expected


def test_an_error_page_is_in_it(esperanto, db, get):
    html = get("/eo/no-such-page/", status=404)
    assert '<html lang="eo">' in html
    assert OPEN in html


def test_the_call_sheet_is_one_tap_away_in_each(esperanto, db, client, get):
    html = get("/eo/call-sheet/?where=02021")
    assert [text for text in ("In English", "En español") if f">{text}</a></li>" in html] == [
        "In English",
        "En español",
    ]
    assert ">Esperanto</a></li>" in get("/call-sheet/?where=02021")
    assert client.get("/call-sheet/?in=eo").headers["Location"] == "/eo/call-sheet/"


def test_search_engines_learn_of_it(esperanto, db, client):
    response = client.get("/about/")
    assert '<http://testserver/eo/about/>; rel="alternate"; hreflang="eo"' in response["Link"]
    assert "Disallow: /eo/search/\n" in client.get("/robots.txt").content.decode()


def test_hours_of_callbacks_may_be_in_it(esperanto, db, get, settings):
    assert f'lang="en">{settings.CALLBACKS_HOURS}<' in get("/eo/callback/")
    settings.CALLBACKS_HOURS_IN = {"eo": "Ĉiutage."}
    assert "Ĉiutage.<" in get("/eo/callback/")


def test_guides_and_helplines_may_be_in_it(esperanto, db):
    guide = Guide.objects.get(slug="withdrawal", language="es")
    guide.pk, guide.language = None, "eo"
    guide.full_clean()
    guide.save()
    translation = HelplineTranslation.objects.get(line=Helpline.objects.get(slug="988"))
    translation.pk, translation.language = None, "eo"
    translation.full_clean()
    translation.save()


def test_nothing_may_be_in_a_language_that_is_not_there(db):
    guide = Guide.objects.get(slug="withdrawal", language="es")
    guide.pk, guide.language = None, "eo"
    with pytest.raises(ValidationError, match="'eo' is not a valid choice"):
        guide.full_clean()


def test_it_needs_no_migration():
    environment = {"DJANGO_SETTINGS_MODULE": "tests.pretend_language"}
    shown = manage("diffsettings", "--all", **environment).stdout
    assert re.search("^LANGUAGES = .*'eo'", shown, re.MULTILINE)
    outcome = manage("makemigrations", "--check", "--dry-run", **environment)
    assert (outcome.returncode, outcome.stdout.strip()) == (0, "No changes detected")
