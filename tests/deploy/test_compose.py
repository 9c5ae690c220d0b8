"""The containers run what `make demo` runs. No engine is needed: what can be wrong in the files is found here."""

from __future__ import annotations

import importlib.util
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from deploy.docker.migrate import commands
from deploy.local.installation import Installation
from deploy.local.programs import AIRFLOW
from include.settings import Settings
from include.sources.instances.seed_file import DEFAULTS
from realtime.settings import ServiceSettings
from tests.deploy.composed import ROOT, TEXT, VARIABLE, environment, project, services

OWN = {name: service for name, service in services().items() if "build" in service}
ONCE = {"prepare", "migrate"}
UNATTENDED = {"AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION"}
# what differs by nature: addresses, folders and secrets; and what is for workers alone
ELSEWHERE = re.compile(r"HOME|FOLDER|_FILE|_KEY|SECRET|URL|HOST|PORT|SQL_ALCHEMY_CONN|CELERY")


def test_the_file_follows_the_compose_specification() -> None:
    schema = files("check_jsonschema") / "builtin_schemas" / "vendor" / "compose-spec.json"
    jsonschema.validate(yaml.safe_load(TEXT), json.loads(schema.read_text(encoding="utf-8")))


def test_every_part_of_the_system_is_there() -> None:
    local = {f"airflow-{part[0]}" for part in AIRFLOW} | {"postgres", "samples", "realtime", "alerts"}
    assert local <= set(services())
    assert {"objects", "statsd", "prometheus", "grafana", "redis", "airflow-worker"} <= set(services())


def test_no_secret_has_a_default_and_every_variable_is_explained() -> None:
    used = {found["name"]: found["kind"] for found in VARIABLE.finditer(TEXT)}
    assert set(used) <= set(environment())
    secret = {name for name in used if re.search(r"PASSWORD|SECRET|KEY", name)}
    assert len(secret) >= 10
    assert {name for name in secret if used[name] != "?"} == set()
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert all(re.search(rf"^{name}=$", example, re.MULTILINE) for name in secret)


@pytest.mark.parametrize("name", services())
def test_a_service_is_pinned_bounded_and_without_privileges(name: str) -> None:
    service = services()[name]
    assert re.fullmatch(r"[\w./-]+:[\w.-]*\d[\w.-]*", service["image"])
    assert not service["image"].endswith("latest")
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["read_only"] is True
    assert service["deploy"]["resources"]["limits"].keys() == {"cpus", "memory"}
    assert "build" in service or service["user"] not in ("root", "0", "0:0")
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


@pytest.mark.parametrize("name", services())
def test_a_service_has_a_healthcheck_unless_it_ends_by_itself(name: str) -> None:
    service = services()[name]
    assert ("healthcheck" not in service) == (name in ONCE)
    assert service["restart"] == ("no" if name in ONCE else "unless-stopped")


@pytest.mark.parametrize("name", services())
def test_what_a_service_waits_for_can_be_waited_for(name: str) -> None:
    for needed, how in services()[name].get("depends_on", {}).items():
        assert how["condition"] == ("service_completed_successfully" if needed in ONCE else "service_healthy")
        assert set(services()[needed].get("profiles", [])) <= set(services()[name].get("profiles", []))


def test_mounted_files_exist_and_volumes_are_declared() -> None:
    mounts = [mount.split(":")[0] for service in services().values() for mount in service.get("volumes", [])]
    named = {mount for mount in mounts if not mount.startswith(".")}
    assert named == set(project()["volumes"])
    assert [mount for mount in mounts if mount.startswith(".") and not (ROOT / mount).exists()] == []


def test_every_setting_is_one() -> None:
    known = {f"JATRE_{name.upper()}" for name in ServiceSettings.model_fields} | set(DEFAULTS)
    used = {name for service in services().values() for name in service.get("environment", {})}
    assert {name for name in used if name.startswith("JATRE_")} <= known


def test_each_service_holds_the_secrets_of_its_own_role_alone() -> None:
    def knowing(variable: str) -> set[str]:
        return {name for name, service in services().items() if environment()[variable] in json.dumps(service)}

    assert knowing("POSTGRES_PASSWORD") == {"postgres", "prepare"}
    assert knowing("OWNER_PASSWORD") == {"prepare", "migrate"}
    assert knowing("SERVICE_PASSWORD") == {"prepare", "realtime"}


def test_airflow_is_set_as_on_one_machine() -> None:
    local = Installation().airflow_environment()
    compared = {name for name in local if name.startswith("AIRFLOW__")}
    for name, service in services().items():
        if name.startswith("airflow-"):
            given = service["environment"]
            assert compared <= set(given)
            same = {key for key in compared if not ELSEWHERE.search(key)}
            assert len(same) > 8
            assert {key: given[key] for key in same} == {key: local[key] for key in same}
            added = {key for key in given if key.startswith("AIRFLOW__")} - compared
            assert {key for key in added if not key.startswith("AIRFLOW__CELERY__")} == UNATTENDED


def test_airflow_signs_by_a_key_as_long_as_its_algorithm_wants(tmp_path: Path) -> None:
    local = Installation(local=tmp_path).airflow_environment()["AIRFLOW__API_AUTH__JWT_SECRET"]
    for key in (local, environment()["AIRFLOW_JWT_SECRET"]):
        assert len(key.encode()) >= 64  # of SHA-512: RFC 7518, 3.2


def test_the_airflow_programs_are_those_of_one_machine() -> None:
    for part in AIRFLOW:
        assert services()[f"airflow-{part[0]}"]["command"] == ["airflow", *part]


@pytest.mark.parametrize("name", OWN)
def test_a_command_names_a_module_that_exists(name: str) -> None:
    _assert_runs(OWN[name]["command"])


def test_the_steps_of_the_migration_exist() -> None:
    for command in commands(Settings()):
        _assert_runs(["python", *command[1:]] if command[1] == "-m" else command)


def test_the_sources_named_are_in_the_image() -> None:
    named = re.findall(r"/app/(\S+\.json)", (ROOT / ".env.example").read_text(encoding="utf-8"))
    assert len(named) >= 2
    assert all((ROOT / path).is_file() for path in named)


def _assert_runs(command: list[str]) -> None:
    if command[0] == "python":
        assert importlib.util.find_spec(command[2]) is not None
    else:
        assert command[:2] in [["airflow", part] for part in _airflow_parts()]


def _airflow_parts() -> list[str]:
    return [part[0] for part in AIRFLOW] + ["db", "pools", "celery"]


def _yaml(path: str) -> Any:
    return yaml.safe_load(Path(ROOT / path).read_text(encoding="utf-8"))


def test_prometheus_asks_services_that_exist() -> None:
    hosts = [
        target.rsplit(":", 1)[0]
        for job in _yaml("deploy/docker/prometheus.yaml")["scrape_configs"]
        for config in job["static_configs"]
        for target in config["targets"]
    ]
    assert set(hosts) - {"127.0.0.1"} == {"realtime", "statsd"} <= set(services())
