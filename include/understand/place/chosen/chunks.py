"""The chunks of an announcement: what stands between its signs, commas, dashes and line breaks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from include.understand.place.announced.announced_parts import states_when
from include.understand.text.patterns import bounded

_SIGNS = r"\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u200d"
_BETWEEN = bounded(
    rf"\n|[|•·~→»✦★*_\"“”;:!?()\[\],{_SIGNS}]{{1,40}}|\s[–—-]{{1,3}}\s|[–—]|\.{{2,10}}|\.(?=\s|$)|\s//?\s|\s-(?=\w)"
    r"|(?<=\w)-\s"
)
_ABBREVIATED = bounded(
    r"(?:\b(?:st|dr|mr|ms|mrs|smt|pt|vid|opp|nr|no|rm|prof|govt|rd|sri|mt|ft|feat|vs)|\b[A-Z])$", re.IGNORECASE
)
ABBREVIATION_CHARS = 8
_PINS, _CLOCKS = "📍📌", "🗓📅📆⏰🕐🕖🕗⌚"
_NAMED = {
    ",": "comma", ":": "colon", "(": "open", ")": "close", "|": "pipe", "!": "bang", "?": "quest", ".": "stop",
    ";": "semi",
}  # fmt: skip
FIRST_SIGN = 0x2190


@dataclass(frozen=True)
class Chunk:
    """A piece of a text: from `start` on, in line number `line`, with what stands before and behind it.

    `dated`: it states a day or an hour.
    """

    text: str
    start: int
    line: int
    before: str
    behind: str
    dated: bool


def chunks_of(text: str) -> list[Chunk]:
    """The chunks of a text in order; blanks and signs alone are none."""
    spans = [one.span() for one in _BETWEEN.finditer(text) if not _is_within(one, text)]
    found: list[Chunk] = []
    position = line = 0
    before = ""
    for number, (start, end) in enumerate([*spans, (len(text), len(text))]):
        piece = text[position:start]
        if written := piece.strip():
            behind = _behind(spans, number, text)
            found.append(Chunk(written, text.index(written, position), line, before, behind, states_when(written)))
            before = ""
        before += text[start:end]
        line += text.count("\n", start, end)
        position = end
    return found


def _is_within(match: re.Match[str], text: str) -> bool:
    """Whether a sign parts nothing: the stop of "St.", the colon of 7:30, the comma of 1,500."""
    start, sign = match.start(), match.group()
    if sign == ".":
        return _ABBREVIATED.search(text[max(0, start - ABBREVIATION_CHARS) : start]) is not None
    before, behind = text[start - 1 : start].isdigit(), text[match.end() : match.end() + 1].isdigit()
    return sign in {":", ","} and before and behind


def _behind(spans: list[tuple[int, int]], number: int, text: str) -> str:
    """What stands between a chunk and the next one."""
    signs = ""
    for at in range(number, len(spans)):
        start, end = spans[at]
        signs += text[start:end]
        following = spans[at + 1][0] if at + 1 < len(spans) else len(text)
        if text[end:following].strip():
            break
    return signs


def kind_of_sign(between: str) -> str:
    """What parts two chunks, in a word: "nl", "comma", "pin", "dash"; "edge" at an end of the text."""
    if not between:
        return "edge"
    for kind, signs in (("nl", "\n"), ("pin", _PINS), ("clock", _CLOCKS)):
        if any(sign in between for sign in signs):
            return kind
    if any(ord(sign) >= FIRST_SIGN for sign in between):
        return "sign"
    if any(dash in between for dash in "–—-"):
        return "dash"
    return _NAMED.get(between.strip(" ")[:1], "other")
