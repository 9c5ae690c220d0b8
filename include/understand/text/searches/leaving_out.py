"""What a search asks to leave out: "quiz not trivia", "music without techno or house", "excluding stand up"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from include.understand.text.searches.typed import TypedWord
from include.understand.text.searches.vocabulary import MISSPELT, SAYS_NOTHING

MAX_PHRASE_WORDS = 3
"""Words of one thing that is left out: "not stand up comedy"."""
_SIGNS = ".,;:!?"
_NOT = (
    ("except", "for"), ("other", "than"), ("apart", "from"), ("anything", "but"), ("everything", "but"),
    *((word,) for word in ("not", "except", "excepting", "excluding", "without", "barring")),
)  # fmt: skip
_AND = frozenset({"or", "and", "nor", "&"})
_WHERE = frozenset({"in", "at", "near", "around", "on", "any"})
_SAID_OF = frozenset({
    "is", "are", "was", "were", "am", "be", "will", "would", "can", "could", "do", "does", "did", "should", "may",
    "might", "must", "have", "has", "had", "why", "what", "or", "it's", "i'm", "if",
})  # fmt: skip
"""Behind these it denies a sentence, as titles do: "map is not territory"."""
_ADVERBS = frozenset({
    "so", "too", "very", "just", "even", "really", "quite", "always", "never", "much", "your", "our", "another", "same",
    "sure", "then", "more", "less", "enough", "necessarily", "again", "now", "yet", "his", "its", "their", "no",
    "i", "you", "he", "she", "it", "we", "they", "him", "her", "them",
})  # fmt: skip
"""Before these, too: "not just jazz", "not your usual friday"."""


def is_left_out(words: Sequence[TypedWord], place: int) -> bool:
    """Whether what stands at `place` is not to be: "not in domlur"."""
    at = place
    while at and words[at - 1].english in _WHERE:
        at -= 1
    return any(_stands(words, at - len(sign), sign) for sign in _NOT)


def without(words: Sequence[TypedWord]) -> tuple[list[TypedWord], list[TypedWord]]:
    """The words with `-word` or `-"some words"` for all that is to be left out, and what was typed for it.

    Where one "not" is a sentence's, as in titles, none asks for anything.
    """
    signs = [at for at, word in enumerate(words) if word.english == "not"]
    if any(not (_denied(words, at) and _phrases(words, at + 1)[0]) for at in signs):
        return list(words), []
    left: list[TypedWord] = []
    told: list[TypedWord] = []
    at = 0
    while at < len(words):
        length = _denied(words, at)
        phrases, stop = _phrases(words, at + length) if length else ([], at)
        if not phrases:
            left.append(words[at])
            at += 1
            continue
        if left and left[-1].english == "but":
            told.append(left.pop())
        told += words[at:stop]
        left += phrases
        at = stop
    return left, told


def _denied(words: Sequence[TypedWord], at: int) -> int:
    """Of how many words a sign is that begins here and denies what is behind it."""
    length = next((len(sign) for sign in _NOT if _stands(words, at, sign)), 0)
    is_said = length and at and words[at].english == "not" and words[at - 1].english in _SAID_OF
    return 0 if is_said else length


def _stands(words: Sequence[TypedWord], at: int, sign: tuple[str, ...]) -> bool:
    return at >= 0 and tuple(word.english for word in words[at : at + len(sign)]) == sign


def _phrases(words: Sequence[TypedWord], at: int) -> tuple[list[TypedWord], int]:
    """What is left out from here on, each joined by "or" for itself, and where it ends."""
    while at < len(words) and (words[at].english in _WHERE or _is_the(words, at)):
        at += 1
    phrases: list[TypedWord] = []
    stop = at
    while phrase := list(_phrase(words[at:])):
        written = " ".join(word.written.strip(_SIGNS) for word in phrase)
        sign = f'-"{written}"' if len(phrase) > 1 else f"-{written}"
        phrases.append(replace(phrase[0], written=sign, english=sign))
        stop = at + len(phrase)
        if stop >= len(words) or words[stop].english not in _AND:
            break
        at = stop + 1
    return phrases, stop


def _is_the(words: Sequence[TypedWord], at: int) -> bool:
    """Whether "in the" ends here: "not in the evening"; in titles "the" stands behind "not"."""
    return words[at].english == "the" and words[at - 1].english in _WHERE


def _phrase(words: Sequence[TypedWord]) -> Iterator[TypedWord]:
    """The words up to one that joins, says nothing, is understood already, or begins another sign."""
    for at, word in enumerate(words[:MAX_PHRASE_WORDS]):
        said = word.english.strip(_SIGNS)
        if at and said in MISSPELT:
            return
        if not said or said in SAYS_NOTHING or said in _ADVERBS or said in _AND or _denied(words, at):
            return
        yield word
        if word.written[-1:] in _SIGNS or said in MISSPELT:
            return
