"""Proxies of an operator, through which a crawl goes out: asked for an address that was checked here, never a name.

Their credentials are known to this module alone: neither Scrapy nor a browser sees them.
"""

from __future__ import annotations

import asyncio
import base64
import socket
import ssl
from collections.abc import Sequence
from typing import Annotated
from urllib.parse import SplitResult, unquote, urlsplit

from pydantic import AfterValidator, Field

from include.network.guard import CheckedAddress, Guard
from include.network.urls import MAX_URL_CHARS, check_web_address

MAX_ANSWER_BYTES = 16_384
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


def _is_proxy(url: str) -> str:
    check_web_address(url)
    if urlsplit(url).path.strip("/"):
        raise ValueError("write a proxy as http://host:port")
    return url


ProxyAddress = Annotated[str, Field(max_length=MAX_URL_CHARS), AfterValidator(_is_proxy)]


class Upstreams:
    """The proxies of one crawl: it stays with one, so that a site sees one visitor, until that one fails."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self.proxies = [urlsplit(address) for address in addresses]
        self.failure: str | None = None
        """Why the last one that failed did, without its credentials."""

    async def opened(self, guard: Guard, target: CheckedAddress, seconds: float) -> Streams:
        """A tunnel to `target` through the first proxy that gives one. Raises: OSError, AddressRefused."""
        failure: OSError = OSError("there is no proxy")
        for proxy in list(self.proxies):
            try:
                return await asyncio.wait_for(_tunnel(guard, proxy, target, seconds), seconds)
            except (OSError, EOFError, asyncio.LimitOverrunError) as error:
                self.failure = f"the proxy {proxy.hostname}: {error or type(error).__name__}"
                failure = OSError(self.failure)
                self.proxies.append(self.proxies.pop(0))
        raise failure


async def _tunnel(guard: Guard, proxy: SplitResult, target: CheckedAddress, seconds: float) -> Streams:
    secure = proxy.scheme == "https"
    port = proxy.port or (443 if secure else 80)
    one = (await asyncio.to_thread(guard.checked, proxy.hostname or "", port, seconds))[0]
    made = socket.socket(one.family, socket.SOCK_STREAM)
    made.setblocking(False)
    try:
        await asyncio.get_running_loop().sock_connect(made, one.socket_address)
    except BaseException:
        made.close()
        raise
    tls = ssl.create_default_context() if secure else None
    reader, writer = await asyncio.open_connection(
        sock=made, ssl=tls, server_hostname=proxy.hostname if secure else None, limit=MAX_ANSWER_BYTES
    )
    try:
        writer.write(_request(proxy, target))
        await writer.drain()
        status = (await reader.readuntil(b"\r\n\r\n")).split(b" ", 2)[1:2]
        if status != [b"200"]:
            raise OSError(f"it answered {b''.join(status).decode('ascii', 'replace')[:10]} to CONNECT")
    except BaseException:
        writer.transport.abort()
        raise
    return reader, writer


def _request(proxy: SplitResult, target: CheckedAddress) -> bytes:
    host, port = str(target.socket_address[0]), target.socket_address[1]
    where = f"[{host}]:{port}" if target.family == socket.AF_INET6 else f"{host}:{port}"
    lines = [f"CONNECT {where} HTTP/1.1", f"Host: {where}"]
    if proxy.username is not None:
        known = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
        lines.append(f"Proxy-Authorization: Basic {base64.b64encode(known.encode()).decode()}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
