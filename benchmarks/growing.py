"""Multiply the directory: copies of every facility, a few miles away.

A copy is a row of its own, with its own public id, and has its original's services,
numbers and listings. All is done inside the database, with the indexes made anew at the end.
"""

from itertools import islice, product
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Max

from benchmarks.searches import AGES, CITIES, PAYMENTS, SERVICES, cities, kinds, pairs
from facilities.models import ID_ALPHABET, Facility, Listing, Phone, Service
from places.resolve import resolve

CITY = "a city with three filters"
# Searches that find less are left out: there, the page also works out what else to ask,
# which it wouldn't where there are many times as many facilities.
FEWEST_FOUND, MILES = 6, 20
# A copy lies so far from its original at most, north or east.
DEGREES_AWAY = 0.05
# Primes, so that copies fall all over: each `STEPS` of a way from south to north, west to east.
SCATTER = {"latitude": (7919, 104729), "longitude": (15485863, 32452843)}
STEPS = 10007
# Nothing here has to survive a crash, and nobody reads meanwhile.
SQLITE_SETTINGS = (
    "PRAGMA journal_mode = DELETE",
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA cache_size = -500000",
)


def measure(factor, number):
    """Make the directory `factor` times as large; return {facilities, paths}.

    `paths` are those of `number` searches of each kind; none but for a factor of 1.
    """
    if factor > 1:
        grow(factor)
    paths = paths_of_kinds(number) if factor == 1 else {}
    return {"facilities": Facility.objects.count(), "paths": paths}


def paths_of_kinds(number):
    """Return {kind: [path]}."""
    made = kinds(number)
    return {
        CITY: list(islice(searches(), number)),
        "a state": made["state"],
        "the whole country": made["whole country"],
    }


def searches():
    """Yield paths of searches around a city with three filters, for other cities first."""
    listed = Facility.objects.listed()
    three = list(product(SERVICES, PAYMENTS, AGES))
    for place, slugs in pairs(cities(listed), three, CITIES * len(three)):
        if found_around(place, slugs, listed) >= FEWEST_FOUND:
            names = zip(("service", "payment", "age"), slugs, strict=True)
            yield f"/search/?{urlencode([('where', place), *names])}"


def found_around(name, slugs, listed):
    """Return about how many facilities near a city have all of those services."""
    place = resolve(name).place
    if place is None or place.kind != "city":
        return 0
    services = Service.objects.filter(slug__in=slugs)
    return listed.filter(**place.point.box(MILES)).offering(*services).count()


def grow(factor):
    """Add `factor` - 1 copies of everything."""
    models = (Facility, Phone, Listing)
    statements = [copying(model) for model in models]  # as long as there are no copies
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for setting in SQLITE_SETTINGS:
                cursor.execute(setting)
    with connection.schema_editor(atomic=False) as editor:
        indexes = [(model, index) for model in models for index in model._meta.indexes]
        for model, index in indexes:
            editor.remove_index(model, index)
        with connection.cursor() as cursor:
            for statement in statements:
                for number in range(1, factor):
                    cursor.execute(statement.format(number=number, suffix=suffix(number)))
        for model, index in indexes:
            editor.add_index(model, index)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def copying(model):
    """Return the statement that copies a table's first rows, to be given number and suffix."""
    last = model.objects.aggregate(last=Max("pk"))["last"]
    fields = model._meta.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(value_of(field) for field in fields)
    table = model._meta.db_table
    return f'INSERT INTO "{table}" ({columns}) SELECT {values} FROM "{table}" WHERE id <= {last}'


def value_of(field):
    """Return what a copy has in that column."""
    column = f'"{field.column}"'
    if field.primary_key or field.column in ("facility_id", "merged_into_id"):
        owner = field.model if field.primary_key else Facility
        return f"{column} + {{number}} * {owner.objects.aggregate(last=Max('pk'))['last']}"
    if field.column == "line":
        return f"{column} + {{number}} * {Listing.objects.aggregate(last=Max('line'))['last']}"
    if field.column == "public_id":
        return f"{column} || '{{suffix}}'"
    if field.column in SCATTER:
        row_factor, copy_factor = SCATTER[field.column]
        part = f"((id * {row_factor} + {{number}} * {copy_factor}) % {STEPS}) / {STEPS}.0"
        return f"{column} + ({part} - 0.5) * {2 * DEGREES_AWAY}"
    return column


def suffix(number):
    """Return what a copy's public id ends in: two letters, different for each number."""
    first, second = divmod(number, len(ID_ALPHABET))
    return ID_ALPHABET[first] + ID_ALPHABET[second]
