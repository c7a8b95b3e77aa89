"""What services are called in Spanish: whole, kind, and on every page that names one."""

import csv
import re

import polib
import pytest
from django.conf import settings
from django.http import QueryDict
from django.test import RequestFactory
from django.test.html import parse_html
from django.utils.html import escape
from django.utils.translation import override

from api.views import ServiceList
from facilities.models import Facility, Service, ServiceGroup
from facilities.taxonomy import taxonomy
from facilities.wording import CONTEXT, English, short_name
from pages.search.applied_filters import applied_filters
from pages.search.facets import all_groups
from pages.shortlist.comparison import compare
from search import index
from search.language import understand
from search.request import SearchRequest
from search.suggest import MOST, matching_services, suggestions
from tests.pages.factories import make_edition, make_facility

FOLDER = settings.BASE_DIR / "fixtures" / "taxonomy"
SOURCE = FOLDER / "locale" / "es" / "LC_MESSAGES" / "django.po"
WORDS = polib.pofile(SOURCE)
# Names that judge or name a person by a condition, and claims that nobody can keep.
UNKIND = (
    r"\b((drog)?adict[oa]s?|alcohólic[oa]s?|borrach[oa]s?|abus\w+|limpi[oa]s?|suci[oa]s?"
    r"|víctimas?|enfermos?|mejor(es)?|garanti\w+|comprobad[oa]s?|éxito|cura[nr]?)\b"
)
# What stands in Spanish as it does in English: official names, medicines, languages.
SAME = {
    *("Medicaid", "Medicare", "Hindi", "Farsi", "Hmong", "Yupik"),
    *("Disulfiram (Antabuse)", "Droperidol (Inapsine)", "Haloperidol (Haldol)"),
    "Council on Accreditation (COA)",
}
# Names and numbers that no translation may lose; Spanish has its own for some initials.
KEPT = r"\b(?:Medicaid|Medicare|TRICARE|SAMHSA|VA|DEA|CARF|COA|NCQA|HFAP|OTP|IOP|PHP|GED|\d+)\b"


# The columns of each file that pages print.
PRINTED = {
    "groups": ("name", "explanation", "card_label"),
    "defined": ("name", "explanation"),
    "services": ("name", "explanation"),
    "presentation": ("card_name", "part_unsaid", "question", "doesnt_say"),
}


def rows(*names):
    for name in names:
        with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def texts():
    return [
        row[column]
        for name, columns in PRINTED.items()
        for row in rows(name)
        for column in columns
        if row[column]
    ]


def test_every_name_and_explanation_is_translated_and_nothing_else():
    assert {entry.msgid for entry in WORDS} == set(texts())
    assert len(WORDS) == len({entry.msgid for entry in WORDS})
    assert {entry.msgctxt for entry in WORDS} == {CONTEXT}
    assert [
        message.msgid
        for message in WORDS
        if message.fuzzy or message.obsolete or not message.msgstr.strip()
    ] == []


def pairs():
    return [(entry.msgid, entry.msgstr) for entry in WORDS]


def test_it_names_nobody_by_a_condition_and_claims_nothing():
    assert [pair for pair in pairs() if re.search(UNKIND, pair[1], re.IGNORECASE)] == []


def test_only_names_stay_as_they_are_in_english():
    assert {english for english, spanish in pairs() if spanish == english} == SAME


def test_no_name_and_no_number_is_lost():
    lost = [
        (english, missing)
        for english, spanish in pairs()
        if (missing := set(re.findall(KEPT, english)) - set(re.findall(KEPT, spanish)))
    ]
    assert lost == []


def test_sentences_stay_sentences_and_of_a_length_that_fits():
    for english, spanish in pairs():
        assert (english[-1] == ".") == (spanish[-1] == "."), spanish
        first = spanish.lstrip("¿")[0]
        assert first.isupper() or first.isdigit(), spanish
        assert len(spanish) <= 1.6 * len(english) + 35, spanish


def test_what_stands_in_brackets_does_so_in_both():
    """Cards leave out what stands in brackets at the end of a name."""
    for english, spanish in pairs():
        assert short_name(english) == english or short_name(spanish) != spanish, spanish
        assert spanish.count("(") == spanish.count(")"), spanish


def test_different_services_of_a_group_have_different_names():
    spanish = {entry.msgid: entry.msgstr for entry in WORDS}
    every = rows("groups", "defined", "services")
    names = [(row.get("group"), spanish[row["name"]]) for row in every]
    assert sorted(names, key=str) == sorted(set(names), key=str)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_medicine_can_stand_in_a_line_of_them(db, language):
    """Cards list medicines in small letters after the first word: "oTP" is no word."""
    localized = taxonomy().in_language(language)
    names = [
        str(localized.card_names[service.pk] or service.name)
        for service in localized.services.values()
        if service.group.slug == "medication"
    ]
    assert len(names) > 4
    assert [name for name in names if name[:2].isupper()] == []


def test_the_taxonomy_speaks_the_language_in_use(db):
    english = taxonomy()
    with override("es"):
        spanish = taxonomy()
        assert taxonomy() is spanish
    assert taxonomy() is english is spanish.original is spanish.in_language("en")

    detox = spanish.by_slug["detox"]
    assert detox.name == "Desintoxicación (ayuda con la abstinencia)"
    assert detox.group.name == "Tipos de atención"
    assert [group.name for group in spanish.groups][:2] == [
        "Tipos de atención",
        "Medicinas para el consumo de opioides o alcohol",
    ]
    assert english.by_slug["detox"].name == "Detox (help with withdrawal)"
    assert english.by_slug["detox"].group.name == "Kinds of care"
    assert list(spanish.services) == list(english.services)
    assert spanish.escaped[detox.pk][-1] == "Desintoxicación"


@pytest.fixture
def places(db):
    """Create places that between them say everything there is to say."""
    codes = [service.code for service in Service.objects.exclude(code="") if not service.declines]
    edition = make_edition(asked_codes=codes)
    declining = " ".join(
        service.code for service in Service.objects.exclude(code="") if service.declines
    )
    only = {"DUO", "OUDO", "AUDO", "VAMC", "VAHC", "DDF"}
    usual = " ".join(code for code in codes if code not in only)
    return [
        make_facility(edition, "Alder House", usual),
        make_facility(edition, "Birch Clinic", f"SA OP {declining}"),
        make_facility(edition, "Cedar Center", f"SA {' '.join(only)}"),
        make_facility(edition, "Dogwood", "SA FEM CHLD"),
    ]


PAGES = {
    "home": "/es/",
    "results": "/es/search/?where=Canton,+MA&include=serves-only",
    "chips": "/es/search/?where=Canton,+MA&service=detox&q=suboxone+no+insurance&payment=medicaid",
    "repairs": "/es/search/?where=Canton,+MA&service=detox&service=no&include=medication&age=teens",
    "few": "/es/search/?where=Canton,+MA&service=detox&service=acupuncture&include=care",
    "filters": "/es/search/filters/?where=Canton,+MA",
    "state": "/es/treatment/massachusetts/",
    "city": "/es/treatment/massachusetts/canton/",
    "sheet": "/es/call-sheet/?where=Canton,+MA&include=serves-only",
}


def texts_of(element):
    """Yield the texts of a page, without English ones, names and links to other languages."""
    for child in element.children:
        if isinstance(child, str):
            yield " ".join(child.split())
            continue
        attributes = dict(child.attributes)
        is_off = attributes.get("lang") == "en" or attributes.get("translate") == "no"
        if not is_off and "hreflang" not in attributes:
            yield from texts_of(child)


def of_places(places):
    yield from PAGES.values()
    for place in places:
        yield f"/es{place.get_absolute_url()}"
        yield f"/es{place.get_absolute_url()}source/"
    yield "/es/shortlist/?" + "&".join(f"id={place.public_id}" for place in places)


def named_in_english(html):
    """Return the English names of services and explanations that a page shows."""
    english = {name for text in texts() for name in (text, short_name(text))}
    english -= {name for text in SAME for name in (text, short_name(text))}
    shorts = ((short_name(text), short_name(spanish)) for text, spanish in pairs())
    english -= {short for short, spanish in shorts if short == spanish}
    whole = set(texts_of(parse_html(html)))
    parts = {part for text in whole for part in re.split(r"[;·,:“”]", text)}
    return english & {text.strip(" .:;,“”") for text in whole | parts}


def test_no_page_shows_an_english_name(client, places):
    for path in of_places(places):
        response = client.get(path)
        assert response.status_code == 200
        assert named_in_english(response.content.decode()) == set(), path
        english = client.get(path.removeprefix("/es")).content.decode()
        assert len(named_in_english(english)) > 3, path


@pytest.fixture
def renamed(places):
    """Give a service and a group names of the operator's own."""
    service = Service.objects.get(slug="detox-overnight")
    group = ServiceGroup.objects.get(slug="care")
    service.name, group.name = "Drying & <out>", "Our <care>"
    service.card_name = ""
    service.save()
    group.save()
    return service


def test_a_renamed_service_shows_its_english_name_marked_as_english(client, renamed, places):
    marked = f'<span lang="en">{escape(renamed.name)}</span>'
    group = '<span lang="en">Our &lt;care&gt;</span>'
    detail = f"/es{places[0].get_absolute_url()}"
    for path in (PAGES["filters"], detail, PAGES["sheet"], PAGES["home"]):
        html = client.get(path).content.decode()
        assert marked in html, path
        assert "Desintoxicación quedándote a dormir" not in html
        assert "<out>" not in html
    assert group in client.get(PAGES["filters"]).content.decode()
    assert (
        'lang="en">Drying' not in client.get(PAGES["filters"].removeprefix("/es")).content.decode()
    )


def test_a_renamed_service_is_marked_wherever_words_are_put_together(renamed, places):
    with override("es"):
        localized, marked = taxonomy(), f'<span lang="en">{escape(renamed.name)}</span>'
        detox = localized.by_slug["detox-overnight"]
        search = SearchRequest(QueryDict("where=Canton,+MA&service=detox-overnight&include=care"))

        assert isinstance(detox.name, English)
        assert "Our &lt;care&gt;</span>" in applied_filters(search)[-1].text
        names = [str(row.name) for section in compare([0], index.current()) for row in section.rows]
        assert renamed.name in names
        assert all_groups(search)[0].options[1].name == marked


def test_programs_get_english_whatever_the_language(client, places):
    english = client.get("/api/v1/services/").json()
    spanish = client.get("/api/v1/services/", headers={"accept-language": "es"}).json()
    with override("es"):
        direct = ServiceList.as_view()(RequestFactory().get("/")).data
    assert english == spanish
    assert [group["name"] for group in direct] == [group["name"] for group in english]
    assert english[0]["name"] == "Kinds of care"
    assert direct[0]["services"][0]["name"] == "Detox (help with withdrawal)"


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "text, slug",
    [
        ("detox", "detox"),
        ("desintox", "detox"),
        ("metadon", "methadone"),
        ("methad", "methadone"),
        ("vivienda de vida", "sober-living"),
        ("sober liv", "sober-living"),
        ("vietnamita", "vietnamese"),
        ("seguro medico", "private-insurance"),
    ],
)
def test_services_are_suggested_for_words_of_either_language(places, language, text, slug):
    with override(language):
        services = matching_services(text, taxonomy())[:MOST]
        names = [
            suggestion.text for suggestion in suggestions(text) if suggestion.kind == "service"
        ]
        assert slug in [service.slug for service in services]
        assert taxonomy().by_slug[slug].name in names


def test_what_services_are_called_in_spanish_is_understood(db):
    with override("es"):
        spanish = taxonomy()
    missed = [
        service.name
        for service in spanish.services.values()
        if not service.declines and service.slug not in _asked(understand(service.name, spanish))
    ]
    # These hold two services' names, or one that is longer than a phrase.
    assert len(missed) <= 8, missed


def _asked(understood):
    return {slug for phrase in understood.phrases for slug in phrase.services}


def test_copies_are_never_what_the_database_holds(places):
    with override("es"):
        taxonomy()
    assert Service.objects.get(slug="detox").name == "Detox (help with withdrawal)"
    assert Facility.objects.count() == 4
