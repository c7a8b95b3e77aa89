"""What a facility's page says of services: each once, in the parts that people look for."""

import pytest

from facilities.models import Facility
from facilities.taxonomy import taxonomy
from pages.facility.description import describe
from pages.facility.topics import LONGEST, silent, topics
from tests.pages.factories import make_edition, make_facility

pytestmark = pytest.mark.django_db


def shown(facility):
    """Return {heading: slugs} of what the Topics of a Facility show."""
    return {
        str(topic.heading): [
            service.slug for each in topic.main + topic.details for service in each.shown
        ]
        for topic in topics(describe(facility), facility, taxonomy())
    }


TWICE = [
    # One answer makes two services: in a group the narrower one stays.
    ("VET", "Who it's for", ["veteran-program"]),
    # So do several that tell all of it together.
    ("HS SH", "Languages and practical help", ["housing-services", "supported-housing"]),
    # Elsewhere the one that stands first.
    ("AD", "Who it's for", ["teens"]),
    ("AD CHLD", "Who it's for", ["teens", "teen-program", "teens-only"]),
    ("SS", "Cost and insurance", ["sliding-fee"]),
    ("VET VAMC", "Who it's for", ["veterans", "veteran-program", "va-only"]),
    # What others say of the same isn't said again.
    ("MU BU", "Care and medicines", ["methadone", "buprenorphine"]),
]


@pytest.mark.parametrize("codes, heading, slugs", TWICE)
def test_nothing_is_said_twice(codes, heading, slugs):
    assert shown(make_facility(make_edition(), "Oak House", codes))[heading] == slugs


def test_every_group_has_its_part(cast):
    localized = taxonomy()
    groups = {group.slug for group in localized.groups}
    seen = set()
    for facility in Facility.objects.all():
        described = describe(facility)
        parts = topics(described, facility, localized)
        own = [each.group.slug for part in parts for each in part.main + part.details]
        assert len(set(own)) == len(own)
        assert all(part.count and part.main for part in parts)
        assert all(len(each.shown) > LONGEST for part in parts for each in part.details)
        seen |= set(own) | {group.slug for group in silent(described, localized)}
    assert seen <= groups
    assert {"care", "payment", "ages"} <= seen


def test_an_answer_is_kept_though_it_is_said_once(cast):
    """Whatever code a facility holds, some service that it makes stands on the page."""
    localized = taxonomy()
    for facility in Facility.objects.all():
        described = describe(facility)
        said = {
            code
            for topic in topics(described, facility, localized)
            for each in topic.main + topic.details
            for service in each.shown
            for code in localized.codes[service.pk]
        }
        offered = [service for each in described for service in each.offered if service.code]
        assert {service.code for service in offered} <= said
