"""Reading the map's answers, for tests."""


def ask(client, query, status=200):
    """Return the map's answer to a query string."""
    response = client.get(f"/search/map/?{query}")
    assert response.status_code == status
    return response.json()


def within(answer, at):
    west, south, east, north = answer["box"]
    return south <= at[0] <= north and west <= at[1] <= east


def shown(answer):
    """Return how many facilities an answer shows in its box."""
    cards = sum(within(answer, card["at"]) for card in answer["cards"])
    clusters = sum(count for _lat, _lng, count, _box in answer["clusters"])
    cards += sum(card["more"][0] for card in answer["cards"] if "more" in card)
    return cards + clusters + sum(spot["count"] for spot in answer["spots"])
