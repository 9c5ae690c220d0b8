"""The highest version seen of each entity, so that each of its states is given once."""

from __future__ import annotations

from collections import OrderedDict

from jatre_client.items import FeedMessage

_MAX_ENTITIES = 100_000
# a moderator's view of an event moves without the event's version
_VERSIONED = ("event", "place", "weather")


class Versions:
    """Remembers the entities that were seen last; of one that is forgotten a state may be given again."""

    def __init__(self, max_entities: int = _MAX_ENTITIES) -> None:
        self._max_entities = max_entities
        self._seen: OrderedDict[tuple[str, str], int] = OrderedDict()

    def news(self, message: FeedMessage) -> bool:
        """Whether a change is newer than what was seen; where there is no version, it counts as newer."""
        family = message.name.partition(":")[0]
        if family not in _VERSIONED or message.entity is None or message.version is None:
            return True
        return self.note(family, message.entity, message.version)

    def note(self, family: str, entity: str, version: int) -> bool:
        """Remember a version; False when it is no newer."""
        key = (family, entity)
        if version <= self._seen.get(key, -1):
            return False
        self._seen[key] = version
        self._seen.move_to_end(key)
        if len(self._seen) > self._max_entities:
            self._seen.popitem(last=False)
        return True

    def clear(self) -> None:
        """Forget everything: the service began anew."""
        self._seen.clear()
