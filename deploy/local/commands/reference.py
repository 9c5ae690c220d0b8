"""The documentation's tables that are made from the code: settings, metrics, the API's paths, filters.

`python -m deploy.local.commands.reference` writes them to `docs/reference/`; `make docs` does so before it builds, and
a test fails when they are behind.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic.fields import FieldInfo

from deploy.local.steps import ROOT
from include.filters.fields import FIELDS
from include.settings import Settings
from realtime.api.openapi.document import document
from realtime.metrics import Metrics
from realtime.settings import ServiceSettings

FOLDER = ROOT / "docs" / "reference"


def pages() -> dict[str, str]:
    """File name -> text of every generated page."""
    return {"settings.md": _settings(), "metrics.md": _metrics(), "rest.md": _rest(), "filters.md": _filters()}


def main(folder: Path = FOLDER) -> None:
    """Write them all."""
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


def _settings() -> str:
    own = {name: field for name, field in ServiceSettings.model_fields.items() if name not in Settings.model_fields}
    return (
        "# Settings\n\nRead once from the environment when a program starts; lists and objects are JSON.\n"
        f"\n## Of every program\n\n{_fields(Settings.model_fields)}"
        f"\n## Of the service alone\n\n{_fields(own)}"
    )


def _fields(fields: dict[str, FieldInfo]) -> str:
    rows = ((f"`JATRE_{name.upper()}`", _default(field), field.description or "") for name, field in fields.items())
    return _table(("setting", "default", "meaning"), rows)


def _default(field: FieldInfo) -> str:
    value = str(field.get_default(call_default_factory=True)).replace(str(ROOT), ".")
    return f"`{value}`" if value not in ("", "None") else ""


def _metrics() -> str:
    rows = ((f"`{one.name}`", one.type, one.documentation) for one in Metrics().registry.collect())
    ours = (row for row in rows if row[0].startswith("`jatre_"))
    return (
        "# Metrics of the service\n\nServed at `/metrics` for Prometheus; a counter's name ends there in `_total`. "
        f"What Airflow and the pipeline count: [operations](../operations.md#figures).\n\n"
        f"{_table(('metric', 'type', 'meaning'), ours)}"
    )


def _rest() -> str:
    paths = document()["paths"]
    rows = (
        (f"`{method.upper()} {path}`", operation.get("summary", ""))
        for path, operations in paths.items()
        for method, operation in operations.items()
        if isinstance(operation, dict) and "responses" in operation
    )
    return (
        "# Paths of the service\n\nWhat each takes and gives is in the OpenAPI document, "
        f"readable at `/api` of a running service.\n\n{_table(('path', 'what it is for'), rows)}"
    )


def _filters() -> str:
    rows = (
        (f"`{one.name}`", one.about, ", ".join(f"`{text}`" for text in one.examples), "no" if one.not_live else "yes")
        for one in FIELDS
    )
    reasons = (f"\n`{one.name}` is none of a subscription. {one.not_live}\n" for one in FIELDS if one.not_live)
    return (
        "# Filters\n\nOne grammar for lists, files and feeds, counts, the calendar and live subscriptions. All that is "
        "given has to hold; what is asked of dates has to hold of one and the same. A parameter that there is not is "
        "refused by name, with the nearest one that there is.\n\n"
        f"{_table(('parameter', 'what passes', 'such as', 'live'), rows)}{''.join(reasons)}"
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(map(_escaped, line))} |\n" for line in lines)


def _escaped(cell: str) -> str:
    return cell.replace("|", r"\|").replace("\n", " ")


if __name__ == "__main__":
    main()
