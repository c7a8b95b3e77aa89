"""A small directory around Canton, Massachusetts."""

from datetime import UTC, datetime
from types import SimpleNamespace

from model_bakery import baker

from facilities.models import Edition, Facility
from facilities.store import ServicesOfCodes

ASKED = "DT OP OIT RES MU BU NU MD MC PI SP OUDO NOOP".split()
SECRET_STREET = "12 Secret Street"


def make_edition(**changes):
    """Create the current edition of a substance use directory."""
    values = {
        "kind": "su",
        "year": 2023,
        "title": "National Directory, substance use, 2023",
        "publisher": "SAMHSA",
        "url": "https://www.samhsa.gov/",
        "imported_at": datetime(2026, 11, 21, 12, tzinfo=UTC),
        "asked_codes": ASKED,
    }
    return baker.make(Edition, **values | changes)


def make_facility(edition, name, codes="", phones=("781-555-0100",), raw=None, **changes):
    """Create a facility in Canton that `edition` lists with the `codes`."""
    values = {
        # Each its own: those of one address stand together in lists.
        "street": f"{Facility.objects.count() + 1} Elm Street",
        "city": "Canton",
        "state": "MA",
        "zip": "02021",
        "latitude": 42.158,
        "longitude": -71.145,
        "precision": "source",
    }
    offered = ServicesOfCodes().text(codes.split())
    facility = baker.make(Facility, name=name, offered=offered, **values | changes)
    for position, phone in enumerate(phones):
        add_phone(facility, phone, position)
    if edition:
        facility.listings.create(
            edition=edition,
            line=facility.pk,
            codes=codes,
            raw=raw or {},
            row_hash="-",
            questionnaire=edition.kind,
        )
    return facility


def add_phone(facility, text, position=0, **changes):
    """Add a number written like `781-555-0100 x12`; the first is the main one."""
    number, _x, extension = text.partition(" x")
    values = {
        "kind": "other" if position else "main",
        "e164": "+1" + number.replace("-", ""),
        "extension": extension,
    }
    return facility.phones.create(display=text, position=position, **values | changes)


def make_mental_health_house(name="Mallow House", codes="MH OP", **changes):
    """Create a facility that the mental health directory alone lists."""
    edition = make_edition(kind="mh", title="National Directory, mental health, 2023")
    return make_facility(edition, name, codes, **changes)


def make_canton():
    """Create the facilities most tests look at."""
    edition = make_edition()
    alder = make_facility(edition, "Alder House", "DT RES MD SP", phones=["781-555-0101 x12"])
    birch = make_facility(edition, "Birch Clinic", "OP BU OUDO PI", program="Day program")
    add_phone(birch, "781-555-0103", 1, kind="intake", answered_by="Birch Group's own staff.")
    cedar = make_facility(
        edition,
        "Cedar Shelter",
        "OP NOOP",
        phones=["781-555-0104"],
        raw={"street1": SECRET_STREET},
        street="",
        address_withheld=True,
        precision="zip",
    )
    return SimpleNamespace(edition=edition, alder=alder, birch=birch, cedar=cedar)
