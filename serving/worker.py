"""Gunicorn's worker with threads, where a client gets a thread when its request is there.

In gunicorn's own, a thread reads a request and waits for it: as many clients as there are threads,
each with half a request, and nobody else is answered. Here the loop that waits for connections
reads, which costs a slow client a few bytes of memory. Threads get what is complete, and wait for
nobody who doesn't read the answer. docs/decisions/0040-server.md says what else was looked at.
"""

import errno
import time
from collections.abc import Callable
from functools import partial
from selectors import EVENT_READ, EVENT_WRITE
from threading import Thread

from gunicorn.workers.gthread import TConn, ThreadWorker

from serving import answers, memory
from serving.arriving import Arriving, Refused
from serving.reloading import seats
from serving.seats import LEAVING
from serving.sockets import Connection

# For a whole request to arrive, from its first byte or the connection's start.
SECONDS_TO_ARRIVE = 20.0
# For a client to take the rest of a page that it doesn't take at once.
SECONDS_TO_TAKE = 60.0
# For a client to close after it was answered: closing first could cost it the answer's end.
SECONDS_TO_PART = 2.0
# How long a worker lets another go first, for each connection that it has more, and at most.
SECONDS_TO_HOLD_BACK, MOST_SECONDS_TO_HOLD_BACK = 0.005, 0.02
# For a worker to read what it serves from, on a machine that has more to do than it can; at a
# reload the old workers serve that long.
SECONDS_TO_START = 600
# How many clients may take their time with the rest of a page: half a megabyte each, at most.
MOST_TAKING = 128
# As much as is read at once: a browser's whole request, mostly.
PIECE = 16 * 1024
NO_CONNECTION = (errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNABORTED)
NO_ROOM = (errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOBUFS)


class Worker(ThreadWorker):
    """A worker whose threads only see whole requests.

    Gunicorn's loop calls what this overrides: `accept`, `finish_request`, `handle`, and once a
    round `murder_keepalived`.
    """

    # What an error page says, as (headers, body) by status and path: gunicorn.conf.py sets it.
    error_page: Callable[[int, str], answers.Page] = staticmethod(answers.plain_page)
    # Told once a second how the worker does, if somebody wants to know.
    report: Callable[["Worker"], None] | None = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Connections in the loop's hands, the oldest first: those whose next request is on its
        # way, with what arrived of it; those that take the rest of an answer, and whether they
        # are kept then; those that were answered and are to close.
        self.waiting: dict[TConn, Arriving] = {}
        self.taking: dict[TConn, bool] = {}
        self.parting: dict[TConn, None] = {}
        self.seat: int = seats.take()  # in the master, just before the fork
        self.goes_by: float | None = None
        self.reported_at = self.tidied_at = 0.0

    def init_process(self):
        """Start, and say meanwhile that it goes on: the master ends who is silent for `timeout`."""
        Thread(target=self._notify_until_started, name="starting", daemon=True).start()
        super().init_process()

    def _notify_until_started(self):
        for _second in range(SECONDS_TO_START):
            if self.booted or not self.alive:
                return
            self.notify()
            time.sleep(1)

    def run(self):
        """Serve until told to stop."""
        try:
            self._count()
            super().run()
        finally:
            seats[self.seat] = LEAVING

    # --- Arriving: the loop ----------------------------------------------------------------

    def accept(self, listener):
        """Take a connection from the queue, unless a worker with fewer takes it first."""
        if ahead := seats.ahead(self.seat):
            time.sleep(min(ahead * SECONDS_TO_HOLD_BACK, MOST_SECONDS_TO_HOLD_BACK))
        try:
            accepted, address = listener.accept()
        except OSError as error:
            if error.errno in NO_ROOM:
                self._drop_oldest(self.waiting, at_least=1)
            elif error.errno not in NO_CONNECTION:
                raise
            return
        # Real requests are whole within moments, so who has been here longest goes.
        self._drop_oldest(self.waiting, at_least=self.worker_connections // 2)
        client = Connection(fileno=accepted.detach())
        connection = TConn(self.cfg, client, address, listener.getsockname())
        self.nr_conns += 1
        self._wait_for(connection, SECONDS_TO_ARRIVE)
        self._count()

    def _wait_for(self, connection, seconds, received=b""):
        """Leave a connection to the loop until a request is there, or that much time is over."""
        self.waiting[connection] = Arriving()
        self._watch(connection, EVENT_READ, self._read, seconds)
        if received:
            self._take_in(connection, received)

    def _watch(self, connection, event, callback, seconds):
        connection.sock.setblocking(False)
        connection.timeout = time.monotonic() + seconds
        self.poller.register(connection.sock, event, partial(callback, connection))

    def _read(self, connection, client):
        received = read(client)
        if received:
            self._take_in(connection, received)
        elif received is not None:
            self._drop(connection)

    def _take_in(self, connection, received):
        arriving = self.waiting[connection]
        if connection.parser and not arriving.bytes:
            # A kept connection's next request has begun.
            connection.timeout = time.monotonic() + SECONDS_TO_ARRIVE
        try:
            arriving.add(received)
        except Refused as refused:
            self._refuse(connection, refused.status)
            return
        if arriving.is_complete:
            connection.arrived = arriving.take()
            self._forget(connection)
            self.enqueue_req(connection)

    def _refuse(self, connection, status):
        """Answer from the loop: what fits the connection's buffer, as an error page does."""
        page = self.error_page(status, self.waiting[connection].path)
        self._forget(connection)
        answers.send(connection.sock, status, *page)
        self._part(connection)

    # --- Answering: the threads ------------------------------------------------------------

    def handle(self, conn):
        """Answer a whole request, in a thread; return whether the connection is kept."""
        conn.sock.begin()
        conn.init()
        conn.data_ready = True
        conn.parser.unreader.unread(conn.arrived)
        conn.arrived = b""
        return super().handle(conn)

    @property
    def max_keepalived(self):
        """How many connections may be kept beside those that gunicorn keeps, which are none.

        0 ends the one at hand after its answer: its client's next one falls to a worker that has
        fewer, as one does that was started anew.
        """
        return 0 if seats.ahead(self.seat) > 1 else 1

    @max_keepalived.setter
    def max_keepalived(self, number):
        """Gunicorn sets it; connections in our loop's hands are bounded by `accept`."""

    def handle_error(self, req, client, addr, exc):
        """Answer what can't be served with a page that has the numbers to call."""
        status = answers.status_of(exc)
        super().handle_error(req, answers.Nowhere(), addr, exc)
        answers.send(client, status, *self.error_page(status, getattr(req, "path", None) or ""))

    # --- Afterwards: the loop ---------------------------------------------------------------

    def finish_request(self, conn, fs):
        """Take a connection back from its thread."""
        is_kept = not fs.cancelled() and fs.exception() is None and bool(fs.result())
        try:
            if conn.sock.unsent:
                self._drop_oldest(self.taking, at_least=MOST_TAKING)
                self.taking[conn] = is_kept
                self._watch(conn, EVENT_WRITE, self._send_rest, SECONDS_TO_TAKE)
            else:
                self._go_on(conn, is_kept)
        except (OSError, ValueError):  # closed, by the client or by what failed
            self._drop(conn)

    def _send_rest(self, connection, client):
        try:
            client.flush()
        except OSError:
            self._drop(connection)
            return
        if not client.unsent:
            is_kept = self.taking[connection]
            self._forget(connection)
            self._go_on(connection, is_kept)

    def _go_on(self, connection, is_kept):
        if is_kept:
            seconds = self.cfg.keepalive if self.alive else SECONDS_TO_PART
            self._wait_for(connection, seconds, connection.parser.unreader.take_buffered())
        else:
            self._part(connection)

    def _part(self, connection):
        """Say that this was all, and close when the client has, or after a while."""
        self._drop_oldest(self.parting, at_least=self.worker_connections // 4)
        try:
            connection.sock.shutdown(1)
            self._watch(connection, EVENT_READ, self._see_off, SECONDS_TO_PART)
        except (OSError, ValueError):
            self._drop(connection)
            return
        self.parting[connection] = None
        self._count()

    def _see_off(self, connection, client):
        if read(client) == b"":
            self._drop(connection)

    # --- Leaving ---------------------------------------------------------------------------

    def _forget(self, connection):
        """Take a connection out of the loop's hands."""
        for connections in (self.waiting, self.taking, self.parting):
            if connection in connections:
                del connections[connection]
                self.poller.unregister(connection.sock)

    def _drop(self, connection):
        if getattr(connection, "is_gone", False):
            return  # it made room for another, and its own turn in this round came after that
        connection.is_gone = True
        self._forget(connection)
        self.nr_conns -= 1
        connection.close()
        self._count()

    def _drop_oldest(self, connections, at_least):
        """Make room for one more where there are `at_least` so many."""
        if len(connections) >= at_least and connections:
            self._drop(next(iter(connections)))

    def _count(self):
        seats[self.seat] = self.nr_conns - len(self.parting)

    def murder_keepalived(self, force=False):
        """End what took too long; gunicorn calls it once a round, and at the end by force."""
        self._go_when_replaced()
        now = time.monotonic()
        if self.report and now > self.reported_at + 1:
            self.reported_at = now
            self.report(self)
        if now > self.tidied_at + memory.SECONDS_BETWEEN:
            self.tidied_at = now
            memory.give_back()
        for connection in [*self.waiting, *self.taking, *self.parting]:
            if connection.timeout > now and not force:
                continue
            arriving = self.waiting.get(connection)
            if arriving and arriving.bytes:
                self._refuse(connection, 408)
            else:
                self._drop(connection)

    # --- The end ----------------------------------------------------------------------------

    def handle_exit(self, sig, frame):
        """Stop; at a reload only once the workers that come after this one have started."""
        if not seats.is_someone_starting(beside=self.seat):
            super().handle_exit(sig, frame)
        elif self.goes_by is None:
            self.goes_by = time.monotonic() + SECONDS_TO_START

    def _go_when_replaced(self):
        if self.goes_by is not None and (
            time.monotonic() > self.goes_by or not seats.is_someone_starting(beside=self.seat)
        ):
            self.alive = False

    def _cap_keepalive(self, deadline):
        """Keep idle connections only for a request that may be on its way already."""
        for connection, arriving in self.waiting.items():
            if not arriving.bytes:
                connection.timeout = min(connection.timeout, deadline)


def read(client):
    """Return what a client sent, b"" if it left, or None if it didn't send anything yet."""
    try:
        return client.recv(PIECE)
    except BlockingIOError:
        return None
    except OSError:
        return b""
