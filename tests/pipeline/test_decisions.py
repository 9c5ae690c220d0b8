"""What a person decides outlives every import and every rebuild, and can be taken back."""

from __future__ import annotations

from tests.pipeline.scene import Scene, at


def _jazz_twice(scene: Scene) -> None:
    scene.lists("tickets", "jazz", title="Monsoon Jazz Quartet", at=at(6, 20), place="The Humming Tree")
    scene.lists("guide", "jazz", title="Monsoon Jazz Quartet live", at=at(6, 20), place="Humming Tree")
    scene.run()


def test_an_edit_outlives_a_re_import(scene: Scene) -> None:
    _jazz_twice(scene)
    scene.decide("edit", ("guide", "jazz"), patch={"title": "The Monsoon Quartet", "price": {"cost_type": "free"}})
    scene.run()
    assert [(e.title, e.cost_type) for e in scene.events()] == [("The Monsoon Quartet", "free")]
    scene.lists("tickets", "jazz", title="Monsoon Jazz Quartet (sold out)", at=at(6, 20), place="The Humming Tree")
    scene.lists("guide", "jazz", title="Monsoon Jazz Quartet - live", at=at(6, 20), place="Humming Tree")
    scene.run()
    assert [(e.title, e.cost_type) for e in scene.events()] == [("The Monsoon Quartet", "free")]
    (row,) = scene.rows("select provenance from jatre.discovered_events")
    assert row.provenance["title"]["origin"] == "person"


def test_a_rejection_outlives_a_re_import_and_can_be_revoked(scene: Scene) -> None:
    _jazz_twice(scene)
    decision = scene.decide("reject", ("tickets", "jazz"), reason="not in our area")
    scene.run()
    assert scene.events() == []
    assert scene.listing("guide", "jazz").status == "rejected"
    scene.lists("tickets", "jazz", title="Monsoon Jazz Quartet, late show", at=at(6, 20), place="The Humming Tree")
    scene.run()
    assert scene.events() == []
    scene.revoke(decision)
    scene.run()
    assert len(scene.events()) == 1


def test_a_split_parts_what_matching_would_join_and_its_revocation_joins_it_again(scene: Scene) -> None:
    _jazz_twice(scene)
    (before,) = scene.events()
    decision = scene.decide("split", ("tickets", "jazz"), ("guide", "jazz"))
    scene.run()
    assert scene.groups() == {frozenset({"tickets/jazz"}), frozenset({"guide/jazz"})}
    assert before.id in {e.id for e in scene.events()}
    scene.lists("guide", "jazz", title="Monsoon Jazz Quartet, live!", at=at(6, 20), place="Humming Tree")
    scene.run()
    assert len(scene.groups()) == 2
    scene.revoke(decision)
    scene.run()
    assert scene.groups() == {frozenset({"tickets/jazz", "guide/jazz"})}
    assert len(scene.events()) == 1


def test_a_merge_joins_what_matching_would_not_and_revoking_gives_both_back(scene: Scene) -> None:
    scene.lists("tickets", "a", title="Strings and Stories", at=at(9, 18), place="Toit")
    scene.lists("guide", "b", title="Raghu Dixit unplugged", at=at(9, 18), place="Toit")
    scene.run()
    ids = {e.id for e in scene.events()}
    decision = scene.decide("merge", ("tickets", "a"), ("guide", "b"))
    scene.run()
    assert scene.groups() == {frozenset({"tickets/a", "guide/b"})}
    scene.revoke(decision)
    scene.run()
    assert {e.id for e in scene.events()} == ids


def test_a_merge_joins_them_also_when_one_of_them_waits_alone(scene: Scene) -> None:
    scene.lists("guide", "1", title="Kintsugi Workshop", at=at(14, 16))
    scene.lists("paper", "2", title="Drawing lakes and trees", at=at(20, 11), place="Toit")
    scene.run()
    scene.decide("merge", ("guide", "1"), ("paper", "2"))
    scene.do("update jatre.events_staging set stage = 'done' where external_id = '2'")
    scene.run()
    assert scene.groups() == {frozenset({"guide/1", "paper/2"})}


def test_suspicious_words_wait_for_a_person_and_an_approval_shows_them(scene: Scene) -> None:
    scene.lists(
        "feed", "spam", title="Forex signals evening", at=at(9, 18), place="Toit", description="Guaranteed returns!"
    )
    scene.run()
    assert scene.events() == []
    (row,) = scene.rows("select moderation_status, moderation_reasons from jatre.discovered_events")
    assert (row.moderation_status, row.moderation_reasons) == ("pending", ["looks like spam: forex signals"])
    scene.decide("approve", ("feed", "spam"))
    scene.run()
    assert [e.verification_status for e in scene.events()] == ["verified"]


def test_gone_everywhere_is_unlisted_and_gone_somewhere_is_not(scene: Scene) -> None:
    _jazz_twice(scene)
    for slug, status in (("tickets", "scheduled"), ("guide", "unlisted")):
        scene.do(
            "update jatre.events_staging l set gone_at = clock_timestamp(), stage = 'enrich' from jatre.event_sources s"
            " where s.id = l.source_id and s.slug = :slug",
            slug=slug,
        )
        scene.run()
        assert [e.status for e in scene.events()] == [status]


def test_cancelled_needs_an_official_word_or_everyones(scene: Scene) -> None:
    _jazz_twice(scene)
    scene.lists(
        "guide", "jazz", title="Monsoon Jazz Quartet live", at=at(6, 20), place="Humming Tree", status="cancelled"
    )
    scene.run()
    assert [e.status for e in scene.events()] == ["scheduled"]
    scene.source("venue", priority=1, official=True)
    scene.lists(
        "venue", "jazz", title="Monsoon Jazz Quartet", at=at(6, 20), place="The Humming Tree", status="cancelled"
    )
    scene.run()
    assert [(e.status, e.verification_status) for e in scene.events()] == [("cancelled", "official")]


def test_of_two_decisions_on_one_pair_the_later_one_counts(scene: Scene) -> None:
    _jazz_twice(scene)
    pair = ("tickets", "jazz"), ("guide", "jazz")
    for kind, events in (("split", 2), ("merge", 1), ("split", 2)):
        scene.decide(kind, *pair)
        scene.run()
        assert len(scene.groups()) == events, kind
