"""An address as Safe Browsing knows it: made canonical, then as hashes of up to thirty forms of its host and path.

The rules are those of its documentation, "URLs and Hashing": whoever lists a whole site lists a shorter form.
"""

from __future__ import annotations

import hashlib
import re
from ipaddress import IPv4Address
from urllib.parse import quote_from_bytes, unquote_to_bytes

from include.understand.content.links import as_looked_up, host_of

MAX_URL_CHARS = 2_000
MAX_UNESCAPES = 10
"""Times that an address is percent-decoded: what goes on is none that anybody could follow."""
MAX_HOST_PARTS = 5
MAX_FOLDERS = 4
_KEPT = "!\"$&'()*+,-./:;<=>?@[\\]^_`{|}~"
"""What stands as it is, beside letters and digits: all that can be seen but # and %."""
_NUMBER = re.compile(r"0x[0-9a-f]{1,8}|[0-9]{1,11}", re.ASCII)


def hashes_of(url: str) -> list[bytes]:
    """SHA-256 of each form of a web address, the shortest first: the whole site; none of what cannot be read."""
    return [hashlib.sha256(form.encode()).digest() for form in sorted(expressions(url), key=len)]


def expressions(url: str) -> list[str]:
    """The forms of an address, without scheme, port and name: `a.b.example/x/y?q`, `b.example/x/`, ..."""
    bare = re.sub(r"[\t\r\n]", "", url[:MAX_URL_CHARS].strip()).partition("#")[0]
    host = _host(bare)
    if not host:
        return []
    rest = bare.partition("://")[2]
    behind = re.search(r"[/?]", rest)
    path, asks, query = (rest[behind.start() :] if behind else "/").partition("?")
    path = _path(path)
    paths = [path + asks + _escaped(query)] if asks else []
    return list(dict.fromkeys(f"{one}{way}" for one in _hosts(host) for way in [*paths, path, *_folders(path)]))


def _host(url: str) -> str:
    """The host in small letters, as it is looked up, a number as four."""
    host = re.sub(r"\.+", ".", as_looked_up(_decoded(host_of(url)).decode("utf-8", "replace").lower())).strip(".")
    return f"[{host}]" if ":" in host else _address(host) or _escaped(host)


def _address(host: str) -> str | None:
    """An IPv4 address, however it is written: `3279880203`, `0xc3.0177.11.11`."""
    parts = host.split(".")
    if len(parts) > 4 or not all(_NUMBER.fullmatch(one) for one in parts):
        return None
    try:
        *leading, last = map(_number, parts)
        if any(one > 255 for one in leading) or last >= 256 ** (4 - len(leading)):
            return None
        return str(IPv4Address(sum(one << 8 * (3 - place) for place, one in enumerate(leading)) + last))
    except ValueError:
        return None


def _number(text: str) -> int:
    if text.startswith("0x"):
        return int(text, 16)
    return int(text, 8 if text.startswith("0") else 10)


def _path(path: str) -> str:
    found = list[str]()
    parts = _escaped(path).split("/")
    for part in parts:
        if part == "..":
            found = found[:-1]
        elif part not in ("", "."):
            found.append(part)
    end = "/" if found and parts[-1] in ("", ".", "..") else ""
    return "/" + "/".join(found) + end


def _decoded(text: str) -> bytes:
    """Percent-decoded until nothing is left to decode."""
    found = text.encode("utf-8", "surrogatepass")
    for _ in range(MAX_UNESCAPES):
        plain = unquote_to_bytes(found)
        if plain == found:
            break
        found = plain
    return found


def _escaped(text: str) -> str:
    return quote_from_bytes(_decoded(text), safe=_KEPT)


def _hosts(host: str) -> list[str]:
    if _address(host) or host.startswith("["):
        return [host]
    parts = host.split(".")[-MAX_HOST_PARTS:]
    return [host, *(".".join(parts[at:]) for at in range(len(parts) - 1))]


def _folders(path: str) -> list[str]:
    """The path's folders from the root on: `/`, `/a/`, ..."""
    parts = path.split("/")[1:-1]
    return ["/" + "".join(f"{part}/" for part in parts[:number]) for number in range(min(len(parts) + 1, MAX_FOLDERS))]
