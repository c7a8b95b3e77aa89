"""Random questions for tests of what holds for all of them."""

from search.results import REACHES, SERVES_ONLY, Question

NAMES = ["", "", "", "", "house", "center", "recovery", "place health"]


def question(random, places, services, groups):
    """Return a Question made of what the lists hold; `random` is a random.Random."""
    asked = random.sample(services, random.choice([0, 1, 1, 2, 2, 3, 4]))
    include = random.sample([SERVES_ONLY, *groups], random.choice([0, 0, 0, 1, 2]))
    return Question(
        place=random.choice(places),
        services=tuple(asked),
        names=random.choice(NAMES),
        reach=random.choice(REACHES[:5]),
        by_name=random.random() < 0.2,
        include=frozenset(include),
    )
