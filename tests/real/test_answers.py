"""What is concluded from the published files: few wrong denials, and the newest answers alone."""

import csv
import io
from collections import defaultdict

import pytest
from django.conf import settings
from django.core.management import call_command

from facilities.importing.sync import import_source
from facilities.listings.readers import read, record_of
from facilities.models import Facility, Listing
from facilities.store.services import ServicesOfCodes
from places.resolve import resolve
from search import index
from search.query import SearchQuery
from search.results import SearchResults
from tests.real.conftest import EXPORT_MA, MH_2023, SU_2022, SU_2023

MOST_WRONG, MOST_WRONG_OF_A_SERVICE = 0.05, 0.10
FEWEST = 30  # denials of a service that its share can be judged by
DENIALS = settings.BASE_DIR / "fixtures" / "taxonomy" / "denials.csv"


def test_the_fixture_says_what_is_measured(real_data_folder, db):
    names = (SU_2022, SU_2023, MH_2023, EXPORT_MA)
    measured = io.StringIO()
    files = [real_data_folder / name for name in names]
    call_command("measure_blanks", *files, csv=True, stdout=measured)
    fixture = DENIALS.read_text(encoding="utf-8")
    assert list(csv.reader(fixture.splitlines())) == list(
        csv.reader(measured.getvalue().splitlines())
    )


def contradicted(answers):
    """Return {service pk: (how many one list alone would deny, whom the other offers it)}.

    Of the facilities that are in both of two lists, by bits and each list by itself.
    """
    counts = defaultdict(lambda: [0, 0])
    lists = [each for each in answers.lists if each.questionnaire in ("su", "mh")]
    assert len(lists) == 2
    for own, other in (lists, lists[::-1]):
        for pk, codes in answers.taxonomy.codes.items():
            if pk not in answers.taxonomy.deniable(*own.asking):
                continue
            denying = answers.blanks(pk, own) & other.listed
            offering = 0
            for code in codes:
                offering |= other.codes.get(code, 0)
            counts[pk][0] += denying.bit_count()
            counts[pk][1] += (denying & offering).bit_count()
    return counts


def test_few_denials_are_contradicted_by_the_other_questionnaire(editions):
    answers = index.current().answers
    counts = contradicted(answers)
    shown = {pk for pk in counts if answers.taxonomy.services[pk].featured}
    for pks in (set(counts), shown):
        denied, wrong = (sum(counts[pk][n] for pk in pks) for n in (0, 1))
        assert denied > 10_000
        assert wrong <= MOST_WRONG * denied
    assert {
        answers.taxonomy.services[pk].slug: (denied, wrong)
        for pk, (denied, wrong) in counts.items()
        if denied >= FEWEST and wrong > MOST_WRONG_OF_A_SERVICE * denied
    } == {}


def test_nobody_is_denied_an_age(editions):
    answers = index.current().answers
    current = answers.taxonomy
    ages = current.by_group[current.by_slug["adults"].group_id]
    assert len(ages) >= 6
    for service in ages:
        if service.polarity == "offers":
            assert not answers.denying(service.pk), service.slug


def newest_rows(state=None):
    """Return {facility pk: {questionnaire: (year, [Record])}} of the newest row of each."""
    newest = defaultdict(dict)
    rows = Listing.objects.filter(edition__is_current=True).select_related("edition", "facility")
    if state:
        rows = rows.filter(facility__state=state)
    for listing in rows:
        record = record_of(listing.edition.kind, listing.raw)
        year, records = newest[listing.facility_id].get(record.questionnaire, (0, []))
        if listing.edition.year > year:
            records = []
        if listing.edition.year >= year:
            newest[listing.facility_id][record.questionnaire] = (
                listing.edition.year,
                [*records, record],
            )
    return newest


@pytest.fixture
def with_export(editions, real_data_folder):
    """The three directories and, newer, the whole export of Massachusetts; undone after it."""
    return import_source(read(real_data_folder / EXPORT_MA))


def test_no_older_list_overrules_the_newest(with_export):
    services_of, rows = ServicesOfCodes(), newest_rows("MA")
    listed = Facility.objects.listed().in_state("MA")
    overruled = {}
    for facility in listed:
        codes = {
            code
            for _year, records in rows[facility.pk].values()
            for record in records
            for code in record.codes
        }
        if extra := facility.service_pks - set(services_of(codes)):
            overruled[facility.public_id] = extra
    assert len(listed) > 400
    assert overruled == {}


def test_nobody_whom_the_newest_list_lacks_is_shown_as_current(with_export):
    listed = Facility.objects.listed().in_state("MA")
    in_export = Listing.objects.filter(edition__kind="export").values("facility")
    assert not listed.exclude(pk__in=in_export).exists()
    gone = Facility.objects.unlisted().in_state("MA")
    assert not gone.filter(pk__in=in_export).exists()
    assert 80 < gone.count() < 300
    # The export lists one state: nobody elsewhere is gone by it.
    elsewhere = Facility.objects.listed().exclude(state="MA")
    in_2023 = Listing.objects.filter(edition__year__gte=2023).values("facility")
    assert not elsewhere.exclude(pk__in=in_2023).exists()
    assert elsewhere.count() > 17_000


def test_searches_count_who_the_newest_list_lacks(with_export):
    results = SearchResults(index.current(), SearchQuery(place=resolve("MA").place))
    lost = Facility.objects.unlisted().in_state("MA").count()
    assert results.unlisted_total <= lost
    assert results.unlisted_total > 0
