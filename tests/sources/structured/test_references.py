"""What stands elsewhere in a document and belongs to an event; how far it is followed, and what that may cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from include.errors import BrokenRecord
from include.sources.structured import references as module
from include.sources.structured.references import References, is_stub, link_parts

BASE = "https://a.example/events/"
PLACE = {"@id": "#loft", "@type": "Place", "name": "Loft"}


def completed(event: dict[str, Any], *elsewhere: Any, within: dict[str, Any] | None = None) -> dict[str, Any]:
    References([[event], *elsewhere], BASE).complete(event, within)
    return event


def chain(length: int) -> list[dict[str, Any]]:
    """Nodes of which each names the next as its location."""
    return [{"@id": f"#n{n}", "name": f"n{n}", "location": {"@id": f"#n{n + 1}"}} for n in range(length)]


def test_a_part_named_by_its_id_is_written_into_the_event() -> None:
    for named in ({"@id": "#loft"}, "#loft", "https://a.example/events/#loft", {"@id": f"{BASE}#loft"}):
        assert completed({"location": named}, PLACE)["location"]["name"] == "Loft"
    both = completed({"location": [{"@id": "#loft"}, "Anywhere"]}, PLACE)["location"]
    assert (both[0]["name"], both[1]) == ("Loft", "Anywhere")
    own = completed({"location": {"@id": "#loft", "name": "Upper Loft"}}, PLACE)["location"]
    assert (own["name"], own["@type"]) == ("Upper Loft", "Place")
    assert completed({"about": {"@id": "#loft"}}, PLACE)["about"] == {"@id": "#loft"}
    assert completed({"location": {"@id": ""}}, PLACE)["location"] == {"@id": ""}


def test_of_several_nodes_with_one_id_the_first_word_on_each_key_stands() -> None:
    later = {"@id": "#loft", "@type": "Place", "name": "Attic", "telephone": "1"}
    found = completed({"location": "#loft"}, PLACE, {"@id": "#loft", "@type": "Place"}, later)["location"]
    assert (found["name"], found["telephone"]) == ("Loft", "1")


def test_names_are_followed_four_deep() -> None:
    found = completed({"location": {"@id": "#n0"}}, *chain(8))
    names = []
    node: Any = found
    while isinstance(node.get("location"), dict) and "name" in node["location"]:
        node = node["location"]
        names.append(node["name"])
    assert names == ["n0", "n1", "n2", "n3"]


def test_a_circle_ends() -> None:
    one, other = {"@id": "#a", "name": "a", "location": "#b"}, {"@id": "#b", "name": "b", "location": "#a"}
    assert completed({"location": "#a"}, one, other)["location"]["name"] == "a"


@pytest.mark.parametrize(("bound", "name"), [("MAX_FOLLOWED", "parts"), ("MAX_FOLLOWED_CHARS", "characters")])
def test_what_an_event_takes_from_elsewhere_is_bounded(monkeypatch: pytest.MonkeyPatch, bound: str, name: str) -> None:
    event, size = {"organizer": ["#loft", "#loft"]}, len('{"@id": "#loft", "@type": "Place", "name": "Loft"}')
    monkeypatch.setattr(module, bound, 2 if bound == "MAX_FOLLOWED" else 2 * size)
    assert len(completed(dict(event), PLACE)["organizer"]) == 2
    monkeypatch.setattr(module, bound, 1 if bound == "MAX_FOLLOWED" else 2 * size - 1)
    with pytest.raises(BrokenRecord, match=f"or more {name}"):
        completed(dict(event), PLACE)


@pytest.mark.parametrize(
    ("own", "larger", "expected"),
    [
        ({}, {"location": "Hall", "organizer": "Club", "eventStatus": "EventCancelled", "name": "Fest"},
         {"location": "Hall", "organizer": "Club", "eventStatus": "EventCancelled"}),
        ({"location": "Attic"}, {"location": "Hall"}, {"location": "Attic"}),
        ({"location": ""}, {"location": "Hall"}, {"location": "Hall"}),
        ({}, {"location": None}, {}),
    ],
)  # fmt: skip
def test_a_sub_event_inherits_what_it_does_not_state(
    own: dict[str, Any], larger: dict[str, Any], expected: dict[str, Any]
) -> None:
    assert completed(dict(own), within=larger) == expected
    assert completed({**own, "superEvent": larger})["superEvent"] == larger
    named = completed({**own, "superEvent": {"@id": "#fest"}}, {"@id": "#fest", **larger, "x": 1})
    assert {key: named[key] for key in expected} == expected


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("/a.jpg", "https://a.example/a.jpg"),
        ("./a.jpg", "https://a.example/events/a.jpg"),
        ("../a.jpg", "https://a.example/a.jpg"),
        ("?id=1", "https://a.example/events/?id=1"),
        ("img/a.jpg", "https://a.example/events/img/a.jpg"),
        ("www.b.example/x", "https://www.b.example/x"),
        ("https://b.example/x", "https://b.example/x"),
        ("tba", "tba"),
        ("n/a", "n/a"),
        ("two words/here", "two words/here"),
    ],
)
def test_addresses_are_as_seen_from_the_document(written: str, address: str) -> None:
    node = {"url": written, "name": written, "image": {"contentUrl": [written]}}
    assert completed(node) == {"url": address, "name": written, "image": {"contentUrl": [address]}}


@pytest.mark.parametrize("inside", [lambda one: [one], lambda one: {"url": one}], ids=["lists", "nodes"])
def test_addresses_are_looked_for_as_deep_as_names(inside: Callable[[Any], Any]) -> None:
    def nested(depth: int) -> Any:
        return "/a.jpg" if depth == 0 else inside(nested(depth - 1))

    found = [str(completed({"url": nested(depth)})) for depth in (4, 5)]
    assert ["https://a.example/a.jpg" in one for one in found] == [True, False]


@pytest.mark.parametrize(
    ("node", "stub"),
    [({"@id": "#a"}, True), ({"@id": "#a", "@type": "Event"}, True), ({"@id": "#a", "name": "A"}, False)],
)
def test_a_stub_does_no_more_than_name(node: dict[str, Any], stub: bool) -> None:
    assert is_stub(node) is stub


def test_sub_events_that_are_named_are_put_into_the_event_that_names_them() -> None:
    part, series = {"@id": "#p", "name": "Part"}, {"@id": "#s", "name": "Series", "subEvent": [{"name": "x"}]}
    written = {"name": "Written"}
    for key in ("subEvent", "subEvents"):
        event: dict[str, Any] = {"name": "Fest", key: [{"@id": "#p"}, written, {"@id": "#s"}, {"@id": "#none"}]}
        larger = link_parts(event, References([event, part, series], BASE))
        assert event["subEvent"] == [part, written, {"@id": "#s"}, {"@id": "#none"}]
        assert larger[id(part)] is event
        assert larger[id(written)] is event
    alone: dict[str, Any] = {"name": "Fest", "subEvent": {"@id": "#p"}}
    link_parts(alone, References([alone, part], BASE))
    assert alone["subEvent"] == [part]
    plain: dict[str, Any] = {"name": "Fest"}
    assert (link_parts(plain, References([plain], BASE)), plain) == ({}, {"name": "Fest"})


def test_an_event_names_no_more_sub_events_than_agreed(monkeypatch: pytest.MonkeyPatch) -> None:
    part = {"@id": "#p", "name": "Part"}
    event: dict[str, Any] = {"name": "Fest", "subEvent": [{"@id": "#p"}] * 2}
    monkeypatch.setattr(module, "MAX_FOLLOWED", 2)
    link_parts(dict(event), References([event, part], BASE))
    monkeypatch.setattr(module, "MAX_FOLLOWED", 1)
    with pytest.raises(BrokenRecord, match="named by @id"):
        link_parts(dict(event), References([event, part], BASE))
