"""The fan-out benchmark's counting: what it reports rests on it."""

import asyncio
import contextlib
import shutil

import pytest

from benchmarks.fanout.install import Tools, build_pump
from benchmarks.fanout.rounds import load, ratio, turns
from benchmarks.fanout.wire import MARK, PROTOCOLS, message, numbers
from realtime.live.ws_encoding import framed

UPGRADED = b"HTTP/1.1 101 Switching Protocols\r\n\r\n"


def test_a_message_is_as_long_as_asked_and_carries_one_mark():
    sent = message(7, 123, 200)

    assert (len(sent), sent.count(MARK)) == (200, 1)


def test_messages_are_read_back_from_what_each_protocol_wraps_them_in():
    first, second = message(1, 0, 200), message(2, 0, 90_000)
    line_bytes = b"MSG live 1 200\r\n%b\r\n" % first
    event = b"id: e.1\nevent: event:new\ndata: %b\n\n" % first

    assert numbers(PROTOCOLS["ws"], UPGRADED + framed(first) + framed(second)) == [1, 2]
    assert numbers(PROTOCOLS["ws"], UPGRADED + framed(first) + framed(second)[:-1]) == [1]
    assert numbers(PROTOCOLS["nats"], UPGRADED + framed(line_bytes[:50]) + framed(line_bytes[50:])) == [1]
    assert numbers(PROTOCOLS["jatre-sse"], UPGRADED + b"%x\r\n%b\r\n" % (len(event), event)) == [1]


@pytest.fixture
def ask(tmp_path):
    if shutil.which("cc") is None:
        pytest.skip("there is no C compiler")
    tools = Tools(tmp_path)
    build_pump(tools)
    with load(tools) as asking:
        yield asking


@pytest.mark.parametrize(("repeated", "misread"), [(0, 0), (5, 1)])
async def test_messages_are_counted_however_they_are_cut_and_read_by_a_few(ask, repeated, misread):
    async with _broadcaster(repeated) as (port, control):
        job = {"do": "join", "clients": 3, "port": port, "control": control, "protocol": "ws", "headers": {}}
        joined = await asyncio.to_thread(ask, job)
        await asyncio.to_thread(ask, {"do": "closed", "window": 4, "warm": 0, "seconds": 0.1})
        latency = await asyncio.to_thread(ask, {"do": "open", "rate": 100, "seconds": 0.2})
        check = await asyncio.to_thread(ask, {"do": "check"})

    assert (joined["joined"], joined["errors"]) == (3, 0)
    assert latency["deliveries"] == 3 * 20
    assert (check["wrong"], check["misread"]) == (0, misread)


def test_each_round_begins_with_another_one():
    orders = [order for _, order in turns(["a", "b", "c"], 4)]

    assert [order[0] for order in orders] == ["a", "b", "c", "a"]
    assert all(sorted(order) == ["a", "b", "c"] for order in orders)


def test_the_ratio_is_that_of_rounds_and_nothing_without_a_peer():
    assert ratio([2.0, 4.0, 9.0], [1.0, 1.0, 3.0]) == 3.0
    assert ratio([2.0], []) is None


@contextlib.asynccontextmanager
async def _broadcaster(repeated):
    """Sends every client each line in two pieces, cut within the mark; one of them gets a line twice, and not the next.

    That is the line before the one `repeated`; for 0 there is none.
    """
    clients, publishers = [], []

    async def live(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(UPGRADED)
        clients.append(writer)

    async def control(reader, writer):
        publishers.append(writer)
        last = b""
        while line := await reader.readline():
            sent = [framed(line[:-1])] * len(clients)
            if b"%b%08d" % (MARK, repeated) in line:
                sent[0] = framed(last)
            cut, last = sent[-1].index(MARK) + 1, line[:-1]
            for writer, data in zip(clients, sent, strict=True):
                writer.write(data[:cut])
            await asyncio.sleep(0.001)
            for writer, data in zip(clients, sent, strict=True):
                writer.write(data[cut:])

    servers = [await asyncio.start_server(serve, "127.0.0.1", 0) for serve in (live, control)]
    try:
        yield [server.sockets[0].getsockname()[1] for server in servers]
    finally:
        for server in servers:
            server.close()
        for writer in clients + publishers:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()
