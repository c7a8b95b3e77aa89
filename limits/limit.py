"""Limit how often visitors may send a form: slow down many, refuse only one who sends a lot.

A limit for all that refuses would turn an attack by a few into an outage for all. Above it a page
must have been open for longer before its form is taken: a person hardly notices, a program waits.
"""

from dataclasses import dataclass
from math import ceil, inf

from limits.addresses import address, wider_networks
from limits.counts import Counts
from limits.places import Place

# Seconds that a page must have been open: when many send, and when twice as many do.
WAIT, LONGER_WAIT = 60, 5 * 60
# Neighbors are slowed from this many times the limit of one address, and refused from the second:
# otherwise a single sender with 65,536 networks could send without end.
NEIGHBORS, NEIGHBORS_AT_MOST = 4, 16
# A provider's customers are slowed, never refused. They may send this part of the limit for all.
PROVIDER, PROVIDERS_PART = 16, 1 / 4


@dataclass(frozen=True)
class Step:
    """A place's name, and from which counts it is slowed, slowed more, and refused."""

    name: str
    slow: float
    slower: float
    refuse: float = inf

    def wait(self, count):
        """Return how many seconds a page must have been open at this count."""
        return LONGER_WAIT if count >= self.slower else WAIT if count >= self.slow else 0

    def place(self, age):
        """Return the Place for a page that has been open for `age` seconds."""
        slowed = self.slow if age < WAIT else self.slower if age < LONGER_WAIT else inf
        # Counting on would change nothing, and an attack would fill the memory.
        kept = self.refuse if self.refuse < inf else self.slower
        return Place(self.name, min(slowed, self.refuse), int(kept) + 1)


@dataclass(frozen=True)
class Verdict:
    """Whether a form is taken. `wait`: seconds until it would be; 0 if it is.

    `is_slowed`: not taken, only because its page wasn't open for long enough. `in_flood`: more came
    than usual, from everywhere or from the sender's network. `begins_flood`: this was the first
    above the limit for all.
    """

    is_taken: bool
    wait: int = 0
    is_slowed: bool = False
    in_flood: bool = False
    begins_flood: bool = False


class Limit:
    """`times` in `seconds` for one address; above `times_for_all` together all are slowed.

    `name` tells one limit's counts from another's.
    """

    def __init__(self, name, times, seconds, times_for_all):
        self.name, self.times, self.seconds = name, times, seconds
        self.times_for_all = times_for_all
        self.counts = Counts(seconds)

    def forget(self):
        """Start over, as a new process does."""
        self.counts.forget_all()

    def allows(self, request):
        """Return whether one more is within all limits, and count it if so: nobody is slowed."""
        return self.take(request).is_taken

    def take(self, request, age=0):
        """Return the Verdict on a form whose page has been open for `age` seconds.

        It is counted if it is taken.
        """
        steps = self._steps(request)
        is_taken, counts = self.counts.take([step.place(age) for step in steps])
        counted = list(zip(steps, counts, strict=True))
        needed = max(step.wait(count) for step, count in counted)
        if any(count >= step.refuse for step, count in counted):
            return Verdict(False, wait=self.seconds, in_flood=needed > 0)
        if not is_taken:
            return Verdict(False, wait=ceil(needed - age), is_slowed=True, in_flood=True)
        begins = counts[0] == self.times_for_all
        return Verdict(True, in_flood=needed > 0, begins_flood=begins)

    def _steps(self, request):
        """Return the Steps of everybody, of the address and of the networks around it."""
        steps = [self._step("all", self.times_for_all)]
        if where := address(request):
            neighbors, provider = wider_networks(where)
            most = self.times * NEIGHBORS_AT_MOST
            part = max(self.times * PROVIDER, int(self.times_for_all * PROVIDERS_PART))
            steps += [
                self._step(where, inf, self.times),
                self._step(neighbors, self.times * NEIGHBORS, most),
                self._step(provider, part),
            ]
        return steps

    def _step(self, name, slow, refuse=inf):
        return Step(f"{self.name} {name}", slow, 2 * slow, refuse)
