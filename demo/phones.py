"""Phone numbers of the demonstration, which nobody answers."""

from itertools import cycle

from demo.states import area_codes


class Phones:
    """Numbers set aside for invented use, a hundred in each area code, in random order."""

    def __init__(self, random):
        self.random = random
        self.lines = {
            area: cycle(random.sample(range(100, 200), 100))
            for areas in area_codes().values()
            for area in areas
        }

    def number(self, place):
        area = self.random.choice(place.area_codes)
        return f"{area}-555-{next(self.lines[area]):04}"
