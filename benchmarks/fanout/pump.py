"""`pump.c` from Python: the clients' counters, by file descriptor."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

from benchmarks.fanout.wire import MARK

_DESCRIPTORS, _MESSAGES, _ARRIVALS = 65_536, 1 << 22, 1 << 22


class Lost(Exception):
    """The server closed a connection that should have stood, or did not send everybody everything."""


class _Arrival(ctypes.Structure):
    _fields_ = (("was", ctypes.c_int32), ("now", ctypes.c_int32), ("at", ctypes.c_int64))


class _State(ctypes.Structure):
    """`struct crowd` of pump.c."""

    _fields_ = (
        ("epoll", ctypes.c_int32),
        ("most", ctypes.c_int32),
        ("mark", ctypes.c_char * 4),
        ("size", ctypes.POINTER(ctypes.c_int64)),
        ("got", ctypes.POINTER(ctypes.c_int32)),
        ("record", ctypes.POINTER(ctypes.c_int32)),
        ("tail", ctypes.c_void_p),
        ("at", ctypes.POINTER(ctypes.c_int32)),
        ("arrivals", ctypes.POINTER(_Arrival)),
        ("arrived", ctypes.c_int64),
        ("room", ctypes.c_int64),
    )


class Pump:
    """Takes what comes to the descriptors of one epoll. `library` is pump.c, compiled.

    By descriptor: `size` and `got`, bytes and messages so far; `record`, a file that takes all bytes, or -1. And `at`:
    how many clients have exactly so many messages.
    """

    def __init__(self, library: str, epoll: int) -> None:
        self.size = (ctypes.c_int64 * _DESCRIPTORS)()
        self.got = (ctypes.c_int32 * _DESCRIPTORS)()
        self.record = (ctypes.c_int32 * _DESCRIPTORS)(*[-1] * _DESCRIPTORS)
        self.at = (ctypes.c_int32 * _MESSAGES)()
        self._tail = ctypes.create_string_buffer(2 * _DESCRIPTORS)
        self._arrivals = (_Arrival * _ARRIVALS)()
        self._pump = ctypes.CDLL(library).pump
        self._pump.restype = ctypes.c_int64
        self._state = _State(
            epoll, _MESSAGES, MARK, self.size, self.got, self.record, ctypes.addressof(self._tail), self.at,
            None, 0, _ARRIVALS,
        )  # fmt: skip

    def __call__(self, seconds: float, gather: int = 0) -> int:
        """Take what has come, or comes within the time; how many messages that was. Raises Lost.

        With `gather`, that many microseconds are spent waiting for more where little has come.
        """
        found = int(self._pump(ctypes.byref(self._state), max(int(seconds * 1000), 0), gather))
        if found < 0:
            raise Lost("a connection is gone" if found == -1 else "no room for more")
        return found

    def note_arrivals(self) -> None:
        """From now on, keep when each message came to each client."""
        self._state.arrivals, self._state.arrived = self._arrivals, 0

    def arrivals(self) -> Iterator[tuple[int, int]]:
        """The messages that came since then, by index, and when; no more are kept."""
        self._state.arrivals = None
        for arrival in self._arrivals[: self._state.arrived]:
            for index in range(arrival.was, arrival.now):
                yield index, arrival.at
