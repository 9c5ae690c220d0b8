"""Starts a DAG when a place opens, closes, or begins something."""

from __future__ import annotations

from typing import ClassVar

from plugins.inbox import InboxTrigger


class PlaceTrigger(InboxTrigger):
    """Fires when a moment has come at which the state of a place changes; nobody notifies of time, so it looks."""

    channel: ClassVar[str] = "jatre_places"
    newest: ClassVar[str] = "places_due"
