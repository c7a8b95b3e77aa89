"""What a text asks for that no list knows."""

import pytest

from facilities.taxonomy import taxonomy
from search.language import understand
from search.language.topics import NAME, TOPICS, phrases, written_topics
from text.spans import stems

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "topics", "services"),
    [
        ("i want to die", ["suicide"], ["suicide-prevention"]),
        ("quiero morir", ["suicide"], ["suicide-prevention"]),
        ("me quiero matar", ["suicide"], ["suicide-prevention"]),
        ("he is going to kill himself", ["suicide"], ["suicide-prevention"]),
        ("overdose", ["overdose"], ["naloxone"]),
        ("overdose prevention training", [], ["naloxone"]),
        ("my son wont wake up", ["overdose"], []),
        ("sobredosis", ["overdose"], ["naloxone"]),
        ("needle exchange", ["syringes"], []),
        ("syringe services near me", ["syringes"], []),
        ("intercambio de jeringas", ["syringes"], []),
        ("fentanyl test strips", ["syringes"], []),
        ("suboxone strips", [], ["buprenorphine"]),
        ("oxford house", ["oxford-house"], []),
        ("NA meetings", ["meetings"], ["self-help-groups"]),
        ("al-anon", ["meetings"], ["self-help-groups"]),
        ("doble a", ["meetings"], ["self-help-groups"]),
        ("medicair", ["medicaid-or-medicare"], []),
        ("detox medicair", ["medicaid-or-medicare"], ["detox"]),
        ("detox bed tonight", ["room"], ["detox-overnight"]),
        ("rehab open now", ["room"], ["inpatient"]),
        ("rehab open on sundays", ["room"], ["inpatient"]),
        ("24 hour detox", ["room"], ["detox"]),
        ("hay camas", ["room"], []),
        ("rehab cost", ["cost"], ["inpatient"]),
        ("how much is rehab", ["cost"], ["inpatient"]),
        ("cuánto cuesta", ["cost"], []),
        ("low cost rehab", [], ["free-or-low-cost", "inpatient"]),
        ("rehab with my dog", ["unlisted"], ["inpatient"]),
        ("christian rehab", ["unlisted"], ["inpatient"]),
        ("First Christian Church", [], []),
        ("first responders", ["unlisted"], []),
        ("no tengo papeles", ["unlisted"], []),
        ('"test strips"', [], []),
        ("rehab", [], ["inpatient"]),
        ("beds; kill myself", ["suicide", "room"], ["suicide-prevention"]),
    ],
)
def test_a_text_names_topics_and_asks_for_services(text, topics, services):
    understood = understand(text, taxonomy())
    assert [mention.topic for mention in understood.topics] == topics
    assert [slug for phrase in understood.phrases for slug in phrase.services] == services


def test_a_topic_is_told_once_with_all_its_words():
    [mention] = understand("detox beds tonight, open on Sunday, Beds Tonight", taxonomy()).topics
    assert mention == ("room", ("beds tonight", "open on Sunday"))


@pytest.mark.parametrize(
    ("text", "idle", "left"),
    [
        ("detox test strips", ("test strips",), ""),
        ("rehab beds", ("beds",), ""),
        ("Oxford House", (), "Oxford House"),
        ("Monday", (), "Monday"),
    ],
)
def test_words_of_a_topic_did_nothing_or_stay_a_name(text, idle, left):
    understood = understand(text, taxonomy())
    assert (understood.idle, understood.left) == (idle, left)


def test_topics_csv_names_known_topics_and_no_phrase_twice():
    rows = written_topics()
    assert {topic for _phrase, topic, _language in rows} == set(TOPICS)
    assert {language for *_rest, language in rows} == {"en", "es", "any", NAME}
    assert len(phrases()) == len(rows)
    assert all(stems(phrase) for phrase, *_rest in rows)
