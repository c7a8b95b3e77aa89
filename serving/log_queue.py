"""Write a worker's log from a thread of its own, so that a log nobody reads holds up no visitor.

A pipe that is full, as of a journal that hangs, blocks whoever writes into it. Here that is
the thread that writes; requests put their lines into a queue, and drop them when it is full.
"""

import logging
import queue
import time
from logging.handlers import QueueHandler, QueueListener

MOST_LINES = 10_000
SECONDS_AT_THE_END = 1.0


class Dropping(QueueHandler):
    """Puts records into the queue as they are; counts those that don't fit in."""

    dropped = 0

    def prepare(self, record):
        return record  # for a thread of this process, which formats it as its handler does

    def enqueue(self, record):
        try:
            if self.dropped:
                self.queue.put_nowait(self.about_dropped())
                self.dropped = 0
            self.queue.put_nowait(record)
        except queue.Full:
            self.dropped += 1

    def about_dropped(self):
        words, number = "%d lines of the log were dropped: nothing took them.", self.dropped
        return logging.LogRecord(
            __name__, logging.WARNING, __file__, 0, words, (number,), exc_info=None
        )


def start(loggers=None):
    """Give each handler of some loggers (all) a thread of its own; return the listeners."""
    queues, listeners = {}, []
    for logger in loggers or [logging.root, *logging.root.manager.loggerDict.values()]:
        for handler in list(getattr(logger, "handlers", ())):
            if type(handler) is not logging.StreamHandler:
                continue
            if handler not in queues:
                queues[handler] = Dropping(queue.Queue(MOST_LINES))
                listeners.append(QueueListener(queues[handler].queue, handler))
                listeners[-1].start()
            logger.removeHandler(handler)
            logger.addHandler(queues[handler])
    return listeners


def finish(listeners):
    """Wait until the queues are empty, but not for long."""
    latest = time.monotonic() + SECONDS_AT_THE_END
    while any(not listener.queue.empty() for listener in listeners):
        if time.monotonic() > latest:
            return
        time.sleep(0.01)
