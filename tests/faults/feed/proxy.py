"""A wire that may fall silent."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress


class Proxy:
    """Forwards TCP to a port until a test silences it: connections stay open, nothing comes through."""

    def __init__(self, port: int) -> None:
        self.target = port
        self.silent = threading.Event()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._server.getsockname()[1])
        self._sockets: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                here, _ = self._server.accept()
                if self.silent.is_set():
                    self._sockets.append(here)
                    continue
                there = socket.create_connection(("127.0.0.1", self.target))
                self._sockets += [here, there]
                for source, sink in ((here, there), (there, here)):
                    threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        silent_once = False
        with suppress(OSError):
            while data := source.recv(65536):
                silent_once = silent_once or self.silent.is_set()
                if not silent_once:  # what was cut once stays cut
                    sink.sendall(data)
            if not silent_once:
                sink.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        for each in (self._server, *self._sockets):
            each.close()
