"""Every page in Spanish, and nothing on it written past the translations."""

import re
from html import unescape

import pytest
from django.conf import settings
from django.template.defaultfilters import truncatechars
from django.utils.translation import override

from finder.language import path_in
from guides.models import Guide
from guides.rendering import rendered
from helplines.fixture import read_fixture, read_translations
from helplines.models import first_sentence
from helplines.options import parse_options
from helplines.translation import WORDS
from tests.pages.test_every_page import OF_NO_LANGUAGE, PAGES, filled
from tests.pseudo import CLOSE, OPEN, Unmarked, marked, outside

LANGUAGES = settings.LANGUAGES
NAMES = ("Alder House", "Birch Clinic", "Cedar Shelter", "Canton Drop-in")
# In a title or an attribute these are as they are, too.
PLACES = ("Treatment Finder", "Massachusetts", "Guam", "Canton, MA", "x12")
pytestmark = pytest.mark.usefixtures("canton", "other_places")


@pytest.fixture(scope="session")
def words_of_helplines():
    """Return all that the lines say in Spanish: data, checked by tests/helplines."""
    lines = [line for line in read_translations(read_fixture()) if line.language == "es"]
    texts = {getattr(line, name) for line in lines for name in WORDS if name != "options"}
    texts |= {option.words for line in lines for option in parse_options(line.options)}
    texts |= {first_sentence(line.does) for line in lines}
    return {" ".join(text.split()) for text in texts if text}


def words_of_guides():
    """Return all that guides say in Spanish: data, checked by tests/guides. It is kept as made."""
    texts = set()
    for guide in Guide.objects.filter(language="es"):
        text = rendered(guide, "es")
        html = [text.body, text.summary, *text.steps]
        texts |= {words for fragment in html for words in re.split(r"<[^>]+>", fragment)}
        texts |= {words for _id, words in text.contents}
        texts |= set(re.findall('(?:data|aria)-label="([^"]+)"', "".join(html)))
        texts |= {guide.title, guide.search_label, guide.author, guide.opening}
        texts.add(truncatechars(guide.opening, 100))
    return {" ".join(unescape(text).split()) for text in texts if any(map(str.isalpha, text))}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_no_words_are_written_past_the_translations(client, canton, words_of_helplines, path):
    data_words = words_of_helplines | (words_of_guides() if "/guides/" in path else set())
    with marked():
        response = client.get(path_in("es", filled(path, canton)))
    unmarked = Unmarked(response.content.decode(), data_words, (*NAMES, *PLACES)).untranslated
    names = [hit for hit in unmarked if hit[1] in NAMES]
    untranslated = [hit for hit in unmarked if hit[1] not in PLACES and hit not in names]

    assert response.status_code == 200
    assert untranslated == [], "written past gettext"
    assert names == [], 'a name without translate="no"'


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_every_page_is_there_in_spanish_and_links_to_spanish_pages(get, canton, path):
    path = filled(path, canton)
    html = get(path_in("es", path))

    assert '<html lang="es">' in html
    for link in re.findall(r'<a [^>]*?href="(/[^"]*)"[^>]*>', html):
        is_switch = re.search(rf'href="{re.escape(link)}" lang="(\w+)" hreflang="\1"', html)
        assert link.startswith(("/es/", *OF_NO_LANGUAGE)) or is_switch, link
    assert re.findall(r'<form [^>]*action="(?!/es/)[^"]', html) == []


@pytest.mark.parametrize(
    "html, unmarked",
    [
        ("<p>⟦Call⟧ 988</p>", []),
        ("<p>⟦Call⟧ now</p>", [("p", "now")]),
        ("<p>⟦Call <b>988</b> now⟧</p>", []),
        ('<p aria-label="Call">⟦x⟧</p>', [("p aria-label", "Call")]),
        ('<p data-many="# places"></p>', [("p data-many", "# places")]),
        ('<meta name="description" content="Find">', [("meta description", "Find")]),
        ("<title>⟦Call⟧ Alder House</title>", []),
        ("<p>⟦Call Alder House⟧</p>", [("p", "Alder House")]),
        ('<p>⟦Call <b translate="no">Alder House</b>⟧</p>', []),
        ('<p translate="no">Alder <b>House</b></p> or', [("", "or")]),
        ('<p lang="en">Detox</p><p>Said</p>', []),
    ],
)
def test_the_marks_tell(html, unmarked):
    assert Unmarked(html, ["Said"], NAMES).untranslated == [
        (where.replace("meta description", "meta content"), words) for where, words in unmarked
    ]


@pytest.mark.parametrize(
    "query", ["where=02021", "where=zzzzqq", "where=Canton,+MA&service=iop", "radius=7"]
)
def test_what_scripts_say_is_translated(client, query):
    with marked():
        answer = client.get(f"/es/search/count/?{query}").json()
        shown = client.get(f"/es/search/map/?{query}").json()
    texts = [answer.get("text"), answer.get("said"), answer.get("error"), shown.get("message")]
    texts += [card["area"] for card in shown.get("cards", ())]
    for text in filter(None, texts):
        assert not any(map(str.isalpha, outside(text)[0])), text
    assert any(OPEN in text and CLOSE in text for text in filter(None, texts))


def test_suggestions_are_in_the_language_of_the_page(client):
    def texts(path, q):
        suggestions = client.get(f"{path}search/suggest/?q={q}").json()["suggestions"]
        return [
            (suggestion["text"], suggestion["detail"], suggestion["url"])
            for suggestion in suggestions
            if suggestion["kind"] != "place"
        ]

    spanish, english = texts("/es/", "desintox"), texts("/", "desintox")
    assert [url for *_words, url in spanish] == [f"/es{url}" for *_words, url in english]
    assert spanish[0][0].startswith("Desintoxicación")
    assert spanish[0][1] == "Tipos de atención"
    assert english[0][1] == "Kinds of care"
    assert 'data-source="/es/search/suggest/"' in client.get("/es/").content.decode()
    assert texts("/es/", "alder")[0][2].startswith("/es/facility/")


@pytest.mark.parametrize("prefix", ["/", "/es/"])
@pytest.mark.parametrize(
    "words, services",
    [
        ("desintoxicación", {"detox"}),
        ("metadona cerca de Boston, MA", {"methadone"}),
        ("tratamiento sin seguro", set()),
        ("grupos para mujeres", {"women"}),
        ("detox near Boston, MA", {"detox"}),
    ],
)
def test_both_languages_understand_words_of_both(client, prefix, words, services):
    response = client.get(f"{prefix}search/", {"q": words})
    search = response.context_data["search"]

    assert {service.slug for service in search.services} >= services
    assert search.services
    assert bool(search.place) == ("Boston" in words)
    assert search.results.names.unknown == ()


def test_chips_are_in_the_language_of_the_page(get):
    assert "<span>Metadona</span></a>" in get("/es/search/?q=metadona")
    assert "“metadona”:</span> Methadone</span></a>" in get("/search/?q=metadona")


def test_a_page_tells_search_engines_where_it_is_in_which_language(client):
    for path in ("/treatment/massachusetts/", "/es/treatment/massachusetts/"):
        links = client.get(path)["Link"].split(", ")
        assert links == [
            f'<http://testserver{path}>; rel="canonical"',
            *(
                f'<http://testserver{path_in(code, path)}>; rel="alternate"; hreflang="{hreflang}"'
                for code, hreflang in [
                    *((code, code) for code, _name in LANGUAGES),
                    ("en", "x-default"),
                ]
            ),
        ]


@pytest.mark.parametrize(
    "path",
    ["/search/?where=02021", "/shortlist/", "/es/call-sheet/", "/es/nope/", "/robots.txt"]
    + ["/es/search/count/"],
)
def test_what_search_engines_leave_alone_needs_no_such_links(client, path):
    assert "Link" not in client.get(path)


SWITCH = '<a class="tongue" href="{}" lang="{}" hreflang="{}">{}</a>'


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/helplines/",
        "/search/?q=methadone&where=Canton%2C+MA&service=detox&service=outpatient&page=1",
        "/call-sheet/?where=02021",
        "/near-me/",
    ],
)
def test_the_other_language_is_one_tap_away_and_keeps_the_search(get, path):
    spanish = path_in("es", path)
    there = SWITCH.format(spanish.replace("&", "&amp;"), "es", "es", "Español")
    back = SWITCH.format(path.replace("&", "&amp;"), "en", "en", "English")
    assert there in get(path)
    assert back in get(spanish)


def test_a_forms_answer_leads_to_the_forms_page_in_the_other_language(client):
    response = client.post("/es/near-me/", {"latitude": "x"})
    assert '<a class="tongue" href="/near-me/"' in response.content.decode()
    assert "Link" not in response


@pytest.mark.parametrize("path, language", [("/", "en"), ("/es/", "es"), ("/es/search/", "es")])
def test_caches_keep_each_language_by_its_address(client, path, language):
    response = client.get(path)
    assert response["Content-Language"] == language
    assert response.get("Vary", "Accept-Encoding") == "Accept-Encoding"
    assert client.get(path, headers={"accept-language": "es"}).content == response.content
    again = client.get(path, headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_is_kept_of_a_page_is_kept_by_language(get):
    """The top and the foot of pages are kept for an hour, whichever came first."""
    english, spanish = get("/"), get("/es/")
    assert "Browse by state</a>" in english
    assert "Browse by state" not in spanish
    assert get("/") == english
    assert get("/es/") == spanish


def test_a_date_and_miles_are_written_in_spanish(get):
    html = get("/es/search/?where=02021")
    assert "21 de noviembre de 2026" in html
    assert re.search('<span class="vh">[^<]*milla', html)


@pytest.mark.parametrize("path", ["/es", "/es/about", "/es/search?where=02021"])
def test_a_missing_slash_is_added(client, path):
    path, mark, query = path.partition("?")
    response = client.get(path + mark + query)
    assert (response.status_code, response["Location"]) == (301, f"{path}/{mark}{query}")


@pytest.mark.parametrize(
    "path", ["/en/", "/fr/", "/es/es/", "/es/api/v1/facilities/", "/es/admin/"]
)
def test_there_are_no_other_languages(client, path):
    assert client.get(path).status_code == 404


def test_services_of_a_facility_are_in_spanish(get, canton):
    html = get(path_in("es", canton.alder.get_absolute_url()))
    with override("es"):
        assert f'href="{canton.alder.get_absolute_url()}source/"' in html
    assert "Desintoxicación" in html
    assert ">Detox<" not in html
