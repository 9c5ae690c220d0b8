"""A small client for Airflow's REST API (v2): start a run, follow it, pause and unpause.

Errors: `TransientError` when Airflow is unreachable or busy, `ConfigurationError` when it refuses the login,
`JatreError` for everything else it refuses, with its own words.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

import httpx

from include.errors import ConfigurationError, JatreError, TransientError

FINAL_STATES = frozenset({"success", "failed"})
_PAGE_ROWS = 100


class AirflowApi:
    """One session with one Airflow; the token is fetched on first use and renewed when it has expired."""

    def __init__(
        self, url: str, user: str, password: str, *, timeout: float = 30, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._client = httpx.Client(base_url=url.rstrip("/"), timeout=timeout, transport=transport)
        self._login = {"username": user, "password": password}
        self._token: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def dags(self) -> list[dict[str, Any]]:
        """Every DAG that Airflow knows, as its API describes it (`dag_id`, `is_paused`, `tags`, ...)."""
        found: list[dict[str, Any]] = []
        while True:
            page = self._call("GET", "/api/v2/dags", params={"limit": _PAGE_ROWS, "offset": len(found)})
            found += page["dags"]
            if not page["dags"] or len(found) >= page["total_entries"]:
                return found

    def import_errors(self) -> dict[str, str]:
        """The DAG files that Airflow could not import: file name -> stack trace."""
        page = self._call("GET", "/api/v2/importErrors", params={"limit": _PAGE_ROWS})
        return {error["filename"]: error["stack_trace"] for error in page["import_errors"]}

    def pause(self, dag_id: str) -> None:
        """Stop scheduling this DAG; runs by hand still queue."""
        self._call("PATCH", f"/api/v2/dags/{dag_id}", json={"is_paused": True})

    def unpause(self, dag_id: str) -> None:
        """Let this DAG run."""
        self._call("PATCH", f"/api/v2/dags/{dag_id}", json={"is_paused": False})

    def start_run(self, dag_id: str, conf: Mapping[str, Any] | None = None) -> str:
        """Queue a run now with these parameters; returns its run id."""
        body = {"logical_date": None, "conf": dict(conf or {})}
        return str(self._call("POST", f"/api/v2/dags/{dag_id}/dagRuns", json=body)["dag_run_id"])

    def run_state(self, dag_id: str, run_id: str) -> str:
        """`queued`, `running`, `success` or `failed`."""
        return str(self._call("GET", f"/api/v2/dags/{dag_id}/dagRuns/{run_id}")["state"])

    def wait(self, dag_id: str, run_id: str, timeout: float = 600, every: float = 1) -> str:
        """Wait at most `timeout` seconds for the end of a run; returns `success` or `failed`.

        An Airflow that does not answer for a while (busy, restarting) is asked again.
        Raises: TransientError when the run has not ended by then.
        """
        deadline = time.monotonic() + timeout
        while (state := self._state_or_failure(dag_id, run_id)) not in FINAL_STATES:
            if time.monotonic() > deadline:
                raise TransientError(f"run {run_id} of {dag_id} is still {state} after {timeout:g} s")
            time.sleep(every)
        return state

    def _state_or_failure(self, dag_id: str, run_id: str) -> str:
        try:
            return self.run_state(dag_id, run_id)
        except TransientError as error:
            return f"unknown ({error})"

    def _call(self, method: str, path: str, **request: Any) -> dict[str, Any]:
        response = self._send(method, path, **request)
        if response.status_code == httpx.codes.UNAUTHORIZED:
            self._token = None
            response = self._send(method, path, **request)
        _raise_for(response)
        answer: dict[str, Any] = response.json()
        return answer

    def _send(self, method: str, path: str, **request: Any) -> httpx.Response:
        try:
            return self._client.request(method, path, headers={"Authorization": f"Bearer {self._bearer()}"}, **request)
        except httpx.TransportError as error:
            raise TransientError(f"Airflow at {self._client.base_url} does not answer: {error}") from error

    def _bearer(self) -> str:
        if self._token is None:
            response = self._client.post("/auth/token", json=self._login)
            _raise_for(response)
            self._token = str(response.json()["access_token"])
        return self._token


def _raise_for(response: httpx.Response) -> None:
    if response.is_success:
        return
    answer = f"{response.request.method} {response.request.url.path}: {response.status_code} {response.text[:300]}"
    if response.status_code in {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}:
        raise ConfigurationError(f"Airflow refused the login; check user and password ({answer})")
    if response.status_code == httpx.codes.TOO_MANY_REQUESTS or response.is_server_error:
        raise TransientError(f"Airflow is busy ({answer})")
    raise JatreError(f"Airflow refused ({answer})")
