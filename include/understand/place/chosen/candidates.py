"""The names of a text that could be its place's: more than are, for a choice among them.

Taken are runs of capitalised words, what follows "at" and its like, what ends with a kind of place, and short chunks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from include.understand.place.announced.kinds_of_places import BUILDING, KIND
from include.understand.place.announced.place_names import MONEY
from include.understand.place.chosen.chunks import Chunk
from include.understand.text.dates.vocabulary import MONTH, WEEKDAY
from include.understand.text.patterns import bounded

TOKEN = re.compile(r"[^\s/]+")
_UPPER = re.compile(r"[A-Z0-9@#]|[^\x00-\x7f]")
_WHEN = bounded(
    rf"(?:{WEEKDAY}|{MONTH}|\d{{1,2}}(?:st|nd|rd|th)|\d{{1,2}}(?:[:.]\d\d)?\s?[ap]\.?m\.?|\d{{1,2}}[:.]\d\d|today|tomorrow"
    r"|tonight|noon|midnight|am|pm|sharp|onwards|weekend|tmrw|daily)\W{0,4}",
    re.IGNORECASE,
)
_MONTH = bounded(MONTH, re.IGNORECASE)
_KIND = bounded(
    rf"(?:{KIND}|{BUILDING}|gate|entrance|steps|circle|junction|market|palace|deck|lobby|podium|apartments?|layout)s?"
    r"\W{0,4}",
    re.IGNORECASE,
)
SMALL = frozenset({"of", "and", "the", "&", "de", "on", "by", "at", "in", "for", "n", "'n'", "+"})
AT = frozenset({"at", "@", "in", "inside", "outside", "from", "near", "to", "under", "of"})
CUES = AT | frozenset({
    "by", "with", "the", "opposite", "opp", "behind", "beside", "on", "our", "for", "and", "&", "ft", "feat", "join",
    "meet", "venue", "where", "place", "location", "hosted", "presents", "via", "before", "after", "point", "ends",
    "head", "call",
})  # fmt: skip
"""Words of which each is a signal before a name."""
GOES_ON = frozenset({
    "on", "from", "for", "with", "and", "at", "by", "this", "every", "next", "is", "are", "will", "we", "to", "till",
    "then", "after", "before", "who", "that", "-", "as", "if", "so", "but", "only", "please", "rsvp", "entry", "free",
    "tickets", "ticket", "bring", "starts", "sharp",
})  # fmt: skip
"""Words with which a sentence goes on behind a name."""
MAX_WORDS, MAX_WORDS_OF_CHUNK, MAX_WORDS_BEHIND, MAX_WORDS_BEFORE_KIND = 8, 7, 6, 3
MIN_WORDS_BEFORE_HOUR = 2
"""Of a name with an hour behind it, "at 11" counted."""
MAX_TOKENS = 60
"""Words of a chunk in which names are looked for."""


@dataclass(frozen=True)
class Tokens:
    """The words of a chunk: where each stands in it, as written and in lower case, and what it is.

    `when`: it is of a day, an hour or an amount. `upper`: it begins like a name. `kind`: it is a kind of place.
    """

    spans: list[tuple[int, int]]
    written: list[str]
    lower: list[str]
    when: list[bool]
    upper: list[bool]
    kind: list[bool]


def tokens_of(chunk: Chunk) -> Tokens:
    """The words of a chunk, of a long one the first MAX_TOKENS."""
    spans = [one.span() for one in TOKEN.finditer(chunk.text)][:MAX_TOKENS]
    written = [chunk.text[start:end] for start, end in spans]
    when = [_WHEN.fullmatch(one) is not None or MONEY.search(one) is not None for one in written]
    return Tokens(
        spans,
        written,
        [one.lower().strip("'’\"“”.,") for one in written],
        when,
        [_UPPER.match(one) is not None and not is_when for one, is_when in zip(written, when, strict=True)],
        [_KIND.fullmatch(one) is not None for one in written],
    )


def names_of(words: Tokens) -> list[tuple[int, int]]:
    """From which word to before which one a name could go, each once, in order."""
    count = len(words.written)
    spans = [*_runs(words), *_behind_cues(words), *_before_kinds(words)]
    if count <= MAX_WORDS_OF_CHUNK:
        spans.append((0, count))
    if stated := [at for at in range(count) if words.when[at]]:
        spans += [(stated[-1] + 1, count), (0, stated[0])]
    bare = (_bare(first, last, words) for first, last in spans)
    return sorted({
        (first, last) for first, last in bare if 0 < last - first <= MAX_WORDS and not _is_moment(first, last, words)
    })  # fmt: skip


def _is_moment(first: int, last: int, words: Tokens) -> bool:
    """Whether a name is nothing but a day or an hour, "7 March", has a day of a month within, or cuts one apart."""
    if any(words.lower[at].isdigit() and _MONTH.fullmatch(words.lower[at + 1]) for at in range(first, last - 1)):
        return True
    if last < len(words.lower) and words.lower[last - 1].isdigit() and _MONTH.fullmatch(words.lower[last]):
        return True  # Main Stage 14 | March
    named = (at for at in range(first, last) if not words.when[at])
    return any(words.when[first:last]) and not any(
        map(str.isalpha, chain.from_iterable(words.written[at] for at in named))
    )


def _bare(first: int, last: int, words: Tokens) -> tuple[int, int]:
    """A name without the article before it, and an hour ("at 11") and small words behind it."""
    while first < last and words.lower[first] in {"the", "at", "@", "in", "our", ""}:
        first += 1
    if (
        last - first > MIN_WORDS_BEFORE_HOUR
        and words.lower[last - 1].isdigit()
        and words.lower[last - 2] in {"at", "by", "from"}
    ):
        last -= 2
    while last > first and (words.lower[last - 1] in SMALL or not words.lower[last - 1]):
        last -= 1
    return first, last


def _runs(words: Tokens) -> Iterator[tuple[int, int]]:
    """Words with capitals in a row, whole and cut where a name may end or begin."""
    first = 0
    while first < len(words.written):
        if not words.upper[first]:
            first += 1
            continue
        last = first + 1
        while last < len(words.written) and _goes_on(last, words):
            last += 1
        yield first, last
        yield first + 1, last
        for at in range(first + 1, last):
            if words.kind[at - 1]:
                yield first, at
            if words.lower[at - 1] in {"at", "@", "in", "of", "the", "from", "by"}:
                yield at, last
            if words.lower[at] in {"at", "@", "in", "by", "for", "on", "&", "and", "of"}:
                yield first, at
        first = last


def _goes_on(at: int, words: Tokens) -> bool:
    """Whether a run of words goes on: with a name's word, a kind of place, or small words before such a one."""
    if words.when[at]:
        return False
    if words.upper[at] or words.kind[at]:
        return True
    if words.lower[at] not in SMALL:
        return False
    behind = at + 2 if at + 1 < len(words.lower) and words.lower[at + 1] in SMALL else at + 1
    return any(words.upper[at + 1 : behind + 1])


def _behind_cues(words: Tokens) -> Iterator[tuple[int, int]]:
    """What follows "at" and its like, up to where the sentence goes on."""
    count = len(words.written)
    for at in range(count):
        handle = words.written[at].startswith("@")
        if not (words.lower[at] in AT or handle):
            continue
        first = at if handle and len(words.written[at]) > 1 else at + 1
        for last in range(first + 1, min(count, first + MAX_WORDS_BEHIND) + 1):
            ends = last == count or words.lower[last] in GOES_ON or words.when[last]
            if ends or words.kind[last - 1]:
                yield first, last
            if ends:
                break


def _before_kinds(words: Tokens) -> Iterator[tuple[int, int]]:
    """What ends with a kind of place, from a word behind which a name may begin."""
    for at in range(len(words.written)):
        for first in range(max(0, at - MAX_WORDS_BEFORE_KIND), at + 1) if words.kind[at] else ():
            if first == 0 or words.when[first - 1] or words.lower[first - 1] in CUES:
                yield first, at + 1


def is_small(word: str) -> bool:
    """Whether a word may be within a name in lower case."""
    return word.lower() in SMALL


def begins_like_a_name(word: str) -> bool:
    """Whether a word has a capital, a digit, or a letter of another script first."""
    return _UPPER.match(word) is not None
