"""What cards and facility pages say: offered, not offered, not reported."""

import pytest
from django.utils.translation import override

from facilities.models import Facility, Service, mark_changed
from facilities.taxonomy import taxonomy
from pages.cards import cards
from pages.facility.description import describe
from pages.facility.standing import standing
from search import index
from search.query import SearchQuery
from tests.facilities.workbooks import MH_CODES, row

pytestmark = pytest.mark.django_db


def groups_of(facility):
    return {described.group.slug: described for described in describe(facility)}


def slugs(services):
    return {service.slug for service in services}


def test_a_service_is_not_offered_where_its_group_was_answered_and_it_was_asked(imported):
    imported([row(service_code_info="SA DT OP MD")])
    care = groups_of(Facility.objects.get())["care"]
    assert {"detox", "outpatient"} <= slugs(care.offered)
    # The questionnaire of this edition asks for IOP, but not for telehealth.
    assert "iop" in slugs(care.not_offered)
    assert "telehealth" not in slugs(care.not_offered)


def test_a_group_without_an_answer_is_not_reported(imported):
    imported([row(service_code_info="SA DT")])
    payment = groups_of(Facility.objects.get())["payment"]
    assert (payment.offered, payment.not_offered) == ([], [])


def test_a_facility_without_service_data_denies_nothing(imported):
    imported([row(service_code_info="ADLT")])
    described = groups_of(Facility.objects.get())
    assert all(group.not_offered == [] for slug, group in described.items() if slug != "ages")


def test_what_one_directory_offers_the_other_does_not_deny(imported):
    imported([row(service_code_info="SA DT OP MD")])
    imported([row(service_code_info="MH OP SF")], codes=MH_CODES)
    payment = groups_of(Facility.objects.get())["payment"]
    assert {"medicaid", "self-pay"} <= slugs(payment.offered)
    assert not {"medicaid", "self-pay"} & slugs(payment.not_offered)


def test_what_a_facility_says_it_does_not_do_stands_apart(imported):
    imported([row(service_code_info="SA OP NOOP")], codes=["SA", "OP", "NOOP", "DT", "OTP"])
    declined = [service for group in describe(Facility.objects.get()) for service in group.declined]
    offered = [service for group in describe(Facility.objects.get()) for service in group.offered]
    assert [service.code for service in declined] == ["NOOP"]
    assert "NOOP" not in [service.code for service in offered]


@pytest.mark.parametrize(
    "code, codes, expected",
    [("MH SMI", MH_CODES, True), ("MH SA", [*MH_CODES, "SA"], False), ("OP", None, False)],
    ids=["mental health alone", "substance use too", "in the substance use directory"],
)
def test_a_facility_says_when_only_mental_health_care_is_listed(imported, code, codes, expected):
    options = {"codes": codes} if codes else {}
    imported([row(service_code_info=code)], **options)
    facility = Facility.objects.get()
    assert standing(facility).is_mental_health_only is expected
    assert cards([(facility.pk, None)], index.current())[0].is_mental_health_only is expected


@pytest.mark.parametrize(
    "code, expected", [("MH CO", True), ("MH SMI", False), ("MH CO SA", False)]
)
@pytest.mark.parametrize("path", ["{url}", "/shortlist/?id={id}&id={id2}", "/call-sheet/?id={id}"])
def test_all_pages_say_alike_that_mental_health_care_is_for_people_with_both(
    client, imported, code, expected, path
):
    rows = [row(service_code_info=code), row(name1="Other", street1="9 Oak St")]
    imported(rows, codes=[*MH_CODES, "CO", "SA"])
    facility, other = Facility.objects.order_by("-name")
    path = path.format(url=facility.get_absolute_url(), id=facility.public_id, id2=other.public_id)
    html = client.get(path).content.decode()
    assert ("including for people who use alcohol or drugs" in html) == expected


def test_what_is_declined_is_not_offered_though_nobody_asked(imported):
    """Who says "no medicine for opioid use" has answered what was asked of methadone."""
    imported([row(service_code_info="SA OP NMOA")], codes=["SA", "OP", "NMOA", "DT"])
    groups = {described.group.slug: described for described in describe(Facility.objects.get())}
    assert {"mat", "methadone", "buprenorphine"} <= slugs(groups["medication"].not_offered)


@pytest.mark.parametrize(
    "language, before, after",
    [
        ("en", "Intensive outpatient", "Day &amp; evening visits"),
        ("es", "Ambulatorio intensivo", '<span lang="en">Day &amp; evening visits</span>'),
    ],
)
def test_a_service_without_a_name_for_cards_is_called_by_its_own(imported, language, before, after):
    imported([row(service_code_info="SA OIT")])
    facility = Facility.objects.get()

    def tag_on_card():
        query = SearchQuery(services=(taxonomy().by_slug["iop"],))
        (card,) = cards([(facility.pk, None)], index.current(), query)
        return card.tags.rpartition('<span class="tag tag--yes">')[2].removesuffix("</span>")

    with override(language):
        assert tag_on_card() == before
        service = Service.objects.get(slug="iop")
        service.name, service.card_name = "Day & evening visits", ""
        service.save()
        mark_changed()
        assert tag_on_card() == after


def test_cards_cost_no_query(imported, django_assert_num_queries):
    imported([row(f"House {n}", street1=f"{n} Main Street") for n in range(20)])
    results = [(pk, None) for pk in Facility.objects.values_list("pk", flat=True)]
    current = index.current()
    with django_assert_num_queries(0):
        assert len(cards(results, current)) == 20
