"""How many connections each worker has, in memory that all of them share.

Workers take connections from one queue, and whoever wakes first gets the next: kept connections,
as those of a proxy, often end up with one worker while another has nothing to do. With a queue for
each worker (SO_REUSEPORT) chance decides as well, and what waits in the queue of a worker that ends
is lost. So a worker that has more than another holds back for a moment.
"""

import mmap
import os
from tempfile import TemporaryFile

# More workers than any machine's, those of two generations at a reload included.
MOST = 256
BYTES = 4
FREE, STARTING, LEAVING = -2, -1, -3


class Seats:
    """A count for each worker: STARTING while it doesn't serve yet, LEAVING when it has stopped.

    FREE where there is none. Only the master says so, once a worker's process has ended: if the
    worker did, the master could give its seat to another and free it again under that one.
    """

    def __init__(self, descriptor: int | None = None) -> None:
        """Make the counts, or take those of an open file: of the program that a reload replaced."""
        self.descriptor = _new_file() if descriptor is None else descriptor
        self._counts = memoryview(mmap.mmap(self.descriptor, MOST * BYTES)).cast("i")
        if descriptor is None:
            for seat in range(MOST):
                self._counts[seat] = FREE

    def __getitem__(self, seat: int) -> int:
        return self._counts[seat]

    def __setitem__(self, seat: int, count: int) -> None:
        self._counts[seat] = count

    def take(self) -> int:
        """Return a free seat, from now on that of a worker that starts: for the master alone."""
        seat = self._counts.tolist().index(FREE)
        self._counts[seat] = STARTING
        return seat

    def is_someone_starting(self, beside: int) -> bool:
        """Tell whether another worker is on its way, as after a reload."""
        counts = self._counts.tolist()
        return STARTING in counts[:beside] + counts[beside + 1 :]

    def ahead(self, seat: int) -> int:
        """Return how many more connections a worker has than the one with the fewest."""
        serving = [count for count in self._counts.tolist() if count >= 0]
        return self._counts[seat] - min(serving, default=self._counts[seat])


def _new_file() -> int:
    """Return the descriptor of a file without a name: who inherits it shares it, nobody else."""
    try:
        descriptor = os.memfd_create("seats")
    except (AttributeError, OSError):  # another system, or where that isn't allowed
        with TemporaryFile() as file:
            descriptor = os.dup(file.fileno())
    os.truncate(descriptor, MOST * BYTES)
    return descriptor
