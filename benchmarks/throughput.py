"""Searches per second, beside the same page without a search."""

from statistics import median
from urllib.parse import urlencode

from benchmarks.load import answered, connected
from benchmarks.processes import Failed, say
from benchmarks.server import get, megabytes_of, processor_seconds, serving, workers_of

WARM_UP_SECONDS = 2
# Large cities, so that every page is full.
SEARCHES = [
    urlencode({"where": city, "service": "outpatient", "payment": "medicaid"})
    for city in (
        *("Denver, CO", "Boston, MA", "Chicago, IL", "Los Angeles, CA"),
        *("Phoenix, AZ", "Philadelphia, PA", "Miami, FL", "Seattle, WA"),
    )
]


def measure(url, rounds, seconds, log):
    """Return requests a second for both pages, and the ratio: medians over the rounds."""
    paths = {
        "search": [f"/search/?{query}" for query in SEARCHES],
        "static": [f"/static-page/?{query}" for query in SEARCHES],
    }
    with serving(url, log) as (port, master):
        pages = [same_page(port, *pair) for pair in zip(*paths.values(), strict=True)]
        with connected(port) as connections:
            answered(connections, sum(paths.values(), []), WARM_UP_SECONDS)
        workers = workers_of(master)
        rates = []
        for number in range(rounds):
            say(f"load, round {number + 1} of {rounds}")
            order = list(paths) if number % 2 else list(reversed(paths))
            rates.append(one_round(port, workers, paths, order, seconds))
        memory = max(map(megabytes_of, workers), default=None)
    return summed_up(rates) | {
        "cards": median(page.count('<li class="card"') for page in pages),
        "kilobytes": median(len(page.encode()) / 1000 for page in pages),
        "worker_megabytes": memory,
    }


def same_page(port, search, static):
    """Return the page; raise Failed if the two differ in more than their own address."""
    page = get(port, search)
    if page != get(port, static).replace("/static-page/", "/search/"):
        raise Failed(f"{static} isn't the page of {search}")
    return page


def one_round(port, workers, paths, order, seconds):
    """Return {page: (requests a second, the workers' processor seconds a request)}.

    Over the same connections, for how these fall to the workers is a matter of chance.
    """
    rates = {}
    with connected(port) as connections:
        for name in order:
            before = processor_seconds(workers)
            count, took = answered(connections, paths[name], seconds)
            rates[name] = count / took, (processor_seconds(workers) - before) / count
    return rates


def summed_up(rates):
    """Return medians of all rounds; no processor times where there are none."""
    ratios = sorted(round_rates["search"][0] / round_rates["static"][0] for round_rates in rates)
    return {
        **{name: median(round_rates[name][0] for round_rates in rates) for name in rates[0]},
        **{
            f"{name}_cpu": median(round_rates[name][1] for round_rates in rates) * 1000
            for name in rates[0]
        },
        "ratio": median(ratios),
        "ratios": ratios,
    }
