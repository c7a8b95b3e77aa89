"""A facility's page of parts is the page that its template gives, byte for byte."""

import pytest
from django.core.management import call_command
from django.template.response import TemplateResponse
from django.test import RequestFactory
from django.utils.translation import override

from demo import generator
from facilities.models import Edition, Facility, mark_changed
from pages.facility.parts import page, same
from pages.facility.views import FacilityDetail
from tests.facilities.corrections.corrected import CONFIRMED
from tests.pages.factories import make_canton, make_edition, make_facility, make_mental_health_house

QUERIES = ["", "?where=02118&q=detox", "?x=%25%28name%29s&%3Cb%3E"]
# What templates, `%` and marks could take for something of theirs.
ODD = '<b>100% %(name)s \ue000name\ue001 {{ q }} it\'s & "so"'


def both_ways(facility, language="en", query=""):
    """Return the page made of parts, and as its template alone gives it."""
    prefix = "" if language == "en" else f"/{language}"
    with override(language):
        request = RequestFactory().get(f"{prefix}{facility.get_absolute_url()}{query}")
        response = FacilityDetail.as_view()(
            request, public_id=facility.public_id, slug=facility.slug
        )
        assert isinstance(response, page.FacilityResponse)
        return response.rendered_content, TemplateResponse.rendered_content.fget(response)


def differing(facilities, queries=QUERIES):
    """Return the names of the facilities whose two ways differ, with language and query."""
    return [
        (facility.name, language, query)
        for facility in facilities
        for language in ("en", "es")
        for query in queries
        if len(set(both_ways(facility, language, query))) > 1
    ]


@pytest.fixture
def odd(db):
    """Return facilities of which each has something that the others lack."""
    canton = make_canton()
    older = make_edition(year=2021, title="An older list", is_current=False)
    gone = make_facility(older, "Gone House", "DT", status="unlisted")
    closed = make_facility(canton.edition, "Closed House", "DT", status="closed")
    named = make_facility(
        canton.edition, ODD, "RES MD SP", program=ODD, website="https://a.example/?b&c"
    )
    bare = make_facility(None, "Bare House", phones=())
    three = make_facility(
        canton.edition, "Three Numbers", "DT OP", phones=[f"781-555-010{n} x7" for n in range(3)]
    )
    mallow = make_mental_health_house()
    corrected = make_facility(canton.edition, "Corrected House", "DT OP MD")
    for what, more in {
        "phone": {"phone": "781-555-0155", "wrong": "781-555-0100"},
        "not-offered": {"service": corrected.services.get(slug="detox")},
        "unclear": {"service": corrected.services.get(slug="medicaid")},
        "website": {"website": "https://right.example/"},
    }.items():
        corrected.corrections.create(what=what, **more, **CONFIRMED)
    lists = [canton.alder, canton.birch, canton.cedar, gone, closed, named, bare, three, mallow]
    return [*lists, corrected]


def test_odd_pages_of_parts_are_the_pages(odd):
    assert differing(odd) == []


def test_they_are_where_all_is_invented(odd):
    Edition.objects.update(is_demo=True)
    mark_changed()
    assert differing(odd[:4]) == []


def test_invented_ones_are(db, tmp_path):
    path = tmp_path / generator.FILE_NAME
    generator.write_demo(path, facilities=25, seed=62)
    call_command("import_directory", path, verbosity=0)

    assert differing(Facility.objects.all(), ["?where=02118"]) == []


OTHERS = {
    "SITE_NAME": "Help & Hope",
    "EXIT_URL": "https://example.org/?a=1&b",
    "NEUTRAL_TITLE": "Notes",
    "OPERATOR_NAME": "The County",
    "CALLBACKS_ENABLED": False,
    "CONTACT_EMAIL": "us@example.org",
    "FIELD_KEYS": [],
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_an_operator_sets_changes_the_page(odd, settings, name):
    settings.FIELD_KEYS = [] if name == "CONTACT_EMAIL" else ["x" * 43 + "="]
    before, _plain = both_ways(odd[0])
    setattr(settings, name, OTHERS[name])
    after, plain = both_ways(odd[0])

    assert before != after == plain


def test_with_debug_a_page_is_its_template(odd, settings, monkeypatch):
    monkeypatch.setattr(page.FacilityResponse, "joined", lambda _self: "from parts")
    assert both_ways(odd[0])[0] == "from parts"
    settings.DEBUG = True
    assert len(set(both_ways(odd[0]))) == 1


def test_few_parts_are_kept(odd, monkeypatch):
    same._kept.reset()
    monkeypatch.setattr(same, "MOST", 3)

    assert differing(odd[:3], [""]) == []
    assert len(same._kept.current()) == 3


def test_nothing_of_a_query_string_is_kept(odd):
    same._kept.reset()
    both_ways(odd[0], query="?where=Xylophone")

    assert same._kept.current()
    assert "ylophone" not in repr(same._kept.current())
