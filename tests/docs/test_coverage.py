"""Whatever a user can name is in the documentation, and the documentation names nothing that is gone."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from include.settings import Settings
from include.sources import registry
from realtime.settings import ServiceSettings

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


@cache
def pages() -> str:
    return "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


def settings() -> set[str]:
    return {f"JATRE_{name.upper()}" for model in (Settings, ServiceSettings) for name in model.model_fields}


def targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+):.*?##", makefile, re.MULTILINE))


def dags() -> set[str]:
    named = [re.findall(r"dag_id=\"(\w+)\"", file.read_text(encoding="utf-8")) for file in (ROOT / "dags").glob("*.py")]
    return {name for names in named for name in names}


def contract() -> set[str]:
    """The functions that the service calls; `tests/db/test_roles.py` holds that it may call no others."""
    queries = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "realtime").rglob("*.py"))
    return set(re.findall(r"\bjatre\.(\w+_v\d+)\b", queries))


NAMES = {
    "setting": settings,
    "make target": targets,
    "DAG": dags,
    "kind of source": lambda: set(registry.KINDS),
    "function of the contract": contract,
}


@cache
def words() -> set[str]:
    return set(re.findall(r"\w+", pages()))


def is_named(name: str) -> bool:
    """Whether it stands in the pages as a word, or as the words it has, as `new-source` does."""
    return name in words() if name.isidentifier() else re.search(rf"\b{re.escape(name)}\b", pages()) is not None


@pytest.mark.parametrize("kind", NAMES)
def test_every_name_that_a_user_meets_is_documented(kind: str) -> None:
    names = NAMES[kind]()

    assert names, f"no {kind} was found: the test looks in the wrong place"
    assert sorted(name for name in names if not is_named(name)) == []


def test_no_setting_is_documented_that_is_gone() -> None:
    documented = set(re.findall(r"\bJATRE_[A-Z_]+\b", pages()))

    # a source's secret is named by whoever adds the source
    documented = {name for name in documented if not name.startswith("JATRE_SECRET_")}
    known = settings() | set(re.findall(r"\bJATRE_[A-Z_]+\b", sources()))
    assert sorted(documented - known) == []


def test_no_make_target_is_documented_that_is_gone() -> None:
    documented = set(re.findall(r"`make ([a-z-]+)", pages())) | set(
        re.findall(r"^make ([a-z-]+)", pages(), re.MULTILINE)
    )

    assert sorted(documented - targets()) == []


def test_no_file_is_documented_that_is_gone() -> None:
    named = set(
        re.findall(r"`((?:include|realtime|dags|plugins|deploy|tests|samples|benchmarks|clients)/[\w./-]+\w)`", pages())
    )

    assert sorted(path for path in named if not (ROOT / path).exists()) == []


def test_no_module_is_documented_that_is_gone() -> None:
    named = set(re.findall(r"python -m ((?:include|realtime|benchmarks|deploy|samples)[\w.]*)", pages()))

    places = {name: ROOT / name.replace(".", "/") for name in named}
    assert (
        sorted(n for n, p in places.items() if not p.with_suffix(".py").exists() and not (p / "__main__.py").exists())
        == []
    )


@cache
def sources() -> str:
    folders = ("include", "realtime", "deploy", "plugins", "dags", "samples", "tests", "benchmarks")
    files = [
        file for folder in folders for file in (ROOT / folder).rglob("*") if file.suffix in {".py", ".yaml", ".j2"}
    ]
    return "\n".join(
        file.read_text(encoding="utf-8") for file in [*files, ROOT / "Makefile", ROOT / "docker-compose.yaml"]
    )
