"""What reports of the published editions name, held against the directory before and after."""

import pytest

# (of the report, of what was shown before)
SU_2023, MH_2023 = 1, 2


@pytest.fixture(params=[SU_2023, MH_2023], ids=["su 2023", "mh 2023"])
def step(request, editions):
    """Return (the Report, what was shown before, what was shown after)."""
    number = request.param
    return editions["reports"][number], editions["shown"][number - 1], editions["shown"][number]


def ids(places):
    return {place.id for place in places}


def test_created_are_those_that_have_an_address_now_and_had_none(step):
    report, before, after = step
    assert ids(report.created_places) == after.keys() - before.keys()
    assert len(report.created_places) == report.created


def test_gone_are_those_that_were_listed_and_are_in_no_list_now(step):
    report, before, after = step
    gone = {each for each in before if before[each][0] == "open" != after[each][0]}
    assert ids(report.gone_places) == gone
    assert len(report.gone_places) == report.gone


def test_no_address_is_lost(step):
    _report, before, after = step
    assert before.keys() <= after.keys()


def test_a_changed_number_was_none_of_the_place_and_is_its_main_number_now(step):
    report, before, after = step
    assert report.changed_phones or report.kind == "mh"
    for place in report.changed_phones:
        display, dialed = after[place.id][1]
        assert dialed not in before[place.id][2]
        assert place.now == display
        assert place.before in ("", before[place.id][1][0])


def test_every_changed_number_is_named(step):
    report, before, after = step
    new = {
        each
        for each in before
        if before[each][0] == after[each][0] == "open"
        and before[each][1][1]
        and after[each][1][1] not in before[each][2]
    }
    assert new <= ids(report.changed_phones)


def test_doubtful_matches_say_what_the_place_was_called_and_how_it_was_matched(step):
    report, before, _after = step
    exact = ("name, street and ZIP", "name, phone and ZIP, street withheld")
    assert report.doubtful
    for place in report.doubtful:
        assert place.id in before
        assert place.before
        assert place.now
        assert place.why not in exact
    assert len(report.doubtful) <= sum(report.matches.values())
