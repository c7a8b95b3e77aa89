"""Programs at one address are one group of a list, each with its own lines."""

import re

from facilities.models import Facility, mark_changed
from tests.pages.factories import make_facility

DOOR = "100 Elm Street"


def groups_of(html):
    """Return [(heading of a card, names of its programs)] of a list, in order; "" for one."""
    groups = []
    for card in html.split('<ol class="cards">')[1].split('<li class="card"')[1:]:
        heading = re.search('<p class="card__door">(.*?)</p>', card)
        names = names_of(card)
        groups.append((re.sub("<[^>]+>", "", heading[1]), names) if heading else ("", *names))
    return groups


def names_of(html):
    return re.findall('<h3 class="card__name" translate="no"><a [^>]+>(.*?)</a>', html)


def test_programs_at_one_address_stand_together_each_with_its_number(get, canton):
    for name, number in [("Dahlia Detox", "0110"), ("Zinnia Rehab", "0111")]:
        make_facility(
            canton.edition, name, "DT", phones=[f"781-555-{number}"], street=DOOR, zip="02022"
        )
    html = get("/search/?where=MA")

    assert groups_of(html) == [
        ("", "Alder House"),
        ("", "Birch Clinic"),
        ("", "Cedar Shelter"),
        ("2 programs at 100 Elm Street", ["Dahlia Detox", "Zinnia Rehab"]),
    ]
    assert html.count(f'<span translate="no">{DOOR}</span>') == 1
    assert 'href="tel:+17815550110"' in html
    assert 'href="tel:+17815550111"' in html
    assert html.count('<li class="card" data-id="') == 4
    assert html.count('<li class="program" data-id="') == 1
    assert "5 places in Massachusetts" in html  # programs are counted, not doors


def test_a_program_that_is_no_result_is_not_in_the_group(get, canton):
    make_facility(canton.edition, "Dahlia Detox", "DT", street=DOOR)
    make_facility(canton.edition, "Zinnia Rehab", "RES", street=DOOR)

    assert groups_of(get("/search/?where=MA&service=detox")) == [
        ("", "Alder House"),
        ("", "Dahlia Detox"),
    ]


def test_those_nearest_come_first_with_all_at_their_address(get, canton):
    Facility.objects.update(latitude=42.3)
    make_facility(canton.edition, "Zinnia Rehab", street=DOOR)
    make_facility(canton.edition, "Yarrow House", latitude=42.17)
    make_facility(canton.edition, "Dahlia Detox", street=DOOR, latitude=42.25)
    groups = groups_of(get("/search/?where=Canton,+MA"))

    together = ("2 programs at 100 Elm Street", ["Dahlia Detox", "Zinnia Rehab"])
    assert sorted(groups[0][1]) == together[1]
    assert groups[0][0] == together[0]
    assert groups[1] == ("", "Yarrow House")


def test_a_page_that_ends_within_an_address_says_so_and_the_next_goes_on(get, canton):
    for number in range(16):
        make_facility(canton.edition, f"House {number:02}")
    for name in ("Dahlia Detox", "Zinnia Rehab", "Yarrow House"):
        make_facility(canton.edition, name, street=DOOR)
    Facility.objects.filter(name="Dahlia Detox").update(name="Iris Detox")
    mark_changed()
    first, second = (groups_of(get(f"/search/?where=MA&page={page}")) for page in (1, 2))

    assert first[-1] == ("3 programs at 100 Elm Street, 1 of them on this page", ["Iris Detox"])
    assert second == [
        ("3 programs at 100 Elm Street, 2 of them on this page", ["Yarrow House", "Zinnia Rehab"])
    ]


def test_the_page_of_a_city_groups_them_too(get, canton):
    for name in ("Dahlia Detox", "Zinnia Rehab"):
        make_facility(canton.edition, name, street=DOOR)

    assert ("2 programs at 100 Elm Street", ["Dahlia Detox", "Zinnia Rehab"]) in groups_of(
        get("/treatment/massachusetts/canton/")
    )
