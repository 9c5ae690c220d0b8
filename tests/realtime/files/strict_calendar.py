"""What RFC 5545 demands of a calendar, as it stands in its bytes: lines, folding, required properties, zones."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime

NAME = r"[A-Z0-9-]+"
PARAMETER = rf'{NAME}=(?:"[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*)'
CONTENT_LINE = re.compile(rf"({NAME})((?:;{PARAMETER})*):([^\x00-\x08\x0a-\x1f\x7f]*)")
TEXT = re.compile(r"(?:[^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,Nn])*")
ONCE = {"VCALENDAR": {"PRODID", "VERSION"}, "VEVENT": {"UID", "DTSTAMP", "DTSTART"}, "VTIMEZONE": {"TZID"}}
AT_MOST_ONCE = {
    "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION", "GEO", "STATUS", "SEQUENCE", "URL", "CREATED", "LAST-MODIFIED",
    "TRANSP",
}  # fmt: skip
MAX_LINE_OCTETS = 75
Property = tuple[str, dict[str, str], str]


def faults(body: bytes) -> list[str]:
    """Every breach of the rules, empty for a valid calendar."""
    found = [f"a line has no CRLF: {line!r}" for line in re.split(rb"\r\n", body) if b"\r" in line or b"\n" in line]
    found += [f"too long: {line!r}" for line in body.split(b"\r\n") if len(line) > MAX_LINE_OCTETS]
    if not body.endswith(b"\r\n"):
        found.append("the last line has no end")
    components, events, zones = _components(body.decode().replace("\r\n ", ""), found)
    for name, properties in components:
        counted = Counter(one for one, _, _ in properties)
        found += [f"{name} needs one {one}" for one in ONCE.get(name, set()) if counted[one] != 1]
        found += [f"{name} has {one} twice" for one in AT_MOST_ONCE if counted[one] > 1]
    for event in events:
        found += _faults_of_event(event, zones)
    uids = Counter(value for event in events for name, _, value in event if name == "UID")
    return found + [f"several events have the UID {uid}" for uid, count in uids.items() if count > 1]


def _components(text: str, found: list[str]) -> tuple[list[tuple[str, list[Property]]], list[list[Property]], set[str]]:
    stack: list[tuple[str, list[Property]]] = []
    closed: list[tuple[str, list[Property]]] = []
    for line in text.split("\r\n")[:-1]:
        match = CONTENT_LINE.fullmatch(line)
        if match is None:
            found.append(f"no content line: {line!r}")
            continue
        name, parameters, value = match.groups()
        if name == "BEGIN":
            stack.append((value, []))
        elif name == "END":
            if not stack or stack[-1][0] != value:
                found.append(f"END:{value} does not end what was begun")
                continue
            closed.append(stack.pop())
        else:
            pairs = dict(one.split("=", 1) for one in parameters.split(";") if one)
            stack[-1][1].append((name, pairs, value))
    if stack or not closed or closed[-1][0] != "VCALENDAR":
        found.append("it is no calendar from begin to end")
    events = [properties for name, properties in closed if name == "VEVENT"]
    known = [properties for name, properties in closed if name == "VTIMEZONE"]
    zones = {value for properties in known for name, _, value in properties if name == "TZID"}
    return closed, events, zones


def _faults_of_event(event: list[Property], zones: set[str]) -> list[str]:
    values = {name: (pairs, value) for name, pairs, value in event}
    texts = [(name, values[name][1]) for name in ("SUMMARY", "DESCRIPTION", "LOCATION") if name in values]
    found = [f"{name} is not escaped: {text!r}" for name, text in texts if not TEXT.fullmatch(text)]
    start, end = values["DTSTART"], values.get("DTEND")
    for pairs, value in filter(None, (start, end)):
        if "TZID" in pairs and pairs["TZID"] not in zones:
            found.append(f"there is no VTIMEZONE for {pairs['TZID']}")
        form = "%Y%m%d" if pairs.get("VALUE") == "DATE" else "%Y%m%dT%H%M%S"
        datetime.strptime(value.removesuffix("Z"), form)  # noqa: DTZ007 - its form alone is tried
    if end and (start[0].get("VALUE") != end[0].get("VALUE") or end[1] <= start[1]):
        found.append("DTEND is of another type than DTSTART, or not later")
    if "SEQUENCE" in values and not 0 <= int(values["SEQUENCE"][1]) < 2**31:
        found.append("SEQUENCE is no integer")
    if "STATUS" in values and values["STATUS"][1] not in ("TENTATIVE", "CONFIRMED", "CANCELLED"):
        found.append("STATUS is unknown")
    return found
