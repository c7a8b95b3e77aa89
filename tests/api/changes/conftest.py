"""A reader of the changes, as a program out there would be written."""

import pytest

from facilities.models import Change

ALL = "/api/v1/facilities/?include=serves-only&include=mental-health&page_size=100"
CHANGES = "/api/v1/changes/"


class Reader:
    """What somebody has who asked for changes, and for nothing else: {id: facility}."""

    def __init__(self, client):
        self.client, self.cursor, self.facilities, self.changes = client, "0", {}, []

    def ask(self, size=100):
        """Apply one answer; return whether there is more."""
        answer = self.client.get(CHANGES, {"since": self.cursor, "page_size": size}).json()
        for change in answer["changes"]:
            if change["change"] == Change.Kind.REMOVED:
                self.facilities.pop(change["id"], None)
            else:
                self.facilities[change["id"]] = change["facility"]
        self.changes += answer["changes"]
        self.cursor = answer["cursor"]
        return answer["next"] is not None

    def catch_up(self, size=100):
        """Apply all there are, and return them."""
        self.changes = []
        while self.ask(size):
            pass
        return self.changes

    def published(self):
        """Return what the list of all facilities says: {id: facility}."""
        address, facilities = ALL, {}
        while address:
            answer = self.client.get(address).json()
            facilities |= {facility["id"]: facility for facility in answer["results"]}
            address = answer["next"]
        return facilities


@pytest.fixture
def reader(client, db):
    return Reader(client)
