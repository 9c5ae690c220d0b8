"""Tables of events: CSV files, and workbooks (.xlsx, .ods and their like), one event a row.

`config`: `url`; `fields`, which columns hold what, where their names do not show it (`title`, `start`, `start_time`,
`end`, `end_time`, `all_day`, `venue`, `address`, `city`, `latitude`, `longitude`, `description`, `url`, `ticket_url`,
`image`, `price`, `currency`, `organizer`, `keywords`, `status`, `capacity`, `id`, `zone`, `private`); `sheet`, the one
that is read, where that is not every visible one whose columns are named; `coverage` (`all`, the default, or `part`);
`venue` and `address` for events that name no place.

A row near the top names the columns. Cells are taken as they are shown and formulas never calculated. Dates as numbers
are read in the order that `day_order` states, else in the one that the file shows by a date that has no other. A row
that cannot be read is set aside alone; one that is marked as private is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from include.errors import BrokenRecord, NotAnEvent, UnreadablePayload
from include.listing import Listing
from include.network.http import conditional_headers, validators
from include.network.urls import canonical_url
from include.payloads.decoding import looks_like
from include.sources.base import FetchResult, Reading, Source, SourceType, Window
from include.sources.configuration.config import ConfigModel, SpreadsheetConfig
from include.sources.dated import dated
from include.sources.fields.zones import known_zone
from include.sources.gathering import Gathering, remembered
from include.sources.http import Response
from include.sources.structured.event_identity import identified, likeness, own_key
from include.sources.structured.event_node import read_listing
from include.sources.tables.dates import is_no_day, is_true, times_of
from include.sources.tables.rows import TableRows, is_private, node_of, parts_of_row, read_table
from include.sources.tables.workbooks import is_workbook
from include.untrusted.budget import PAYLOAD_BUDGET, within_budget

MONTH_FIRST_KEY = "jatre:month_first"
"""Under which a record states in what order the dates of its file are."""
SEEN_KEY = "jatre:seen"
"""Under which it states when it was read first, against which a date without a year is read."""


class Spreadsheet(Source):
    """A table at one address."""

    kind: ClassVar[str] = "spreadsheet"
    type: ClassVar[SourceType] = "api"
    volatile: ClassVar[frozenset[str]] = frozenset({SEEN_KEY})
    config_model: ClassVar[ConfigModel] = SpreadsheetConfig

    @property
    def own(self) -> Mapping[str, str]:
        """The columns that the configuration names."""
        return self.instance.config.get("fields") or {}

    def fetch(self, now: datetime) -> FetchResult:
        """Every row of the table."""
        config = self.instance.config
        whole = config.get("coverage", "all") == "all"
        answer = self.http.get(config["url"], headers=conditional_headers(self.state))
        if answer.status == 304:
            return FetchResult([], complete=whole, window=Window(now), unchanged=True, state=self.state)
        table = _table(answer, self.own, config.get("sheet"))
        month_first = self._order(table)
        gathering, before = Gathering(), self.state.get("shared", [])
        for reason, excerpt in table.faults:
            gathering.set_aside(BrokenRecord(reason), excerpt)
        nodes = gathering.each(gathering.within(table.rows), lambda row: (row, self._recognised(row, month_first)))
        for key, row, _ in identified(gathering, list(nodes), [config["url"]], before):
            if key not in gathering.records:
                gathering.add(key, {**row, MONTH_FIRST_KEY: month_first, SEEN_KEY: now.isoformat()})
        shared = {key.partition("#")[0] for key in gathering.records if "#" in key}
        # a last line without an end may be cut off; where it has stood before, it is how the program ends its files
        is_sure = self.state.get("open_end", table.open_end) == table.open_end
        state = {"shared": remembered(shared, before), "month_first": month_first, "open_end": table.open_end}
        return gathering.result(
            complete=whole and is_sure, window=Window(now), payloads=[answer.payload()],
            state=state | validators(answer.headers) if is_sure else state,
        )  # fmt: skip

    def likeness(self, raw: Mapping[str, Any]) -> str | None:
        """By the parts of the row."""
        return likeness(self._node(raw, raw.get(MONTH_FIRST_KEY) is True))

    def transform(self, raw: Mapping[str, Any], reading: Reading) -> Listing:
        """Read one row. Raises: BrokenRecord when it has no title, NotAnEvent when it is marked as private."""
        month_first = raw.get(MONTH_FIRST_KEY) is True
        parts = parts_of_row(_cells(raw), self.own)
        if is_private(parts):
            raise NotAnEvent("the row is marked as private")
        zone = known_zone(str(parts.get("zone", "")))
        here = replace(reading, source_zone=zone) if isinstance(zone, ZoneInfo) else reading
        node = self._node(raw, month_first)
        node.pop("startDate", None)
        if self._is_cancelled(parts):
            node["eventStatus"] = "cancelled"
        listing = read_listing(node, here, self.instance.config)
        times = {**times_of(parts, month_first=month_first), "seen": raw.get(SEEN_KEY)}
        return dated(listing, times, replace(here, month_first=month_first))

    def _node(self, row: Mapping[str, Any], month_first: bool) -> dict[str, Any]:
        return node_of(parts_of_row(_cells(row), self.own), self.instance.config["url"], month_first=month_first)

    def _recognised(self, row: dict[str, Any], month_first: bool) -> dict[str, Any]:
        """A row as a node. Raises: BrokenRecord when it would be recognised by its day, and that is none."""
        node, start = self._node(row, month_first), parts_of_row(row, self.own).get("start")
        if is_no_day(start) and own_key(node, {canonical_url(self.instance.config["url"])}) is None:
            raise BrokenRecord(f"{start!r} is no day")
        return node

    def _is_cancelled(self, parts: Mapping[Any, Any]) -> bool:
        """Whether a column such as `Cancelled` answers yes."""
        return is_true(parts.get("status"))

    def _order(self, table: TableRows) -> bool:
        """Whether the dates have the month first: as configured, as the file shows, or as it has shown before."""
        if "day_order" in self.instance.config:
            return bool(self.instance.config["day_order"] == "month_first")
        return self.state.get("month_first") is True if table.month_first is None else table.month_first


def _cells(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in raw.items() if name not in (MONTH_FIRST_KEY, SEEN_KEY)}


def _table(answer: Response, own: Mapping[str, str], sheet: str | None) -> TableRows:
    """The rows of an answer. Raises: UnreadablePayload when it is no table, or costs more than its budget."""
    text = "" if is_workbook(answer.body) else answer.text()
    form = looks_like(text)
    if form != "other":
        raise UnreadablePayload(f"{answer.url}: expected a table, got {form}: {text.strip()[:80]!r}")
    try:
        return within_budget(read_table, answer.body, text, dict(own), sheet, budget=PAYLOAD_BUDGET)
    except BrokenRecord as error:
        raise UnreadablePayload(f"{answer.url}: {error}") from error
