"""Random queries for tests of what holds for all of them."""

from search.geometry import Box
from search.query import MENTAL_HEALTH, REACHES, SERVES_ONLY, SearchQuery

BOXES = [None, None, None, Box(-72, 42, -70.9, 42.5), Box(-360, -90, 360, 90), Box(1, 1, 1.01, 2)]
NAMES = ["", "", "", "", "house", "center", "recovery", "place health"]


def query(random, places, services, groups):
    """Return a SearchQuery made of what the lists hold; `random` is a random.Random."""
    asked = random.sample(services, random.choice([0, 1, 1, 2, 2, 3, 4]))
    include = random.sample([SERVES_ONLY, MENTAL_HEALTH, *groups], random.choice([0, 0, 0, 1, 2]))
    return SearchQuery(
        place=random.choice(places),
        services=tuple(asked),
        names=random.choice(NAMES),
        reach=random.choice(REACHES[:5]),
        by_name=random.random() < 0.2,
        include=frozenset(include),
        box=random.choice(BOXES),
        takes_any=random.random() < 0.3,
    )
