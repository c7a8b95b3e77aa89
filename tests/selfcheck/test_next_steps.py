"""The filters and guides that fit."""

import pytest

from facilities.taxonomy import taxonomy
from selfcheck.next_steps import ANY, DETOX, SERVICES, guides, services
from selfcheck.scoring import score


@pytest.mark.django_db
def test_every_filter_is_one_the_search_knows():
    by_slug = taxonomy().by_slug
    for slug in (*SERVICES.values(), ANY, DETOX):
        assert by_slug[slug].group.parameter == "service"
        assert not by_slug[slug].declines


@pytest.mark.parametrize(
    "substances, danger, expected",
    [
        ([], "", ["substance-use-treatment"]),
        (["other"], "", ["substance-use-treatment"]),
        (["opioids"], "", ["mat"]),
        (["alcohol"], "", ["alcohol-use"]),
        (["alcohol", "opioids"], "", ["alcohol-use", "mat"]),
        (["alcohol"], "stopping", ["detox-overnight", "alcohol-use"]),
        (["benzodiazepines"], "stopping", ["benzodiazepine-detox"]),
        ([], "withdrawal-now", ["detox-overnight", "substance-use-treatment"]),
        (["stimulants"], "suicide", ["contingency-management"]),
        (["cannabis", "other"], "", ["outpatient"]),
    ],
)
def test_a_search_asks_for_what_fits(substances, danger, expected):
    assert services(score({danger: True}), substances) == expected


@pytest.mark.parametrize(
    "substances, danger, is_someone_else, expected",
    [
        ([], "", False, ["when-you-call", "treatment-compared"]),
        ([], "", True, ["helping-someone-you-love", "when-you-call", "treatment-compared"]),
        ([], "overdose-lately", False, ["overdose", "when-you-call", "treatment-compared"]),
        (["alcohol"], "", False, ["withdrawal", "when-you-call", "treatment-compared"]),
        (
            ["opioids"],
            "",
            False,
            [
                *("overdose", "medicines-for-opioid-use-disorder"),
                *("when-you-call", "treatment-compared"),
            ],
        ),
    ],
)
def test_guides_fit_and_the_most_urgent_is_first(substances, danger, is_someone_else, expected):
    slugs = guides(score({danger: True}), substances, is_someone_else)
    assert slugs == expected
