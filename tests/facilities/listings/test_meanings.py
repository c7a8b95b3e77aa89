"""A code means what the questionnaire means by it."""

import pytest
from django.core.management import call_command

from facilities.listings.readers import read
from facilities.meanings import asked_as_meant, code_as_published, codes_as_meant
from facilities.models import Edition, Facility, Listing
from tests.facilities.workbooks import MH_CODES, export, row

MH = [*MH_CODES, "HI", "RES"]
FLAGS = "SA DT HI RES OP MD MC PI SF SP FEM MALE OIT ODT RD OD RL RS HID MU BU NU".split()


@pytest.mark.parametrize(
    "questionnaire, published, meant",
    [
        ("mh", "MH HI RES OP", "MH MH-HI MH-RES OP"),
        ("su", "SA HI RES OP", "SA HI RES OP"),
        ("curated", "HI", "HI"),
        ("mh", "", ""),
    ],
)
def test_codes_are_those_that_a_questionnaire_means(questionnaire, published, meant):
    codes = codes_as_meant(questionnaire, published.split())
    assert codes == tuple(meant.split())
    assert [code_as_published(code) for code in codes] == published.split()


@pytest.mark.parametrize(
    "questionnaires, asked",
    [(["su"], "HI OP"), (["mh"], "MH-HI OP"), (["su", "mh"], "HI MH-HI OP"), ([], "HI OP")],
)
def test_a_file_asks_what_its_questionnaires_mean(questionnaires, asked):
    assert asked_as_meant(questionnaires, ["HI", "OP"]) == set(asked.split())
    assert asked_as_meant(questionnaires, ["MH-HI", "OP"]) == set(asked.split())


def test_an_exports_rows_are_read_each_as_its_own_questionnaire_means(tmp_path):
    rows = [
        row(type_facility=kind, latitude="42.1", longitude="-71.1", HI="1", RES="1")
        for kind in ("SU", "MH")
    ]
    source = read(export(tmp_path / "export-2025.csv", rows, FLAGS))

    codes = [set(source.record(raw).codes) for _line, raw in source.rows]
    assert codes == [{"HI", "RES"}, {"MH-HI", "MH-RES"}]
    assert {"HI", "RES", "MH-HI", "MH-RES"} <= source.asked


def slugs():
    return {
        slug
        for facility in Facility.objects.all()
        for slug in facility.services.values_list("slug", flat=True)
    }


def test_psychiatric_care_is_not_addiction_care(imported):
    imported([row(service_code_info="MH HI RES PHDT")], codes=MH)

    assert {"psychiatric-inpatient", "psychiatric-residential"} <= slugs()
    assert not {"inpatient", "hospital-inpatient", "residential", "php"} & slugs()
    assert set(Edition.objects.get().asked_codes) == {*MH_CODES, "MH-HI", "MH-RES"}


def test_what_was_stored_before_a_code_meant_something_else_is_written_anew(imported):
    imported([row(service_code_info="MH HI OP")], codes=MH)
    Listing.objects.update(codes="MH HI OP")
    Edition.objects.update(asked_codes=sorted(MH), code_counts={"HI": 1}, versions="2 old")

    call_command("load_taxonomy", verbosity=0)

    assert Listing.objects.get().codes == "MH MH-HI OP"
    edition = Edition.objects.get()
    assert set(edition.asked_codes) == {*MH_CODES, "MH-HI", "MH-RES"}
    assert edition.code_counts == {"MH": 1, "MH-HI": 1, "OP": 1}
    assert "psychiatric-inpatient" in slugs()
    assert Facility.objects.get().status == "open"


@pytest.mark.parametrize(
    "codes, given, withheld",
    [
        ("SA NMAUT", "alcohol-use", "no-alcohol-treatment"),
        ("SA NMAUT NAUT", "no-alcohol-treatment", "alcohol-use"),
        ("SA NMOA", "opioid-use", "mat"),
        ("SA NMOA NOOP", "no-opioid-treatment", "opioid-use"),
        ("SA NOOP BU", "opioid-use", "no-opioid-treatment"),
        ("SA NMOA MU", "methadone", "no-opioid-medication"),
        ("SA OTP BU", "opioid-treatment-program", "methadone"),
        ("SA OUDO BU NAUT", "opioid-use-only", "alcohol-use"),
        ("SA OUDO BU PMAT", "alcohol-use", "opioid-use-only"),
        ("SA AUDO PMAT NOOP", "alcohol-use-only", "opioid-use"),
        ("SA AUDO ODTX", "opioid-use", "alcohol-use-only"),
        ("SA DUO OP", "dui-only", "detox"),
        ("SA DUO MU", "methadone", "dui-only"),
        ("SA FEM WN", "women-only", "men-only"),
        ("SA FEM MN", "men", "women-only"),
        ("SA DT OD", "detox-outpatient", "detox-overnight"),
        ("SA DT HID", "detox-overnight", "detox-outpatient"),
    ],
)
def test_what_other_answers_contradict_is_not_given(imported, codes, given, withheld):
    asked = "SA NMAUT NAUT NMOA NOOP BU MU OTP OUDO AUDO DUO PMAT ODTX DT OD HID FEM WN MN OP"
    imported([row(service_code_info=codes)], codes=asked.split())

    assert given in slugs()
    assert withheld not in slugs()
