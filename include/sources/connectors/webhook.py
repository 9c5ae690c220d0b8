"""Sites that push: each delivery is a schema.org Event, a list of them, or an object that holds some.

`config`: `venue` and `address` for events that name no place. The secret that signs the deliveries is no part of the
configuration: the service has it from `JATRE_WEBHOOK_SECRETS`.

A delivery holds what is new, changed or cancelled; an event that it does not name stays as it is. A later delivery on
the same event replaces an earlier one, unless its `dateModified` is the earlier, or, where not both have one, it was
signed earlier. A delivery that cannot be read is
reported in the fetch history.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from include.errors import UnreadablePayload
from include.listing import Listing
from include.payloads.decoding import decode
from include.payloads.payload import RawPayload
from include.sources.base import Delivery, FetchResult, Reading, Source, SourceType, Unreadable, Window
from include.sources.configuration.config import ConfigModel, WebhookConfig
from include.sources.gathering import Gathering, remembered
from include.sources.structured.event_identity import identified
from include.sources.structured.event_node import VOLATILE_KEYS, read_listing
from include.sources.structured.extraction import find_events
from include.sources.versions import SIGNED_KEY, is_older
from include.untrusted.budget import RECORD_BUDGET


class Webhook(Source):
    """What was pushed and waits."""

    kind: ClassVar[str] = "webhook"
    type: ClassVar[SourceType] = "webhook"
    prose: ClassVar[bool] = True
    config_model: ClassVar[ConfigModel] = WebhookConfig
    volatile: ClassVar[frozenset[str]] = VOLATILE_KEYS | {SIGNED_KEY}

    def fetch(self, now: datetime) -> FetchResult:
        """The events of all deliveries that wait, in the order in which they came."""
        gathering = Gathering()
        shared: set[str] = set(self.state.get("shared", []))
        for delivery in self.deliveries:
            try:
                nodes = _events(delivery)
            except Exception as error:  # whatever foreign input can raise: the other deliveries are read
                gathering.set_aside(error, delivery.delivery_id)
                continue
            # each on its own: an event that was moved is not two sessions of one
            pairs = [(delivery, {**node, SIGNED_KEY: delivery.signed_at.isoformat()}) for node in nodes]
            for key, _, node in identified(gathering, pairs, [], shared):
                known = gathering.records.get(key)
                if known and is_older(node, known.data, now):
                    gathering.unreadable.append(Unreadable("an older word than the one that came before", key))
                    continue
                gathering.add(key, node)
            shared |= {key.partition("#")[0] for key in gathering.records if "#" in key}
        return gathering.result(
            complete=False, unchanged=not gathering.records, taken=[one.id for one in self.deliveries],
            payloads=[
                RawPayload(one.delivery_id, "application/json", one.body, {"signed_at": one.signed_at.isoformat()})
                for one in self.deliveries
            ],
            state={"shared": remembered(shared, [])},
        )  # fmt: skip

    def fetch_dates(self, asked: Window, now: datetime) -> FetchResult:
        """The same of the deliveries that came in a range of dates, taken before or not."""
        return self.fetch(now)

    def transform(self, raw: Mapping[str, Any], reading: Reading) -> Listing:
        """Read one event node."""
        return read_listing(raw, reading, self.instance.config)


def _events(delivery: Delivery) -> list[dict[str, Any]]:
    """The event nodes of one delivery. Raises: UnreadablePayload."""
    found = find_events(decode(delivery.body), delivery.delivery_id, RECORD_BUDGET).events
    if not found:
        raise UnreadablePayload("the delivery names no event")
    return found
