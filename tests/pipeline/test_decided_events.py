"""Decisions on whole events: each kind outlives imports, stages and restarts; any is undone as if it had not been made.

What a sequence of decisions comes to is compared with a second database on which the same was decided but for what was
taken back: events by their listings, for ids are drawn anew there.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest

from deploy.local.database.postgres import Cluster
from include import db
from include.errors import ConfigurationError
from include.pipeline import decisions
from include.pipeline.decisions import DecisionConflict, decide_event, decisions_of
from tests.conftest import empty_database
from tests.pipeline import deciding
from tests.pipeline.scene import Scene, at

SEED = 20260302
TITLES = ("Monsoon Jazz Quartet", "Pottery for beginners", "Raghu Dixit unplugged", "Heritage walk of the old tank")


@pytest.fixture
def other(cluster: Cluster, seeded: str, scene: Scene) -> Iterator[Scene]:
    """A second scene, on a database of its own."""
    with empty_database(cluster, seeded) as database:
        engine = db.engine(database.pipeline_url)
        yield Scene(engine)
        engine.dispose()


def import_all(scene: Scene, turn: int = 0) -> None:
    """Four happenings, three of them in two sources, with descriptions that change at every import."""
    for n, title in enumerate(TITLES):
        scene.lists("tickets", str(n), title=title, at=at(6 + n, 20), place="Toit", description=f"Take {turn}, {title}")
        if n:
            scene.lists("guide", str(n), title=f"{title} live", at=at(6 + n, 20), place="Toit", url="https://g.example")
    scene.run()


def event_with(scene: Scene, listing: str) -> UUID:
    slug, external_id = listing.split("/")
    found: UUID = scene.listing(slug, external_id).event_id
    return found


def decide(scene: Scene, kind: Any, listing: str, **details: Any) -> UUID:
    if "other" in details:
        details["other"] = event_with(scene, details["other"])
    with scene.engine.begin() as connection:
        decided = decide_event(connection, kind, event_with(scene, listing), by="meena", details=details)
    return decided.decision


def standing(scene: Scene) -> dict[frozenset[str], tuple[Any, ...]]:
    """Of each group of listings what the public and the moderators see."""
    rows = scene.rows(
        "select (select array_agg(s.slug || '/' || l.external_id) from jatre.events_staging l"
        " join jatre.event_sources s on s.id = l.source_id where l.event_id = e.id), e.is_public, e.title,"
        " e.description, e.moderation_status, e.moderation_notes, e.moderated_by, e.cost_type, e.capacity, e.status,"
        " e.occurrences::text, e.links::text, (select array_agg(r.match_fields ->> 'decided' order by 1)"
        " from jatre.event_duplicates r where r.primary_event_id = e.id)"
        " from jatre.discovered_events e where merged_into is null"
    )
    return {frozenset(row[0]): tuple(row[1:]) for row in rows if row[0]}


def copy_decisions(scene: Scene, other: Scene) -> None:
    """What stands in `scene`, decided in `other` too, in the same order."""
    rows = scene.rows(
        "select kind, source_slug, external_id, other_source_slug, other_external_id, patch, reason, decided_by"
        " from jatre.event_decisions where revoked_at is null order by decided_at, id"
    )
    for row in rows:
        key = (row.source_slug, row.external_id)
        pair = (row.other_source_slug, row.other_external_id) if row.other_source_slug else None
        with other.engine.begin() as connection:
            deciding.decide(
                connection, row.kind, key, by=row.decided_by, other=pair, patch=row.patch, reason=row.reason
            )


def test_every_kind_outlives_ten_imports_all_stages_anew_and_a_restart(scene: Scene) -> None:
    import_all(scene)
    decide(scene, "edit", "tickets/0", patch={"title": "The Monsoon Quartet", "price": {"cost_type": "free"}})
    decide(scene, "reject", "tickets/1")
    decide(scene, "split", "tickets/2", listings=[("guide", "2")])
    decide(scene, "merge", "tickets/3", other="tickets/0")
    scene.run()
    decided = {group: (row[0], row[1], row[3], row[6]) for group, row in standing(scene).items()}
    assert set(decided) == {
        frozenset({"tickets/1", "guide/1"}), frozenset({"tickets/2"}), frozenset({"guide/2"}),
        frozenset({"tickets/3", "guide/3", "tickets/0"}),
    }  # fmt: skip

    for turn in range(1, 11):
        import_all(scene, turn)
    scene.do("update jatre.events_staging set stage = 'extract', processed_data = null")
    scene.engine.dispose()  # as after a restart: nothing but the database remembers
    scene.run()

    assert {group: (row[0], row[1], row[3], row[6]) for group, row in standing(scene).items()} == decided


def test_an_edit_keeps_what_the_sources_state_beside_it(scene: Scene) -> None:
    import_all(scene)
    for title in ("The Monsoon Quartet", "The Quartet"):
        decide(scene, "edit", "tickets/0", patch={"title": title})
        scene.run()
    (row,) = scene.rows("select provenance -> 'title' from jatre.discovered_events where title = 'The Quartet'")
    assert row[0] == {"origin": "person", "confidence": 1.0, "stated": TITLES[0]}


@pytest.mark.parametrize(
    ("patch", "problem"),
    [
        ({"title": ""}, "title"),
        ({"occurrences": [{"starts_at": "next week"}]}, "occurrences"),
        ({"colour": "red"}, "colour is no field that can be edited"),
        ({}, "an edit sets a field"),
    ],
)
def test_an_edit_is_valid_as_a_listings_field_or_refused(scene: Scene, patch: dict[str, Any], problem: str) -> None:
    import_all(scene)
    with pytest.raises(ConfigurationError, match=problem):
        decide(scene, "edit", "tickets/0", patch=patch)


def test_who_gave_the_standing_verdict_and_when_stands_with_the_event(scene: Scene) -> None:
    import_all(scene)
    decision = decide(scene, "approve", "tickets/0")
    scene.run()
    (row,) = scene.rows("select moderated_by, moderated_at from jatre.discovered_events where moderated_by is not null")
    (at_,) = scene.rows("select decided_at from jatre.event_decisions")
    assert tuple(row) == ("meena", at_[0])
    scene.revoke(decision)
    scene.run()
    assert scene.rows("select from jatre.discovered_events where moderated_by is not null") == []


@pytest.mark.parametrize("sequence", [0, *(pytest.param(n, marks=pytest.mark.long) for n in range(1, 8))])
def test_a_decision_of_fifty_decisions_ago_is_undone_as_if_it_had_not_been_made(
    scene: Scene, other: Scene, sequence: int
) -> None:
    chosen = random.Random(SEED + sequence)
    import_all(scene)
    import_all(other)
    made: list[UUID] = []
    for number in range(52):
        made.append(_any_decision(scene, chosen, number))
        if chosen.random() < 0.3:
            scene.run()
    scene.run()
    undone = made[1]
    scene.engine.dispose()
    scene.revoke(undone)
    scene.run()

    copy_decisions(scene, other)
    other.run()
    assert standing(scene) == standing(other)

    for decision in chosen.sample(made, len(made)):
        if decision != undone:
            scene.revoke(decision)
    scene.run()
    other.do("update jatre.event_decisions set revoked_at = clock_timestamp()")
    other.do("update jatre.events_staging set stage = 'dedup' where event_id is not null")
    other.run()
    assert standing(scene) == standing(other), "with all taken back it is as it was imported"


def _any_decision(scene: Scene, chosen: random.Random, number: int) -> UUID:
    """One that is possible now, of any kind."""
    while True:
        kind = chosen.choice(["approve", "reject", "flag", "edit", "merge", "split"])
        listing, other = (chosen.choice(_listings()) for _ in range(2))
        details: dict[str, Any] = {}
        if kind == "edit":
            details = {"patch": chosen.choice([{"title": f"Edited {number}"}, {"capacity": number}])}
        elif kind == "merge":
            details = {"other": other}
        elif kind == "split":
            details = {"listings": [listing.split("/")]}
        try:
            return decide(scene, kind, listing, **details)
        except ConfigurationError:  # what are one event cannot be merged, what is alone cannot be split
            continue


def _listings() -> list[str]:
    return [f"tickets/{n}" for n in range(len(TITLES))] + [f"guide/{n}" for n in range(1, len(TITLES))]


def test_of_two_moderators_at_once_one_is_told_and_nothing_is_lost_or_done_twice(scene: Scene) -> None:
    import_all(scene)
    seen = {listing: _version(scene, listing) for listing in (f"tickets/{n}" for n in range(len(TITLES)))}

    def judges(who: str, kind: Any) -> list[str]:
        outcomes = []
        for listing, version in seen.items():
            try:
                with scene.engine.begin() as connection:
                    event = event_with(scene, listing)
                    decide_event(connection, kind, event, by=who, expected=version)
                outcomes.append("decided")
            except DecisionConflict as conflict:
                outcomes.append(str(conflict))
        return outcomes

    with ThreadPoolExecutor(2) as pool:
        ours, theirs = pool.map(judges, ("meena", "arjun"), ("reject", "approve"))

    for mine, yours in zip(ours, theirs, strict=True):
        assert (mine == "decided") != (yours == "decided")
        assert "arjun decided approve" in mine or "meena decided reject" in yours
    kinds = scene.rows("select count(distinct decision), count(distinct kind) from jatre.event_decisions")
    assert kinds[0][0] == len(TITLES)
    scene.run()
    states = {group: row[3:4] + row[5:6] for group, row in standing(scene).items()}
    assert sorted(states.values()) == sorted(
        ("rejected", "meena") if mine == "decided" else ("approved", "arjun") for mine in ours
    )


def test_two_who_take_one_decision_back_at_once_do_so_once(scene: Scene) -> None:
    import_all(scene)
    decision = decide(scene, "reject", "tickets/0")

    def revokes(who: str) -> str:
        try:
            with scene.engine.begin() as connection:
                decisions.revoke(connection, decision, by=who)
        except DecisionConflict as conflict:
            return str(conflict)
        return "revoked"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(revokes, ("meena", "arjun")))
    assert outcomes[1] == "revoked"
    assert "took back what meena had decided (reject)" in outcomes[0]


def test_what_was_taken_back_since_is_a_conflict_too(scene: Scene) -> None:
    import_all(scene)
    decision = decide(scene, "reject", "tickets/0")
    seen = _version(scene, "tickets/0")
    scene.revoke(decision)
    with scene.engine.begin() as connection, pytest.raises(DecisionConflict, match="took back"):
        decide_event(connection, "flag", event_with(scene, "tickets/0"), by="arjun", expected=seen)


def test_a_conflict_names_the_latest_of_several_decisions() -> None:
    since = [
        {"version": version, "kind": kind, "by": by, "at": "today", "revokedAt": None}
        for version, kind, by in ((7, "flag", "meena"), (9, "reject", "arjun"), (8, "edit", "ravi"))
    ]
    assert str(DecisionConflict(since)).startswith("arjun decided reject at today")


def test_a_decision_asks_for_a_run_of_the_stages_once(scene: Scene) -> None:
    import_all(scene)
    decide(scene, "reject", "tickets/0")
    decide(scene, "reject", "tickets/1")
    assert [tuple(row) for row in scene.rows("select kind, target, state from jatre.pipeline_requests")] == [
        ("stages", "decisions", "waiting")
    ]


def _version(scene: Scene, listing: str) -> int:
    with scene.engine.connect() as connection:
        version: int = decisions_of(connection, event_with(scene, listing))["version"]
    return version


def test_a_decision_on_many_names_some_listings_and_how_many_it_has(scene: Scene) -> None:
    """One by rule has thousands, which were all listed for each of its events."""
    import_all(scene)
    event = event_with(scene, "tickets/3")
    for _ in range(3):
        decide(scene, "flag", "tickets/3")
    decide(scene, "approve", "tickets/3")
    with scene.engine.begin() as connection:
        connection.exec_driver_sql(
            "insert into jatre.event_decisions (kind, source_slug, external_id, decided_by, decision, version)"
            " select 'approve', 'aaa', n::text, d.decided_by, d.decision, d.version"
            " from jatre.event_decisions d, generate_series(1, 300) n"
            " where d.kind = 'approve' and d.source_slug = 'tickets'"
        )
        found = decisions_of(connection, event)
        approval = found["decisions"][0]
        assert (approval["kind"], len(approval["listings"]), approval["listingCount"]) == ("approve", 100, 302)
        assert {("tickets", "3"), ("guide", "3")} <= {tuple(one) for one in approval["listings"]}
        (page,) = connection.exec_driver_sql(
            "select jatre.decisions_get_v1(%s, %s, 2)", (event, approval["version"])
        ).one()
        assert ([one["kind"] for one in page["decisions"]], page["hasMore"]) == (["flag", "flag"], True)
        assert page["version"] == found["version"]
        connection.exec_driver_sql(
            "insert into jatre.event_decisions (kind, source_slug, external_id, decided_by)"
            " select 'flag', 'tickets', '3', 'meena' from generate_series(1, 200)"
        )
        assert len(decisions_of(connection, event)["decisions"]) == 204, "read a hundred at a time"
