"""The words of the taxonomy: complete, consistent, plain and kind."""

import csv
import difflib
import io
import json
import re
from pathlib import Path

import pytest

from tests.skips import real_data

TAXONOMY = Path(__file__).resolve().parents[1] / "fixtures" / "taxonomy"

COLUMNS = {
    "groups": (
        "slug,name,explanation,rule,parameter,position,keeps_silent,"
        "section,is_explained,sums_up,is_of_programs,is_compared,card_label"
    ),
    "presentation": (
        "service,on_card,card_name,level,shortcut,part_unsaid,"
        "question_rank,question,doesnt_say,for_substance_use"
    ),
    "services": (
        "code,slug,group,category,source_label,name,explanation,polarity,featured,position"
    ),
    "defined": "slug,group,name,explanation,any_of,polarity,featured,position",
    "labels": "category,label,code",
    "denials": "service,questionnaire,first_year,last_year,evidence",
}
# Words that name a person by a condition, or judge. No row needs an exception: the official
# labels that use such words stay in source_label, which is quoted, not ours.
UNKIND = r"\b(addict(s|ed)?|abus\w+|alcoholics?|clean|dirty|habits?|drunks?|junkies?|victims?)\b"
CLAIMS = r"\b(best|better than|proven|effective\w*|cures?|cured|guarantee\w*|success\w*)\b"

DECLINES = {"NOOP", "NMOA", "NAUT", "NMAUT"}
SERVES_ONLY = {"DUO", "OUDO", "AUDO", "VAMC", "VAHC", "DDF"}
PRESCRIBED_ELSEWHERE = {"MOA", "ACMA", "INPE", "RPE", "PC", "AUINPE", "AURPE", "AUPC"}
# Who doesn't use medicine for it treats it all the same, and says so when asked.
TREATED_WITHOUT_MEDICINE = {"opioid-use": {"NMOA"}, "alcohol-use": {"NMAUT"}}
# Labels the locator once used that say something no code of the codebook says.
LABELS_WITHOUT_A_CODE = {
    "All Clients in Opioid Treatment Program",
    "Behavior modification",
    "Rational emotive behavioral therapy",
    "Serves Veterans only",
}


def read(name):
    with (TAXONOMY / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


GROUPS, PRESENTATION, SERVICES, DEFINED, LABELS, DENIALS = map(read, COLUMNS)
RELATIONS = read("relations")
RELATED = {
    kind: {row["service"] for row in RELATIONS if row["kind"] == kind}
    for kind in (
        *("without", "asked_by", "hidden_by", "denied_by", "waived_by"),
        *("parts", "said_by", "answered_by"),
    )
}
# Codes that mean something else in one questionnaire: no official row is theirs.
MEANT_OTHERWISE = {"MH-HI": "HI", "MH-RES": "RES"}
GROUP = {row["slug"]: row for row in GROUPS}
CODE = {row["code"]: row for row in SERVICES}
BY_SLUG = {row["slug"]: row for row in DEFINED}
OFFERED = SERVICES + DEFINED
EVERY = {"groups": GROUPS, "services": SERVICES, "defined": DEFINED}


def normalise(label):
    """How labels are compared: without ® and ™, with single spaces, whatever the case."""
    return " ".join(re.sub("[®™]", "", label).split()).casefold()


def repeated(values):
    values = list(values)
    return {value for value in values if values.count(value) > 1}


def published(name):
    folder = real_data()
    if not folder:
        pytest.skip("needs the published directory files in ../shared/data/samhsa")
    return (folder / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def codebook():
    rows = csv.DictReader(io.StringIO(published("codebook-merged.csv"), newline=""))
    return {row["service_code"]: row for row in rows}


@pytest.fixture(scope="module")
def sample_labels():
    rows = json.loads(published("findtreatment-api-2019-05-23.json"))["rows"]
    services = [service for row in rows for service in row["services"]]
    return {(item["f2"], label) for item in services for label in item["f3"].split("; ")}


@pytest.mark.parametrize("name", COLUMNS)
def test_a_file_is_plain_csv_with_its_columns_and_unix_line_ends(name):
    text = (TAXONOMY / f"{name}.csv").read_bytes().decode("utf-8")
    again = io.StringIO()
    csv.writer(again, lineterminator="\n").writerows(csv.reader(io.StringIO(text, newline="")))
    assert text == again.getvalue()
    assert text.splitlines()[0] == COLUMNS[name]


@pytest.mark.parametrize("name", COLUMNS)
def test_no_cell_has_outer_or_double_spaces(name):
    cells = [cell for row in read(name) for cell in row.values()]
    assert [cell for cell in cells if cell != " ".join(cell.split())] == []


@pytest.mark.real_data
def test_every_official_code_has_exactly_one_row_with_its_category_and_label(codebook):
    assert len(codebook) == 317
    published = [row for row in SERVICES if row["code"] not in MEANT_OTHERWISE]
    assert [row["code"] for row in published if row["code"] not in codebook] == []
    assert {row["code"]: (row["category"], row["source_label"]) for row in published} == {
        code: (row["category_code"], row["service_name"].strip()) for code, row in codebook.items()
    }
    assert repeated(row["code"] for row in SERVICES) == set()


@pytest.mark.parametrize("field", ["slug", "name"])
def test_no_two_services_share_a(field):
    assert repeated(row[field].casefold() for row in OFFERED) == set()


@pytest.mark.parametrize("field", ["slug", "name", "position"])
def test_no_two_groups_share_a(field):
    assert repeated(row[field].casefold() for row in GROUPS) == set()


@pytest.mark.parametrize("name", EVERY)
def test_slugs_read_well_in_a_url(name):
    slugs = [row["slug"] for row in EVERY[name]]
    assert [s for s in slugs if len(s) > 50 or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", s)] == []


@pytest.mark.parametrize("name", EVERY)
def test_names_and_explanations_are_short(name):
    assert [
        row["slug"]
        for row in EVERY[name]
        if not 2 <= len(row["name"]) <= 60 or not 10 <= len(row["explanation"]) <= 160
    ] == []


@pytest.mark.parametrize("name", EVERY)
def test_an_explanation_is_one_sentence_that_ends_with_a_full_stop(name):
    texts = [row["explanation"] for row in EVERY[name]]
    assert [text for text in texts if not re.fullmatch(r"[A-Z][^.!?]+\.", text)] == []


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("words", [UNKIND, CLAIMS], ids=["unkind words", "claims"])
def test_names_and_explanations_are_free_of(words, name):
    texts = [f"{row['name']} {row['explanation']}" for row in EVERY[name]]
    assert [text for text in texts if re.search(words, text, re.IGNORECASE)] == []


@pytest.mark.real_data
def test_explanations_are_our_own_words(codebook):
    def too_close(ours, official):
        ours, official = ours.casefold(), official.casefold()
        close = difflib.SequenceMatcher(None, ours, official).ratio() > 0.7
        return close or ours.rstrip(".") in official

    described = [
        (row, codebook[MEANT_OTHERWISE.get(row["code"], row["code"])]["service_description"])
        for row in SERVICES
    ]
    assert [row["code"] for row, text in described if too_close(row["explanation"], text)] == []


@pytest.mark.parametrize("row", GROUPS, ids=lambda row: row["slug"])
def test_a_group_says_how_it_filters(row):
    parameter = {
        "payment": "payment",
        "payment-help": "payment",
        "funding": "payment",
        "ages": "age",
        "people": "group",
        "serves-only": "group",
        "sex": "group",
        "languages": "language",
    }
    assert row["parameter"] == parameter.get(row["slug"], "service")
    assert row["rule"] == ("all" if row["slug"] == "care" else "any")


def test_every_group_that_is_used_exists_and_none_is_empty():
    assert {row["group"] for row in OFFERED} == set(GROUP)


@pytest.mark.parametrize("slug", GROUP)
def test_positions_in_a_group_are_10_20_30_across_both_files(slug):
    positions = sorted(int(row["position"]) for row in OFFERED if row["group"] == slug)
    assert positions == [10 * n for n in range(1, len(positions) + 1)]


def test_polarity_and_featured_have_known_values():
    assert {row["polarity"] for row in OFFERED} == {"offers", "declines", "serves_only"}
    assert {row["featured"] for row in OFFERED} == {"0", "1"}


def test_about_45_services_are_featured_and_all_of_them_are_offered():
    featured = [row for row in OFFERED if row["featured"] == "1"]
    assert 40 <= len(featured) <= 55
    assert {row["polarity"] for row in featured} == {"offers"}


def test_the_kinds_of_care_are_few_enough_to_read():
    care = [row for row in OFFERED if row["group"] == "care" and row["featured"] == "1"]
    assert len(care) <= 14


def test_exactly_the_codes_that_say_a_thing_is_not_done_decline():
    assert {code for code, row in CODE.items() if row["polarity"] == "declines"} == DECLINES


def test_exactly_the_codes_that_turn_others_away_serve_only():
    assert {code for code, row in CODE.items() if row["polarity"] == "serves_only"} == SERVES_ONLY


@pytest.mark.parametrize("code", sorted(PRESCRIBED_ELSEWHERE))
def test_the_name_says_that_the_medicine_is_prescribed_elsewhere(code):
    assert CODE[code]["polarity"] == "offers"
    assert re.search("elsewhere|outside", CODE[code]["name"])


@pytest.mark.parametrize("row", DEFINED, ids=lambda row: row["slug"])
def test_a_defined_service_is_any_of_several_codes_and_never_of_one_that_declines(row):
    codes = row["any_of"].split(" ")
    is_narrowed = row["slug"] in RELATED["without"]
    parts = {
        slug for other in RELATIONS if other["kind"] == "parts" for slug in other["others"].split()
    }
    assert len(codes) > 1 or is_narrowed or row["slug"] in parts | {"php"}
    assert repeated(codes) == set()
    assert set(codes) <= set(CODE) - DECLINES | TREATED_WITHOUT_MEDICINE.get(row["slug"], set())
    is_only = is_narrowed and row["slug"] not in TREATED_WITHOUT_MEDICINE
    is_only = is_only or set(codes) <= SERVES_ONLY
    assert (row["polarity"] == "serves_only") == is_only


@pytest.mark.parametrize("row", RELATIONS, ids=lambda row: f"{row['service']} {row['kind']}")
def test_a_relation_is_between_services_that_it_makes_sense_of(row):
    by_slug = {service["slug"]: service for service in OFFERED}
    related = row["others"].split(" ")
    assert repeated(related) == set()
    assert {row["service"], *related} <= set(by_slug)
    polarities = {by_slug[slug]["polarity"] for slug in related}
    own = by_slug[row["service"]]["polarity"]
    match row["kind"]:
        case "without":
            assert own in ("serves_only", "declines") or row["service"] in TREATED_WITHOUT_MEDICINE
        case "parts" | "said_by" | "answered_by":
            assert {own, *polarities} == {"offers"}
        case "asked_by" | "hidden_by":
            assert own == "serves_only"
            assert "declines" not in polarities
        case "waived_by":
            assert row["service"] == "substance-use-treatment"
            assert polarities == {"offers"}
        case "denied_by":
            assert own == "offers"
            assert polarities == {"declines"}
        case other:
            raise AssertionError(other)


def test_a_search_for_mental_health_care_or_both_conditions_waives_addiction_treatment():
    (row,) = [row for row in RELATIONS if row["kind"] == "waived_by"]
    waiving = set(row["others"].split(" "))
    groups = ("mental-health-support", "psychiatric-medicines")
    assert {service["slug"] for service in OFFERED if service["group"] in groups} <= waiving
    kinds = {"psychiatric-hospital", "psychiatric-inpatient", "partial-hospitalization"}
    assert {"mental-health", "co-occurring", "crisis-help", *kinds} <= waiving
    ours = {"inpatient", "residential", "php", "outpatient", "detox", "trauma", "telehealth"}
    assert not waiving & ours


def test_what_hides_a_service_for_certain_people_only_does_not_ask_for_it():
    for row in (row for row in RELATIONS if row["kind"] == "hidden_by"):
        asking = [
            slug
            for other in RELATIONS
            if (other["service"], other["kind"]) == (row["service"], "asked_by")
            for slug in other["others"].split(" ")
        ]
        assert not set(row["others"].split(" ")) & set(asking), row["service"]


def test_every_service_for_certain_people_only_can_be_asked_for_with_others():
    only = {service["slug"] for service in OFFERED if service["polarity"] == "serves_only"}
    assert only == set(RELATED["asked_by"])


@pytest.mark.parametrize(
    ("slug", "codes"),
    [
        ("detox", "DT OD RD HID"),
        ("detox-overnight", "RD HID"),
        ("detox-outpatient", "OD"),
        ("inpatient", "HI RES"),
        ("residential", "RES RS RL RD"),
        ("outpatient", "OP ORT OIT ODT OD OMB"),
        ("php", "ODT"),
        ("mat", "MU BU NU"),
        ("methadone", "MU METH MM DM"),
        ("buprenorphine", "BU BUM BMW DB UB BWN BWON BERI BSDM"),
        ("naltrexone", "NU UN RPN NXN VTRL"),
        ("alcohol-medication", "PMAT ACM DSF"),
    ],
)
def test_what_people_ask_for_means_exactly_these_codes(slug, codes):
    assert set(BY_SLUG[slug]["any_of"].split()) == set(codes.split())


@pytest.mark.parametrize(
    ("code", "slug"),
    [("OIT", "iop"), ("TELE", "telehealth"), ("HH", "sober-living"), ("NP", "free-care")],
)
def test_a_code_that_is_what_people_ask_for_has_that_slug(code, slug):
    assert CODE[code]["slug"] == slug


@pytest.mark.parametrize("slug", ["mat", "methadone", "buprenorphine", "naltrexone"])
def test_a_place_that_only_accepts_prescriptions_does_not_count_as_offering(slug):
    assert not PRESCRIBED_ELSEWHERE & set(BY_SLUG[slug]["any_of"].split())


def test_no_label_holds_the_separator_that_joins_labels():
    labels = [row["source_label"] for row in SERVICES] + [row["label"] for row in LABELS]
    assert [label for label in labels if "; " in label] == []


def test_an_alias_is_needed_unique_and_leads_to_a_code():
    own = {(row["category"], normalise(row["source_label"])) for row in SERVICES}
    aliases = [(row["category"], normalise(row["label"])) for row in LABELS]
    assert own & set(aliases) == set()
    assert repeated(aliases) == set()
    assert {row["code"] for row in LABELS} <= set(CODE) | {""}
    assert {row["label"] for row in LABELS if not row["code"]} == LABELS_WITHOUT_A_CODE


def test_a_category_and_label_name_one_code():
    assert repeated((row["category"], normalise(row["source_label"])) for row in SERVICES) == set()


@pytest.mark.real_data
def test_every_label_of_the_locators_sample_is_known(sample_labels):
    labels = {(row["category"], normalise(row["source_label"])) for row in SERVICES}
    labels |= {(row["category"], normalise(row["label"])) for row in LABELS}
    assert len(sample_labels) > 100
    assert {
        (c, label) for c, label in sample_labels if (c, normalise(label)) not in labels
    } == set()


def test_what_pages_show_of_a_service_is_of_one_that_exists_and_in_order():
    slugs = [row["service"] for row in PRESENTATION]
    assert repeated(slugs) == set()
    polarity = {row["slug"]: row["polarity"] for row in OFFERED}
    # Who alone is served has a short name on cards, and nothing else.
    only = [row for row in PRESENTATION if polarity[row["service"]] != "offers"]
    assert {polarity[row["service"]] for row in only} == {"serves_only"}
    assert not any(row["on_card"] or row["question"] for row in only)
    for column in ("level", "shortcut", "question_rank"):
        ranks = [int(row[column]) for row in PRESENTATION if row[column] != "0"]
        assert sorted(ranks) == [10 * n for n in range(1, len(ranks) + 1)], column
    for row in PRESENTATION:
        assert bool(row["question"]) == bool(row["doesnt_say"]) == (row["question_rank"] != "0")


def test_a_part_says_no_more_than_its_whole_and_what_names_none_says_so():
    codes = {row["slug"]: {row["code"]} for row in SERVICES}
    codes |= {row["slug"]: set(row["any_of"].split()) for row in DEFINED}
    unsaid = {row["service"] for row in PRESENTATION if row["part_unsaid"]}
    for row in RELATIONS:
        if row["kind"] == "parts":
            own, parts = codes[row["service"]], [codes[slug] for slug in row["others"].split()]
            assert all(part <= own or part & own for part in parts)
            assert own <= set().union(*parts) or row["service"] in unsaid
