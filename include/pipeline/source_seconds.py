"""How long the records of each source have taken, so that none can use up the time of the others."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class SourceSeconds:
    """Seconds that a run has spent on the records of each source."""

    seconds: dict[Any, float] = field(default_factory=lambda: defaultdict(float))

    def over(self, limit: float) -> set[Any]:
        """The sources that have had more than `limit` seconds."""
        return {source for source, spent in self.seconds.items() if spent > limit}

    @contextmanager
    def counted(self, *sources: Any) -> Iterator[None]:
        """Count the time of the block, however it ends, to these sources alike, but for what is counted inside it."""
        began, before = time.monotonic(), sum(self.seconds.values())
        try:
            yield
        finally:
            spent = time.monotonic() - began - (sum(self.seconds.values()) - before)
            for source in sources:
                self.seconds[source] += spent / len(sources)
