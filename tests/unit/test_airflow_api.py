"""The client for Airflow's API, against answers as Airflow 3.3 gives them."""

from __future__ import annotations

import json
from collections.abc import Callable

import httpx
import pytest

from include.airflow_api import AirflowApi
from include.errors import ConfigurationError, JatreError, TransientError

Answer = Callable[[httpx.Request], httpx.Response]
RUN = "/api/v2/dags/source_toit/dagRuns"


class Airflow:
    """Remembers what it was asked; hands out tokens that it forgets after `token_uses` requests."""

    def __init__(self, answer: Answer, token_uses: int = 1000) -> None:
        self.answer, self.token_uses = answer, token_uses
        self.asked: list[httpx.Request] = []
        self.logins = 0
        self.uses = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/auth/token":
            return self._log_in(json.loads(request.content))
        self.asked.append(request)
        self.uses += 1
        if request.headers["Authorization"] != f"Bearer token-{self.logins}" or self.uses > self.token_uses:
            return httpx.Response(401, json={"detail": "Invalid JWT token"})
        return self.answer(request)

    def _log_in(self, body: dict[str, str]) -> httpx.Response:
        if body != {"username": "admin", "password": "secret"}:
            return httpx.Response(401, json={"detail": "Invalid credentials"})
        self.logins, self.uses = self.logins + 1, 0
        return httpx.Response(201, json={"access_token": f"token-{self.logins}"})


def api(airflow: Answer, password: str = "secret") -> AirflowApi:
    return AirflowApi("http://airflow.test/", "admin", password, transport=httpx.MockTransport(airflow))


def answers(*bodies: object) -> Answer:
    left = iter(bodies)
    return lambda _request: httpx.Response(200, json=next(left))


def test_it_logs_in_once_for_many_calls() -> None:
    airflow = Airflow(answers({"state": "queued"}, {"state": "running"}))
    with api(airflow) as client:
        assert [client.run_state("source_toit", "r1") for _ in range(2)] == ["queued", "running"]

    assert airflow.logins == 1
    assert airflow.asked[0].url.path == f"{RUN}/r1"


def test_an_expired_token_is_renewed() -> None:
    airflow = Airflow(answers(*[{"state": "running"}] * 3), token_uses=1)
    with api(airflow) as client:
        for _ in range(3):
            client.run_state("source_toit", "r1")

    assert airflow.logins == 3


def test_a_wrong_password_is_a_matter_of_configuration() -> None:
    wrong = pytest.raises(ConfigurationError, match="check user and password")
    with api(Airflow(answers()), password="wrong") as client, wrong:
        client.run_state("source_toit", "r1")


def test_starting_a_run_names_a_null_logical_date_and_the_parameters() -> None:
    airflow = Airflow(answers({"dag_run_id": "manual__1"}))
    with api(airflow) as client:
        assert client.start_run("source_toit", {"force": True}) == "manual__1"

    assert json.loads(airflow.asked[0].content) == {"logical_date": None, "conf": {"force": True}}


def test_dags_are_read_page_by_page() -> None:
    first = {"dags": [{"dag_id": "a"}, {"dag_id": "b"}], "total_entries": 3}
    airflow = Airflow(answers(first, {"dags": [{"dag_id": "c"}], "total_entries": 3}))
    with api(airflow) as client:
        assert [dag["dag_id"] for dag in client.dags()] == ["a", "b", "c"]

    assert [request.url.params["offset"] for request in airflow.asked] == ["0", "2"]


def test_pausing_and_unpausing() -> None:
    airflow = Airflow(answers({}, {}))
    with api(airflow) as client:
        client.pause("source_toit")
        client.unpause("source_toit")

    assert [(r.method, json.loads(r.content)) for r in airflow.asked] == [
        ("PATCH", {"is_paused": True}),
        ("PATCH", {"is_paused": False}),
    ]


def test_waiting_ends_with_the_run() -> None:
    with api(Airflow(answers({"state": "queued"}, {"state": "running"}, {"state": "failed"}))) as client:
        assert client.wait("source_toit", "r1", timeout=5, every=0) == "failed"


def test_waiting_outlasts_an_airflow_that_restarts() -> None:
    answers = iter([httpx.Response(503), httpx.Response(200, json={"state": "success"})])
    with api(Airflow(lambda _request: next(answers))) as client:
        assert client.wait("source_toit", "r1", timeout=5, every=0) == "success"


def test_waiting_gives_up() -> None:
    still = pytest.raises(TransientError, match="still running")
    with api(Airflow(answers(*[{"state": "running"}] * 50))) as client, still:
        client.wait("source_toit", "r1", timeout=0, every=0)


@pytest.mark.parametrize(("status", "error"), [(503, TransientError), (429, TransientError), (403, ConfigurationError)])
def test_refusals_come_out_as_our_own_errors(status: int, error: type[JatreError]) -> None:
    with api(Airflow(lambda _request: httpx.Response(status, text="no"))) as client, pytest.raises(error):
        client.start_run("source_toit")


def test_an_unknown_dag_is_reported_in_airflows_words() -> None:
    unknown = httpx.Response(404, json={"detail": "The Dag with ID: `source_x` was not found"})
    with api(Airflow(lambda _request: unknown)) as client, pytest.raises(JatreError, match="was not found"):
        client.start_run("source_x")


def test_an_airflow_that_is_not_there_may_come_back() -> None:
    def gone(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("connection refused", request=request)

    with api(gone) as client, pytest.raises(TransientError, match="does not answer"):
        client.dags()
