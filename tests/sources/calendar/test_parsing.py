"""A calendar is taken apart as text: what each of its own lines may hold, and what is left of an entry."""

from __future__ import annotations

import pytest

from include.errors import BrokenRecord
from include.sources.calendar.parsing import (
    MAX_HEADER_CHARS,
    MAX_LINE_CHARS,
    MAX_NAME_CHARS,
    MAX_STAMP_CHARS,
    MAX_ZONE_CHARS,
    ParsedCalendar,
    parse_calendar,
    serialise,
)

ZONE = "BEGIN:VTIMEZONE\nTZID:Here\nX-NOTE:{}\nTZOFFSETTO:+0530\nEND:VTIMEZONE\n"


def parsed(*lines: str, head: str = "") -> ParsedCalendar:
    """A calendar of one entry of these lines."""
    body = "\n".join(("BEGIN:VEVENT", "UID:1@x", *lines, "END:VEVENT"))
    return parse_calendar(f"BEGIN:VCALENDAR\n{head}{body}\nEND:VCALENDAR\n")


def filled(name: str, chars: int) -> str:
    """A line of a property with so many characters in all."""
    return f"{name}:{'x' * (chars - len(name) - 1)}"


@pytest.mark.parametrize(("chars", "is_kept"), [(MAX_HEADER_CHARS, True), (MAX_HEADER_CHARS + 1, False)])
def test_a_line_of_the_calendar_itself_is_kept_up_to_a_length(chars: int, is_kept: bool) -> None:
    line = filled("METHOD", chars)
    found = parsed(head=f"{line}\n")
    assert found.entries[0].header == ([line] if is_kept else [])
    assert found.faults == ([] if is_kept else [f"METHOD has {chars:,} characters, at most {MAX_HEADER_CHARS:,}"])


def test_no_more_lines_of_the_calendar_itself_are_kept_than_have_a_meaning() -> None:
    found = parsed(head="METHOD:PUBLISH\nX-WR-TIMEZONE:Asia/Kolkata\nMETHOD:CANCEL\n")
    assert found.entries[0].header == ["METHOD:PUBLISH", "X-WR-TIMEZONE:Asia/Kolkata"]
    assert found.faults == ["METHOD: more lines of METHOD and X-WR-TIMEZONE than 2"]


def test_a_second_calendar_has_a_head_of_its_own() -> None:
    one = "BEGIN:VCALENDAR\n{}BEGIN:VEVENT\nUID:1@x\nEND:VEVENT\nEND:VCALENDAR\n"
    first, second = parse_calendar(one.format("METHOD:CANCEL\n") + one.format("")).entries
    assert (first.header, second.header) == (["METHOD:CANCEL"], [])


@pytest.mark.parametrize(
    ("lines", "modified"),
    [
        (["DTSTAMP:1", "LAST-MODIFIED:2"], "2"),
        (["LAST-MODIFIED:2", "DTSTAMP:1"], "2"),
        (["DTSTAMP:1"], "1"),
        (["DTSTAMP:1", "DTSTAMP:3"], "1"),
        ([], ""),
        ([filled("DTSTAMP", MAX_STAMP_CHARS)], "x" * (MAX_STAMP_CHARS - len("DTSTAMP:"))),
        ([filled("DTSTAMP", MAX_STAMP_CHARS + 1)], ""),
        (["BEGIN:VALARM", "LAST-MODIFIED:2", "END:VALARM"], ""),
        (["BEGIN:VALARM", "END:VALARM", "LAST-MODIFIED:2"], "2"),
    ],
)
def test_when_an_entry_was_written_last(lines: list[str], modified: str) -> None:
    (entry,) = parsed(*lines).entries
    assert (entry.modified, entry.lines) == (modified, ["UID:1@x"])


def test_a_line_is_cut_at_its_bound_and_only_a_text_may_be_longer() -> None:
    fits, text, other = (
        filled(name, MAX_LINE_CHARS + more) for name, more in (("LOCATION", 0), ("DESCRIPTION", 1), ("LOCATION", 1))
    )
    for line, fault in ((fits, None), (text, None), (other, "LOCATION has 100,001 characters")):
        (entry,) = parsed(line).entries
        assert entry.lines == ["UID:1@x", line[:MAX_LINE_CHARS]]
        assert (entry.fault or "").removesuffix(", at most 100,000") == (fault or "")


def test_a_reason_names_a_property_by_its_first_characters() -> None:
    (entry,) = parsed(filled("X-" + "N" * MAX_NAME_CHARS, MAX_LINE_CHARS + 1)).entries
    assert entry.fault
    assert entry.fault.partition(" ")[0] == "X-" + "N" * (MAX_NAME_CHARS - 2)


def test_what_ends_without_its_own_end() -> None:
    """An entry that the next one begins in is broken; the end of the calendar ends one, and a missing end none."""
    begun = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1@x\n"
    cut = parse_calendar(begun)
    assert (cut.whole, [one.lines for one in cut.broken], cut.entries) == (False, [["UID:1@x"]], [])
    ended = parse_calendar(f"{begun}END:VCALENDAR")
    assert (ended.whole, ended.broken, [one.lines for one in ended.entries]) == (True, [], [["UID:1@x"]])
    twice = parse_calendar(f"{begun}BEGIN:VEVENT\nUID:2@x\nEND:VEVENT\nEND:VCALENDAR")
    assert [one.lines for one in twice.broken] == [["UID:1@x"]]
    assert [one.lines for one in twice.entries] == [["UID:2@x"]]


@pytest.mark.parametrize(
    ("line", "value", "zone"),
    [
        ("DTSTART:1", "1", None),
        ("DTSTART;TZID=Here:1", "1", "Here"),
        ('DTSTART;TZID="Here":1', "1", "Here"),
        ('DTSTART;ALTREP="cid:a":1', "1", None),
        ("dtstart:1", "1", None),
        ("DTSTART: ", None, None),
        ("DTSTARTS:1", None, None),
    ],
)
def test_the_value_of_a_property_and_its_zone(line: str, value: str | None, zone: str | None) -> None:
    (entry,) = parsed(line, "DTSTART;TZID=There:2").entries if value is not None else parsed(line).entries
    assert (entry.value("DTSTART"), entry.zone("DTSTART")) == (value, zone)


def test_an_entry_is_written_with_the_zones_it_names_up_to_a_length() -> None:
    """The definition stands in every record that uses it; of two of a name the first counts."""
    for size, refused in ((MAX_ZONE_CHARS, False), (MAX_ZONE_CHARS + 1, True)):
        zone = ZONE.format("x" * (size - len(ZONE.format("")) + 1)) + ZONE.format("second")
        found = parsed("DTSTART;TZID=Here:20260307T190000", head=zone)
        assert [len(text) for text in found.zones.values()] == [size]
        if refused:
            with pytest.raises(BrokenRecord, match=f"more than {MAX_ZONE_CHARS:,}|at most {MAX_ZONE_CHARS:,}"):
                serialise(found.entries, found.zones)
        else:
            assert "second" not in serialise(found.entries, found.zones)
    assert "VTIMEZONE" not in serialise(parsed("DTSTART:1").entries, found.zones)
