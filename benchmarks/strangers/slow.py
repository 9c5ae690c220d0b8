"""`python -m benchmarks.strangers.slow KIND PORT COUNT EPOCH HEAD`: clients that keep the service waiting until killed.

Writes a line when all have come. Who is given up comes again ten seconds later.
"""

from __future__ import annotations

import asyncio
import resource
import socket
import sys

NOBODY = "undisturbed"
KINDS = {
    "no bytes": b"",
    "half a header": b"GET /api/events/discovered HTTP/1.1\r\nHost: x\r\nX-Slow: ",
    "half a body": b"POST /signin HTTP/1.1\r\nHost: x\r\nContent-Length: 400\r\n\r\ntoken=",
    "never reading": b"GET /api/events/discovered?limit=100 HTTP/1.1\r\nHost: x\r\n\r\n",
    "resuming": b"GET /api/events/live?rooms=events:all&last_event_id={epoch}.{position} HTTP/1.1\r\nHost: x\r\n\r\n",
}
READS = frozenset({"resuming"})
"""Who resumes reads what was missed, as fast as it comes."""
ADDRESSES = 250
AGAIN_SECONDS = 10.0
RECEIVE_BYTES = 4_096


async def _client(number: int, kind: str, port: int, first: bytes, come: asyncio.Semaphore) -> None:
    loop = asyncio.get_running_loop()
    while True:
        with socket.socket() as one:
            one.setblocking(False)
            if kind not in READS:
                one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BYTES)
            one.bind((f"127.0.1.{1 + number % ADDRESSES}", 0))
            try:
                await loop.sock_connect(one, ("127.0.0.1", port))
                await loop.sock_sendall(one, first)
                come.release()
                await (_read(one) if kind in READS else _wait_for_the_end(one, kind))
            except OSError:
                pass
        await asyncio.sleep(AGAIN_SECONDS)


async def _read(one: socket.socket) -> None:
    while await asyncio.get_running_loop().sock_recv(one, 65_536):
        pass


async def _wait_for_the_end(one: socket.socket, kind: str) -> None:
    """Until the service has closed; who never reads cannot see that, and looks at the connection's state."""
    if kind != "never reading":
        await asyncio.get_running_loop().sock_recv(one, 1)
        return
    established = True
    while established:
        await asyncio.sleep(0.5)
        established = one.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] == 1


async def main(kind: str, port: int, count: int, epoch: str, head: int) -> None:
    """Come, and stay."""
    come = asyncio.Semaphore(0)
    everyone = [
        asyncio.create_task(_client(number, kind, port, KINDS[kind].replace(b"{epoch}", epoch.encode()).replace(
            b"{position}", str(number * head // count).encode()), come))
        for number in range(count)
    ]  # fmt: skip
    for _ in range(count):
        await come.acquire()
    print("all have come", flush=True)
    await asyncio.gather(*everyone)


if __name__ == "__main__":
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], int(sys.argv[5])))
