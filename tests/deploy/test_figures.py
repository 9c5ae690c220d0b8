"""What the dashboard draws is counted somewhere, and what is counted keeps its name through statsd."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml

from realtime.metrics import Metrics
from tests.deploy.composed import ROOT

MAPPINGS = yaml.safe_load((ROOT / "deploy/docker/statsd.yaml").read_text(encoding="utf-8"))["mappings"]
DASHBOARD = json.loads((ROOT / "deploy/dashboards/jatre.json").read_text(encoding="utf-8"))
PARTS = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count")}
WORDS = {"transport", "kind", "reason", "outcome", "stage", "what", "dag", "task", "le"}


def _counted() -> set[str]:
    names = set()
    for family in Metrics().registry.collect():
        parts = PARTS.get(family.type, ("",))
        names |= {f"{family.name}{part}" for part in parts}
    for mapping in MAPPINGS:
        names |= {mapping["name"]} | {f"{mapping['name']}_{part}" for part in ("bucket", "sum", "count")}
    return names


def test_every_figure_on_the_dashboard_is_counted() -> None:
    drawn = " ".join(target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"])
    names = set(re.findall(r"\b(?:jatre|airflow)_\w+", drawn))
    assert len(names) > 12
    assert names - _counted() == set()


def test_the_dashboard_s_source_is_provisioned() -> None:
    path = ROOT / "deploy/dashboards/provisioning/datasources/prometheus.yaml"
    (source,) = yaml.safe_load(path.read_text(encoding="utf-8"))["datasources"]
    assert {panel["datasource"]["uid"] for panel in DASHBOARD["panels"]} == {source["uid"]}


def _mapped(name: str) -> Any:
    """What the exporter makes of a name: the first mapping in the file that fits."""
    for mapping in MAPPINGS:
        regex = mapping.get("match_type") == "regex"
        pattern = mapping["match"] if regex else re.escape(mapping["match"]).replace(r"\*", r"([^.]*)")
        if found := re.fullmatch(pattern, name):
            labels = {key: found[int(value[1:])] for key, value in mapping.get("labels", {}).items()}
            return (mapping["name"], labels) if mapping.get("action") != "drop" else None
    return None


def test_statsd_names_become_names_with_labels() -> None:
    assert _mapped("jatre.stage.nlp.seconds") == ("jatre_stage_seconds", {"stage": "nlp"})
    assert _mapped("jatre.stage.nlp.done") == ("jatre_stage_rows_total", {"stage": "nlp", "what": "done"})
    assert _mapped("jatre.failed.source_toit.fetch") == (
        "jatre_failures_total",
        {"dag": "source_toit", "task": "fetch"},
    )
    assert _mapped("airflow.pool.open_slots.models") == ("airflow_pool_slots", {"what": "open_slots", "pool": "models"})


def test_every_figure_that_the_operators_guide_names_passes_statsd() -> None:
    guide = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.+?) \|", guide.partition("\n## Figures")[2].partition("\n## ")[0], re.MULTILINE)
    names = []
    for row in rows:
        first, *others = (re.sub(r"<\w+>", "any", name) for name in re.findall("`(.+?)`", row))
        # of several in a row those that begin with a dot replace the last part of the first
        names += [first, *(f"{first.rpartition('.')[0]}{one}" if one.startswith(".") else one for one in others)]
    assert len(names) > 15
    assert [name for name in names if _mapped(f"jatre.{name}") is None] == []


def test_names_that_would_grow_without_bound_are_dropped() -> None:
    assert _mapped("airflow.ti.start.source_toit.fetch") is None
