"""The numbers to call are the same, in the same order, for pages, files and the index."""

from types import SimpleNamespace

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from facilities.listings.records import PhoneRecord
from facilities.models import Facility, Phone, mark_changed
from facilities.numbers import INTAKE, MAIN, NumberToCall, main_number, numbers_to_call
from search import index

KINDS = st.sampled_from(Phone.Kind.values)


def records(kinds):
    """Return PhoneRecords of these kinds, each with a number of its own."""
    return [
        PhoneRecord(kind, f"617-555-01{n:02}", f"+161755501{n:02}", "")
        for n, kind in enumerate(kinds)
    ]


def test_the_kinds_are_the_models():
    assert (MAIN, INTAKE) == (Phone.Kind.MAIN, Phone.Kind.INTAKE)


@given(st.lists(KINDS, max_size=8).map(records))
def test_the_main_number_is_the_first_of_that_kind_else_the_first(phones):
    number = main_number(phones)
    assert number is main_number(iter(phones))
    assert (number is None) == (phones == [])
    if phones:
        before = phones[: phones.index(number)]
        assert not [phone for phone in before if phone.kind == MAIN]
        assert number.kind == MAIN or number is phones[0]
        assert number.kind == MAIN or MAIN not in [phone.kind for phone in phones]


@given(st.lists(KINDS, max_size=8).map(records), st.booleans())
def test_every_number_is_among_those_to_call_once(phones, main_leads):
    numbers = numbers_to_call(phones, lambda _line: 1, main_leads)
    key = "display e164 extension answered_by kind".split()
    assert sorted([getattr(n, k) for k in key] for n in numbers) == sorted(
        [getattr(p, k) for k in key] for p in phones
    )


ORDER = [
    # numbers of a facility, in short; expected. A number after a slash: how many give the line
    ("main", "main"),
    ("main intake", "intake main"),
    ("main intake/12 intake", "intake intake/12 main"),
    ("main/3 other intake/12", "intake/12 main/3 other"),
    ("other main", "main other"),
    ("intake other", "intake other"),
    # It is known who answers the main number.
    ("main! intake", "main! intake"),
    ("main intake!", "intake! main"),
    # What can't be dialled comes last.
    ("main intake?", "main intake?"),
    ("intake? other?", "intake? other?"),
    ("", ""),
]


def phones_of(text):
    """Return phones of "main intake/12 other!": see ORDER."""
    return [
        SimpleNamespace(
            kind=word.rstrip("!?").partition("/")[0],
            display=word,
            e164="" if "?" in word else f"+1{position}",
            extension="",
            answered_by="Its own staff." if "!" in word else "",
        )
        for position, word in enumerate(text.split())
    ]


@pytest.mark.parametrize("text, expected", ORDER)
def test_admissions_come_first(text, expected):
    places = {f"+1{n}": int(w.partition("/")[2] or 1) for n, w in enumerate(text.split())}
    numbers = numbers_to_call(phones_of(text), lambda line: places[line[0]])
    assert " ".join(number.display for number in numbers) == expected


def test_a_number_found_out_by_people_leads():
    numbers = numbers_to_call(phones_of("main intake other"), lambda _line: 1, main_leads=True)
    assert [number.kind for number in numbers] == ["main", "intake", "other"]


@pytest.mark.parametrize(
    "kind, shared_by, english, spanish",
    [
        ("intake", 1, "Admissions", "Admisión"),
        (
            "intake",
            12,
            "Admissions line shared by 12 places",
            "Línea de admisión compartida por 12 lugares",
        ),
        ("main", 1, "Main number", "Número principal"),
        ("main", 2, "Main number shared by 2 places", "Número principal compartido por 2 lugares"),
        ("other", 1, "Another number", "Otro número"),
        (
            "other",
            3,
            "Another number, shared by 3 places",
            "Otro número, compartido por 3 lugares",
        ),
    ],
)
def test_a_label_says_no_more_than_the_listings(kind, shared_by, english, spanish):
    number = NumberToCall(kind, "617-555-0100", "+16175550100", "", "", shared_by)
    for language, label in {"en": english, "es": spanish}.items():
        with override(language):
            assert number.label == label


@pytest.mark.django_db
def test_the_index_and_the_database_give_the_same_numbers(cast):
    birch = Facility.objects.get(name="Birch Clinic")
    shared = {"display": "888-555-0100", "e164": "+18885550100", "kind": "intake"}
    names = ["Alder House", "Dogwood Center", "Oak House"]  # the last isn't listed
    for facility in Facility.objects.filter(name__in=names):
        facility.phones.create(position=5, **shared)
    mark_changed()
    current = index.current()
    for entry in current.entries:
        phones = Facility.objects.get(pk=entry.pk).phones.all()
        numbers = current.numbers_to_call(entry.pk, entry.phones)
        assert numbers == current.numbers_to_call(entry.pk, phones)
        assert [number.shared_by for number in numbers] == [
            2 if number.e164 == shared["e164"] else 1 for number in numbers
        ]
    assert [n.kind for n in current.numbers_to_call(birch.pk, birch.phones.all())] == [
        "intake",
        "main",
    ]
    oak = Facility.objects.get(name="Oak House")
    numbers = current.numbers_to_call(oak.pk, oak.phones.all())
    assert [number.shared_by for number in numbers] == [3, 1]
