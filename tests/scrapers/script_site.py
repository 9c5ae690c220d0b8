"""A site whose pages are built by programs: four pages of three events each, behind whatever leads on.

| address | what leads on |
|---|---|
| `/scroll` | scrolling: what is fetched is added below |
| `/window` | scrolling; only what is in view is in the page |
| `/add` | a button that adds below, and is gone at the end |
| `/replace` | a link that puts the next page in place of this one, and is disabled at the end |
| `/numbers` | the numbers of the pages, which have no addresses |
| `/pages?page=1` | an address for each page |
| `/members/...` | any of these, for those who are logged in by `/login` |
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from include.network.serving import serving
from tests.allowed import allowed

PAGES, EACH = 4, 3
PASSWORD = "open sesame, please"
SELECTORS = {"container": "li.event", "title": "h3", "date": "time", "location": ".where", "link": "a"}

HEAD = """<!doctype html><meta charset="utf-8"><title>What is on</title>
<style>li { height: 700px } .events { margin: 0 } #box { height: 900px; overflow-y: auto }</style>"""
COMMON = """
const api = location.pathname.startsWith('/members') ? '/members/api' : '/api';
const list = document.querySelector('.events');
function shown(one) {
    const item = document.createElement('li');
    item.className = 'event';
    item.innerHTML = `<h3>${one.title}</h3><time datetime="${one.start}">${one.start}</time>`
        + `<span class="where">Lamp Rooms</span><a href="${api.slice(0, -4)}/e/${one.id}">more</a>`;
    return item;
}
async function fetched(number) {
    const answer = await fetch(`${api}?page=${number}`);
    return answer.ok ? await answer.json() : {events: [], more: true, failed: true};
}
async function add(number) {
    const page = await fetched(number);
    list.append(...page.events.map(shown));
    return page;
}
let number = 1, busy = false, more = true;
"""
BODIES = {
    "scroll": """<ul class="events"></ul><script>{common}
        async function onward() {{
            const end = innerHeight + scrollY >= document.body.scrollHeight - 10;
            if (busy || !more || !end) return;
            busy = true;
            await new Promise(done => setTimeout(done, 150));
            more = (await add(++number)).more;
            busy = false;
        }}
        add(1).then(() => addEventListener('scroll', onward));</script>""",
    "window": """<div id="box"><div id="room"><ul class="events"></ul></div></div><script>{common}
        const every = [], box = document.querySelector('#box');
        function drawn() {{
            const first = Math.max(0, Math.floor(box.scrollTop / 700) - 1);
            document.querySelector('#room').style.height = `${{every.length * 700}}px`;
            list.style.paddingTop = `${{first * 700}}px`;
            list.replaceChildren(...every.slice(first, first + 4).map(shown));
        }}
        async function onward() {{
            drawn();
            if (busy || !more || box.scrollTop + box.clientHeight < box.scrollHeight - 10) return;
            busy = true;
            const page = await fetched(++number);
            every.push(...page.events); more = page.more; busy = false;
            drawn();
        }}
        fetched(1).then(page => {{ every.push(...page.events); drawn(); box.addEventListener('scroll', onward); }});
        </script>""",
    "add": """<ul class="events"></ul><button class="more">Show more</button><script>{common}
        const button = document.querySelector('.more');
        button.onclick = async () => {{ if (!(await add(++number)).more) button.remove(); }};
        add(1);</script>""",
    "replace": """<div id="cookies" style="position: fixed; inset: 0; z-index: 9">Cookies?</div>
        <ul class="events"></ul><nav><a class="onward" href="#">Next</a></nav><script>{common}
        const link = document.querySelector('.onward');
        link.onclick = async event => {{
            event.preventDefault();
            list.replaceChildren();
            if (!(await add(++number)).more) link.classList.add('disabled');
        }};
        add(1);</script>""",
    "numbers": """<ul class="events"></ul><nav></nav><script>{common}
        function links(last) {{
            document.querySelector('nav').replaceChildren(...Array.from({{length: last}}, (_, place) => {{
                const one = document.createElement('button');
                one.className = 'number'; one.textContent = place + 1;
                one.onclick = () => {{ list.replaceChildren(); add(place + 1); }};
                return one;
            }}));
        }}
        add(1).then(page => links(page.pages));</script>""",
    "pages": """<ul class="events"></ul><script>{common}
        add(Number(new URLSearchParams(location.search).get('page') || 1));</script>""",
}
LOGIN = """<form id="login"><input name="token" type="hidden" value="c5f1"><input name="user" autocomplete="username">
<input name="word" type="password"><button>Sign in</button></form><p id="said"></p><script>
document.querySelector('#login').onsubmit = async event => {
    event.preventDefault();
    const answer = await fetch('/session', {method: 'POST', body: new URLSearchParams(new FormData(event.target))});
    if (answer.ok) location.href = '/members/'; else document.querySelector('#said').textContent = 'No.';
};</script>"""
PLAIN_LOGIN = """<!doctype html><form action="/search"><input name="q"></form>
<form action="/session?back=1" method="post"><input name="token" type="hidden" value="c5f1"><input name="user">
<input name="word" type="password"><input type="submit"></form>"""


@dataclass
class ScriptSite:
    """What the site was asked; `failing` is how it fails: status and headers of a page of events, by its number."""

    base: str = ""
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    authorizations: list[str | None] = field(default_factory=list)
    sent: list[dict[str, list[str]]] = field(default_factory=list)
    failing: dict[int, tuple[int, dict[str, str]]] = field(default_factory=dict)
    robots: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    delay: float = 0

    def asked_pages(self) -> Counter[int]:
        """How often each page of events was asked for."""
        found = (urlsplit(one) for one in self.asked)
        return Counter(int(parse_qs(one.query)["page"][0]) for one in found if one.path.endswith("/api"))

    def events(self, number: int) -> dict[str, Any]:
        """One page of events."""
        first = (number - 1) * EACH
        every = [
            {"id": one, "title": f"Sitar evening {one}", "start": f"2026-03-{10 + one}T19:00"}
            for one in range(first, first + EACH)
        ]
        return {"events": every if number <= PAGES else [], "more": number < PAGES, "pages": PAGES}

    def answer(self, path: str, cookies: str) -> tuple[int, dict[str, str], str]:
        """Status, headers and body."""
        where, page = urlsplit(path), int(parse_qs(urlsplit(path).query).get("page", ["1"])[0])
        name = where.path.removeprefix("/members")
        html = {"Content-Type": "text/html; charset=utf-8"}
        if where.path.startswith("/members") and "member=yes" not in cookies:
            return (401, html, "no") if name == "/api" else (302, {"Location": "/login"}, "")
        if where.path in self.pages:
            return 200, html, self.pages[where.path]
        if name == "/api":
            time.sleep(self.delay)
            status, headers = self.failing.get(page, (200, {}))
            return status, {"Content-Type": "application/json", **headers}, json.dumps(self.events(page))
        if where.path == "/robots.txt":
            return (200, {"Content-Type": "text/plain"}, self.robots) if self.robots else (404, {}, "")
        fixed = {"/login": HEAD + LOGIN, "/plain-login": PLAIN_LOGIN, "/": f"{HEAD}<h1>Hello</h1>"}
        if name in fixed:
            return 200, html, fixed[name]
        if name.startswith("/e/"):
            return 200, html, f"<!doctype html><h1>Evening</h1><p class='about'>All about {name[3:]}</p>"
        body = BODIES.get(name[1:])
        return (200, html, HEAD + body.format(common=COMMON)) if body else (404, html, "not here")


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """A client that hung up is what some tests are about."""


@contextmanager
def script_site() -> Iterator[ScriptSite]:
    """Serve it while the block runs."""
    site = ScriptSite()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.agents.add(self.headers["User-Agent"])
            site.authorizations.append(self.headers["Authorization"])
            self._answer(*site.answer(self.path, self.headers.get("Cookie", "")))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            site.asked.append(self.path)
            site.sent.append(parse_qs(body))
            known = site.sent[-1] == {"token": ["c5f1"], "user": ["meena"], "word": [PASSWORD]}
            cookie = {"Set-Cookie": "member=yes; Path=/; HttpOnly"} if known else {}
            if "back" in self.path:
                self._answer(302, {"Location": "/members/" if known else "/plain-login", **cookie}, "")
            else:
                self._answer(200 if known else 403, cookie, "")

        def _answer(self, status: int, headers: dict[str, str], body: str) -> None:
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body.encode())), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: Any) -> None:
            """Log nothing."""

    server = _Server(("127.0.0.1", 0), Handler)
    site.base = f"http://127.0.0.1:{server.server_address[1]}"
    with serving(server), allowed(site.base):
        yield site
