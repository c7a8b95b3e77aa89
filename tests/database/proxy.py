"""Between the finder and its database: a connection that can be cut, or go silent."""

import socket
from contextlib import suppress
from threading import Event, Lock, Thread


class Proxy:
    """Passes on what goes to a database server, on a port of its own, until it is told not to."""

    def __init__(self, host, port):
        self.host, self.port_behind = host, port
        self.is_cut, self.passes = False, Event()
        self.passes.set()
        self.sockets, self.guard = [], Lock()
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        Thread(target=self._accept, daemon=True).start()

    def cut(self):
        """Close all connections, and each new one at once: as a server that has stopped."""
        self.is_cut = True
        self.close()

    def silence(self):
        """Keep all connections and pass nothing on: as a server that is frozen."""
        self.passes.clear()

    def restore(self):
        self.is_cut = False
        self.passes.set()

    def close(self):
        with self.guard:
            for own in self.sockets:
                with suppress(OSError):
                    own.shutdown(socket.SHUT_RDWR)
            self.sockets.clear()

    def stop(self):
        """End all of it."""
        self.restore()
        self.is_cut = True
        self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()
        self.close()

    def _accept(self):
        while True:
            try:
                client, _address = self.listening.accept()
            except OSError:
                return
            if self.is_cut:
                client.close()
                continue
            server = self._connect()
            with self.guard:
                self.sockets += [client, server]
            for source, target in ((client, server), (server, client)):
                Thread(target=self._pass_on, args=[source, target], daemon=True).start()

    def _connect(self):
        if not self.host.startswith("/"):
            return socket.create_connection((self.host, self.port_behind))
        server = socket.socket(socket.AF_UNIX)
        server.connect(f"{self.host}/.s.PGSQL.{self.port_behind}")
        return server

    def _pass_on(self, source, target):
        with suppress(OSError):
            while sent := source.recv(65536):
                self.passes.wait()
                target.sendall(sent)
        for own in (source, target):
            with suppress(OSError):
                own.shutdown(socket.SHUT_RDWR)
        source.close()  # the other thread closes its own
