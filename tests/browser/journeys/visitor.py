"""A person with a phone or a keyboard: does what a journey says, and counts taps and keys."""

import re
import sqlite3
from contextlib import closing

# Who has this number, and which of them offer all that was needed.
RIGHT = """
SELECT f.name FROM facilities_facility f JOIN facilities_phone p ON p.facility_id = f.id
WHERE p.e164 = ? AND f.status = 'open' AND (
    SELECT count(*) FROM facilities_service s
    WHERE f.offered LIKE '% ' || s.id || ' %' AND s.slug IN ({marks})
) = ?
"""


class Visitor:
    """Counts `taps` (of a finger, a mouse, Enter) and `keys` (typed letters, Tab) on a page."""

    def __init__(self, page, database):
        self.page, self.database = page, database
        self.taps = self.keys = 0

    def goes_to(self, path):
        """Arrive, as by a link or a bookmark: no tap."""
        self.page.goto(path)

    def taps_on(self, locator):
        locator.first.scroll_into_view_if_needed()
        locator.first.click()
        self.taps += 1

    def types(self, field, text):
        """Tap a field and type: a tap, and a key a letter."""
        self.taps_on(field)
        field.first.press_sequentially(text)
        self.keys += len(text)

    def presses(self, key):
        self.page.keyboard.press(key)
        self.keys += 1

    @property
    def first_call(self):
        """Return the first link of the page's content that calls a place."""
        return self.page.locator(".card a[href^='tel:'], .contact a[href^='tel:']").first

    def calls(self):
        """Tap the first number of a place, and return it as it is dialed."""
        number = self.first_call.get_attribute("href")
        self.taps += 1
        return re.sub(r"^tel:|;ext=.*$", "", number)

    def reaches(self, number, *services):
        """Return the names of those who have the number and offer all those services."""
        query = RIGHT.format(marks=", ".join("?" * len(services)) or "''")
        with closing(sqlite3.connect(self.database)) as connection:
            rows = connection.execute(query, (number, *services, len(services)))
            return [name for (name,) in rows]
