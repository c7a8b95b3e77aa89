"""What people type in the search box, as services, a place and words left over."""

import csv
import dataclasses
import io
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from facilities import taxonomy as facilities_taxonomy
from facilities.models import Service
from search.language import Understood, understand
from search.language.phrases import content
from search.language.spelling import Spelling
from search.language.vocabulary import vocabulary
from search.language.written import EXACT, TYPO, WHOLE, WORDS, written
from text.spans import stems, words

# Texts with the services they ask for, in order, what is left for names, and the place.
with (Path(__file__).parent / "phrases.csv").open(encoding="utf-8", newline="") as file:
    TABLE = list(csv.DictReader(file))

# The Taxonomy is read from the database, once.
pytestmark = pytest.mark.django_db

ELSEWHERE = {"MOA", "ACMA", "INPE", "RPE", "PC", "AUINPE", "AURPE", "AUPC"}
# Its name is the wider service's, too, whose phrase wins: both kinds of listings have one.
REACHED_OTHERWISE = {
    "psychiatric-hospital-mental-health": "psychiatric-hospital",
    "outpatient-detox": "detox-outpatient",
}
# Spanish has one name for what a counselor and a therapist do: it asks for both.
REACHED_IN_SPANISH = REACHED_OTHERWISE | {
    "detox-program": "detox",
    "individual-counseling": "one-on-one-counseling",
    "group-counseling": "group-sessions",
    "couples-counseling": "family-or-couples-counseling",
}


@pytest.fixture(scope="module")
def taxonomy(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return facilities_taxonomy.taxonomy()


def slugs(understood):
    return [slug for phrase in understood.phrases for slug in phrase.services]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["text"])
def test_a_text_asks_for(row, taxonomy):
    understood = understand(row["text"], taxonomy)
    assert (slugs(understood), understood.left, understood.place) == (
        row["services"].split(),
        row["left"],
        row["place"],
    )


def test_the_table_has_no_text_twice():
    texts = [row["text"] for row in TABLE]
    assert len(set(texts)) == len(texts)
    assert sum(bool(row["services"]) for row in TABLE) >= 250


@pytest.mark.parametrize(
    ("text", "typed", "meant"),
    [
        ("methadone clinic", "methadone clinic", ""),
        ("Methodone Clinics, please", "Methodone Clinics", "methadone Clinics"),
        ("METADONA", "METADONA", ""),
        ("desintoxicasión", "desintoxicasión", "desintoxicacion"),
        ("detox from fentnyl", "detox from fentnyl", "detox from fentanyl"),
        ("iop", "iop", ""),
        ("opiod detox", "opiod detox", "opioid detox"),
        ("MediCal", "MediCal", "medi cal"),
    ],
)
def test_a_phrase_says_what_was_typed_and_how_we_spell_it(text, typed, meant, taxonomy):
    [phrase] = understand(text, taxonomy).phrases
    assert (phrase.typed, phrase.meant) == (typed, meant)


def test_every_service_that_can_be_asked_for_is_reached_by_its_name(taxonomy):
    wrong = {
        service.slug: slugs(understand(service.name, taxonomy))
        for service in taxonomy.services.values()
        if service.polarity != Service.Polarity.DECLINES
        and slugs(understand(service.name, taxonomy))
        != [REACHED_OTHERWISE.get(service.slug, service.slug)]
    }
    assert wrong == {}


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_cards_call_a_service_is_understood(language, taxonomy):
    labels = {
        service.slug: str(service.card_name)
        for service in taxonomy.in_language(language).services.values()
        # Who alone is served has a label that is a warning, and nobody types it.
        if service.card_name and not service.is_serves_only
    }
    assert len(labels) > 10
    assert {slug: slugs(understand(words, taxonomy)) for slug, words in labels.items()} == {
        slug: [slug] for slug in labels
    }


def test_every_service_is_reached_by_its_spanish_name(taxonomy):
    askable = [
        service for service in taxonomy.in_language("es").services.values() if not service.declines
    ]
    asked = {service.slug: slugs(understand(service.name, taxonomy)) for service in askable}
    wrong = {slug: services for slug, services in asked.items() if services != [slug]}
    assert wrong == {slug: [wider] for slug, wider in REACHED_IN_SPANISH.items()}


def test_what_declines_is_never_asked_for(taxonomy):
    declining = {
        slug: service
        for slug, service in taxonomy.by_slug.items()
        if service.polarity == Service.Polarity.DECLINES
    }
    assert len(declining) == 4
    texts = [
        text
        for service in declining.values()
        for text in (service.name, service.source_label, service.code)
    ]
    meanings = list(meanings_in(vocabulary(taxonomy).services))
    assert len(meanings) > 1000
    for meaning in meanings:
        assert declining.keys().isdisjoint(meaning.services)
    assert [
        text for text in texts if not declining.keys().isdisjoint(slugs(understand(text, taxonomy)))
    ] == []


def meanings_in(tree):
    for key, below in tree.items():
        yield from meanings_in(below) if key else [below]


def test_medicine_prescribed_elsewhere_is_reached_by_no_phrase_of_words_csv(taxonomy):
    elsewhere = {taxonomy.by_code[code].slug for code in ELSEWHERE}
    assert [row for row in written() if not elsewhere.isdisjoint(row[1])] == []
    assert slugs(understand("Accepts opioid medicine prescribed elsewhere", taxonomy)) == [
        "opioid-medicine-from-elsewhere"
    ]


def test_words_csv_is_plain_and_has_no_phrase_twice():
    text = WORDS.read_bytes().decode("utf-8")
    again = io.StringIO()
    csv.writer(again, lineterminator="\n").writerows(csv.reader(io.StringIO(text, newline="")))
    assert text == again.getvalue()
    phrases = [content(phrase) for phrase, _slugs, language in written() if language != WHOLE]
    assert all(phrases)
    assert len(set(phrases)) == len(phrases)


def test_words_csv_asks_only_for_services_that_there_are(taxonomy):
    named = {slug for _phrase, asked, _language in written() for slug in asked}
    assert named - set(taxonomy.by_slug) == set()
    codes = {code for code, _name in settings.LANGUAGES}
    assert {language for *_rest, language in written()} <= codes | {
        "any",
        TYPO,
        EXACT,
        WHOLE,
        "name",
        "word",
    }
    stays = [language in ("name", "word") for *_rest, language in written()]
    assert stays == [not asked for _phrase, asked, _language in written()]


def test_no_ordinary_word_of_the_list_is_taken_for_a_typo(taxonomy):
    ordinary = [phrase for phrase, _slugs, language in written() if language == "word"]
    assert [word for word in ordinary if understand(word, taxonomy) != Understood(left=word)] == []


def test_a_word_of_names_is_no_typo_but_may_be_a_phrase(taxonomy):
    names = {"methodone", "detox"}.__contains__
    assert understand("methodone", taxonomy, names) == Understood(left="methodone")
    assert slugs(understand("Detox", taxonomy, names)) == ["detox"]


def test_a_known_misspelling_is_no_name_whoever_is_called_so(taxonomy):
    assert slugs(understand("opiod", taxonomy, {"opiod"}.__contains__)) == ["opioid-use"]
    assert understand('"opiod"', taxonomy).left == "opiod"


def test_a_street_name_is_read_as_it_stands_and_guessed_for_no_other_word(taxonomy):
    assert slugs(understand("crank", taxonomy)) == ["substance-use-treatment"]
    assert understand("crane", taxonomy) == Understood(left="crane")


@pytest.mark.parametrize(
    ("text", "asked", "left"),
    [
        ("Ice", ["substance-use-treatment"], ""),
        ('"ice"', [], "ice"),
        ("Snow Hill", [], "Snow Hill"),
        ("rehab snow", ["inpatient"], "snow"),
        ("LA Care", ["medicaid"], ""),
    ],
)
def test_what_may_be_a_place_or_a_name_is_read_only_alone(text, asked, left, taxonomy):
    understood = understand(text, taxonomy)
    assert (slugs(understood), understood.left) == (asked, left)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("same day", ["crisis-walk-in"]),
        ("same day methadone", ["methadone"]),
        ("addicted", ["substance-use-treatment"]),
        ("addicted and on heroin", ["opioid-use"]),
    ],
)
def test_some_phrases_ask_for_something_only_alone(text, asked, taxonomy):
    assert slugs(understand(text, taxonomy)) == asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("rehab for my wife", ["inpatient", "accepts-women"]),
        ("rehab para mi hija", ["inpatient", "accepts-women"]),
        ("she needs detox", ["accepts-women", "detox"]),
        ("rehab for my teenage daughter", ["inpatient", "teens"]),
        ("rehab with my wife", ["inpatient", "family-or-couples-counseling"]),
        ("rehab for my son", ["inpatient"]),
        ("rehab mother", ["inpatient"]),
    ],
)
def test_a_woman_asks_for_places_that_take_women(text, asked, taxonomy):
    assert slugs(understand(text, taxonomy)) == asked


def test_a_misspelled_word_that_asks_for_nothing_is_no_name(taxonomy):
    assert understand("tretment facilty", taxonomy).left == ""


def test_is_name_is_asked_for_bare_words(taxonomy):
    asked = []
    understand("Méthodone", taxonomy, lambda word: asked.append(word) or False)
    assert asked == ["methodone"]


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("does not accept medicaid", ("does not accept medicaid",)),
        ("no methadone or suboxone, iop", ("no methadone or suboxone",)),
        ("no methadone, iop", ("no methadone",)),
        ("iop sin metadona", ("sin metadona",)),
        ("no insurance", ()),
        ("no smoking", ()),
        ("No Wrong Door", ()),
    ],
)
def test_what_isnt_wanted_is_not_asked_for_but_told(text, unwanted, taxonomy):
    assert understand(text, taxonomy).unwanted == unwanted


def test_what_a_taxonomy_lacks_is_not_understood(taxonomy):
    smaller = dataclasses.replace(
        taxonomy,
        services={
            pk: service for pk, service in taxonomy.services.items() if service.slug != "methadone"
        },
    )
    assert slugs(understand("methadone clinic iop", smaller)) != slugs(
        understand("methadone clinic iop", taxonomy)
    )
    assert "methadone" not in slugs(understand("methadone clinic iop", smaller))


def test_the_vocabulary_is_built_once_for_a_taxonomy(taxonomy):
    first = vocabulary(taxonomy)
    assert vocabulary(taxonomy) is first
    assert vocabulary(dataclasses.replace(taxonomy)) is not first


@given(st.text(max_size=200))
def test_any_text_is_understood_somehow(taxonomy, text):
    understood = understand(text, taxonomy)
    assert set(understood.left) <= set(text) | {" "}
    assert understood.place in text
    assert all(phrase.typed in text for phrase in understood.phrases)


PIECES = st.sampled_from(
    [row["text"] for row in TABLE]
    + [
        "Harbor",
        "and",
        "near",
        "in",
        "no",
        "the",
        "Ohio",
        "or",
        '"',
        "House",
        "center",
        "02021",
        "MA",
    ]
)
JOINED = st.lists(st.tuples(PIECES, st.sampled_from([" ", ", ", "; ", " and "])), max_size=6)


@given(JOINED)
def test_without_a_phrase_a_text_means_the_rest(taxonomy, pieces):
    text = "".join(part for piece in pieces for part in piece)
    understood = understand(text, taxonomy)
    for phrase in understood.phrases:
        rest = tuple(other for other in understood.phrases if other != phrase)
        again = understand(understood.without(phrase), taxonomy)
        assert again == dataclasses.replace(understood, phrases=rest)


def test_without_a_phrase_a_text_reads_well(taxonomy):
    text = "I need a methodone clinic near Canton that takes medicaid"
    understood = understand(text, taxonomy)
    assert [understood.without(phrase) for phrase in understood.phrases] == [
        "medicaid near Canton",
        "methodone clinic near Canton",
    ]


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("methodone", "methadone"),
        ("mehtadone", "methadone"),  # two letters swapped
        ("emthadone", "methadone"),  # the first two
        ("methaddonne", "methadone"),  # two edits in a long word
        ("dethadone", ""),  # another first letter
        ("detix", "detox"),
        ("detiks", ""),  # two edits in a short word
        ("deto", ""),  # too short
        ("women", "women"),
        ("womin", ""),  # "women" or "womun": both as near
        ("alcohal", "alcohol"),  # the same meaning doesn't compete
        ("m3thadone", ""),
    ],
)
def test_the_nearest_word(typed, nearest):
    meanings = {
        "methadone": 1,
        "detox": 2,
        "women": 3,
        "womun": 4,
        "alcohol": 5,
        "alcohil": 5,
    }
    assert Spelling(meanings).nearest(typed) == nearest


def test_words_are_cut_where_people_cut_them():
    assert [word.plain for word in words("St. Mary's I.O.P., 12-Step & Detoxificación")] == [
        "st",
        "marys",
        "iop",
        "12",
        "step",
        "and",
        "detoxificacion",
    ]
    assert stems("Clinics") == stems("clinic")
    assert stems("families") == stems("family")
    assert stems("AIDS") != stems("aid")
