"""A connection that a thread waits for only so long."""

import errno
import socket
import time

# For what is still missing of a request that looked complete. Nothing ever is, unless a client
# says one length twice.
SECONDS_TO_RECEIVE = 5.0
# For a client to take a piece of an answer, and for all its pieces.
SECONDS_FOR_A_PIECE = 10.0
SECONDS_FOR_ALL = 300.0
# How much of an answer may be left to the loop, which no thread waits for: more than any page.
MOST_BYTES_LEFT = 512 * 1024


class Connection(socket.socket):
    """A socket whose calls in threads end in time, as if the client had left.

    `begin` starts an answer. Afterwards `unsent` holds what the client hasn't taken yet of a page,
    or of a file's end; `flush` sends what it takes now.
    """

    unsent = b""

    def begin(self) -> None:
        """Start the clock of a new request and its answer; the time to make it isn't counted."""
        self._until = time.monotonic() + SECONDS_TO_RECEIVE
        self._waited = 0.0

    def recv(self, size: int, flags: int = 0) -> bytes:
        """Return what is there; wait for it only where a thread has begun to read."""
        if self.gettimeout() != 0.0:
            self.settimeout(max(self._until - time.monotonic(), 0.001))
        try:
            return super().recv(size, flags)
        except TimeoutError as error:
            raise left() from error

    def sendall(self, data, flags: int = 0) -> None:
        """Take all of it, or raise BrokenPipeError when the client reads too slowly."""
        self.unsent += data
        self.flush()
        if len(self.unsent) > MOST_BYTES_LEFT:
            self._wait_until_sent()

    def flush(self) -> None:
        """Send as much as the client takes at once."""
        self.setblocking(False)
        try:
            self.unsent = self.unsent[super().send(self.unsent) :]
        except BlockingIOError:
            pass
        finally:
            self.setblocking(True)

    def _wait_until_sent(self) -> None:
        started = time.monotonic()
        self.settimeout(max(min(SECONDS_FOR_A_PIECE, SECONDS_FOR_ALL - self._waited), 0.001))
        try:
            super().sendall(self.unsent)
        except TimeoutError as error:
            raise left() from error
        finally:
            self.unsent = b""
            self._waited += time.monotonic() - started


def left() -> BrokenPipeError:
    """Return the error of a client that is gone, which gunicorn takes for everyday."""
    return BrokenPipeError(errno.EPIPE, "the client is too slow")
