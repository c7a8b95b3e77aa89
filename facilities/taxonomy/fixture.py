"""The taxonomy: from the files in fixtures/taxonomy to the database."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction

from facilities.models import (
    Denial,
    Questionnaire,
    Service,
    ServiceGroup,
    ServiceRelation,
    mark_changed,
)

FOLDER = settings.BASE_DIR / "fixtures" / "taxonomy"
Row = dict[str, str]
# Columns that aren't text: whole numbers, and 1 for yes.
GROUP_COLUMNS: dict[str, type] = {
    "position": int,
    **dict.fromkeys(
        ("keeps_silent", "is_explained", "sums_up", "is_of_programs", "is_compared"), bool
    ),
}
SERVICE_COLUMNS: dict[str, type] = {
    "level": int,
    "shortcut": int,
    "question_rank": int,
    "for_substance_use": bool,
}
# What a service is given of presentation.csv if it has no row there.
UNPRESENTED: dict[str, Any] = {
    **dict.fromkeys(("on_card", "card_name", "part_unsaid", "question", "doesnt_say"), ""),
    **{name: kind() for name, kind in SERVICE_COLUMNS.items()},
}
Groups = dict[str, ServiceGroup]  # by slug
Instance = TypeVar("Instance", ServiceGroup, Service)


class TaxonomyError(ValueError):
    """A taxonomy file is malformed; the message says which line of which file."""


def read_rows(name: str, columns: Iterable[str]) -> Iterator[tuple[int, Row]]:
    """Yield (line, row) of a taxonomy file; every one of `columns` must be there."""
    path = FOLDER / name
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        if missing := [column for column in columns if column not in (reader.fieldnames or [])]:
            raise TaxonomyError(f"{name}: the header lacks {', '.join(missing)}")
        for row in reader:
            if None in row or None in row.values():
                raise TaxonomyError(f"{name}, line {reader.line_num}: cells don't fit the header")
            yield reader.line_num, row


@transaction.atomic
def load_taxonomy() -> Counter[str]:
    """Make groups and services equal to the files; return a Counter of created and changed.

    Services that only a published file knew stay, unless the taxonomy now has their code.
    """
    counts: Counter[str] = Counter()
    groups = _load_groups(counts)
    by_code = _load_services(groups, counts)
    _load_defined(groups, by_code, counts)
    _load_presentation(counts)
    _load_relations(counts)
    _load_denials(counts)
    if counts:
        mark_changed()
    return counts


def _load_groups(counts: Counter[str]) -> Groups:
    existing = {group.slug: group for group in ServiceGroup.objects.all()}
    groups = {}
    for line, row in read_rows("groups.csv", ["slug", "name", "rule", "parameter", *GROUP_COLUMNS]):
        fields = {**row, **_converted(row, GROUP_COLUMNS, "groups.csv", line)}
        groups[row["slug"]] = _save(existing.get(row["slug"]), ServiceGroup, fields, counts)
    return groups


def _load_services(groups: Groups, counts: Counter[str]) -> dict[str, Service]:
    existing = {
        service.code: service
        for service in Service.objects.exclude(code="").select_related("group")
    }
    by_code = {}
    for line, row in read_rows("services.csv", ["code", "slug", "group", "name", "polarity"]):
        fields = _service_fields(row, groups, "services.csv", line)
        by_code[row["code"]] = _save(existing.get(row["code"]), Service, fields, counts)
    return by_code


def _load_defined(groups: Groups, by_code: dict[str, Service], counts: Counter[str]) -> None:
    defined = Service.objects.filter(code="").select_related("group").prefetch_related("any_of")
    existing = {service.slug: service for service in defined}
    for line, row in read_rows("defined.csv", ["slug", "group", "name", "any_of"]):
        any_of = row.pop("any_of").split()
        if unknown := [code for code in any_of if code not in by_code]:
            raise TaxonomyError(f"defined.csv, line {line}: unknown code {', '.join(unknown)}")
        fields = _service_fields(row, groups, "defined.csv", line)
        service = _save(existing.get(row["slug"]), Service, fields, counts)
        wanted = {by_code[code].pk for code in any_of}
        if wanted != {part.pk for part in service.any_of.all()}:
            service.any_of.set(wanted)
            counts["redefined"] += 1


def _load_presentation(counts: Counter[str]) -> None:
    """Give services what pages show of them; a service that the file lacks gets nothing."""
    services = {service.slug: service for service in Service.objects.select_related("group")}
    given = dict.fromkeys(services, UNPRESENTED)
    for line, row in read_rows("presentation.csv", ["service", *UNPRESENTED]):
        slug = row.pop("service")
        if slug not in services:
            raise TaxonomyError(f"presentation.csv, line {line}: unknown service {slug!r}")
        if row["on_card"] not in ("", *Service.OnCard):
            unknown = row["on_card"]
            raise TaxonomyError(f"presentation.csv, line {line}: unknown on_card {unknown!r}")
        given[slug] = {**row, **_converted(row, SERVICE_COLUMNS, "presentation.csv", line)}
    for slug, fields in given.items():
        _save(services[slug], Service, fields, counts)


def _load_relations(counts: Counter[str]) -> None:
    pks = dict(Service.objects.values_list("slug", "pk"))
    wanted = set()
    for line, row in read_rows("relations.csv", ["service", "kind", "others"]):
        slugs = [row["service"], *row["others"].split()]
        if unknown := [slug for slug in slugs if slug not in pks]:
            raise TaxonomyError(f"relations.csv, line {line}: unknown {', '.join(unknown)}")
        if row["kind"] not in ServiceRelation.Kind:
            raise TaxonomyError(f"relations.csv, line {line}: unknown kind {row['kind']!r}")
        wanted |= {(pks[slugs[0]], row["kind"], pks[slug]) for slug in slugs[1:]}
    stored = ServiceRelation.objects.values_list("service_id", "kind", "other_id")
    if set(stored) == wanted:
        return
    ServiceRelation.objects.all().delete()
    ServiceRelation.objects.bulk_create(
        ServiceRelation(service_id=service, kind=kind, other_id=other)
        for service, kind, other in sorted(wanted)
    )
    counts["related"] += len(wanted)


def _load_denials(counts: Counter[str]) -> None:
    pks = dict(Service.objects.values_list("slug", "pk"))
    wanted = set()
    columns = ["service", "questionnaire", "first_year", "last_year", "evidence"]
    for line, row in read_rows("denials.csv", columns):
        if row["service"] not in pks:
            raise TaxonomyError(f"denials.csv, line {line}: unknown service {row['service']!r}")
        if row["questionnaire"] not in Questionnaire:
            unknown = row["questionnaire"]
            raise TaxonomyError(f"denials.csv, line {line}: unknown questionnaire {unknown!r}")
        first = _number(row["first_year"], "denials.csv", line)
        last = _number(row["last_year"], "denials.csv", line) if row["last_year"] else None
        wanted.add((pks[row["service"]], row["questionnaire"], first, last, row["evidence"]))
    fields = ("service_id", "questionnaire", "first_year", "last_year", "evidence")
    if set(Denial.objects.values_list(*fields)) == wanted:
        return
    Denial.objects.all().delete()
    rows = (dict(zip(fields, values, strict=True)) for values in sorted(wanted, key=str))
    Denial.objects.bulk_create(Denial(**row) for row in rows)
    counts["denials"] += len(wanted)


def _service_fields(row: Row, groups: Groups, file: str, line: int) -> dict[str, Any]:
    if row["group"] not in groups:
        raise TaxonomyError(f"{file}, line {line}: unknown group {row['group']!r}")
    return {
        **row,
        "group": groups[row["group"]],
        **_converted(row, {"featured": bool, "position": int}, file, line),
        "in_taxonomy": True,
    }


def _converted(row: Row, columns: dict[str, type], file: str, line: int) -> dict[str, Any]:
    """Return {column: value} of the `columns` that hold whole numbers, or 1 for yes."""
    return {
        name: _number(row[name], file, line) if kind is int else row[name] == "1"
        for name, kind in columns.items()
    }


def _number(text: str, file: str, line: int) -> int:
    if not text.isdigit():
        raise TaxonomyError(f"{file}, line {line}: position {text!r} is not a number")
    return int(text)


def _save(
    instance: Instance | None,
    model: type[Instance],
    fields: dict[str, Any],
    counts: Counter[str],
) -> Instance:
    """Return `instance` with `fields`, or a new one; write only what differs."""
    if instance is None:
        counts["created"] += 1
        return model._default_manager.create(**fields)
    if any(getattr(instance, name) != value for name, value in fields.items()):
        for name, value in fields.items():
            setattr(instance, name, value)
        instance.save()
        counts["changed"] += 1
    return instance
