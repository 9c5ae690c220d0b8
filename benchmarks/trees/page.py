"""`python -m benchmarks.trees.page BEFORE AFTER [--rounds 8]`: how long two running services' page takes to load.

Each round loads the page of BEFORE, of AFTER and of BEFORE again five times, each time in a fresh profile of one
Chromium, and takes the medians; printed are the ratios of AFTER to BEFORE, and beside them the spread of BEFORE to
itself. Give both services the same database. One JSON object, times in milliseconds.
"""

from __future__ import annotations

import argparse
import json
from statistics import median

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = "/usr/bin/chromium"
LOADS = 5
STEPS = ("first_byte", "dom", "load", "first_paint")
TIMES = """() => {
  const load = performance.getEntriesByType("navigation")[0];
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  return [load.responseStart, load.domContentLoadedEventEnd, load.loadEventEnd, paint ? paint.startTime : NaN];
}"""
Loads = list[float]


def main() -> None:
    """Measure in turns and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.trees.page", description=__doc__)
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("--rounds", type=int, default=8)
    asked = parser.parse_args()
    rounds: dict[str, list[Loads]] = {"before": [], "after": [], "again": []}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for number in range(asked.rounds):
            for which in ["before", "after", "again"] if number % 2 == 0 else ["before", "again", "after"]:
                address = asked.after if which == "after" else asked.before
                rounds[which].append(_median_load(browser, address))
    print(json.dumps({step: _ratios(rounds, place) for place, step in enumerate(STEPS)}))


def _median_load(browser: Browser, address: str) -> Loads:
    return [median(times) for times in zip(*(_load(browser, address) for _ in range(LOADS)), strict=True)]


def _load(browser: Browser, address: str) -> Loads:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/", wait_until="load")
    times: Loads = page.evaluate(TIMES)
    context.close()
    return times


def _ratios(rounds: dict[str, list[Loads]], place: int) -> dict[str, float | list[float]]:
    before, after, again = ([times[place] for times in rounds[which]] for which in ("before", "after", "again"))
    same = [other / one for other, one in zip(again, before, strict=True)]
    return {
        "before_ms": round(median(before), 1),
        "after_ms": round(median(after), 1),
        "ratio": round(median(one / other for one, other in zip(after, before, strict=True)), 3),
        "spread": [round(min(same), 3), round(max(same), 3)],
    }


if __name__ == "__main__":
    main()
