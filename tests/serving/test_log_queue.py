"""A log that nobody reads holds up nobody."""

import fcntl
import logging
import os
from contextlib import suppress

import pytest

from serving import log_queue


@pytest.fixture
def pipe():
    """Yield both ends of a pipe that is full: who writes into it waits."""
    reading, writing = os.pipe()
    flags = fcntl.fcntl(writing, fcntl.F_GETFL)
    fcntl.fcntl(writing, fcntl.F_SETFL, flags | os.O_NONBLOCK)
    with suppress(BlockingIOError):
        while True:
            os.write(writing, b"." * 4096)
    fcntl.fcntl(writing, fcntl.F_SETFL, flags)
    yield reading, writing
    os.close(reading)


@pytest.fixture
def logger(pipe):
    logger = logging.Logger("tests.full")
    with open(pipe[1], "w", buffering=1) as stream:
        logger.addHandler(logging.StreamHandler(stream))
        yield logger


def read_until(reading, end):
    text = b""
    while end not in text:
        text += os.read(reading, 65536)
    return text.lstrip(b".").decode().splitlines()


def test_who_logs_does_not_wait_and_is_told_what_was_lost(pipe, logger, monkeypatch):
    monkeypatch.setattr(log_queue, "MOST_LINES", 5)
    listeners = log_queue.start([logger])
    try:
        for number in range(20):
            logger.info("line %d", number)  # without the queue this would never end
        log_queue.finish(listeners)
        read_until(pipe[0], b"line 4")
        log_queue.finish(listeners)
        logger.info("the last")
        lines = read_until(pipe[0], b"the last")
    finally:
        for listener in listeners:
            listener.stop()
    assert lines[-2].endswith("lines of the log were dropped: nothing took them.")
    assert 10 < int(lines[-2].split()[0]) < 20


def test_handlers_of_other_kinds_are_left_alone():
    logger = logging.Logger("tests.other")
    handler = logging.NullHandler()
    logger.addHandler(handler)
    assert log_queue.start([logger]) == []
    assert logger.handlers == [handler]
