"""What to ask: only what a listing leaves open, and what matters most first."""

import pytest

from facilities.models import Facility
from facilities.taxonomy import taxonomy
from pages.facility.description import describe
from search import index, open_questions
from search.open_questions import leaving_open, questions_for, unanswered
from search.open_questions import open_questions as questions_of

PAYMENT = "medicaid private-insurance medicare"
ELSEWHERE = "opioid-medicine-from-elsewhere"
OPIOIDS = f"mat {ELSEWHERE}"
CHEAP = "free-or-low-cost"
PEOPLE = "adults accepts-women"
AFTER = f"{CHEAP} {PEOPLE} alcohol-medication spanish"
REST = "transportation"
# What houses of the small directory leave open, in order: one that names some ways to pay
# says nothing of the rest.
OPEN = {
    "Alder House": (
        f"private-insurance medicare detox-overnight {OPIOIDS} {CHEAP} alcohol-medication {REST}"
    ),
    "Birch Clinic": f"medicare {ELSEWHERE} {AFTER} {REST}",
    "Cedar Shelter": f"{PAYMENT} {ELSEWHERE} {AFTER} {REST}",
    "Nutmeg Place": f"{PAYMENT} detox {OPIOIDS} {AFTER} {REST}",
    # Of the mental health directory: nothing of substance use is asked of it.
    "Viburnum House": f"{PAYMENT} {CHEAP} accepts-women spanish {REST}",
}


def slugs(questions):
    return " ".join(question.slug for question in questions)


@pytest.mark.parametrize("name", OPEN)
def test_what_a_listing_leaves_open(cast, name):
    facility = Facility.objects.get(name=name)
    assert slugs(questions_of(facility, index.current())) == OPEN[name]


def test_who_isnt_listed_any_more_has_no_open_questions(cast):
    assert questions_of(Facility.objects.get(name="Oak House"), index.current()) == []


def test_the_most_important_come_first_and_no_more_than_asked_for(cast):
    current = index.current()
    position = current.ordinals[Facility.objects.get(name="Birch Clinic").pk]
    everything = unanswered(current, position)
    assert unanswered(current, position, most=2) == everything[:2]
    assert len(everything) > 2


def test_nobody_is_asked_about_what_they_report(cast):
    """Neither about what a facility offers, nor about what it said it doesn't."""
    known = taxonomy()
    about = {
        service.slug: {service.slug}
        | {known.services[pk].slug for pk in known.answered_by.get(service.pk, ())}
        for service in known.questions
    }
    for facility in Facility.objects.filter(pk__in=index.current().ordinals):
        reported = set(facility.services.values_list("slug", flat=True))
        for group in describe(facility):
            reported |= {service.slug for service in group.not_offered}
        for question in questions_of(facility, index.current()):
            assert not reported & about[question.slug], (facility.name, question.slug)


def test_every_question_but_of_a_part_is_left_open_by_someone(cast):
    known = taxonomy()
    for service in known.questions:
        if not known.wholes_of(service.pk):
            assert leaving_open(index.current(), service), service.slug


def test_questions_are_asked_of_the_database_once(cast, django_assert_num_queries):
    current = index.current()
    unanswered(current, 0)
    with django_assert_num_queries(0):
        for position in range(len(current.pks)):
            unanswered(current, position)


def test_each_question_is_one_sentence_to_say_and_one_to_read(cast):
    texts = [(service.question, service.doesnt_say) for service in taxonomy().questions]
    assert len(set(texts)) == len(texts) > 10
    for ask, doesnt_say in texts:
        assert ask.endswith("?")
        assert doesnt_say.startswith("Doesn't say ")
    assert all("?" in str(question) for question in open_questions.ALWAYS)


DOSE, TODAY = "Can I get my first dose the same day?", "Can I start detox today?"
ABOUT = [
    ("methadone", "", [DOSE]),
    ("detox-overnight methadone", "", [DOSE, TODAY]),
    # What one searched for leads, also where the listing doesn't say whether it is there.
    ("detox-overnight methadone", "detox-overnight", [TODAY]),
    ("outpatient", "buprenorphine", [DOSE]),
    ("pregnant outpatient", "pregnant", ["How soon can you see someone who is pregnant?"]),
]


@pytest.mark.parametrize("offered, asked, first", ABOUT)
def test_what_a_place_offers_and_what_was_searched_for_bring_up_questions(offered, asked, first):
    questions = list(map(str, questions_for(offered.split(), asked.split())))
    assert questions[: len(first)] == first
    assert len(set(questions)) == len(questions) <= open_questions.MOST_BY_NEED


def test_questions_by_need_are_about_services_that_exist(cast):
    known = taxonomy().by_slug
    for question, about in open_questions.BY_NEED:
        assert about <= known.keys(), question
        assert str(question).endswith("?")


def test_a_place_that_offers_nothing_special_brings_up_no_question():
    assert questions_for(["substance-use-treatment"]) == []
