from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from guides.models import Guide
from guides.sources import Source
from tests.guides.factories import SOURCES, make_guide

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "changes, name",
    [
        ({"title": " "}, "guide_says_title"),
        ({"summary": ""}, "guide_says_summary"),
        ({"body": ""}, "guide_says_body"),
        ({"author": ""}, "guide_says_author"),
        ({"language": ""}, "guide_language_is_a_code"),
        ({"language": "Español"}, "guide_language_is_a_code"),
        ({"next_due": make_guide().last_reviewed}, "guide_due_after_review"),
    ],
)
def test_the_database_refuses(changes, name):
    with pytest.raises(IntegrityError, match=name):
        make_guide(**changes).save()


def test_one_text_a_language(add):
    add()
    add(language="es")
    with pytest.raises(ValidationError, match="already exists"):
        add()


def test_a_language_that_the_site_lacks_is_refused(add):
    with pytest.raises(ValidationError, match="'fr' is not a valid choice"):
        add(language="fr")


def test_what_is_wrong_is_said_at_its_field_with_its_line():
    with pytest.raises(ValidationError) as error:
        make_guide(body="One.\n\n[a](/nowhere/) [@cdc; @nida]", services="zzz").clean()

    messages = error.value.message_dict
    assert messages["body"][0].startswith("Line 3: /nowhere/ isn't a page of this site")
    assert messages["services"] == ["There is no service “zzz” that a search can ask for."]


def test_readers_get_their_language_or_english_and_urgent_ones_first(add):
    add(slug="a", position=1)
    add(slug="b", position=2)
    add(slug="b", position=2, language="es")
    add(slug="c", position=3, steps="Call 911.")
    add(slug="d", position=4, language="es")
    add(slug="e", position=5, is_published=False)

    def listed(language):
        guides = Guide.objects.for_lists().for_readers_of(language)
        return [(guide.slug, guide.language) for guide in guides]

    assert listed("en") == [("c", "en"), ("a", "en"), ("b", "en")]
    assert listed("es") == [("c", "en"), ("a", "en"), ("b", "es"), ("d", "es")]


def test_an_unpublished_translation_leaves_the_english_text(add):
    add()
    add(language="es", is_published=False)

    assert Guide.objects.get_for_readers_of("es", "withdrawal").language == "en"
    with pytest.raises(Guide.DoesNotExist):
        Guide.objects.get_for_readers_of("en", "nothing")


def test_a_list_reads_no_text(add, django_assert_num_queries):
    for slug in "abc":
        add(slug=slug, steps="Call 911.")

    with django_assert_num_queries(1):
        for guide in Guide.objects.for_lists().for_readers_of("en"):
            assert all([guide.title, guide.opening, guide.is_urgent])


@pytest.mark.parametrize("days, is_due", [(-1, True), (0, False), (1, False)])
def test_a_review_is_due_the_day_after(days, is_due):
    guide = make_guide(next_due=timezone.localdate() + timedelta(days=days))

    assert guide.is_due is is_due


@pytest.mark.parametrize(
    "days, has_ended, ends_soon",
    [(-61, True, True), (-1, True, True), (0, True, True), (1, False, True)]
    + [(60, False, True), (61, False, False)],
)
def test_a_rule_has_ended_from_its_last_day_on(days, has_ended, ends_soon):
    end = timezone.localdate() + timedelta(days=days)
    guide = make_guide(sources=f"{SOURCES} | {end}")

    assert guide.next_end == end
    assert [source.id for source in guide.ended] == ["nida"] * has_ended
    assert guide.ends_soon is ends_soon


def test_a_source_without_an_end_never_ends():
    guide = make_guide(sources=f"{SOURCES} |")

    assert (guide.next_end, guide.ended, guide.ends_soon) == (None, [], False)


@pytest.mark.parametrize(
    "url, is_in_spanish",
    [
        ("https://medlineplus.gov/spanish/alcohol.html", True),
        ("https://www.cdc.gov/overdose-prevention/es/about/", True),
        ("https://espanol.womenshealth.gov/x", True),
        ("https://www.samhsa.gov/find-help", False),
        ("https://www.cdc.gov/services/", False),
    ],
)
def test_a_source_in_spanish_has_it_in_its_address(url, is_in_spanish):
    assert Source("a", "A", "B", url, "").is_in_spanish is is_in_spanish


@pytest.mark.parametrize(
    "summary, opening",
    [
        ("Short. And more of it [@cdc].", "Short. And more of it."),
        (f"{'Long ' * 20}one. Another.", f"{'Long ' * 20}one."),
        (f"Is it? {'Yes ' * 20}it **is**. Another.", f"Is it? {'Yes ' * 20}it is."),
    ],
)
def test_a_list_shows_whole_sentences(summary, opening):
    assert make_guide(summary=summary).opening == opening
