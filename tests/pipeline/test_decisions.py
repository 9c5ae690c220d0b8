"""What a person decides outlives every import and every rebuild, and can be taken back."""

from __future__ import annotations

from tests.pipeline.conftest import House, at


def _jazz_twice(house: House) -> None:
    house.says("tickets", "jazz", title="Monsoon Jazz Quartet", at=at(6, 20), place="The Humming Tree")
    house.says("guide", "jazz", title="Monsoon Jazz Quartet live", at=at(6, 20), place="Humming Tree")
    house.run()


def test_an_edit_outlives_a_re_import(house: House) -> None:
    _jazz_twice(house)
    house.decide("edit", ("guide", "jazz"), patch={"title": "The Monsoon Quartet", "price": {"cost_type": "free"}})
    house.run()
    assert [(e.title, e.cost_type) for e in house.events()] == [("The Monsoon Quartet", "free")]
    house.says("tickets", "jazz", title="Monsoon Jazz Quartet (sold out)", at=at(6, 20), place="The Humming Tree")
    house.says("guide", "jazz", title="Monsoon Jazz Quartet - live", at=at(6, 20), place="Humming Tree")
    house.run()
    assert [(e.title, e.cost_type) for e in house.events()] == [("The Monsoon Quartet", "free")]
    (row,) = house.rows("select provenance from jatre.discovered_events")
    assert row.provenance["title"]["origin"] == "person"


def test_a_rejection_outlives_a_re_import_and_can_be_revoked(house: House) -> None:
    _jazz_twice(house)
    decision = house.decide("reject", ("tickets", "jazz"), reason="not in our area")
    house.run()
    assert house.events() == []
    assert house.listing("guide", "jazz").status == "rejected"
    house.says("tickets", "jazz", title="Monsoon Jazz Quartet, late show", at=at(6, 20), place="The Humming Tree")
    house.run()
    assert house.events() == []
    house.revoke(decision)
    house.run()
    assert len(house.events()) == 1


def test_a_split_parts_what_matching_would_join_and_its_revocation_joins_it_again(house: House) -> None:
    _jazz_twice(house)
    (before,) = house.events()
    decision = house.decide("split", ("tickets", "jazz"), ("guide", "jazz"))
    house.run()
    assert house.groups() == {frozenset({"tickets/jazz"}), frozenset({"guide/jazz"})}
    assert before.id in {e.id for e in house.events()}
    house.says("guide", "jazz", title="Monsoon Jazz Quartet, live!", at=at(6, 20), place="Humming Tree")
    house.run()
    assert len(house.groups()) == 2
    house.revoke(decision)
    house.run()
    assert house.groups() == {frozenset({"tickets/jazz", "guide/jazz"})}
    assert len(house.events()) == 1


def test_a_merge_joins_what_matching_would_not_and_revoking_gives_both_back(house: House) -> None:
    house.says("tickets", "a", title="Strings and Stories", at=at(9, 18), place="Toit")
    house.says("guide", "b", title="Raghu Dixit unplugged", at=at(9, 18), place="Toit")
    house.run()
    ids = {e.id for e in house.events()}
    decision = house.decide("merge", ("tickets", "a"), ("guide", "b"))
    house.run()
    assert house.groups() == {frozenset({"tickets/a", "guide/b"})}
    house.revoke(decision)
    house.run()
    assert {e.id for e in house.events()} == ids


def test_suspicious_words_wait_for_a_person_and_an_approval_shows_them(house: House) -> None:
    house.says(
        "feed", "spam", title="Forex signals evening", at=at(9, 18), place="Toit", description="Guaranteed returns!"
    )
    house.run()
    assert house.events() == []
    (row,) = house.rows("select moderation_status, moderation_reasons from jatre.discovered_events")
    assert (row.moderation_status, row.moderation_reasons) == ("pending", ["suspicious words"])
    house.decide("approve", ("feed", "spam"))
    house.run()
    assert [e.verification_status for e in house.events()] == ["verified"]


def test_gone_everywhere_is_unlisted_and_gone_somewhere_is_not(house: House) -> None:
    _jazz_twice(house)
    for slug, status in (("tickets", "scheduled"), ("guide", "unlisted")):
        house.do(
            "update jatre.events_staging l set gone_at = clock_timestamp(), stage = 'enrich' from jatre.event_sources s"
            " where s.id = l.source_id and s.slug = :slug",
            slug=slug,
        )
        house.run()
        assert [e.status for e in house.events()] == [status]


def test_cancelled_needs_an_official_word_or_everyones(house: House) -> None:
    _jazz_twice(house)
    house.says(
        "guide", "jazz", title="Monsoon Jazz Quartet live", at=at(6, 20), place="Humming Tree", status="cancelled"
    )
    house.run()
    assert [e.status for e in house.events()] == ["scheduled"]
    house.source("venue", priority=1, official=True)
    house.says(
        "venue", "jazz", title="Monsoon Jazz Quartet", at=at(6, 20), place="The Humming Tree", status="cancelled"
    )
    house.run()
    assert [(e.status, e.verification_status) for e in house.events()] == [("cancelled", "official")]
