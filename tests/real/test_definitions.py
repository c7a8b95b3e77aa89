"""What services mean, held against every row of the published files."""

from collections import Counter
from functools import cache

import pytest

from facilities.importing.blanks import published_lists
from facilities.listings.readers import read
from facilities.listings.records import RowError
from facilities.meanings import code_as_published
from facilities.store.services import ServicesOfCodes
from facilities.taxonomy import taxonomy
from tests.real.conftest import MH_2023, SU_2022, SU_2023

# Rows of files: a database makes no difference to them.
pytestmark = pytest.mark.any_database

EXPORT = "findtreatment-export-2025-08-ma.csv"
FILES = (SU_2022, SU_2023, MH_2023, EXPORT)
# Questions of which each answer says whether something is treated: {service: (who denies it,
# the codes of the question as published)}.
MANY_WAY = {
    "alcohol-use": ("no-alcohol-treatment", "PMAT ACMA NMAUT NAUT"),
    "opioid-use": (
        "no-opioid-treatment",
        "MU BU NU OTP MM DM BUM DB MOA NMOA NOOP INPE RPE PC OUDO",
    ),
}
# What "only" promises of other services: nobody who offers one of these serves only these.
PROMISES = {
    "opioid-use-only": "alcohol-use alcohol-medication alcohol-detox cocaine-detox",
    "alcohol-use-only": "opioid-use mat methadone opioid-treatment-program opioid-detox",
    "dui-only": "mat methadone opioid-treatment-program detox inpatient ages-17-and-under",
    "women-only": "accepts-men men",
    "men-only": "accepts-women women pregnant",
    "teens-only": "adults ages-18-to-25 ages-65-and-over women men substance-use-treatment",
}
# Codes of the mental health survey that mean care of a mental illness there.
PSYCHIATRIC = {"HI", "RES", "PHDT", "PH"}
ADDICTION = (
    "detox detox-overnight detox-outpatient inpatient hospital-inpatient residential iop php"
)


@cache
def rows(path):
    """Return [(line, questionnaire, codes as published, slugs of its services)] of a file."""
    source, services_of = read(path), ServicesOfCodes()
    known, listed = taxonomy().services, []
    for line, raw in source.rows:
        try:
            record = source.record(raw)
        except RowError:
            continue
        slugs = {known[pk].slug for pk in services_of(record.codes)}
        published = set(map(code_as_published, record.codes))
        listed.append((line, record.questionnaire, published, slugs))
    assert len(listed) > 600
    return listed


@pytest.fixture(params=FILES)
def listed(request, real_data_folder):
    return rows(real_data_folder / request.param)


def test_no_service_is_both_offered_and_declined(listed):
    known = taxonomy()
    declined_by = {
        known.services[pk].slug: {known.services[other].slug for other in others}
        for pk, others in known.denied_by.items()
    }
    assert len(declined_by) >= 6
    both = [
        (line, slug, slugs & declined_by[slug])
        for line, _questionnaire, _codes, slugs in listed
        for slug in slugs & declined_by.keys()
        if slugs & declined_by[slug]
    ]
    assert both == []


@pytest.mark.parametrize("slug", MANY_WAY)
def test_every_answer_of_a_many_way_question_has_a_place(listed, slug):
    denied, codes = MANY_WAY[slug]
    answers = set(codes.split())
    placeless = [
        (line, named & answers)
        for line, _questionnaire, named, slugs in listed
        if named & answers and not slugs & {slug, denied}
    ]
    assert placeless == []


@pytest.mark.parametrize("only", PROMISES)
def test_no_only_is_contradicted_by_the_same_row(listed, only):
    promised = set(PROMISES[only].split())
    assert [
        (line, slugs & promised)
        for line, _questionnaire, _codes, slugs in listed
        if only in slugs and slugs & promised
    ] == []


def test_no_addiction_care_is_made_of_what_means_psychiatric_care(listed):
    addiction = set(ADDICTION.split())
    wrong = Counter(
        slug
        for _line, questionnaire, _codes, slugs in listed
        if questionnaire == "mh"
        for slug in slugs & addiction
    )
    assert wrong == {}


def test_psychiatric_care_is_that_of_the_mental_health_survey(listed):
    psychiatric = {"psychiatric-inpatient": "HI", "psychiatric-residential": "RES"}
    for _line, questionnaire, codes, slugs in listed:
        for slug, code in psychiatric.items():
            assert (slug in slugs) == (questionnaire == "mh" and code in codes)


def test_whoever_has_detox_says_which_kind_or_leaves_it_open(listed):
    for line, _questionnaire, codes, slugs in listed:
        assert ("detox-overnight" in slugs) == bool(codes & {"RD", "HID"}), line
        assert ("detox-outpatient" in slugs) == ("OD" in codes), line
        assert ("detox" in slugs) == bool(codes & {"DT", "RD", "HID", "OD"}), line


def test_methadone_is_named_wherever_it_is_claimed(listed):
    for line, _questionnaire, codes, slugs in listed:
        assert ("methadone" in slugs) == bool(codes & {"MU", "METH", "MM", "DM"}), line


def test_figures_of_2023(real_data_folder):
    counts = Counter(slug for *_row, slugs in rows(real_data_folder / SU_2023) for slug in slugs)
    assert counts["alcohol-use"] >= 11_050
    assert counts["opioid-use"] >= 11_700
    assert counts["methadone"] == 1_481
    assert (counts["detox"], counts["detox-overnight"]) == (2_847, 1_505)


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_said_to_ask_what_its_rows_name_as_meant(real_data_folder, name):
    source = read(real_data_folder / name)
    for each in published_lists(source):
        assert each.meant <= source.asked, each.questionnaire
