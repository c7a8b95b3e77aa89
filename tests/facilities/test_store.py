"""Rows written in bulk are those that Django's own way writes."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from facilities.models import Facility, Listing, Phone
from facilities.store import database, write_facilities
from tests.pages.factories import make_edition, make_facility

pytestmark = pytest.mark.django_db

RAW = {"name1": "Clínica Ünï “Oak”", "n": 3, "nothing": None, "codes": ["SA", {"a": True}]}
LISTING = {"line": 7, "raw": RAW, "codes": "SA", "denied": "", "row_hash": "-", "is_answer": True}
LISTING |= {"questionnaire": "su", "merged_from": None}
PHONE = {"kind": "main", "position": 0, "display": "617-555-0101 %s ?", "e164": "+16175550101"}
PHONE |= {"extension": "", "answered_by": "Tom's 100%"}


@pytest.mark.parametrize("batch", [1, 2, 2000])
@pytest.mark.parametrize(("model", "values"), [(Listing, LISTING), (Phone, PHONE)])
def test_rows_are_as_django_writes_them(monkeypatch, model, values, batch):
    edition = make_edition()
    houses = [make_facility(None, f"House {n}", phones=()) for n in range(6)]
    more = {"edition": edition} if model is Listing else {}
    for house in houses[:3]:
        line = {"line": house.pk} if more else {}
        model.objects.create(facility=house, **values | more | line)
    plain = as_values(model, houses[:3])
    monkeypatch.setattr(database, "BATCH", batch)
    monkeypatch.setattr(database, "ROWS_AN_INSERT", batch)
    names = ("facility", *values, *more)
    rows = []
    for house in houses[3:]:
        line = {"line": house.pk} if more else {}
        rows.append((house.pk, *(values | line).values(), *(each.pk for each in more.values())))
    database.insert(model, names, rows)
    assert as_values(model, houses[3:]) == plain != []


def as_values(model, houses):
    """Return the rows of some facilities, but for their numbers."""
    rows = model.objects.filter(facility__in=houses).order_by("facility").values()
    return [
        {name: value for name, value in row.items() if name not in ("id", "facility_id", "line")}
        for row in rows
    ]


def test_a_facility_is_made_and_then_changed():
    fields = dict.fromkeys("program street street2 zip county website highlights".split(), "")
    fields |= {"name": "Oak House", "city": "Canton", "state": "MA", "slug": "oak-house-canton"}
    fields |= {"latitude": 42.1, "longitude": -71.1, "precision": "zip", "position_from": ""}
    fields |= {"address_withheld": True, "certification": "full", "status": "open"}
    fields |= {"certified_since": date(2003, 3, 4)}
    [pk] = write_facilities([("bcdfghjk", fields, ["SA", "DT"])]).values()
    oak = Facility.objects.get(pk=pk)
    assert {name: getattr(oak, name) for name in fields} == fields
    assert {"detox", "substance-use-treatment"} <= set(oak.services.values_list("slug", flat=True))

    again = fields | {
        "name": "Elm House",
        "certified_since": None,
        "status": Facility.Status.CLOSED,
    }
    assert write_facilities([("bcdfghjk", again, ["SA"])]) == {"bcdfghjk": pk}
    elm = Facility.objects.get()
    assert {name: getattr(elm, name) for name in again} == again
    assert elm.service_pks < oak.service_pks
    assert elm.changed_at > oak.changed_at


def test_what_breaks_a_constraint_is_refused():
    house = make_facility(None, "Oak House", phones=())
    names, values = ("facility", *PHONE), tuple((PHONE | {"kind": "fax"}).values())
    with pytest.raises(IntegrityError), transaction.atomic():
        database.insert(Phone, names, [(house.pk, *values)])
