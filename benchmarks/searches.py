"""The requests to measure: different ones of every kind, the same on every run."""

from itertools import product
from math import ceil
from urllib.parse import quote_plus

from django.db.models import Count

from benchmarks.throughput import SEARCHES
from facilities.models import Facility

SERVICES = ("detox", "inpatient", "outpatient", "iop", "mat", "co-occurring")
PAYMENTS = ("medicaid", "medicare", "private-insurance", "self-pay", "sliding-fee", "free-care")
AGES = ("teens", "young-adults", "adults", "older-adults")
WORDS = ("methodone clinic", "detox medicaid", "suboxone no insurance", "recovery center", "rehab")
CITIES = 50


def kinds(number):
    """Return {kind: [path]}: `number` paths of each, different wherever there are so many."""
    listed = Facility.objects.listed()
    three = [
        f"&service={service}&payment={payment}&age={age}"
        for service, payment, age in product(SERVICES, PAYMENTS, AGES)
    ]
    any_two = filters(SERVICES, PAYMENTS)
    where = {
        "city, three filters": (cities(listed), three),
        "state": (column(listed, "state"), any_two),
        "ZIP code": (spread(column(listed.exclude(zip=""), "zip"), CITIES), any_two),
        "whole country": ([""], filters(SERVICES, PAYMENTS, AGES)),
        "words": (cities(listed), [f"&q={quote_plus(words)}" for words in WORDS]),
    }
    paths = {
        kind: [f"/search/?where={quote_plus(place)}{rest}" for place, rest in pairs(*made, number)]
        for kind, made in where.items()
    }
    paths["facility"] = [facility.get_absolute_url() for facility in spread(list(listed), number)]
    paths["home"] = ["/"] * number
    around = pairs(cities(listed), three, number)
    paths["API, city, three filters"] = [
        f"/api/v1/facilities/?where={quote_plus(place)}{rest}" for place, rest in around
    ]
    busy = (SEARCHES * ceil(number / len(SEARCHES)))[:number]
    paths["full page"] = [f"/search/?{query}" for query in busy]
    paths["the same, static"] = [f"/static-page/?{query}" for query in busy]
    return paths


def filters(services, payments, ages=()):
    """Return query strings with one or none of each."""
    names = {"service": services, "payment": payments, "age": ages}
    choices = [["", *(f"&{name}={slug}" for slug in slugs)] for name, slugs in names.items()]
    return ["".join(chosen) for chosen in product(*choices)]


def cities(listed):
    """Return names of CITIES cities, from the one with most facilities to one with one."""
    counted = listed.values_list("city", "state").annotate(size=Count("pk"))
    ranked = [
        f"{city}, {state}" for city, state, _size in counted.order_by("-size", "city", "state")
    ]
    # Each a certain share further down the list than the one before, as cities' sizes are.
    ranks = {round(len(ranked) ** (step / 999)) - 1 for step in range(1000)}
    return [ranked[rank] for rank in spread(sorted(ranks), CITIES)]


def column(listed, name):
    return list(listed.order_by(name).values_list(name, flat=True).distinct())


def spread(everything, number):
    """Return `number` of them at equal distances, or all when there are fewer."""
    step = max(1, len(everything) / number)
    return [everything[int(index * step)] for index in range(min(number, len(everything)))]


def pairs(places, queries, number):
    """Return `number` different pairs, as evenly of all places and all queries as can be."""
    each = ceil(number / len(places))
    chosen = [
        (place, queries[(row * each + turn) % len(queries)])
        for turn in range(each)
        for row, place in enumerate(places)
    ]
    return chosen[:number]
