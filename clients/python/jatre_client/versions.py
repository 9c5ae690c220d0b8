"""The highest version seen of each entity, so that each of its states is told once."""

from __future__ import annotations

from collections import OrderedDict

from jatre_client.items import Word

_MOST = 100_000
# a moderator's view of an event moves without the event's version
_VERSIONED = ("event", "place", "weather")


class Versions:
    """Remembers the entities that were heard of last; of one that is forgotten a state may be told again."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._seen: OrderedDict[tuple[str, str], int] = OrderedDict()

    def news(self, word: Word) -> bool:
        """Whether a change is newer than what was seen; where there is no telling, it is."""
        family = word.name.partition(":")[0]
        if family not in _VERSIONED or word.entity is None or word.version is None:
            return True
        return self.note(family, word.entity, word.version)

    def note(self, family: str, entity: str, version: int) -> bool:
        """Remember a version; False when it is no newer."""
        key = (family, entity)
        if version <= self._seen.get(key, -1):
            return False
        self._seen[key] = version
        self._seen.move_to_end(key)
        if len(self._seen) > self._most:
            self._seen.popitem(last=False)
        return True

    def clear(self) -> None:
        """Forget everything: the service began anew."""
        self._seen.clear()
