"""Of each service an answer says yes (`services`), no (`not_offered`), or nothing."""

import pytest

from facilities.models import Correction, Facility, mark_changed
from facilities.service_answers import answers_of
from facilities.taxonomy import taxonomy
from tests.facilities.corrections.corrected import correct

LIST = "/api/v1/facilities/"


def answer_of(client, facility):
    return client.get(f"{LIST}{facility.public_id}/").json()


def named(name):
    return Facility.objects.get(name=name)


@pytest.mark.parametrize(
    "name, slug, expected",
    [
        ("Alder House", "detox", "services"),
        ("Birch Clinic", "detox", "not_offered"),  # it answered what care it gives, without DT
        ("Birch Clinic", "medicaid", "services"),
        ("Fir Lodge", "medicaid", "silent"),  # it answered nothing about payment
        ("Dogwood Center", "medicaid", "silent"),  # a blank that others contradict too often
        ("Nutmeg Place", "detox", "silent"),  # it answered nothing at all
    ],
)
def test_a_service_is_offered_denied_or_silent(client, cast, name, slug, expected):
    facility = answer_of(client, named(name))
    states = [state for state in ("services", "not_offered") if slug in facility[state]]
    assert (states or ["silent"]) == [expected]


def test_every_answer_is_that_of_the_rule(client, cast):
    """Those that aren't listed any more, and so aren't in the index, too."""
    services, seen = taxonomy().services.items(), set()
    for facility in Facility.objects.filter(merged_into=None):
        told, answers = answer_of(client, facility), answers_of(facility, taxonomy())
        assert told["services"] == [s.slug for pk, s in services if answers.offering(pk)]
        assert told["not_offered"] == [
            s.slug for pk, s in services if answers.denying(pk) and not s.declines
        ]
        seen |= set(told["not_offered"])
    assert len(seen) >= 10


def test_what_only_says_no_itself_is_never_denied(client, cast):
    declining = {service.slug for service in taxonomy().services.values() if service.declines}
    assert declining
    for result in client.get(LIST).json()["results"]:
        assert not declining & set(result["not_offered"])


@pytest.mark.parametrize("status", ["open", "unlisted"])
def test_a_correction_denies_what_no_list_does(client, cast, status):
    elm = named("Elm Recovery")
    correct(elm, Correction.Kind.NOT_OFFERED, service="medicaid")
    Facility.objects.filter(pk=elm.pk).update(status=status)
    mark_changed()
    told = answer_of(client, elm)
    assert told["status"] == status
    assert "medicaid" in told["not_offered"]
    assert "medicaid" not in told["services"]
