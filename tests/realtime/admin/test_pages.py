"""The console's pages without a browser: figures of a day, each also in a table, and the addresses of runs."""

from __future__ import annotations

from datetime import date

import pytest

from realtime.pages.console.charts import HEIGHT, REST, charts_of, days_until, shares, stacked
from tests.conftest import Database
from tests.pipeline.scene import Scene, at, database, scene, seeded
from tests.realtime.holders import hold
from tests.realtime.running import running
from tests.realtime.signing import bearing

__all__ = ["database", "scene", "seeded"]

DAYS = days_until(date(2026, 3, 2), 3)


def test_a_bar_is_as_high_as_its_day_and_each_part_as_its_share() -> None:
    facts = [(DAYS[0], "guide", 6), (DAYS[0], "tickets", 2), (DAYS[2], "guide", 4), (date(2026, 1, 1), "guide", 99)]
    chart = stacked("Found", "", DAYS, facts)
    assert (chart.columns, chart.most) == (["guide", "tickets"], "8")
    assert chart.rows == [("Sat 28 Feb", ["6", "2"]), ("Sun 1 Mar", ["0", "0"]), ("Mon 2 Mar", ["4", "0"])]
    assert [(bar.series, bar.y, bar.height) for bar in chart.bars] == [(0, 40, 120), (1, 0, 40), (0, 80, 80)]
    assert [bar.words for bar in chart.bars][1] == "Sat 28 Feb, tickets: 2"


def test_beyond_six_series_the_smallest_are_one() -> None:
    chart = stacked("Found", "", DAYS, [(DAYS[0], f"s{n}", 10 - n) for n in range(9)])
    assert chart.columns == ["s0", "s1", "s2", "s3", "s4", "s5", REST]
    assert chart.rows[0][1][-1] == str(4 + 3 + 2)
    assert sum(bar.height for bar in chart.bars) == pytest.approx(HEIGHT, abs=0.5)


def test_a_day_without_a_value_has_no_bar_and_a_dash() -> None:
    chart = shares("Approved", "", DAYS, [(DAYS[0], 0.5, "50%"), (DAYS[1], None, ""), (DAYS[2], 0.0, "0%")])
    assert [row[1] for row in chart.rows] == [["50%"], ["–"], ["0%"]]
    assert [bar.height for bar in chart.bars] == [HEIGHT, 1.0]
    assert shares("Approved", "", DAYS, []).is_empty
    assert stacked("Found", "", DAYS, []).is_empty


def test_nothing_found_yet_is_no_chart() -> None:
    assert all(one.is_empty for one in charts_of({"today": "2026-03-02", "facts": [], "judged": []}, 30))


async def test_pages_show_figures_and_ways_to_runs_as_text_whatever_sites_are_called(
    database: Database, scene: Scene
) -> None:
    scene.lists("guide", "1", title="Monsoon Jazz Quartet", at=at(6, 20), place="The Humming Tree")
    scene.lists("tickets", "1", title="Monsoon Jazz Quartet", at=at(6, 20), place="The Humming Tree")
    scene.do("update jatre.event_sources set name = '<script>alert(1)</script>' where slug = 'guide'")
    scene.run()
    scene.do("select jatre.analytics_refresh()")
    headers = bearing(hold(database))
    async with running(database.service_url, airflow_url="https://airflow.example/ui/") as service:
        await service.client.post("/api/admin/sources/guide/fetch", json={}, headers=headers)
        scene.do("update jatre.pipeline_requests set run_id = 'asset__2026-03-02T09:00+05:30 \"x'")
        figures = (await service.client.get("/admin/figures", headers=headers)).text
        board = (await service.client.get("/admin/sources", headers=headers)).text
        queue = await service.client.get("/admin", headers=headers)
        changes = (await service.client.get("/admin/decisions", headers=headers)).status_code

    assert "Mon 2 Mar, guide: 1" in figures
    assert "Mon 2 Mar: 50%" in figures, "one of the two is the other's event"
    assert 'href="https://airflow.example/ui/dags/source_guide"' in board
    assert 'href="https://airflow.example/ui/dags/requests/runs/asset__2026-03-02T09%3A00%2B05%3A30%20%22x"' in board
    assert "<script>alert" not in figures + board
    assert (queue.status_code, changes) == (200, 200)
