"""What the test module of each kind of correction declares; test_every_kind.py runs it all."""

from collections.abc import Callable
from dataclasses import dataclass

from facilities.models import Facility, Listing, Phone
from tests.facilities.workbooks import COLUMNS, row

WITH_WEBSITE = [*COLUMNS, "website"]
# What Shelby House's listing says beside the usual.
USUAL = {"intake1": "781-555-0101 x7", "website": "http://shelby.example"}
NEIGHBORS = [
    row(f"House {n}", street1=f"{n} Elm Street", phone=f"781-555-{n}") for n in range(1000, 1009)
]


@dataclass
class Case:
    """A correction of Shelby House through the editions that follow: its `values`.

    `holds`: tells if the facility is as the correction says. `agrees`: the cells with which the
    source says the same (None: nothing settles it); `third`: those that are neither what it was
    nor what is right (None: there is no third); `settled`: tells if the facility is as the
    agreeing source says, where that isn't `holds`. `beside`: other kinds can be in force, too.
    """

    values: dict
    holds: Callable
    agrees: dict | None = None
    third: dict | None = None
    settled: Callable | None = None
    beside: bool = True


@dataclass
class FormCase:
    """What the admin's form sends of a facility; `is_right`: tells if it then is as it should."""

    sent: dict
    is_right: Callable
    facility: str = "Alder House"


def shelby_now():
    """Return Shelby House as it is stored now."""
    return Facility.objects.get(name="Shelby House")


def numbers(facility):
    return [phone.display for phone in facility.phones.all()]


def state_of(facility):
    """Return all the public sees of a facility, by values."""
    kept = [f.name for f in Facility._meta.concrete_fields if f.name not in ("id", "changed_at")]
    fields = Facility.objects.filter(pk=facility.pk).values(*kept).get()
    phones = list(Phone.objects.filter(facility=facility.pk).values_list("kind", "display", "e164"))
    answers = Listing.objects.filter(facility=facility.pk, is_answer=True)
    codes = list(answers.values_list("codes", flat=True))
    return fields, phones, codes


def again(imported, year=2023, **cells):
    """Import the next edition; its `cells` of Shelby House differ from the first one's."""
    return imported([row(**cells), *NEIGHBORS], year=year)
