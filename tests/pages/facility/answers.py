"""What a facility's page says of services, compared with what searches go by."""

from facilities.corrections.public import public_corrections_of
from facilities.service_answers import answers_of
from pages.facility.description import describe
from pages.facility.standing import standing


def says(answers, service, number=0):
    """Return what the facility of a bit says of a service, given by its pk."""
    sets = [answers.offering(service), answers.denying(service), answers.not_reporting(service)]
    return [bits >> number & 1 for bits in sets]


def differing(facilities, index):
    """Return [(facility, what differs)] of listed facilities, between their page and the Index."""
    differences = []
    for facility in facilities:
        ordinal, answers = index.ordinals[facility.pk], answers_of(facility, index.taxonomy)
        for pk in index.taxonomy.services:
            if says(answers, pk) != says(index, pk, ordinal):
                differences.append((facility, index.taxonomy.services[pk].slug))
        corrected = {correction.service_id for correction in public_corrections_of(facility)} - {
            None
        }
        denied = {
            pk
            for pk, service in index.taxonomy.services.items()
            if service.featured and index.denying(pk) >> ordinal & 1
            if not any(index.taxonomy.includes(whole, pk) for whole in corrected)
        }
        if denied != {service.pk for group in describe(facility) for service in group.not_offered}:
            differences.append((facility, "not offered"))
        if standing(facility).is_mental_health_only != index.is_mental_health_only(ordinal):
            differences.append((facility, "mental health only"))
    return differences
