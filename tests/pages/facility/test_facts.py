"""What decides whether to call a facility: of its own answers, and no blank is a no."""

import pytest
from django.utils.html import strip_tags

from facilities.models import Denial, Facility, Service
from facilities.taxonomy import taxonomy
from pages.facility.description import describe
from pages.facility.facts import facts
from pages.facility.standing import levels, standing
from tests.pages.factories import make_edition, make_facility

pytestmark = pytest.mark.django_db

NOTHING = ("", "", "", "")
# {codes: {label: (lead, text, only, no)}}; what isn't named says nothing.
SAID = {
    "SA": {},
    "SA DT": {"Stay or visit": ("", "Detox: ask if overnight", "", "")},
    "SA DT RD": {
        "Stay or visit": ("Stay overnight", "Detox, overnight stay, Live-in program", "", "")
    },
    "SA OP OIT TELE": {
        "Stay or visit": (
            *("Visits, sleep at home", "Intensive outpatient, Outpatient, Telehealth"),
            *("", ""),
        )
    },
    "SA RES OP": {
        "Stay or visit": ("Stay overnight, or visits", "Live-in program, Outpatient", "", "")
    },
    # Money from the state isn't a way to pay that people search by.
    "SA MD SF SS OSF": {"Payment": ("", "Medicaid, Cash, Sliding fee scale", "", "")},
    "SA CHLD YAD ADLT SNR": {"Who": ("", "All ages", "", "")},
    "SA ADLT FEM MALE": {"Who": ("", "Adults · Women and men", "", "")},
    "SA ADLT FEM": {"Who": ("", "Adults", "Only women", "")},
    "SA MU BU": {"Medicines": ("", "Methadone, Buprenorphine", "", "")},
    "SA NOOP": {"Medicines": ("", "", "", "Does not treat opioid use disorder")},
    "SA SP AH": {"Languages": ("", "Spanish, Sign language", "", "")},
}


def told(facility):
    """Return {label: (lead, text, only, no)} of the Facts of a Facility that say anything."""
    serves_only = standing(facility).serves_only
    return {
        fact.label: tuple(map(strip_tags, (fact.lead, fact.text, fact.only, fact.no)))
        for fact in facts(describe(facility), levels(facility), serves_only, taxonomy())
        if not fact.is_unsaid
    }


@pytest.mark.parametrize("codes", SAID)
def test_facts_are_what_the_listing_says(codes):
    assert told(make_facility(make_edition(), "Oak House", codes)) == SAID[codes]


def test_a_stay_of_no_kind_is_a_stay():
    facility = make_facility(make_edition(), "Oak House", "SA")
    facility.set_services([*facility.services, Service.objects.get(slug="inpatient")])
    facility.save()
    lead, *_rest = told(Facility.objects.get(pk=facility.pk))["Stay or visit"]
    assert lead == "Stay overnight"


def test_a_way_to_pay_that_is_denied_is_told():
    edition = make_edition(asked_codes=["MD", "MC", "SF"])
    medicare = Service.objects.get(code="MC")
    Denial.objects.create(service=medicare, questionnaire="su", first_year=2023, evidence="a test")
    payment = told(make_facility(edition, "Oak House", "SA MD"))["Payment"]
    assert payment == ("", "Medicaid", "", "Not offered: Medicare")
