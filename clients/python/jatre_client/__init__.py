"""Follows the live feed of a Jatre service: nothing lost, nothing twice."""

from jatre_client.errors import FeedError, Refused
from jatre_client.feed import LiveFeed
from jatre_client.items import Change, Relist

__all__ = ["Change", "FeedError", "LiveFeed", "Refused", "Relist"]
