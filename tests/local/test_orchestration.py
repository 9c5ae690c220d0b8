"""Following Airflow while it starts: it may be too busy to answer for a moment, and each part has to be there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest

from deploy.local import orchestration, steps
from deploy.local.commands import demo
from deploy.local.installation import Installation
from deploy.local.processes.supervisor import Supervisor
from deploy.local.steps import Problem, step
from include.airflow_api import AirflowApi
from include.network.serving import serving


def api(*answers: int) -> AirflowApi:
    """An Airflow that answers these status codes, one after the other, the state always `success`."""
    left = list(answers)

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/auth/token":
            return httpx.Response(201, json={"access_token": "t"})
        return httpx.Response(left.pop(0), json={"state": "success"})

    return AirflowApi("http://airflow.test", "admin", "secret", transport=httpx.MockTransport(answer))


@pytest.fixture
def health(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, dict[str, str]]]:
    """What Airflow reports of its parts; to be changed."""
    health = {part: {"status": "healthy"} for part in orchestration.PARTS}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(health).encode())

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    with serving(server):
        monkeypatch.setenv("AIRFLOW_PORT", str(server.server_port))
        yield health


@pytest.mark.parametrize("part", ["scheduler", "dag_processor", "triggerer"])
def test_airflow_is_there_when_every_part_has_given_a_sign_of_life(
    health: dict[str, dict[str, str]], part: str
) -> None:
    assert orchestration.is_healthy(Installation())
    health[part]["status"] = "unhealthy"
    assert not orchestration.is_healthy(Installation())


def test_an_airflow_that_is_busy_for_a_moment_stops_nothing() -> None:
    runs = {"source_a": "manual__1", "source_b": "manual__2"}

    assert orchestration.states(api(503, 200), runs) == {"source_a": "unknown", "source_b": "success"}


def test_what_has_ended_is_not_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"source_a": ["success"], "source_b": ["running", "failed"]}
    monkeypatch.setattr(demo, "events_on_page", lambda _: 1)
    monkeypatch.setattr(steps.time, "sleep", lambda _: None)

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/auth/token":
            return httpx.Response(201, json={"access_token": "t"})
        return httpx.Response(200, json={"state": told[request.url.path.split("/")[4]].pop(0)})

    airflow = AirflowApi("http://airflow.test", "admin", "secret", transport=httpx.MockTransport(answer))

    assert demo._follow(Installation(), airflow, dict.fromkeys(told, "manual__1"))
    assert told == {"source_a": [], "source_b": []}


@pytest.mark.parametrize(
    ("answer_seconds", "pause_seconds"), [(0.1, 1.0), (2.0, 8.0), (30.0, 10.0)], ids=["at ease", "busy", "stuck"]
)
def test_an_airflow_that_takes_long_to_answer_is_asked_less_often(
    monkeypatch: pytest.MonkeyPatch, answer_seconds: float, pause_seconds: float
) -> None:
    now, paused, told = [0.0], [], ["running", "running", "success"]
    monkeypatch.setattr(steps, "time", SimpleNamespace(monotonic=lambda: now[0], sleep=paused.append))
    monkeypatch.setattr(demo, "time", steps.time)
    monkeypatch.setattr(demo, "report", lambda _: None)
    monkeypatch.setattr(demo, "events_on_page", lambda _: 1)

    def states(_: AirflowApi, runs: dict[str, str]) -> dict[str, str]:
        now[0] += answer_seconds
        return dict.fromkeys(runs, told.pop(0))

    monkeypatch.setattr(orchestration, "states", states)

    assert demo._follow(Installation(), api(200, 200), {"source_a": "manual__1"})
    assert paused == [pytest.approx(pause_seconds)] * 2


def test_a_start_that_airflow_is_too_busy_for_is_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orchestration, "source_dags", lambda _: ["source_a"])
    monkeypatch.setattr(orchestration, "DAG_FILES", frozenset())
    monkeypatch.setattr(orchestration, "_PAUSE", 0.01)
    (tmp_path / "airflow").mkdir()
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(f"{request.method} {request.url.path.removeprefix('/api/v2')}")
        if request.url.path == "/auth/token":
            return httpx.Response(201, json={"access_token": "t"})
        if request.method != "GET" and asked.count(asked[-1]) == 1:
            raise httpx.ReadTimeout("timed out")
        return httpx.Response(
            200,
            json={
                "dags": [{"dag_id": "source_a", "is_paused": True, "fileloc": "/dags/sources.py"}],
                "total_entries": 1,
                "dag_run_id": "manual__1",
            },
        )

    busy = AirflowApi("http://airflow.test", "admin", "secret", transport=httpx.MockTransport(answer))
    assert orchestration.start_sources(Installation(local=tmp_path), busy) == {"source_a": "manual__1"}
    assert asked.count("POST /dags/source_a/dagRuns") == asked.count("PATCH /dags/source_a") == 2


def test_what_airflow_reads_after_the_sources_is_switched_on_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orchestration, "source_dags", lambda _: ["source_a"])
    monkeypatch.setattr(orchestration, "DAG_FILES", frozenset({"requests.py"}))
    (tmp_path / "airflow").mkdir()
    read = [("source_a", "sources.py"), ("requests", "requests.py")]
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/auth/token":
            return httpx.Response(201, json={"access_token": "t"})
        asked.append(f"{request.method} {request.url.path.removeprefix('/api/v2')}")
        known = read[:1] if asked == ["GET /dags"] else read
        dags = [{"dag_id": name, "is_paused": True, "fileloc": f"/dags/{file}"} for name, file in known]
        return httpx.Response(200, json={"dags": dags, "total_entries": len(dags), "dag_run_id": "manual__1"})

    airflow = AirflowApi("http://airflow.test", "admin", "secret", transport=httpx.MockTransport(answer))
    assert set(orchestration.start_sources(Installation(local=tmp_path), airflow)) == {"source_a"}

    assert "PATCH /dags/requests" in asked


def test_what_somebody_has_paused_stays_paused_over_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orchestration, "source_dags", lambda _: ["source_a", "source_b"])
    monkeypatch.setattr(orchestration, "DAG_FILES", frozenset())
    (tmp_path / "airflow").mkdir()
    paused = {"source_a": True, "source_b": True}

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/auth/token":
            return httpx.Response(201, json={"access_token": "t"})
        if request.method == "PATCH":
            paused[request.url.path.rpartition("/")[2]] = False
        dags = [{"dag_id": name, "is_paused": state, "fileloc": "sources.py"} for name, state in paused.items()]
        return httpx.Response(200, json={"dags": dags, "total_entries": len(dags), "dag_run_id": "manual__1"})

    airflow = AirflowApi("http://airflow.test", "admin", "secret", transport=httpx.MockTransport(answer))
    here = Installation(local=tmp_path)
    assert set(orchestration.start_sources(here, airflow)) == {"source_a", "source_b"}
    paused["source_b"] = True

    assert set(orchestration.start_sources(here, airflow)) == {"source_a"}
    assert paused == {"source_a": False, "source_b": True}


def test_what_airflow_refuses_is_reported_with_a_remedy() -> None:
    with pytest.raises(Problem, match="refused") as failure, orchestration.explained():
        api(404).start_run("source_gone")
    assert "run the same command again" in failure.value.remedy


def test_after_a_failure_what_still_runs_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    states = {"postgres": "RUNNING", "jatre:airflow-scheduler": "RUNNING", "jatre:realtime": "FATAL"}
    monkeypatch.setattr(Supervisor, "states", lambda _: states)

    with pytest.raises(SystemExit), demo.leftovers_shown(Supervisor(tmp_path)), step("starting the service"):
        raise Problem("not everything answers", "see the logs")
    output = capsys.readouterr().out
    assert "Still running: postgres, airflow-scheduler;" in output
    assert "`make down`" in output


def test_an_old_secret_of_a_webhook_is_never_taken_for_one_of_another_source(tmp_path: Path) -> None:
    here = Installation(local=tmp_path)
    kept = {"webhook_box_office": "a", "webhook_box_office_before": "b", "webhook-before:box_office": "c"}
    (tmp_path / "secrets.json").write_text(json.dumps(kept), encoding="utf-8")

    assert here.webhook_secrets() == {"box_office": ["a", "c"], "box_office_before": ["b"]}
