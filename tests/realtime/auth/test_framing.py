"""Who may show our pages within theirs: Airflow, where it is named, the console and its sign-in; nobody else."""

from __future__ import annotations

import pytest

from tests.realtime.signing import bearing, browser, token

AIRFLOW = "https://Airflow.example:8443/ui/"
CONSOLE = ("/signin", "/admin", "/admin/decisions", "/admin/items/x")
OTHERS = ("/api/docs", "/sw.js", "/signin2", "/administer", "/static/live.js", "/api/admin/queue")


@pytest.mark.parametrize("path", CONSOLE)
async def test_airflow_may_frame_the_console_where_it_is_named(path: str) -> None:
    async with browser(airflow_url=AIRFLOW) as client:
        headers = (await client.get(path)).headers
    assert headers["content-security-policy"].endswith("frame-ancestors https://airflow.example:8443")
    assert "x-frame-options" not in headers


@pytest.mark.parametrize("path", OTHERS)
async def test_nothing_else_is_framed(path: str) -> None:
    async with browser(airflow_url=AIRFLOW) as client:
        headers = (await client.get(path)).headers
    assert headers["content-security-policy"].endswith("frame-ancestors 'none'")
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    "url",
    ["", "airflow", "*", "https://*", "https://*.example", "javascript:alert(1)", "https://a b/", "http://",
     "https://x; script-src *", "https://x\r\nset-cookie: a=b", "https://me@airflow.example", "http://["],
)  # fmt: skip
async def test_what_is_no_single_origin_of_the_web_frames_nothing(url: str) -> None:
    async with browser(airflow_url=url) as client:
        headers = (await client.get("/signin")).headers
    assert headers["content-security-policy"].endswith("frame-ancestors 'none'")
    assert headers["x-frame-options"] == "DENY"


async def test_within_a_page_of_another_site_a_tab_of_its_own_is_offered() -> None:
    """To it the browser sends no session, so that nobody could sign in."""
    async with browser(airflow_url=AIRFLOW) as client:
        framed = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}
        there = (await client.get("/signin", headers=framed)).text
        here = (await client.get("/signin", headers=framed | {"sec-fetch-site": "same-site"})).text
    assert '<a href="/admin" target="_blank">' in there
    assert 'name="token"' not in there
    assert 'name="token"' in here


GOING = {"sec-fetch-site": "same-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


@pytest.mark.parametrize(
    ("changed", "who"),
    [({}, "ops"), ({"sec-fetch-dest": "iframe"}, "ops"), ({"sec-fetch-site": "cross-site"}, None),
     ({"sec-fetch-mode": "cors", "sec-fetch-dest": "empty"}, None), ({"sec-fetch-dest": "script"}, None),
     ({"sec-fetch-mode": "no-cors"}, None), ({"origin": "https://evil.jatre.example"}, None)],
)  # fmt: skip
async def test_who_comes_from_a_page_of_the_same_site_is_still_signed_in(changed: dict[str, str], who: str) -> None:
    """As from Airflow's, on another port; what such a page itself asks for has no session."""
    async with browser() as client:
        await client.post("/api/session", headers=bearing(token()))
        assert (await client.get("/api/session", headers=GOING | changed)).json()["name"] == who


async def test_nothing_is_changed_from_a_page_of_the_same_site() -> None:
    async with browser() as client:
        await client.post("/api/session", headers=bearing(token()))
        for method, path in (("DELETE", "/api/session"), ("POST", "/signout"), ("POST", "/api/admin/decisions")):
            assert (await client.request(method, path, headers=GOING)).status_code == 403
