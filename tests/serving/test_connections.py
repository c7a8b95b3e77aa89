"""A worker counts its connections: each once when it comes, and once when it goes."""

import os
import socket
from selectors import DefaultSelector

import pytest
from gunicorn.config import Config
from gunicorn.workers.gthread import TConn

from serving.reloading import seats
from serving.seats import FREE
from serving.sockets import Connection
from serving.worker import Worker


@pytest.fixture
def worker():
    """A worker that doesn't run: a test calls what its loop would."""
    worker = Worker(1, os.getpid(), [], None, 30, Config(), None)
    worker.poller = DefaultSelector()
    yield worker
    seats[worker.seat] = FREE
    for connection in [*worker.waiting, *worker.taking, *worker.parting]:
        connection.close()
    worker.poller.close()
    worker.tmp.close()


@pytest.fixture
def connect(worker):
    """Return a function that connects a client to the worker and returns both ends."""
    clients = []

    def connect(seconds):
        client, own = socket.socketpair()
        clients.append(client)
        connection = TConn(worker.cfg, Connection(fileno=own.detach()), "", "")
        worker.nr_conns += 1
        worker._wait_for(connection, seconds)
        return client, connection

    yield connect
    for client in clients:
        client.close()


def test_who_made_room_for_another_and_sent_something_in_the_same_round_goes_once(worker, connect):
    client, connection = connect(seconds=20)
    client.send(b"G")
    [(event, _mask)] = worker.poller.select(0)
    worker._drop_oldest(worker.waiting, at_least=1)
    event.data(event.fileobj)
    assert worker.nr_conns == 0


def test_who_made_room_for_another_and_was_too_late_in_the_same_round_goes_once(worker, connect):
    worker.worker_connections = 4  # one of them may part
    _client, first = connect(seconds=-1)
    worker._refuse(first, 408)
    first.timeout = 0
    _client, second = connect(seconds=-1)
    worker.waiting[second].add(b"G")
    worker.murder_keepalived()
    assert list(worker.parting) == [second]
    assert worker.nr_conns == 1
