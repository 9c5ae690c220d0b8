"""A forward proxy on loopback that opens guarded connections: the only way out for a browser that reads foreign pages.

It understands `CONNECT host:port` and requests for a whole address (`GET http://host/...`), one for each connection.
What the guard refuses is answered with 403, and nothing is sent.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

from include.errors import AddressRefused
from include.network.guard import Guard
from include.network.upstream import Upstreams

MAX_HEAD_BYTES = 65_536
HEAD_SECONDS = 10.0
"""In which a request must begin. Browsers open connections ahead of need and leave some unused: these take no slot."""
CONNECTION_SECONDS = 90.0
CONNECT_SECONDS = 10.0
MAX_CONNECTIONS = 64
PART_BYTES = 65_536
MAX_RECEIVED_BYTES = 200_000_000
"""Bytes that all sites together may send through one proxy: twice what a crawl keeps, for programs and styles."""


class _Ways:
    """How connections go out, and what they have brought."""

    def __init__(self, guard: Guard, upstreams: Upstreams | None) -> None:
        self.guard, self.upstreams, self.received = guard, upstreams, 0


@contextmanager
def guarded_proxy(guard: Guard, upstreams: Upstreams | None = None) -> Iterator[str]:
    """Run a proxy while the block runs; gives its address, `http://127.0.0.1:<port>`.

    With `upstreams` its connections go through those proxies.
    """
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="guarded proxy", daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(_started(_Ways(guard, upstreams)), loop).result()
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        asyncio.run_coroutine_threadsafe(_ended(server), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _started(ways: _Ways) -> asyncio.Server:
    slots = asyncio.Semaphore(MAX_CONNECTIONS)

    async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            # a browser that hangs up, a site that does: both are the end of this connection and of nothing else
            with suppress(OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                async with asyncio.timeout(HEAD_SECONDS):
                    head = await reader.readuntil(b"\r\n\r\n")
                async with slots, asyncio.timeout(CONNECTION_SECONDS):
                    await _serve(ways, head, reader, writer)
                    writer.close()
                    await writer.wait_closed()
        finally:
            writer.transport.abort()

    return await asyncio.start_server(served, "127.0.0.1", 0, limit=MAX_HEAD_BYTES)


async def _ended(server: asyncio.Server) -> None:
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.sleep(0.01)  # the loop closes aborted connections in its next rounds


async def _serve(ways: _Ways, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        host, port, onward = _target(head)
        to_site, from_site = await _opened(ways, host, port)
    except (AddressRefused, ValueError) as error:
        await _answered(writer, "403 Forbidden", str(error))
        return
    except OSError as error:
        await _answered(writer, "502 Bad Gateway", str(error))
        return
    try:
        if onward:
            from_site.write(onward)
        else:
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await asyncio.gather(_copied(reader, from_site), _copied(to_site, writer, ways))
    finally:
        from_site.transport.abort()


def _target(head: bytes) -> tuple[str, int, bytes]:
    """Host, port and the head to pass on (empty for a tunnel). Raises: ValueError."""
    first, _, rest = head.partition(b"\r\n")
    method, address, version = first.decode("ascii").split(" ")
    if method == "CONNECT":
        tunnel = urlsplit(f"//{address}")
        return tunnel.hostname or "", tunnel.port or 443, b""
    parts = urlsplit(address)
    if parts.scheme != "http":
        raise ValueError(f"only whole http addresses are passed on, not {address[:80]!r}")
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    lines = [line for line in rest.split(b"\r\n") if not line.lower().startswith((b"proxy-", b"connection:"))]
    return parts.hostname or "", parts.port or 80, b"\r\n".join(
        [f"{method} {path} {version}".encode(), b"Connection: close", *lines]
    )  # fmt: skip


async def _opened(ways: _Ways, host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection to the first address that answers. Raises: AddressRefused, OSError."""
    loop = asyncio.get_running_loop()
    failure = OSError(f"{host} has no address")
    for one in await asyncio.to_thread(ways.guard.checked, host, port, CONNECT_SECONDS):
        if ways.upstreams:
            return await ways.upstreams.opened(ways.guard, one, CONNECT_SECONDS)
        made = socket.socket(one.family, socket.SOCK_STREAM)
        made.setblocking(False)
        try:
            await asyncio.wait_for(loop.sock_connect(made, one.socket_address), CONNECT_SECONDS)
            return await asyncio.open_connection(sock=made)
        except OSError as error:
            made.close()
            failure = error
    raise failure


async def _copied(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, ways: _Ways | None = None) -> None:
    """From one to the other; what is received is counted in `ways`."""
    while part := await reader.read(PART_BYTES):
        if ways:
            ways.received += len(part)
            if ways.received > MAX_RECEIVED_BYTES:
                raise ConnectionAbortedError("the sites have sent more than this proxy passes on")
        writer.write(part)
        await writer.drain()
    with suppress(OSError):
        writer.write_eof()


async def _answered(writer: asyncio.StreamWriter, status: str, reason: str) -> None:
    body = reason.encode("utf-8", "replace")
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
    writer.write(head.encode() + b"Connection: close\r\n\r\n" + body)
    await writer.drain()
