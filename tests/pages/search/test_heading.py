"""The heading of results: what was asked for, in a sentence."""

from html import unescape

import pytest

from facilities.models import Service
from pages.search.heading_words import LOWERED, NOUNS, OF_GROUP, OF_SERVICE, within_sentence
from tests.pages.factories import make_facility
from tests.pages.search.reading import heading

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("where=MA&service=detox", "1 place with detox in Massachusetts"),
        ("where=MA&payment=medicaid", "1 place that takes Medicaid in Massachusetts"),
        (
            "where=MA&service=detox&payment=medicaid",
            "1 place with detox that takes Medicaid in Massachusetts",
        ),
        # Each kind of care is asked for; of the ways to pay any will do.
        ("where=MA&service=detox&service=iop", "0 places with detox and intensive outpatient care"),
        ("where=MA&payment=medicaid&payment=medicare", "that takes Medicaid or Medicare in"),
        (
            "where=MA&payment=medicaid&payment=medicare&payment=self-pay",
            "that takes Medicaid, Medicare, or 1 more in",
        ),
        ("where=MA&age=teens&language=spanish", "for teens (not stated) in Spanish in Mass"),
        ("where=MA&age=teens&service=detox&payment=medicaid", "with detox that takes Medicaid (+1"),
        (
            "where=MA&service=detox&service=iop&age=teens&payment=medicaid",
            "with detox and intensive outpatient care (+2 filters) in Massachusetts",
        ),
        ("where=MA&service=detox-program", "with “Detox program” in Massachusetts"),
        ("where=MA&service=peer-support", "with peer support or mentoring in Massachusetts"),
        ("where=MA&group=hiv", "for people with HIV or AIDS in Massachusetts"),
        ("where=MA&language=polish", "in Polish in Massachusetts"),
        ("q=alder", "1 place named “alder” in the whole directory"),
        ("where=MA&q=alder+detox", "1 place named “alder” with detox in Massachusetts"),
    ],
)
def test_it_says_what_was_asked_for(get, canton, query, expected):
    assert expected in heading(get(f"/search/?{query}")).replace("&quot;", '"')


def test_who_does_not_say_is_not_said_to_offer_it(get, canton):
    """Of ages, searches keep places that don't say: so they do of all that people ask them to."""
    assert "3 places for teens (not stated) in" in heading(get("/search/?where=MA&age=teens"))
    make_facility(canton.edition, "Dune House", "OP CHLD MD")
    assert "4 places for teens (some don't say) in" in unescape(
        heading(get("/search/?where=MA&age=teens"))
    )
    silent = "/search/?where=MA&payment=medicaid&include=payment"
    assert "that take Medicaid (some don't say) in" in unescape(heading(get(silent)))
    assert "that takes Medicaid in" in heading(get("/search/?where=MA&payment=medicaid"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("where=MA&service=detox&payment=medicaid", "1 lugar"),
        ("where=Canton,+MA", "Canton, MA"),
        ("where=02021", "cerca del código postal 02021"),
        ("where=WA", "cerca del estado de Washington"),
    ],
)
def test_it_is_in_the_language_of_the_page(get, canton, query, expected):
    assert expected in heading(get(f"/es/search/?{query}"))


def test_all_its_words_are_of_services_and_groups_there_are():
    services = Service.objects.select_related("group")
    assert {*NOUNS, *OF_SERVICE, *LOWERED} <= {service.slug for service in services}
    assert OF_GROUP.keys() <= {service.group.slug for service in services}


def test_what_people_ask_for_most_has_words_of_a_sentence():
    cards = Service.objects.filter(featured=True, group__section__in=["care", "cost"])
    assert {service.slug for service in cards} - NOUNS.keys() == set()


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("Peer support", "peer support"),
        ("HIV test", "HIV test"),
        ("PrEP", "PrEP"),
        ("12-step support", "12-step support"),
        ("", ""),
    ],
)
def test_a_name_within_a_sentence_has_a_small_letter(name, within):
    assert within_sentence(name) == within
