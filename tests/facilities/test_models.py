"""Every invariant is a constraint of the database: each is broken here, and just kept."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from facilities.models import (
    Correction,
    Denial,
    Edition,
    Facility,
    GeocodedAddress,
    Listing,
    Merge,
    Phone,
    Service,
    ServiceGroup,
    ServiceRelation,
)

pytestmark = pytest.mark.django_db


def group(**values):
    return ServiceGroup(**{"slug": "colors", "name": "Colors"} | values)


def service(**values):
    care = ServiceGroup.objects.get(slug="care")
    return Service(**{"slug": "red", "name": "Red", "group": care} | values)


def edition(**values):
    usual = {"kind": "su", "year": 2023, "imported_at": datetime(2026, 11, 21, tzinfo=UTC)}
    return Edition(**usual | values)


def facility(**values):
    usual = {"name": "Shelby House", "street": "1 Main Street", "city": "Canton", "state": "MA"}
    return Facility(**usual | values)


def phone(**values):
    usual = {"kind": "main", "position": 0, "display": "781-555-0100", "e164": "+17815550100"}
    return Phone(**{"facility": the(facility)} | usual | values)


def listing(**values):
    usual = {"edition": the(edition), "facility": the(facility), "line": 2, "raw": {}}
    return Listing(**usual | values)


def correction(**values):
    day = date(2026, 11, 20)
    usual = {"what": "closed", "confirmed_on": day, "confirmed_by": "call"}
    if slug := values.get("service"):
        values = values | {"service": Service.objects.get(slug=slug)}
    return Correction(**{"facility": the(facility)} | usual | values)


def relation(**values):
    slugs = {"service": "women-only", "other": "detox"}
    services = {name: Service.objects.get(slug=slug) for name, slug in slugs.items()}
    return ServiceRelation(**services | {"kind": "asked_by"} | values)


def denial(**values):
    usual = {"questionnaire": "su", "first_year": 2023, "evidence": "2 of 100 contradicted"}
    return Denial(**{"service": Service.objects.get(slug="women-only")} | usual | values)


def geocoded(**values):
    return GeocodedAddress(**{"address": "1 Main Street", "provider": "census"} | values)


def merge(**values):
    """Return a Merge of two facilities; `into=ITSELF`: of one with itself."""
    one = Facility.objects.order_by("pk").first() or the(facility)
    if values.get("into") == ITSELF:
        return Merge(facility=one, into=one, reason="Same door, by a call")
    other = facility()
    other.save()
    return Merge(**{"facility": one, "into": other, "reason": "Same door, by a call"} | values)


def the(make):
    """Return the one row that others belong to."""
    made = make()
    stored = type(made).objects.first()
    if not stored:
        made.save()
    return stored or made


ITSELF = "itself"
POINT = {"latitude": 42.2, "longitude": -71.1, "precision": "source"}
WITHHELD = {"address_withheld": True, "street": ""}

OTHER_PHONE = {"what": "other-phone", "wrong": "781-555-0101", "line": "other"}
MORE_PHONE = {"what": "more-phone", "line": "other"}
MOVED = {
    "what": "address",
    "street": "2 Main Street",
    "city": "Canton",
    "state_code": "MA",
    "zip": "02021",
}
DOOR = {"latitude": 42.15869, "longitude": -71.1448}
HALF_A_POINT = {"latitude": 42.15869}
# What breaks it, and what just keeps it.
CHECKS = [
    ("servicegroup_rule_known", group, {"rule": "one"}, {"rule": "all"}),
    ("servicegroup_parameter_known", group, {"parameter": "hue"}, {"parameter": "language"}),
    ("service_on_card_known", service, {"on_card": "top"}, {"on_card": "leading"}),
    ("servicegroup_section_known", group, {"section": "rest"}, {"section": "cost"}),
    ("service_polarity_known", service, {"polarity": "maybe"}, {"polarity": "serves_only"}),
    ("servicerelation_kind_known", relation, {"kind": "like"}, {"kind": "denied_by"}),
    ("edition_replaces_another", edition, {"pk": 9, "replaced_by_id": 9}, {"pk": 9}),
    ("merge_of_two", merge, {"into": ITSELF}, {}),
    ("merge_has_a_reason", merge, {"reason": ""}, {}),
    ("facility_merged_into_another", facility, {"pk": 9, "merged_into_id": 9}, {"pk": 9}),
    (
        "facility_certified_since_needs_certification",
        facility,
        {"certification": "provisional", "certified_since": date(2003, 3, 4)},
        {"certification": "full", "certified_since": date(2003, 3, 4)},
    ),
    ("edition_year_plausible", edition, {"year": 1989}, {"year": 1990}),
    ("edition_year_plausible", edition, {"year": 2101}, {"year": 2100}),
    ("facility_status_known", facility, {"status": "shut"}, {"status": "closed"}),
    ("facility_position_whole_or_unknown", facility, POINT | {"longitude": None}, POINT),
    ("facility_position_whole_or_unknown", facility, POINT | {"precision": "unknown"}, {}),
    ("facility_position_whole_or_unknown", facility, {"precision": "zip"}, {}),
    ("facility_position_whole_or_unknown", facility, POINT | {"precision": "guess"}, POINT),
    (
        "facility_position_whole_or_unknown",
        facility,
        POINT | {"latitude": 90.001},
        POINT | {"latitude": 90, "longitude": -180},
    ),
    (
        "facility_withheld_address_is_absent",
        facility,
        WITHHELD | {"street": "12 Secret Street"},
        WITHHELD,
    ),
    (
        "facility_withheld_address_is_absent",
        facility,
        WITHHELD | {"street2": "Suite 4"},
        {"street2": "Suite 4"},
    ),
    (
        "facility_withheld_address_is_absent",
        facility,
        WITHHELD | POINT,
        WITHHELD | POINT | {"precision": "zip"},
    ),
    ("facility_state_two_letters", facility, {"state": "M"}, {"state": "PR"}),
    ("facility_zip_five_digits", facility, {"zip": "0202"}, {"zip": "02021"}),
    ("facility_zip_five_digits", facility, {"zip": "2"}, {"zip": ""}),
    (
        "facility_website_is_http",
        facility,
        {"website": "javascript:alert(1)"},
        {"website": "http://example.org/"},
    ),
    (
        "facility_website_is_http",
        facility,
        {"website": "ftp://example.org/"},
        {"website": "https://example.org/"},
    ),
    ("facility_offered_has_blanks_around", facility, {"offered": "3 17"}, {"offered": " 3 17 "}),
    ("facility_offered_has_blanks_around", facility, {"offered": " 3 17"}, {"offered": ""}),
    ("facility_has_a_name", facility, {"name": ""}, {"name": "X"}),
    *(
        ("correction_says_what_is_right", correction, broken, kept)
        for broken, kept in [
            ({"what": "phone"}, {"what": "phone", "phone": "781-555-0100"}),
            ({"what": "website"}, {"what": "website", "website": "https://example.org/"}),
            ({"what": "closed", "service": "detox"}, {}),
            ({"what": "not-offered"}, {"what": "not-offered", "service": "detox"}),
            ({**MOVED, "zip": ""}, MOVED),
            ({**MOVED, "street": ""}, MOVED),
            ({**OTHER_PHONE, "is_gone": True, "wrong": ""}, {**OTHER_PHONE, "is_gone": True}),
            ({**OTHER_PHONE, "is_gone": True, "phone": "781-555-0102"}, {}),
            (MORE_PHONE, {**MORE_PHONE, "phone": "781-555-0102"}),
            ({"is_gone": True}, {}),
        ]
    ),
    ("correction_point_whole_or_none", correction, MOVED | HALF_A_POINT, MOVED | DOOR),
    ("correction_point_whole_or_none", correction, DOOR, MOVED | DOOR),
    ("correction_point_whole_or_none", correction, MOVED | DOOR | {"latitude": 91}, MOVED),
    ("correction_way_known", correction, {"confirmed_by": "hearsay"}, {"confirmed_by": "visit"}),
    (
        "correction_active_or_ended",
        correction,
        {"state": "settled"},
        {"state": "settled", "ended_on": date(2026, 11, 21)},
    ),
    ("correction_active_or_ended", correction, {"ended_on": date(2026, 11, 21)}, {}),
    (
        "listing_questionnaire_is_listed_here",
        listing,
        {"questionnaire": "export"},
        {"questionnaire": "mh"},
    ),
    (
        "denial_questionnaire_is_published",
        denial,
        {"questionnaire": "curated"},
        {"questionnaire": "otp"},
    ),
    ("phone_kind_known", phone, {"kind": "fax"}, {"kind": "intake"}),
    ("phone_e164_has_a_plus", phone, {"e164": "17815550100"}, {"e164": ""}),
    ("phone_has_text", phone, {"display": ""}, {"display": "call"}),
    (
        "geocodedaddress_position_whole_or_none",
        geocoded,
        {"latitude": 42.2},
        {"latitude": 42.2, "longitude": -71.1},
    ),
    (
        "geocodedaddress_position_whole_or_none",
        geocoded,
        {"latitude": 42.2, "longitude": 180.5},
        {},
    ),
]
# What is there, what can't stand beside it, and what can.
UNIQUE = [
    ("service_code_unique", service, {"code": "X1"}, {"slug": "b", "code": "X1"}, {"slug": "b"}),
    ("service_code_unique", service, {}, {"slug": "b", "code": "DT"}, {"slug": "b", "code": ""}),
    ("servicerelation_once", relation, {}, {}, {"kind": "without"}),
    ("denial_once", denial, {}, {"last_year": 2022}, {"questionnaire": "mh"}),
    ("denial_once", denial, {}, {}, {"first_year": 2024}),
    ("phone_position_unique", phone, {}, {"kind": "intake"}, {"kind": "intake", "position": 1}),
    ("phone_one_main", phone, {}, {"position": 1}, {"kind": "other", "position": 1}),
    (
        "correction_one_active_of_a_kind",
        correction,
        {},
        {},
        {"state": "withdrawn", "ended_on": date(2026, 11, 21)},
    ),
    (
        "correction_one_active_of_a_number",
        correction,
        {**OTHER_PHONE, "phone": "781-555-0102"},
        {**OTHER_PHONE, "is_gone": True},
        {**OTHER_PHONE, "is_gone": True, "wrong": "781-555-0103"},
    ),
    (
        "correction_adds_a_number_once",
        correction,
        {**MORE_PHONE, "phone": "781-555-0102"},
        {**MORE_PHONE, "phone": "781-555-0102", "line": "intake"},
        {**MORE_PHONE, "phone": "781-555-0103"},
    ),
    (
        "correction_one_active_of_a_service",
        correction,
        {"what": "not-offered", "service": "detox"},
        {"what": "not-offered", "service": "detox"},
        {"what": "not-offered", "service": "iop"},
    ),
    ("merge_once_at_a_time", merge, {}, {}, {"undone_at": datetime(2026, 11, 21, tzinfo=UTC)}),
    ("listing_line_once", listing, {}, {}, {"line": 3}),
    ("slug", group, {}, {}, {"slug": "shapes"}),
    ("slug", service, {}, {}, {"slug": "blue"}),
    ("public_id", facility, {"public_id": "bcdfghjk"}, {"public_id": "bcdfghjk"}, {}),
    ("address", geocoded, {}, {}, {"address": "2 Main Street"}),
]


@pytest.mark.parametrize("name, make, broken, kept", CHECKS)
def test_a_constraint_refuses_what_breaks_it_and_takes_what_keeps_it(name, make, broken, kept):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make(**broken).save()
    make(**kept).save()


@pytest.mark.parametrize("name, make, there, clash, other", UNIQUE)
def test_a_row_is_refused_beside_its_like_and_taken_beside_others(name, make, there, clash, other):
    make(**there).save()
    # SQLite names the columns only.
    with pytest.raises(IntegrityError, match=f"{name}|UNIQUE constraint"), transaction.atomic():
        make(**clash).save()
    make(**other).save()


def test_every_constraint_of_a_model_is_tried_here():
    models = apps.get_app_config("facilities").get_models()
    there = {constraint.name for model in models for constraint in model._meta.constraints}
    tried = {name for name, *_rest in [*CHECKS, *UNIQUE]}
    assert there <= tried
    assert tried - there == {"slug", "public_id", "address"}
