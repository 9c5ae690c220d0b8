"""Mutations of a body as bytes: what a broken proxy, a wrong charset or a cut line does."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

CHARSETS = (
    "utf-8",
    "latin-1",
    "cp1252",
    "utf-16",
    "utf-16-be",
    "utf-7",
    "gb18030",
    "shift_jis",
    "no-such",
    "ascii",
    "",
)
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf\xef\xbb\xbf", b"\x1f\x8b\x08", b"\x00\x00\xfe\xff")
Mutation = Callable[[bytes, bytes, Random], bytes]


def mutate(body: bytes, other: bytes, rng: Random, times: int) -> tuple[bytes, list[str]]:
    """The body after `times` mutations, and their names. `other` is a body to splice with."""
    names = []
    for _ in range(times):
        mutation = rng.choice(MUTATIONS)
        body = mutation(body, other, rng)
        names.append(mutation.__name__)
    return body, names


def flip(body: bytes, other: bytes, rng: Random) -> bytes:
    """Some bits turned."""
    made = bytearray(body)
    for _ in range(min(len(made), rng.choice((1, 5, 100)))):
        made[rng.randrange(len(made))] ^= 1 << rng.randrange(8)
    return bytes(made)


def cut(body: bytes, other: bytes, rng: Random) -> bytes:
    """The end, or the beginning, missing."""
    at = rng.randint(0, len(body))
    return body[:at] if rng.random() < 0.8 else body[at:]


def splice(body: bytes, other: bytes, rng: Random) -> bytes:
    """A part of another body in the middle."""
    at, there = rng.randint(0, len(body)), rng.randint(0, len(other))
    return body[:at] + other[there : there + rng.choice((10, 1_000, 50_000))] + body[at:]


def noise(body: bytes, other: bytes, rng: Random) -> bytes:
    """Random bytes in the middle."""
    at = rng.randint(0, len(body))
    return body[:at] + rng.randbytes(rng.choice((1, 4, 300))) + body[at:]


def chunk_again(body: bytes, other: bytes, rng: Random) -> bytes:
    """A part many times."""
    at = rng.randint(0, len(body))
    part = body[at : at + rng.choice((1, 30, 500))]
    return body[:at] + part * rng.choice((2, 50, 400)) + body[at:]


def mark(body: bytes, other: bytes, rng: Random) -> bytes:
    """A byte order mark that may be a lie."""
    return rng.choice(MARKS) + body


def encode(body: bytes, other: bytes, rng: Random) -> bytes:
    """The text in another encoding."""
    return body.decode("utf-8", "replace").encode(
        rng.choice(("utf-16", "latin-1", "cp1252", "gb18030", "utf-8-sig")), "replace"
    )


def blank(body: bytes, other: bytes, rng: Random) -> bytes:
    """Zero bytes, or nothing at all."""
    at = rng.randint(0, len(body))
    return rng.choice((b"", b"\x00", b" \n", body[:at] + b"\x00" * 40 + body[at:]))


MUTATIONS: tuple[Mutation, ...] = (flip, flip, cut, splice, splice, noise, chunk_again, mark, encode, blank)
