"""The taxonomy in force: read once, kept until something changes."""

from collections import defaultdict

from derived import Derived, asked_lately
from facilities.models import Denial, Service, ServiceGroup, ServiceRelation, current_revision
from facilities.taxonomy.services import Taxonomy


def revision():
    """Return the token of the directory's state, asked of the database every few seconds."""
    return asked_lately("directory-revision", current_revision)


def taxonomy():
    """Return the Taxonomy in force, in the language in use.

    The services it holds are shared between requests: read them, never change them.
    """
    return _taxonomy.current().localized


def taxonomy_of(token):
    """Return the Taxonomy of one revision of the directory, in the database's words."""
    return _taxonomy.of(token)


def _is_unchanged(previous, read):
    # Imports and corrections rarely touch services: what was made of them still holds.
    return _rows(previous) == _rows(read)


def _rows(taxonomy):
    """Return all a Taxonomy was read from, to compare: models are equal whose keys are."""
    models = (*taxonomy.groups, *taxonomy.services.values())
    values = [
        [getattr(instance, field.attname) for field in instance._meta.concrete_fields]
        for instance in models
    ]
    meanings = (taxonomy.codes, taxonomy.asked_by, taxonomy.denied_by, taxonomy.denials)
    searched = taxonomy.hidden_by, taxonomy.waived_by
    return values, meanings, searched, taxonomy.parts, taxonomy.said_by, taxonomy.answered_by


def _read(_token):
    services = {service.pk: service for service in Service.objects.select_related("group")}
    codes = {pk: {service.code} if service.code else set() for pk, service in services.items()}
    links = Service.any_of.through.objects.values_list("from_service_id", "to_service_id")
    for defined, part in links:
        codes[defined].add(services[part].code)
    relations = {kind: defaultdict(set) for kind in ServiceRelation.Kind.values}
    for pk, kind, other in ServiceRelation.objects.values_list("service_id", "kind", "other_id"):
        relations[kind][pk].add(other)
    return Taxonomy(
        groups=tuple(ServiceGroup.objects.all()),
        services=services,
        codes=_frozen(codes),
        asked_by=_frozen(relations[ServiceRelation.Kind.ASKED_BY]),
        denied_by=_frozen(relations[ServiceRelation.Kind.DENIED_BY]),
        parts=_frozen(relations[ServiceRelation.Kind.PARTS]),
        said_by=_frozen(relations[ServiceRelation.Kind.SAID_BY]),
        answered_by=_frozen(relations[ServiceRelation.Kind.ANSWERED_BY]),
        hidden_by=_frozen(relations[ServiceRelation.Kind.HIDDEN_BY]),
        waived_by=_frozen(relations[ServiceRelation.Kind.WAIVED_BY]),
        denials=_denials(),
    )


def _denials():
    denials = defaultdict(tuple)
    for denial in Denial.objects.order_by("service", "questionnaire", "first_year"):
        denials[denial.service_id] += (denial,)
    return dict(denials)


def _frozen(sets):
    return {pk: frozenset(members) for pk, members in sets.items()}


_taxonomy = Derived(_read, version=revision, kept_as="taxonomy", is_unchanged=_is_unchanged)
