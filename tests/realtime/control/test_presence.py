"""Who looks at what: bounded, whatever the other processes say."""

from __future__ import annotations

from realtime.control.presence import MAX_PRESENT, Presence


def test_where_all_places_are_taken_those_who_are_there_stay_and_move() -> None:
    presence = Presence()
    for number in range(MAX_PRESENT + 1):
        presence.hear_present({"by": f"person {number}", "event": "jazz"})
    presence.hear_present({"by": "person 0", "event": "folk"})
    present = presence.present()
    assert len(present) == MAX_PRESENT
    assert present["person 0"] == "folk"
    assert f"person {MAX_PRESENT}" not in present

    presence.hear_present({"by": "person 1", "event": None})
    presence.hear_present({"by": "late", "event": "jazz"})
    assert "person 1" not in presence.present()
    assert presence.present()["late"] == "jazz"
