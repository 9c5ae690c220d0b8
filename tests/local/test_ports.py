"""A taken port is noticed before anything starts, and the remedy names the variable to set."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC
from zoneinfo import ZoneInfo

import pytest

from deploy.local.installation import Installation, instant
from deploy.local.steps import Problem
from deploy.local.system import ports, preflight


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server((ports.HOST, 0)) as server:
        yield server.getsockname()[1]


def test_a_taken_port_is_named_with_its_purpose_and_a_remedy(taken: int) -> None:
    with pytest.raises(Problem) as failure:
        preflight.free_ports({"JATRE_PORT": ("the page", taken)})
    assert f"port {taken}, wanted for the page, is taken" in failure.value.cause
    assert f"make demo JATRE_PORT={taken + 100}" in failure.value.remedy


def test_free_ports_pass() -> None:
    preflight.free_ports({"JATRE_PORT": ("the page", ports.any_free())})


def test_listening_and_free_are_distinguished(taken: int) -> None:
    assert ports.answers(taken)
    assert not ports.is_free(taken)
    assert not ports.answers(ports.any_free())


def test_ports_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JATRE_PORT", "9000")
    assert Installation().page_url == "http://127.0.0.1:9000"


def test_a_moment_of_a_replay_is_of_the_area_s_zone_unless_it_states_one() -> None:
    zone = ZoneInfo("Asia/Kolkata")
    found = [instant(text, zone).astimezone(UTC) for text in ("2025-09-26", "2025-09-26T18:30", "2025-09-26T18:30Z")]
    assert [f"{one:%d %H:%M}" for one in found] == ["25 18:30", "26 13:00", "26 18:30"]


@pytest.mark.parametrize("value", ["eighty", "0", "-1", "65536", "99999", "8e3"])
def test_what_is_no_port_is_refused_with_what_is_one(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW_PORT", value)
    with pytest.raises(Problem, match=f"AIRFLOW_PORT={value} is no port: ports are numbers from 1 to 65535") as failure:
        Installation()
    assert failure.value.remedy == "AIRFLOW_PORT=8080"


def test_the_demo_alone_fetches_from_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JATRE_FETCH_ALLOW", raising=False)
    monkeypatch.setenv("SAMPLES_PORT", "9010")

    assert Installation(mode="demo").common_environment()["JATRE_FETCH_ALLOW"] == "127.0.0.1:9010"
    assert Installation(mode="live").common_environment()["JATRE_FETCH_ALLOW"] == ""

    monkeypatch.setenv("JATRE_FETCH_ALLOW", "calendar.example:8081")
    assert Installation(mode="live").fetch_allow == "calendar.example:8081"


def test_who_wants_less_of_a_laptop_chooses_how_often_the_scheduler_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME"
    monkeypatch.delenv(name, raising=False)
    assert Installation().airflow_environment()[name] == "0.5"
    monkeypatch.setenv(name, "2")
    assert Installation().airflow_environment()[name] == "2"
    for wrong in ("soon", "0", "-1", "nan", "3600"):
        monkeypatch.setenv(name, wrong)
        with pytest.raises(Problem, match="is no rest"):
            Installation()


def test_a_network_in_which_one_site_answers_will_do(taken: int) -> None:
    preflight.network([f"http://127.0.0.1:{ports.any_free()}/", f"http://127.0.0.1:{taken}/feed"])


def test_a_network_in_which_no_site_answers_stops_the_start() -> None:
    with pytest.raises(Problem, match=r"none of the 1 sites can be reached from here, 127\.0\.0\.1") as failure:
        preflight.network([f"http://127.0.0.1:{ports.any_free()}/a"])
    assert "make demo" in failure.value.remedy
